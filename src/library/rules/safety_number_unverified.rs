//! A number that no verified fact carries.
//!
//! Raised where a monograph is audited, of words and of outcomes.

use candor_model::diag::{Code, Definition, Explanation, Level};

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
});
