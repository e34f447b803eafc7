//! Dosing plans: read exactly, and refused when they do not add up.

use crate::rules::{dose_arithmetic, dose_weeks};
use candor_library::decimal;
use candor_library::parse::DoseFile;
use candor_library::rules::{dose_form, dose_out_of_range};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{FileId, Span};
use candor_model::{DoseForm, DoseStep, Dosing, Monograph};

/// The most steps that a dosing plan may have.
const MAX_STEPS: usize = 12;

/// Reports a plan that is too long.
pub(super) fn not_too_many(steps: &[DoseFile], file: FileId, diagnostics: &mut Diagnostics) {
    if let Some(first) = steps.get(MAX_STEPS) {
        diagnostics.push(super::too_many(first.from_week.span(file), MAX_STEPS, "dose steps"));
    }
}

/// Resolves the steps; nothing if any of them cannot be printed.
pub(super) fn dosing(
    steps: &[DoseFile],
    file: FileId,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<Dosing> {
    let resolved: Vec<_> =
        steps.iter().map(|written| step(written, file, medicine, diagnostics)).collect();
    let weeks_follow = weeks(steps, file, diagnostics);
    let resolved: Option<Dosing> = resolved.into_iter().collect();
    resolved.filter(|_| weeks_follow)
}

fn step(
    written: &DoseFile,
    file: FileId,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<DoseStep> {
    let mg = decimal(&written.mg, file, "mg", diagnostics);
    let strength = decimal(&written.strength, file, "strength", diagnostics);
    let count = decimal(&written.count, file, "count", diagnostics);
    let (mg, strength, count) = (mg?, strength?, count?);
    let mut sound = true;
    let mut report = |code, message: String, span: Span, help: String| {
        sound = false;
        diagnostics.push(Diagnostic::new(code, message).at(span).help(help));
    };
    let limits = &medicine.dose;
    if mg < limits.lowest || limits.highest < mg {
        report(
            dose_out_of_range::CODE,
            format!("{mg} mg is outside the monograph's range"),
            written.mg.span(file),
            format!("the range is {} mg to {} mg", limits.lowest, limits.highest),
        );
    }
    if !strength.times_is(count, mg) {
        report(
            dose_arithmetic::CODE,
            format!("{count} times {strength} mg is not {mg} mg"),
            written.count.span(file),
            "mend the dose, the strength or the count".to_owned(),
        );
    }
    let form = written.form.value;
    if !limits.forms.contains(&form) {
        report(
            dose_form::CODE,
            format!("`{}` does not come as a {}", medicine.id, form.as_str()),
            written.form.span(file),
            format!(
                "its forms are {}",
                limits.forms.iter().map(|form| form.as_str()).collect::<Vec<_>>().join(", ")
            ),
        );
    }
    let whole_enough = match form {
        DoseForm::Capsule => count.is_whole(),
        DoseForm::Tablet => count.is_halves() && (count.is_whole() || count < one()),
        DoseForm::Liquid => true,
    };
    if !whole_enough {
        report(
            dose_form::CODE,
            format!("{count} of a {} cannot be taken", form.as_str()),
            written.count.span(file),
            "capsules are taken whole; a tablet may be halved; a liquid can have any amount"
                .to_owned(),
        );
    }
    sound.then(|| DoseStep {
        from_week: written.from_week.value,
        to_week: written.to_week.as_ref().map(|week| week.value),
        mg,
        form,
        strength,
        count,
        time: written.time.clone(),
    })
}

fn one() -> candor_model::Decimal {
    candor_model::Decimal::parse("1").expect("one is a decimal")
}

/// Whether the steps follow one another week by week from week 1.
fn weeks(steps: &[DoseFile], file: FileId, diagnostics: &mut Diagnostics) -> bool {
    let mut sound = true;
    let mut expected = Some(1);
    for (index, step) in steps.iter().enumerate() {
        let from = step.from_week.value;
        let mut report = |message: String, span: Span, help: String| {
            sound = false;
            diagnostics.push(Diagnostic::new(dose_weeks::CODE, message).at(span).help(help));
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
