//! A sheet brings its own evidence statement or level.
//!
//! Raised where a sheet's shape is checked: the key is unknown, and this says why.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/own-evidence",
    level: Level::Error,
    rank: 160,
    explanation: Explanation {
        title: "a sheet brings its own evidence statement or level",
        finds: "A key such as `evidence`, `certainty` or `findings` in a sheet.",
        matters: "The evidence statement comes from the record alone, so that it is the same on \
                  every sheet and cannot be overstated.",
        instead: "Take the key out. If the record is wrong, change the record in the library and \
                  have it reviewed.",
    },
    examples: &[Example::Sheet(r#"certainty = "high""#)],
});
