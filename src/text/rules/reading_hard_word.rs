//! A hard word with a plainer one.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/hard-word",
    level: Level::Advice,
    rank: 680,
    explanation: Explanation {
        title: "a hard word with a plainer one",
        finds: "Words and phrases in the list of hard words.",
        matters: "Short, known words are read by more people.",
        instead: "Use the plainer word.",
    },
    examples: &[Example::Sheet(r#"purpose = "We will accompany you.""#)],
});
