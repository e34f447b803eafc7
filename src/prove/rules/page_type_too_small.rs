//! Type below the format's size.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/type-too-small",
    level: Level::Error,
    rank: 930,
    explanation: Explanation {
        title: "type below the format's size",
        finds: "Text smaller than 12 pt on a handout, and smaller than 9 pt in a footer.",
        matters: "Small print is where warnings go unread.",
        instead: "Raise the size in the template's theme.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  text(size: 11pt, under(section))",
    })],
});
