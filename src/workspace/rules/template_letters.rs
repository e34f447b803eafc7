//! A font whose letters look like others.
//!
//! Raised where a workspace is opened, for each font and each pair of fonts.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "template/letters",
    level: Level::Error,
    rank: 780,
    explanation: Explanation {
        title: "a font whose letters look like others",
        finds: "A font in the workspace that draws a letter, digit or sign like another one, or \
                too small, hidden, turned or out of its room.",
        matters: "The page proof knows which characters stand on a page, and trusts the font for \
                  what a patient sees of them.",
        instead: "Use another font. Where the finding names a letter that looks right, report the \
                  font.",
    },
    examples: &[Example::Told("a listed font that draws 1 as 7")],
});
