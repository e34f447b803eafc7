//! A missing leading zero.
//!
//! Raised for every amount, in sheets and in the library.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/leading-zero",
    level: Level::Error,
    rank: 470,
    explanation: Explanation {
        title: "a missing leading zero",
        finds: "An amount such as .5, or zeros before the number as in 04.5.",
        matters: ".5 mg has been read as 5 mg.",
        instead: "Write 0.5, not .5.",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 1
mg = ".5"
form = "tablet"
strength = "10"
count = "1"
time = "at bedtime""#,
    )],
});
