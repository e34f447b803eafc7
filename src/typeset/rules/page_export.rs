//! The PDF would not be accessible or archivable.
//!
//! Raised for each error of the engine's export.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/export",
    level: Level::Error,
    rank: 970,
    explanation: Explanation {
        title: "the PDF would not be accessible or archivable",
        finds: "A requirement of PDF/UA-1 or PDF/A-3a that the engine refuses.",
        matters: "The file must be readable by assistive technology and in ten years.",
        instead: "Fix the template as the message says.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  } else {
    heading(level: 1, doc.title)",
        instead: "  } else {
    heading(level: 2, text(size: theme.title, doc.title))",
    })],
});
