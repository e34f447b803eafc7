//! What a named person leaves out or sets aside, and why.

use crate::rules::{
    claim_false_alarm, safety_core_waived, safety_waiver, safety_waiver_pending, sheet_bad_date,
};
use candor_library::parse::{FalseAlarmFile, WaiverFile};
use candor_library::rules::ref_unknown_item;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::Source;
use candor_model::{FalseAlarm, Monograph, Tier, Waiver, suggest};

/// Resolves the findings that are set aside.
pub(super) fn false_alarms(
    written: &[FalseAlarmFile],
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Vec<FalseAlarm> {
    written.iter().filter_map(|alarm| false_alarm(alarm, file, diagnostics)).collect()
}

fn false_alarm(
    alarm: &FalseAlarmFile,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<FalseAlarm> {
    let date = sheet_bad_date::date(&alarm.date, file, diagnostics);
    let sound = claim_false_alarm::check(alarm, file, diagnostics);
    Some(FalseAlarm {
        code: alarm.code.value.clone(),
        words: alarm.words.value.trim().to_owned(),
        by: alarm.by.value.trim().to_owned(),
        date: date.filter(|_| sound)?,
        reason: alarm.reason.value.trim().to_owned(),
        span: alarm.code.span(file),
    })
}

/// Resolves a waiver of a standard item.
pub(super) fn waiver(
    waiver: &WaiverFile,
    file: &Source,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<Waiver> {
    let span = waiver.item.span(file);
    let Some(item) = medicine.item(&waiver.item.value) else {
        let known = medicine.items.iter().map(|item| item.id.as_str());
        let help = match suggest::nearest(&waiver.item.value, known) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("`candor library show {}` lists the items", medicine.id),
        };
        diagnostics.push(
            Diagnostic::new(
                ref_unknown_item::CODE,
                format!("there is no item `{}`", waiver.item.value),
            )
            .at(span)
            .label("not an item of this medicine")
            .help(help),
        );
        return None;
    };
    let date = sheet_bad_date::date(&waiver.date, file, diagnostics);
    if item.tier == Tier::Core {
        diagnostics.push(safety_core_waived::found(item, span));
        return None;
    }
    let sound = safety_waiver::check(waiver, item, file, diagnostics);
    let date = date.filter(|_| sound)?;
    diagnostics.push(safety_waiver_pending::found(waiver, item, file));
    Some(Waiver {
        item: item.id.clone(),
        by: waiver.by.value.clone(),
        date,
        reason: waiver.reason.value.clone(),
        span,
    })
}
