//! A released page differs from the one that was signed.
//!
//! Raised where a release is held against the pages that were signed.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/face",
    level: Level::Error,
    rank: 910,
    explanation: Explanation {
        title: "a released page differs from the one that was signed",
        finds: "Anything outside the release block that a template sets otherwise in a release.",
        matters: "Reviewers would sign a page that no patient gets.",
        instead: "Take what looks at the words of the release block out of the template.",
    },
    examples: &[Example::Told(
        "a released page on which another sentence stands than on the page that was signed",
    )],
});
