//! The file is empty.
//!
//! Raised where bytes are taken as text, before anything is parsed.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/empty",
    level: Level::Error,
    rank: 10,
    explanation: Explanation {
        title: "the file is empty",
        finds: "A file that holds no setting at all.",
        matters: "Nothing can be printed from it, and an empty file is often a save that went \
                  wrong.",
        instead: "Restore the file from a backup, or begin again with `candor new`.",
    },
    examples: &[Example::Bytes(b"")],
});
