//! A wallet card of a medicine that has none.
//!
//! Raised before a card is made.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/no-card",
    level: Level::Error,
    rank: 800,
    explanation: Explanation {
        title: "a wallet card of a medicine that has none",
        finds: "The format `card` for a medicine without a card.",
        matters: "What helpers need in an emergency is written and sourced like a warning, not \
                  guessed.",
        instead: "Leave the format out, or give the medicine a card.",
    },
    examples: &[Example::Told("the format `card`, of a medicine without `[card]`")],
});
