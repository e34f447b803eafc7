//! A safety item or tag that the medicine does not have.
//!
//! Raised where `applies`, waivers, key points and the approval status name items.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-item",
    level: Level::Error,
    rank: 240,
    explanation: Explanation {
        title: "a safety item or tag that the medicine does not have",
        finds: "An id in `applies` or in a waiver that names nothing.",
        matters: "A misspelt id would be a warning that never prints.",
        instead: "Use the nearest id that the finding names; `candor library show` lists them.",
    },
    examples: &[
        Example::Sheet(r#"applies = ["blue-skn"]"#),
        Example::Sheet(
            r#"[[waive]]
item = "int-test-sope"
by = "A. Person"
date = 2026-11-22
reason = "They are told in person, each time.""#,
        ),
    ],
});
