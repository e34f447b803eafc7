//! A number that can part from its unit.
//!
//! Raised where a text from elsewhere is measured (`reading`); in a sheet Candor keeps both
//! together.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/number-unit",
    level: Level::Advice,
    rank: 740,
    explanation: Explanation {
        title: "a number that can part from its unit",
        finds: "A number and a unit with a plain space between them.",
        matters: "At the end of a line the number is left alone.",
        instead: "Put a no-break space between them. In a sheet, Candor does.",
    },
    examples: &[Example::Text("Take 5 mg at night.")],
});
