//! A claim for another illness.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/other-condition",
    level: Level::Error,
    rank: 630,
    explanation: Explanation {
        title: "a claim for another illness",
        finds: "Benefit claimed for an illness that the sheet is not about.",
        matters: "The sheet's evidence statement does not cover it.",
        instead: "Take it out, or write a sheet for that illness.",
    },
    examples: &[Example::Sheet(r#"purpose = "It also eases migraine.""#)],
});
