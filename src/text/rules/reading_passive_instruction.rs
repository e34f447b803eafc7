//! An instruction that does not say who does it.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/passive-instruction",
    level: Level::Advice,
    rank: 690,
    explanation: Explanation {
        title: "an instruction that does not say who does it",
        finds: "\"Should be taken\", \"is to be swallowed\" and the like.",
        matters: "The reader must know that it is for them to do.",
        instead: "Write \"take\", \"do not take\", \"ask us\".",
    },
    examples: &[Example::Sheet(r#"purpose = "The cream should be put on at night.""#)],
});
