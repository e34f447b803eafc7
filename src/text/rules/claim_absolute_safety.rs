//! Safety without limits.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/absolute-safety",
    level: Level::Error,
    rank: 560,
    explanation: Explanation {
        title: "safety without limits",
        finds: "No side effects, nothing to worry about, safe for everyone, too small a dose to \
                harm.",
        matters: "No medicine is safe for everyone, and a reader who believes it does not call.",
        instead: "Say which harms are known and when to call.",
    },
    examples: &[Example::Sheet(r#"purpose = "It has no side effects.""#)],
});
