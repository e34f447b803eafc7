//! The file cannot be read.
//!
//! Raised for what stands in the place of a file, of a medicine or of a sheet.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/unreadable",
    level: Level::Error,
    rank: 110,
    explanation: Explanation {
        title: "the file cannot be read",
        finds: "A missing file, a folder where a file belongs, or a file without permission to \
                read it.",
        matters: "A sheet that is silently left out would be missed only at the clinic.",
        instead: "Check the name and the permissions of the file.",
    },
    examples: &[Example::Told("a folder that is called `good.toml`, where a sheet belongs")],
});
