//! The id and the file name differ.
//!
//! Raised for sheets, records and medicines.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/id-not-file-name",
    level: Level::Error,
    rank: 140,
    explanation: Explanation {
        title: "the id and the file name differ",
        finds: "A file whose `id` is not its name without `.toml`.",
        matters: "A copied file with an old id would print over the first sheet.",
        instead: "Give the file and the id the same name.",
    },
    examples: &[Example::Sheet(r#"id = "better""#)],
});
