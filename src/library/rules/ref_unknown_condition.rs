//! A condition without an evidence record.
//!
//! Raised where a sheet's condition is looked up, and where a medicine names its records.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-condition",
    level: Level::Error,
    rank: 230,
    explanation: Explanation {
        title: "a condition without an evidence record",
        finds: "A `condition` for which the medicine has no evidence record.",
        matters: "Without a record there is no honest statement of the evidence.",
        instead: "Use an id that `candor library list` shows, or `general`.",
    },
    examples: &[
        Example::Sheet(r#"condition = "test-spots""#),
        Example::Sheet(r#"condition = "facts-only""#),
    ],
});
