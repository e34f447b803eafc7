//! A value of the wrong type.
//!
//! Raised where a file's shape is checked against its schema, and for what only the type itself
//! refuses.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/wrong-type",
    level: Level::Error,
    rank: 90,
    explanation: Explanation {
        title: "a value of the wrong type",
        finds: "A number where text belongs, a list where a table belongs, and the like.",
        matters: "Candor does not guess what was meant.",
        instead: "Write the value as the help line shows.",
    },
    examples: &[Example::Sheet(r#"review-months = "12""#)],
});
