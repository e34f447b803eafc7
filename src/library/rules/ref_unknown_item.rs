//! A safety item or tag that the medicine does not have.
//!
//! Raised where `applies`, waivers, key points and the approval status name items.

use candor_model::diag::{Code, Definition, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-item",
    level: Level::Error,
    rank: 240,
    explanation: Explanation {
        title: "a safety item or tag that the medicine does not have",
        finds: "An id in `applies` or in a waiver that names nothing.",
        matters: "A misspelt id would be a warning that never prints.",
        instead: "Use the nearest id that the finding names; `candor library show` lists them.",
    },
});
