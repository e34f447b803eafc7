//! A text is printed twice.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/leaf-twice",
    level: Level::Error,
    rank: 850,
    explanation: Explanation {
        title: "a text is printed twice",
        finds: "A text of the composition that stands more than once on the pages.",
        matters: "A repeated line that is later changed in one place contradicts itself.",
        instead: "Place each part once.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  under(section)
  under(section)",
    })],
});
