//! A text does not reach a screen reader.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/silent",
    level: Level::Error,
    rank: 960,
    explanation: Explanation {
        title: "a text does not reach a screen reader",
        finds: "Text marked as decoration, or behind alternative text.",
        matters: "A reader who listens would miss a warning.",
        instead: "Place the text as plain text; only running headers and footers are decoration.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  pdf.artifact(under(section))",
    })],
});
