//! The finished PDF says something else than its composition.
//!
//! Raised where the finished file is read again by its structure.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/structure",
    level: Level::Error,
    rank: 980,
    explanation: Explanation {
        title: "the finished PDF says something else than its composition",
        finds: "Bookmarks, metadata, an attachment, tags or text of the finished file that do not \
                follow from the composition, read again by a parser that is not the engine's.",
        matters: "A screen reader, a search and a list of bookmarks read the file, not the paper; \
                  a warning must reach them in the same words.",
        instead: "Fix the template, so that it places each part that it receives as it is, and \
                  adds none.",
    },
    examples: &[Example::Told("a finished file that says another word than its composition")],
});
