//! An amount that is not written as a plain decimal.
//!
//! Raised for every amount, in sheets and in the library.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/not-a-number",
    level: Level::Error,
    rank: 450,
    explanation: Explanation {
        title: "an amount that is not written as a plain decimal",
        finds: "An amount with a comma, a sign, a unit, or more than three decimals.",
        matters: "A misread dose is the worst error that a sheet can have.",
        instead: "Write the number alone, in quotes, as in \"1.5\".",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 1
mg = "7,5"
form = "tablet"
strength = "10"
count = "1"
time = "at bedtime""#,
    )],
});
