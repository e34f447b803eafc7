//! Two sheets have the same id.
//!
//! Raised where all sheets of a run are seen together.

use candor_model::diag::{Code, Definition, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/duplicate-id",
    level: Level::Error,
    rank: 150,
    explanation: Explanation {
        title: "two sheets have the same id",
        finds: "A second sheet with an id that is taken.",
        matters: "One would overwrite the other's PDF.",
        instead: "Rename one of them.",
    },
});
