//! Texts stand in another order than in the composition.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/leaf-order",
    level: Level::Error,
    rank: 860,
    explanation: Explanation {
        title: "texts stand in another order than in the composition",
        finds: "A text before one that should come earlier, in the order in which a screen reader \
                reads them.",
        matters: "Who must not take a medicine comes before how to take it.",
        instead: "Place the parts in the order in which the template receives them.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  text(dir: rtl, under(section))",
    })],
});
