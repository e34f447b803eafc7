//! A heading where it is fixed.
//!
//! Raised where an author's sections are read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

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
