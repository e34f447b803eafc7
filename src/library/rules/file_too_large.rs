//! The file is too large.
//!
//! Raised where a file is read, and where a sheet is checked: for a text that its field has no room
//! for.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/too-large",
    level: Level::Error,
    rank: 20,
    explanation: Explanation {
        title: "the file is too large",
        finds: "A file of more than 1 MiB, or an author's text longer than its field allows.",
        matters: "A sheet is one leaf of paper. A very large file is almost always the wrong file.",
        instead: "Check that the right file was saved under this name.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "why"
heading = "Why we may offer this cream to you, and what to expect from it in the weeks ahead"
text = "You asked us for it.""#,
    )],
});
