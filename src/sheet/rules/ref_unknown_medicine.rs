//! A medicine that the library does not have.
//!
//! Raised where a sheet's medicine is looked up.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-medicine",
    level: Level::Error,
    rank: 220,
    explanation: Explanation {
        title: "a medicine that the library does not have",
        finds: "A `medicine` without a folder in the shipped library or in the workspace's own.",
        matters: "Without the medicine there are no warnings to print.",
        instead: "Use the id that `candor library list` shows.",
    },
    examples: &[Example::Sheet(r#"medicine = "testolin-creme""#)],
});
