//! Steps that overlap, leave a gap or end before they start.
//!
//! Raised of a sheet's steps.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/weeks",
    level: Level::Error,
    rank: 500,
    explanation: Explanation {
        title: "steps that overlap, leave a gap or end before they start",
        finds: "Steps that do not follow one another week by week from week 1.",
        matters: "In a gap the reader has no instruction.",
        instead: "Begin each step in the week after the last one ended; leave `to-week` out in \
                  the last step.",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 2
mg = "10"
form = "tablet"
strength = "10"
count = "1"
time = "at bedtime""#,
    )],
});
