//! A citation that is not in the list.
//!
//! Raised where a monograph is audited.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-citation",
    level: Level::Error,
    rank: 310,
    explanation: Explanation {
        title: "a citation that is not in the list",
        finds: "A citation key without an entry in the medicine's citations.",
        matters: "A source that cannot be looked up is no source.",
        instead: "Add the entry, or mend the key.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"citations = ["TEST_1"]"#,
        instead: r#"citations = ["TEST_9"]"#,
    })],
});
