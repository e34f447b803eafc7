//! A paragraph of more than four sentences.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/long-paragraph",
    level: Level::Advice,
    rank: 710,
    explanation: Explanation {
        title: "a paragraph of more than four sentences",
        finds: "Paragraphs with more than four sentences.",
        matters: "A grey block is skipped.",
        instead: "Begin a new paragraph.",
    },
    examples: &[Example::Sheet(r#"purpose = "Read it. Keep it. Bring it. Show it. Ask us.""#)],
});
