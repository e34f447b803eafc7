//! A trailing zero.
//!
//! Raised for every amount, in sheets and in the library.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/trailing-zero",
    level: Level::Error,
    rank: 460,
    explanation: Explanation {
        title: "a trailing zero",
        finds: "An amount such as 1.0.",
        matters: "1.0 mg has been read as 10 mg.",
        instead: "Write 1, not 1.0.",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 1
mg = "10.0"
form = "tablet"
strength = "10"
count = "1"
time = "at bedtime""#,
    )],
});
