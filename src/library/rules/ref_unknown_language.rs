//! A language without fixed wording.
//!
//! Raised where a sheet's language is looked up, and where a medicine has no words in it.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-language",
    level: Level::Error,
    rank: 250,
    explanation: Explanation {
        title: "a language without fixed wording",
        finds: "A `language` that the library has no wording for.",
        matters: "Candor does not translate; a sheet half in another language is not safe.",
        instead: "Use a language that `candor library list` shows.",
    },
    examples: &[Example::Sheet(r#"language = "xx""#)],
});
