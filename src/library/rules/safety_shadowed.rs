//! A workspace file stands in for a shipped one.
//!
//! Raised where a workspace's library is listed.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/shadowed",
    level: Level::Error,
    rank: 390,
    explanation: Explanation {
        title: "a workspace file stands in for a shipped one",
        finds: "A medicine in the workspace with the id of a shipped one, or fixed wording in the \
                workspace.",
        matters: "Fixed wording and shipped monographs are the same everywhere.",
        instead: "Give the medicine an id of its own; take the wording folder out.",
    },
    examples: &[Example::Told("a medicine of a clinic's own with the id of a shipped one")],
});
