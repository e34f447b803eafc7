//! An id that cannot be a file name everywhere.
//!
//! Raised for every id: a sheet's, a medicine's and an item's.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/bad-id",
    level: Level::Error,
    rank: 130,
    explanation: Explanation {
        title: "an id that cannot be a file name everywhere",
        finds: "An id that is not made of a to z, 0 to 9 and single hyphens, is longer than 64 \
                characters, or is a name that Windows reserves.",
        matters: "The id becomes a folder and file name on every machine that prints the sheet.",
        instead: "Use a short name such as `ldn-fibromyalgia`.",
    },
    examples: &[Example::Sheet(r#"id = "Bad Id""#)],
});
