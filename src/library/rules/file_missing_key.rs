//! A required key is missing.
//!
//! Raised where a file's shape is checked against its schema, and where a monograph needs one of
//! several keys.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/missing-key",
    level: Level::Error,
    rank: 80,
    explanation: Explanation {
        title: "a required key is missing",
        finds: "A key that every file of this kind must have.",
        matters: "Each required key prints something that the reader needs.",
        instead: "Add the key; the help line says what it holds.",
    },
    examples: &[
        Example::Sheet(
            r#"[author]
name = "A. Person""#,
        ),
        Example::Library(Edit {
            file: "testolin-cream/evidence/none-harm.toml",
            words: r#"direction = "possible-harm"
"#,
            instead: "",
        }),
    ],
});
