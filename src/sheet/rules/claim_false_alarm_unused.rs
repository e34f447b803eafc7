//! A false alarm that nothing raises.
//!
//! Raised where the author's words are weighed.

use candor_model::diag::{Code, Definition, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/false-alarm-unused",
    level: Level::Advice,
    rank: 650,
    explanation: Explanation {
        title: "a false alarm that nothing raises",
        finds: "A `[[false-alarm]]` whose words raise no finding of that code.",
        matters: "Left behind, it would hide a later finding.",
        instead: "Take it out.",
    },
});
