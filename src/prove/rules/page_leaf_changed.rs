//! A text is on the page in other words.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/leaf-changed",
    level: Level::Error,
    rank: 840,
    explanation: Explanation {
        title: "a text is on the page in other words",
        finds: "A text whose printed words are not those of the composition, letter by letter.",
        matters: "Reviewers sign the words of the composition.",
        instead: "Let the template place the parts as they are.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  upper(under(section))",
    })],
});
