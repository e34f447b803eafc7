//! The text is too hard to read.
//!
//! Raised of all words of an author's together, by `lint::grade`.

use candor_model::diag::{Code, Definition, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/level",
    level: Level::Error,
    rank: 660,
    explanation: Explanation {
        title: "the text is too hard to read",
        finds: "An author's text above Flesch-Kincaid grade 8 (error) or 6 (advice), names of \
                medicines and illnesses counted apart.",
        matters: "Half of all adults read at or below grade 8, and fewer when they are ill.",
        instead: "Make the edits that gain most; they are listed first.",
    },
});
