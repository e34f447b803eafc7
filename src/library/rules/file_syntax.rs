//! The file does not follow the TOML format.
//!
//! Raised for each error of the TOML parser.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/syntax",
    level: Level::Error,
    rank: 60,
    explanation: Explanation {
        title: "the file does not follow the TOML format",
        finds: "Every place where the text is not TOML: a missing quote, a key written twice, a \
                bracket left open.",
        matters: "A file that is only half understood could lose a line.",
        instead: "Fix the place under the underline; sheets/README.md shows the format by \
                  example.",
    },
    examples: &[Example::Sheet(r#"title = "Testolin cream"#)],
});
