//! The file begins with a byte order mark.
//!
//! Raised where bytes are taken as text.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/byte-order-mark",
    level: Level::Advice,
    rank: 40,
    explanation: Explanation {
        title: "the file begins with a byte order mark",
        finds: "An invisible mark that some Windows programs write at the start of a file.",
        matters: "Candor skips it; other programs may not.",
        instead: "Save the file as UTF-8 without a byte order mark.",
    },
    examples: &[Example::Bytes(b"\xef\xbb\xbfid = \"good\"\n")],
});
