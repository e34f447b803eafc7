//! A word for how often, without a number.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/frequency",
    level: Level::Error,
    rank: 610,
    explanation: Explanation {
        title: "a word for how often, without a number",
        finds: "Rare, common, usually, seldom and the like for harms, without a number in the \
                sentence.",
        matters: "\"Common\" is read as about half of all people; it means 1 to 10 in 100.",
        instead: "Give the number and the size of the study, or say only that it can happen.",
    },
    examples: &[Example::Sheet(r#"purpose = "Nausea is rare.""#)],
});
