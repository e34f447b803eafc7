//! A form that does not fit the medicine or the count.
//!
//! Raised of a sheet's steps, and of a monograph without a form.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/form",
    level: Level::Error,
    rank: 510,
    explanation: Explanation {
        title: "a form that does not fit the medicine or the count",
        finds: "A form that the monograph does not have, or half a capsule.",
        matters: "A capsule cannot be halved.",
        instead: "Use a form of the monograph, and whole capsules.",
    },
    examples: &[
        Example::Sheet(
            r#"[[dose]]
from-week = 1
mg = "10"
form = "capsule"
strength = "10"
count = "1"
time = "at bedtime""#,
        ),
        Example::Sheet(
            r#"[[dose]]
from-week = 1
mg = "15"
form = "tablet"
strength = "10"
count = "1.5"
time = "at bedtime""#,
        ),
    ],
});
