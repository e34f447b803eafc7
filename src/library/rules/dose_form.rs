//! A form that does not fit the medicine or the count.
//!
//! Raised for a sheet's steps, and for a monograph without a form.

use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;
use candor_model::{Decimal, DosageForm, Monograph};

pub const CODE: Code = Code::new(&Definition {
    name: "dose/form",
    level: Level::Error,
    rank: 510,
    explanation: Explanation {
        title: "a form that does not fit the medicine or the count",
        finds: "A form that the monograph does not have, or half a capsule.",
        matters: "A capsule cannot be halved.",
        instead: "Use a form of the monograph, and whole capsules.",
    },
    examples: &[
        Example::Sheet(
            r#"[[dose]]
from-week = 1
mg = "10"
form = "capsule"
strength = "10"
count = "1"
time = "at bedtime""#,
        ),
        Example::Sheet(
            r#"[[dose]]
from-week = 1
mg = "15"
form = "tablet"
strength = "10"
count = "1.5"
time = "at bedtime""#,
        ),
    ],
});

/// Reports a form in which a medicine does not come.
pub fn of_medicine(form: DosageForm, medicine: &Monograph, at: Span) -> Option<Diagnostic> {
    let forms = &medicine.dose.forms;
    (!forms.contains(&form)).then(|| {
        let known = forms.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ");
        Diagnostic::new(CODE, format!("`{}` does not come as a {}", medicine.id, form.as_str()))
            .at(at)
            .help(format!("its forms are {known}"))
    })
}

/// Reports a count that nobody can take of a form.
pub fn of_count(form: DosageForm, count: Decimal, at: Span) -> Option<Diagnostic> {
    let is_half = || count.is_halves() && Decimal::parse("1").is_ok_and(|one| count < one);
    let can_be_taken = match form {
        DosageForm::Capsule => count.is_whole(),
        DosageForm::Tablet => count.is_whole() || is_half(),
        DosageForm::Liquid => true,
    };
    (!can_be_taken).then(|| {
        Diagnostic::new(CODE, format!("{count} of a {} cannot be taken", form.as_str()))
            .at(at)
            .help("capsules are taken whole; a tablet may be halved; a liquid can have any amount")
    })
}
