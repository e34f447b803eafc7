//! A font that is not the one that was listed.
//!
//! Raised where a workspace is opened.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "template/font",
    level: Level::Error,
    rank: 770,
    explanation: Explanation {
        title: "a font that is not the one that was listed",
        finds: "A font in the workspace whose SHA-256 is not the one in `candor.toml`.",
        matters: "A font can draw any letter as any other; the page proof trusts only fonts that \
                  somebody looked at.",
        instead: "Look at the font, and write its digest into `candor.toml`.",
    },
    examples: &[Example::Told(
        "a font in `templates` that is listed in candor.toml with another digest",
    )],
});
