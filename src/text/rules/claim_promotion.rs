//! Advertising.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/promotion",
    level: Level::Error,
    rank: 540,
    explanation: Explanation {
        title: "advertising",
        finds: "Words that sell: breakthrough, miracle, revolutionary, ask for it today.",
        matters: "A reader cannot tell advice from advertising.",
        instead: "Take the words out.",
    },
    examples: &[Example::Sheet(r#"purpose = "It is a breakthrough.""#)],
});
