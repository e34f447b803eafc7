//! Too little contrast.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/contrast",
    level: Level::Error,
    rank: 940,
    explanation: Explanation {
        title: "too little contrast",
        finds: "Text with a contrast below 7 to 1 against what lies under it.",
        matters: "Pale text disappears on a photocopy.",
        instead: "Use dark text on a light ground, or white on a dark one.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  text(fill: luma(70%), under(section))",
    })],
});
