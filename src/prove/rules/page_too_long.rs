//! The handout does not fit on one leaf.
//!
//! Raised by the page proof; what else is wrong follows from it and is not said.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/too-long",
    level: Level::Error,
    rank: 810,
    explanation: Explanation {
        title: "the handout does not fit on one leaf",
        finds: "A handout of more than two pages.",
        matters: "A second leaf gets lost, and with it half of the warnings.",
        instead: "Shorten the author's texts; the finding says by how much and where most can be \
                  gained.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "    for s in first { render-section(s) }",
        instead: "    for s in first { render-section(s) }
    pagebreak()
    pagebreak()",
    })],
});
