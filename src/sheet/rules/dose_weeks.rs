//! Steps that overlap, leave a gap or end before they start.
//!
//! Raised for a sheet's steps.

use candor_library::parse::DoseFile;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Source, Span};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/weeks",
    level: Level::Error,
    rank: 500,
    explanation: Explanation {
        title: "steps that overlap, leave a gap or end before they start",
        finds: "Steps that do not follow one another week by week from week 1.",
        matters: "In a gap the reader has no instruction.",
        instead: "Begin each step in the week after the last one ended; leave `to-week` out in \
                  the last step.",
    },
    examples: &[Example::Sheet(
        r#"[[dose]]
from-week = 2
mg = "10"
form = "tablet"
strength = "10"
count = "1"
time = "at bedtime""#,
    )],
});

/// Whether the steps follow one another week by week from week 1.
pub(crate) fn check(steps: &[DoseFile], file: &Source, diagnostics: &mut Diagnostics) -> bool {
    let mut sound = true;
    let mut expected = Some(1);
    for (index, step) in steps.iter().enumerate() {
        let from = step.from_week.value;
        let mut report = |message: String, span: Span, help: String| {
            sound = false;
            diagnostics.push(Diagnostic::new(CODE, message).at(span).help(help));
        };
        // After a step without an end nobody can say where the next one begins.
        if let Some(expected) = expected
            && from != expected
        {
            report(
                format!("this step begins in week {from}, not in week {expected}"),
                step.from_week.span(file),
                format!("write `from-week = {expected}`"),
            );
        }
        match &step.to_week {
            Some(to) if to.value < from => report(
                format!("this step ends in week {}, before it begins", to.value),
                to.span(file),
                format!("write a week from {from} on"),
            ),
            None if index + 1 < steps.len() => report(
                "only the last step may have no end".to_owned(),
                step.from_week.span(file),
                "add `to-week = …`".to_owned(),
            ),
            _ => {}
        }
        expected = step.to_week.as_ref().map(|to| to.value.max(from) + 1);
    }
    sound
}
