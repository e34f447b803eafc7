//! Unsafe advice about opioids.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/opioid",
    level: Level::Error,
    rank: 600,
    explanation: Explanation {
        title: "unsafe advice about opioids",
        finds: "Spacing by hours, combining, getting through withdrawal, stopping opioids fast, a \
                dose too low to block.",
        matters: "It can bring on withdrawal, or an overdose when the block is overcome.",
        instead: "Take it out. The library's warning says what is safe.",
    },
    examples: &[Example::Sheet(r#"purpose = "It protects you from an overdose.""#)],
});
