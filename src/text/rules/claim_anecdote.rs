//! A story as evidence.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/anecdote",
    level: Level::Error,
    rank: 580,
    explanation: Explanation {
        title: "a story as evidence",
        finds: "Testimonials, and what many patients are said to report.",
        matters: "Those who got no better tell no story.",
        instead: "Take it out; the evidence statement says what studies found.",
    },
    examples: &[Example::Sheet(r#"purpose = "Many of our patients say that they feel better.""#)],
});
