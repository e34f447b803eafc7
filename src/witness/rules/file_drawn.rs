//! Another renderer draws something else than the composition.
//!
//! Raised where the finished file is drawn by another renderer.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/drawn",
    level: Level::Error,
    rank: 990,
    explanation: Explanation {
        title: "another renderer draws something else than the composition",
        finds: "In the finished file: letters that are not those due, moved, spread or covered \
                words, other ink than rectangles, straight lines and Candor's own pictures.",
        matters: "What the eye sees on paper must be what was proved, whatever a template does.",
        instead: "Fix the template; templates/README.md says what it may do.",
    },
    examples: &[Example::Told(
        "a finished file on which another word is drawn than in its composition",
    )],
});
