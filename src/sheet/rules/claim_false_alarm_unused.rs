//! A false alarm that nothing raises.
//!
//! Raised where the author's words are assessed.

use candor_model::FalseAlarm;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/false-alarm-unused",
    level: Level::Advice,
    rank: 650,
    explanation: Explanation {
        title: "a false alarm that nothing raises",
        finds: "A `[[false-alarm]]` whose words raise no finding of that code.",
        matters: "Left behind, it would hide a later finding.",
        instead: "Take it out.",
    },
    examples: &[Example::Sheet(
        r#"[[false-alarm]]
code = "claim/frequency"
words = "rare"
by = "A. Person"
date = 2026-11-22
reason = "It is the name of a test and no number.""#,
    )],
});

/// The advice at the place of the false alarm.
pub(crate) fn found(alarm: &FalseAlarm) -> Diagnostic {
    Diagnostic::new(CODE, format!("nothing raises `{}` for \"{}\"", alarm.code, alarm.words))
        .at(alarm.span.clone())
        .help("take this false alarm out; it would hide a later finding")
}
