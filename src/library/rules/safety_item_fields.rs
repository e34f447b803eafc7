//! An item whose fields do not fit together.
//!
//! Raised where a monograph is audited, and of codes of a substance that are none.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/item-fields",
    level: Level::Error,
    rank: 440,
    explanation: Explanation {
        title: "an item whose fields do not fit together",
        finds: "A conditional item without a condition, a core item without a basis or citation, \
                and the like.",
        matters: "Each safety item says on what it rests and when it applies.",
        instead: "Add the field that the finding names.",
    },
    examples: &[
        Example::Library(Edit {
            file: "testolin-cream/safety/items.toml",
            words: r#"tags = ["blue-skin"]"#,
            instead: "tags = []",
        }),
        Example::Library(Edit {
            file: "testolin-cream/medicine.toml",
            words: r#"atc = ["X99XX99"]"#,
            instead: r#"atc = ["X99"]"#,
        }),
    ],
});
