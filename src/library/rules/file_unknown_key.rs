//! A key that Candor does not know.
//!
//! Raised where a file's shape is checked against its schema.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/unknown-key",
    level: Level::Error,
    rank: 70,
    explanation: Explanation {
        title: "a key that Candor does not know",
        finds: "A key that this kind of file does not have.",
        matters: "A misspelt key would be a line that never reaches the paper.",
        instead: "Use the nearest known key that the finding names, or take the line out.",
    },
    examples: &[Example::Sheet(r#"titel = "Testolin cream""#)],
});
