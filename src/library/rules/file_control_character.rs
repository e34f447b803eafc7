//! An invisible or direction-changing character.
//!
//! Raised where bytes are taken as text, and for escapes where a file's shape is checked.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/control-character",
    level: Level::Error,
    rank: 50,
    explanation: Explanation {
        title: "an invisible or direction-changing character",
        finds: "Control characters, zero-width characters and characters that change the \
                direction of text.",
        matters: "They can make a line read otherwise on paper than in the file that was reviewed.",
        instead: "Delete the character; the finding gives its place and its Unicode number.",
    },
    examples: &[Example::Sheet(r#"title = "Testolin \u202E cream""#)],
});
