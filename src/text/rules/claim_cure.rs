//! A cure or a proof.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/cure",
    level: Level::Error,
    rank: 530,
    explanation: Explanation {
        title: "a cure or a proof",
        finds: "Words of cure, of a disease that goes away for good, or of proof.",
        matters: "No study of a medicine for a long illness proves a cure; people give up other \
                  treatment for one.",
        instead: "Say what was studied and what was found.",
    },
    examples: &[Example::Sheet(r#"purpose = "It cures test spots.""#)],
});
