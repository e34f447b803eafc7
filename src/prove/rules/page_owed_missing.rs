//! The composition lacks something that the format owes.
//!
//! Raised where a composition is held against what its sheet owes, before any page is made.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/owed-missing",
    level: Level::Error,
    rank: 820,
    explanation: Explanation {
        title: "the composition lacks something that the format owes",
        finds: "A safety item, the evidence statement, the approval status or the DRAFT line that \
                is not in the composition, or not in its place or words.",
        matters: "This is a fault in Candor or in a library, found before any page is made.",
        instead: "Report it as a bug in Candor, with the sheet.",
    },
    examples: &[Example::Told("a composition without one of the safety items of its sheet")],
});
