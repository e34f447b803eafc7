//! A list that is too long.
//!
//! Raised for questions, for steps and for weeks in a calendar.

use candor_library::parse::DoseFile;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::{Source, Span, Spanned};
use candor_model::{Dosing, Extra};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/too-many",
    level: Level::Error,
    rank: 190,
    explanation: Explanation {
        title: "a list that is too long",
        finds: "More sections, steps or questions than the page has room for.",
        matters: "A list that nobody finishes hides what matters in it.",
        instead: "Keep the most useful ones.",
    },
    examples: &[
        Example::Sheet(
            r#"questions = ["One?", "Two?", "Three?", "Four?", "Five?", "Six?", "Seven?"]"#,
        ),
        Example::Sheet(r#"extras = ["calendar"]"#),
    ],
});

/// The most steps that a dosing plan may have.
const MAX_STEPS: usize = 12;

/// The most questions; lists of more than six points are not read to the end (RULES 7.1, G12).
const MAX_QUESTIONS: usize = 6;

/// The most weeks of a calendar: half a year.
const MAX_WEEKS: u32 = 26;

/// Reports a plan that is too long.
pub(crate) fn steps(steps: &[DoseFile], file: &Source) -> Option<Diagnostic> {
    let first = steps.get(MAX_STEPS)?;
    Some(too_many(first.from_week.span(file), MAX_STEPS, "dose steps"))
}

/// Reports too many questions.
pub(crate) fn questions(questions: &[Spanned<String>], file: &Source) -> Option<Diagnostic> {
    let first = questions.get(MAX_QUESTIONS)?;
    Some(too_many(first.span(file), MAX_QUESTIONS, "questions"))
}

/// Reports a calendar without a plan, or of a plan that is too long for one.
pub(crate) fn weeks(
    extras: &[Spanned<Extra>],
    dosing: &Dosing,
    file: &Source,
) -> Option<Diagnostic> {
    let calendar = extras.iter().find(|extra| extra.value == Extra::Calendar)?;
    let last = dosing.last().map_or(0, |step| step.to_week.unwrap_or(step.from_week));
    let (problem, help) = match last {
        0 => ("a calendar needs a dosing plan", "add `[[dose]]` steps, or take it out"),
        last if MAX_WEEKS < last => (
            "the plan has more weeks than a calendar",
            "a calendar shows 26 weeks; leave `to-week` out of the last step, or take it out",
        ),
        _ => return None,
    };
    Some(Diagnostic::new(CODE, problem).at(calendar.span(file)).help(help))
}

/// A list that is too long, from its first entry too many.
fn too_many(first: Span, max: usize, what: &str) -> Diagnostic {
    Diagnostic::new(CODE, format!("more than {max} {what}"))
        .at(first)
        .label("from here on")
        .help("keep the most useful ones")
}
