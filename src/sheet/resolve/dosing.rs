//! Dosing plans: read exactly, and refused when they do not add up.

use crate::rules::{dose_arithmetic, dose_weeks};
use candor_library::decimal;
use candor_library::parse::DoseFile;
use candor_library::rules::{dose_form, dose_out_of_range};
use candor_model::diag::Diagnostics;
use candor_model::span::Source;
use candor_model::{DoseStep, Dosing, Monograph};

/// Resolves the steps; `None` if any of them cannot be printed.
pub(super) fn dosing(
    steps: &[DoseFile],
    file: &Source,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<Dosing> {
    let resolved: Vec<_> =
        steps.iter().map(|written| step(written, file, medicine, diagnostics)).collect();
    let weeks_follow = dose_weeks::check(steps, file, diagnostics);
    let resolved: Option<Dosing> = resolved.into_iter().collect();
    resolved.filter(|_| weeks_follow)
}

fn step(
    written: &DoseFile,
    file: &Source,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<DoseStep> {
    let mg = decimal(&written.mg, file, "mg", diagnostics);
    let strength = decimal(&written.strength, file, "strength", diagnostics);
    let count = decimal(&written.count, file, "count", diagnostics);
    let (mg, strength, count) = (mg?, strength?, count?);
    let limits = &medicine.dose;
    let form = &written.form;
    let found = [
        dose_out_of_range::check(mg, limits, written.mg.span(file)),
        dose_arithmetic::check(mg, strength, count, written.count.span(file)),
        dose_form::of_medicine(form.value, medicine, form.span(file)),
        dose_form::of_count(form.value, count, written.count.span(file)),
    ];
    let sound = found.iter().all(Option::is_none);
    for found in found.into_iter().flatten() {
        diagnostics.push(found);
    }
    sound.then(|| DoseStep {
        from_week: written.from_week.value,
        to_week: written.to_week.as_ref().map(|week| week.value),
        mg,
        form: form.value,
        strength,
        count,
        time: written.time.clone(),
    })
}
