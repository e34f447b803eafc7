//! An abbreviation that is not explained.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/abbreviation",
    level: Level::Advice,
    rank: 700,
    explanation: Explanation {
        title: "an abbreviation that is not explained",
        finds: "An abbreviation at its first use without what it stands for.",
        matters: "A short form that nobody explained is a foreign word.",
        instead: "Write it out at the first use, with the short form in brackets.",
    },
    examples: &[Example::Sheet(r#"purpose = "Show this sheet to your GP.""#)],
});
