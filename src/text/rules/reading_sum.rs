//! A sum that the reader would have to do.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/sum",
    level: Level::Advice,
    rank: 730,
    explanation: Explanation {
        title: "a sum that the reader would have to do",
        finds: "Half of, per kg, a percentage of, add up, and the like.",
        matters: "Many readers get it wrong, and a dose is worked out once, by a professional.",
        instead: "Print the amount.",
    },
    examples: &[Example::Sheet(r#"purpose = "Use half of the tube.""#)],
});
