//! The page says something that is not in the composition.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/extra-text",
    level: Level::Error,
    rank: 890,
    explanation: Explanation {
        title: "the page says something that is not in the composition",
        finds: "Text, pictures or attachments that a template adds.",
        matters: "An added word can undo a warning.",
        instead: "Take it out of the template. Words belong in the sheet.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  under(section)
  [Not true.]",
    })],
});
