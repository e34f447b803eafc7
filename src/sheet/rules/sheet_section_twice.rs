//! Two sections in one place.
//!
//! Raised where an author's sections are read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/section-twice",
    level: Level::Error,
    rank: 200,
    explanation: Explanation {
        title: "two sections in one place",
        finds: "A second section of an author for the same place.",
        matters: "Each place has one heading, so that a reader finds it.",
        instead: "Put both texts in one section.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "why"
text = "You asked us for it."

[[section]]
place = "why"
text = "You have had it before.""#,
    )],
});
