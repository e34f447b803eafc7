//! A text is parted from itself or from its heading.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/parted",
    level: Level::Error,
    rank: 880,
    explanation: Explanation {
        title: "a text is parted from itself or from its heading",
        finds: "A safety item or another owed text that is split across pages, or a heading at \
                the foot of a page or column with its text elsewhere.",
        matters: "Half a warning is none; a reader who looks under a heading finds nothing.",
        instead: "Keep them together; in Typst, `block(breakable: false, …)` and `block(sticky: \
                  true, …)`.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  v(90pt)
  under(section)",
    })],
});
