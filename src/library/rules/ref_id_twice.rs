//! The same id twice in a library.
//!
//! Raised where the files of a medicine are put together.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/id-twice",
    level: Level::Error,
    rank: 320,
    explanation: Explanation {
        title: "the same id twice in a library",
        finds: "Two items, records or citations with one id.",
        matters: "Only one of them could print.",
        instead: "Rename one of them.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"id = "ae-clinician-only""#,
        instead: r#"id = "ae-test-tingle""#,
    })],
});
