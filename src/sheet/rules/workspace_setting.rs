//! A setting that cannot be right.
//!
//! Raised where `candor.toml` is read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "workspace/setting",
    level: Level::Error,
    rank: 1000,
    explanation: Explanation {
        title: "a setting that cannot be right",
        finds: "A value in `candor.toml` that no clinic can have, such as an empty name.",
        matters: "The clinic's name and phone are printed on every sheet.",
        instead: "Fix the value.",
    },
    examples: &[
        Example::Settings(
            r#"[clinic]
name = " ""#,
        ),
        Example::Settings(r#"paper = "id1""#),
    ],
});
