//! A text cannot be seen.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/unseen",
    level: Level::Error,
    rank: 920,
    explanation: Explanation {
        title: "a text cannot be seen",
        finds: "Text that is off the page, clipped, covered, transparent, or turned.",
        matters: "PDF checkers accept all of these; a reader of the paper sees nothing.",
        instead: "Fix the template so that the text stands upright and free on the page.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  rotate(4deg, under(section))",
    })],
});
