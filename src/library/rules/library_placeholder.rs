//! A fixed text with the wrong placeholders.
//!
//! Raised where the fixed wording of a language is read.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "library/placeholder",
    level: Level::Error,
    rank: 300,
    explanation: Explanation {
        title: "a fixed text with the wrong placeholders",
        finds: "A text of the fixed wording that lacks one of its placeholders, such as `{mg}`, \
                has one that it does not know, or has a brace without its partner.",
        matters: "Doses, dates and names are put where placeholders stand: without one the value \
                  is lost, and a misspelt one prints with its braces.",
        instead: "Write the placeholders that the finding names, spelled as there, and no other \
                  braces.",
    },
    examples: &[Example::Library(Edit {
        file: "wording/en.toml",
        words: r#""{medicine} helps with {condition}.""#,
        instead: r#""{medicine} helps with {illness}.""#,
    })],
});
