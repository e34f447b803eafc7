//! The units do not add up to the dose.
//!
//! Raised for a sheet's steps.

use candor_model::Decimal;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;

pub const CODE: Code = Code::new(&Definition {
    name: "dose/arithmetic",
    level: Level::Error,
    rank: 490,
    explanation: Explanation {
        title: "the units do not add up to the dose",
        finds: "A step whose strength times count is not its dose, compared exactly.",
        matters: "The reader takes what the table says.",
        instead: "Fix the dose, the strength or the count.",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 1
mg = "10"
form = "tablet"
strength = "10"
count = "2"
time = "at bedtime""#,
    )],
});

/// Holds a step's dose against its strength times its count, exactly.
pub(crate) fn check(
    mg: Decimal,
    strength: Decimal,
    count: Decimal,
    at: Span,
) -> Option<Diagnostic> {
    if strength.times_is(count, mg) {
        return None;
    }
    let message = format!("{count} times {strength} mg is not {mg} mg");
    Some(Diagnostic::new(CODE, message).at(at).help("fix the dose, the strength or the count"))
}
