//! A waiver that cannot count.
//!
//! Raised where waivers are read.

use candor_model::diag::{Code, Definition, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/waiver",
    level: Level::Error,
    rank: 340,
    explanation: Explanation {
        title: "a waiver that cannot count",
        finds: "A waiver without a person's name, with too short a reason, or for an item that is \
                not a standard one.",
        matters: "Leaving out a warning is a clinical decision that a named person must answer \
                  for.",
        instead: "Name the person, the date and the reason, or take the waiver out.",
    },
});
