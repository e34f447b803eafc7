//! A file that nothing reads.
//!
//! Raised where a medicine's folder is read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/stray",
    level: Level::Error,
    rank: 430,
    explanation: Explanation {
        title: "a file that nothing reads",
        finds: "A file in a medicine's folder that is not where Candor looks for one, such as a \
                misspelt folder name.",
        matters: "The warnings in it would vanish unnoticed.",
        instead: "Move it into `safety` or `evidence`, or out of the medicine's folder.",
    },
    examples: &[Example::Told("a file `safty/items.toml` in a medicine's folder")],
});
