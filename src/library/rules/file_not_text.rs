//! The file is not UTF-8 text.
//!
//! Raised where bytes are taken as text.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/not-text",
    level: Level::Error,
    rank: 30,
    explanation: Explanation {
        title: "the file is not UTF-8 text",
        finds: "Bytes that are not UTF-8: a Word document, a picture, or text saved as UTF-16.",
        matters: "Read with a guess, a dose could come out as another number.",
        instead: "Save the file as UTF-8 text.",
    },
    examples: &[Example::Bytes(b"id = \"caf\xe9\"\n"), Example::Bytes(b"\xff\xfei\0d\0")],
});
