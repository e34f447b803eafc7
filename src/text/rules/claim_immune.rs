//! The immune system boosted or balanced.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/immune",
    level: Level::Error,
    rank: 550,
    explanation: Explanation {
        title: "the immune system boosted or balanced",
        finds: "A claim that the medicine boosts, strengthens, balances or resets the immune \
                system.",
        matters: "Nobody has shown it, and people with a transplant or an immune illness could be \
                  harmed by it.",
        instead: "Take it out. Warnings about the immune system are fine.",
    },
    examples: &[Example::Sheet(r#"purpose = "It boosts the immune system.""#)],
});
