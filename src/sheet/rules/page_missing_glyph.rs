//! A character that the font cannot draw.
//!
//! Raised where a sheet is checked, and by the page proof of the font in which a text is set.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/missing-glyph",
    level: Level::Error,
    rank: 790,
    explanation: Explanation {
        title: "a character that the font cannot draw",
        finds: "A character in a text for which the embedded font has no shape.",
        matters: "It would print as an empty box.",
        instead: "Write it another way; the finding names the character.",
    },
    examples: &[Example::Sheet(r#"title = "Testolin cream ☑""#)],
});
