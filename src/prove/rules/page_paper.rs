//! The template prints on other paper.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/paper",
    level: Level::Error,
    rank: 950,
    explanation: Explanation {
        title: "the template prints on other paper",
        finds: "A page of another size than the paper that was asked for.",
        matters: "A4 layout on Letter paper loses its last lines.",
        instead: "Leave the page size to Candor.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "margin: theme.margin,",
        instead: r#"margin: theme.margin, paper: "a2","#,
    })],
});
