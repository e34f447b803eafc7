//! A grade that the studies do not bear.
//!
//! Raised where a monograph is audited, and where a clinic's own is held against a shipped one.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "evidence/grade",
    level: Level::Error,
    rank: 420,
    explanation: Explanation {
        title: "a grade that the studies do not bear",
        finds: "A certainty above none without any study in people at this dose, or none beside a \
                verified trial.",
        matters: "The sheet would say that we can be sure, and next that nothing was studied.",
        instead: "Grade the record again, or add the study.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/evidence/none-harm.toml",
        words: r#"certainty = "none""#,
        instead: r#"certainty = "low""#,
    })],
});
