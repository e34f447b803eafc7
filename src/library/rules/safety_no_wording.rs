//! An item has no wording for this jurisdiction.
//!
//! Raised of all words of the library, in whatever language.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/no-wording",
    level: Level::Error,
    rank: 360,
    explanation: Explanation {
        title: "an item has no wording for this jurisdiction",
        finds: "A safety item, name or record worded for one country and not for the one that is \
                printed.",
        matters: "The other country's numbers and names of medicines would mislead.",
        instead: "Add the wording, or use `any` when the words are right everywhere.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"plain.uk = "If your test skin is pale, its colour may change. Show us."
"#,
        instead: "",
    })],
});
