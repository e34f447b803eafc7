//! What a named person leaves out or sets aside, and why.

use super::date;
use crate::rules::{claim_false_alarm, safety_core_waived, safety_waiver, safety_waiver_pending};
use candor_library::parse::{FalseAlarmFile, WaiverFile};
use candor_library::rules::ref_unknown_item;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{FileId, Span};
use candor_model::{FalseAlarm, Monograph, Tier, Waiver, suggest};
use candor_text::claims::Category;
use candor_text::lint;
use candor_text::rules::reading_level;

/// A name has at least so many letters, and a reason so many.
const MIN_NAME: usize = 3;
const MIN_REASON: usize = 16;

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Resolves the findings that are set aside.
pub(super) fn false_alarms(
    written: &[FalseAlarmFile],
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Vec<FalseAlarm> {
    written.iter().filter_map(|alarm| false_alarm(alarm, file, diagnostics)).collect()
}

fn false_alarm(
    alarm: &FalseAlarmFile,
    file: FileId,
    diagnostics: &mut Diagnostics,
) -> Option<FalseAlarm> {
    let date = date(&alarm.date, file, diagnostics);
    let category = Category::ALL.into_iter().find(|&c| lint::code(c).as_str() == alarm.code.value);
    let can_be = match category {
        Some(category) => category.can_be_waived(),
        None => alarm.code.value == reading_level::CODE.as_str(),
    };
    let mut sound = true;
    let mut refuse = |wrong: bool, span: Span, message: String, help: &str| {
        if wrong {
            sound = false;
            diagnostics.push(Diagnostic::new(claim_false_alarm::CODE, message).at(span).help(help));
        }
    };
    refuse(
        !can_be,
        alarm.code.span(file),
        format!("`{}` cannot be set aside", alarm.code.value),
        "mend the sentence; what could hurt a reader at once is never a false alarm",
    );
    refuse(
        letters(&alarm.words.value) < MIN_NAME,
        alarm.words.span(file),
        "a false alarm needs the words that raise it".to_owned(),
        "write the underlined words of the finding",
    );
    refuse(
        letters(&alarm.by.value) < MIN_NAME,
        alarm.by.span(file),
        "a false alarm needs a person's name".to_owned(),
        "write who answers for it",
    );
    refuse(
        letters(&alarm.reason.value) < MIN_REASON,
        alarm.reason.span(file),
        "a false alarm needs a reason in a sentence".to_owned(),
        "write why the sentence does not say more than the evidence bears",
    );
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
    file: FileId,
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
    let date = date(&waiver.date, file, diagnostics);
    if item.tier == Tier::Core {
        diagnostics.push(
            Diagnostic::new(
                safety_core_waived::CODE,
                format!("the core item `{}` cannot be waived", item.id),
            )
            .at(span)
            .label("stands on every sheet of this medicine")
            .because(item.span.clone(), "the library makes it a core item")
            .help("take this waiver out; no person, template or setting can drop a core item"),
        );
        return None;
    }
    let mut sound = true;
    let mut refuse = |wrong: bool, span: Span, message: &str, help: &str| {
        if wrong {
            sound = false;
            diagnostics.push(Diagnostic::new(safety_waiver::CODE, message).at(span).help(help));
        }
    };
    refuse(
        item.tier != Tier::Standard,
        span.clone(),
        "only standard items can be waived",
        "take this waiver out",
    );
    refuse(
        letters(&waiver.by.value) < MIN_NAME,
        waiver.by.span(file),
        "a waiver needs a person's name",
        "write who answers for it",
    );
    refuse(
        letters(&waiver.reason.value) < MIN_REASON,
        waiver.reason.span(file),
        "a waiver needs a reason in a sentence",
        "write why the reader is better off without the item",
    );
    let date = date.filter(|_| sound)?;
    diagnostics.push(
        Diagnostic::new(
            safety_waiver_pending::CODE,
            format!("the waiver of `{}` has no effect in a draft", item.id),
        )
        .at(span.clone())
        .label("the item still prints")
        .help(format!("it takes effect in a release signed by {}", waiver.by.value.trim())),
    );
    Some(Waiver {
        item: item.id.clone(),
        by: waiver.by.value.clone(),
        date,
        reason: waiver.reason.value.clone(),
        span,
    })
}
