//! A heading where it is fixed.
//!
//! Raised where an author's sections are read.

use candor_library::parse::SectionFile;
use candor_model::AuthorPlace;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Source;

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/fixed-heading",
    level: Level::Error,
    rank: 210,
    explanation: Explanation {
        title: "a heading where it is fixed",
        finds: "A heading of an author's own over a place that also holds safety items.",
        matters: "Readers find how to take a medicine, and what not to do, under the same words \
                  on every sheet.",
        instead: "Take the heading out; the text keeps its place.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "taking"
heading = "My way to take it"
text = "Use it at night.""#,
    )],
});

/// Reports a heading of the author's own over safety items.
pub(crate) fn check(section: &SectionFile, file: &Source) -> Option<Diagnostic> {
    let heading = section.heading.as_ref()?;
    let is_fixed = section.place.value == AuthorPlace::Taking;
    is_fixed.then(|| {
        Diagnostic::new(CODE, "the heading of this place is fixed")
            .at(heading.span(file))
            .label("safety items stand under it")
            .help("take the line out; the text keeps its place")
    })
}
