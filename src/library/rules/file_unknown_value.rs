//! A value that is not one of the choices.
//!
//! Raised where a file's shape is checked against its schema.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/unknown-value",
    level: Level::Error,
    rank: 100,
    explanation: Explanation {
        title: "a value that is not one of the choices",
        finds: "A word outside a fixed list of choices.",
        matters: "A choice decides where a line prints or how it is worded.",
        instead: "Use one of the choices that the finding lists.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "somewhere"
text = "Wash your hands first.""#,
    )],
});
