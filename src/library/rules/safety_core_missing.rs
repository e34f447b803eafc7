//! A monograph of a known substance lacks a core item.
//!
//! Raised where a clinic's own monograph is held against each shipped one.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/core-missing",
    level: Level::Error,
    rank: 370,
    explanation: Explanation {
        title: "a monograph of a known substance lacks a core item",
        finds: "A workspace's own monograph, for a substance that the shipped library knows, \
                without one of the shipped core items.",
        matters: "Another name for the same medicine must not lose its warnings.",
        instead: "Copy the item unchanged from the shipped monograph (`candor library show \
                  MEDICINE ITEM`).",
    },
    examples: &[Example::Told(
        "a clinic's own monograph of a shipped substance without one of the shipped core items",
    )],
});
