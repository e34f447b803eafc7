//! A number that no verified fact carries.
//!
//! Raised where a monograph is audited, of words and of outcomes.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/number-unverified",
    level: Level::Error,
    rank: 410,
    explanation: Explanation {
        title: "a number that no verified fact carries",
        finds: "Digits in patient wording that stand in no fact of the item marked `verified`, \
                and in no emergency line.",
        matters: "A wrong number is the worst error that a sheet can have.",
        instead: "Cite a verified fact that holds the number, or word the sentence without it.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: "Wait 2 to 3 hours before",
        instead: "Wait 2 to 5 hours before",
    })],
});
