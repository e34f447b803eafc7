//! More benefit than the evidence supports.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/benefit",
    level: Level::Error,
    rank: 520,
    explanation: Explanation {
        title: "more benefit than the evidence supports",
        finds: "A sentence that says that the medicine helps, or helps more surely, than the \
                certainty and direction of the evidence record allow.",
        matters: "High certainty bears \"reduces\", moderate \"probably reduces\", low \"may \
                  reduce\"; below that nobody knows.",
        instead: "Say it as the help line shows, or say what the clinic hopes for.",
    },
    examples: &[Example::Sheet(r#"purpose = "It reduces pain.""#)],
});
