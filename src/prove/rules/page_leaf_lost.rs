//! A text of the composition is not on the pages.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/leaf-lost",
    level: Level::Error,
    rank: 830,
    explanation: Explanation {
        title: "a text of the composition is not on the pages",
        finds: "A paragraph, item or heading that the template did not print, or printed where no \
                reader gets it.",
        matters: "A template must not hide a warning.",
        instead: "Let the template place every part that it receives.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  hide(under(section))",
    })],
});
