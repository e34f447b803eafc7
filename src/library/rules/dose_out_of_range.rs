//! A dose outside the monograph's range.
//!
//! Raised for a sheet's steps, for a monograph's range, and for one that is wider than the shipped
//! one's.

use candor_model::diag::{Code, Definition, Diagnostic, Edit, Example, Explanation, Level};
use candor_model::span::Span;
use candor_model::{Decimal, DoseLimits};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/out-of-range",
    level: Level::Error,
    rank: 480,
    explanation: Explanation {
        title: "a dose outside the monograph's range",
        finds: "A step below the lowest or above the highest dose of the monograph.",
        matters: "Outside the range the evidence and the warnings of the monograph do not hold.",
        instead: "Check the amount. A dose outside the range needs another monograph.",
    },
    examples: &[
        Example::Sheet(
            r#"[[dose]]
from-week = 1
mg = "50"
form = "tablet"
strength = "10"
count = "5"
time = "at bedtime""#,
        ),
        Example::Library(Edit {
            file: "testolin-cream/medicine.toml",
            words: r#"lowest = "5""#,
            instead: r#"lowest = "50""#,
        }),
    ],
});

/// Holds a step's dose against the range of its monograph.
pub fn check(mg: Decimal, limits: &DoseLimits, at: Span) -> Option<Diagnostic> {
    let is_outside = mg < limits.lowest || limits.highest < mg;
    is_outside.then(|| {
        Diagnostic::new(CODE, format!("{mg} mg is outside the monograph's range"))
            .at(at)
            .help(format!("the range is {} mg to {} mg", limits.lowest, limits.highest))
    })
}
