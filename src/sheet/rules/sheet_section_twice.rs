//! Two sections in one place.
//!
//! Raised where an author's sections are read.

use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;

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

/// The finding at the place of the second section.
pub(crate) fn found(second: Span) -> Diagnostic {
    Diagnostic::new(CODE, "a second section for this place")
        .at(second)
        .help("put both texts in one section")
}
