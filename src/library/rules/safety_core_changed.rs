//! A monograph changes a shipped core item.
//!
//! Raised where a clinic's own monograph is held against each shipped one.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/core-changed",
    level: Level::Error,
    rank: 380,
    explanation: Explanation {
        title: "a monograph changes a shipped core item",
        finds: "A core item of a known substance whose words, kind, tier or place differ from the \
                shipped ones.",
        matters: "A clinic can add to a core item's advice but not weaken it.",
        instead: "Put the shipped text back, and add a further item beside it.",
    },
    examples: &[Example::Told(
        "a clinic's own monograph of a shipped substance with a word of a core item changed",
    )],
});
