//! What trials counted and measured: read, and held against what was verified.
//!
//! An outcome is drawn for patients. So its numbers stand in a verified fact or study, its arms are
//! no larger than the study, and its interval holds its estimate.

use super::values::decimal;
use crate::parse::{ChangeFile, CountFile, OutcomeFile};
use crate::rules::safety_number_unverified::PhoneNumbers;
use crate::rules::{library_outcome, safety_no_wording, safety_number_unverified};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::text::numbers;
use candor_model::{
    Arms, Change, Count, Interval, Measure, Monograph, Outcome, Record, SafetyItem, Study,
    StudyKind, Verification,
};

/// Reads an outcome; `study` is the key of the study that holds it, if one does.
pub(super) fn outcome(
    outcome: OutcomeFile,
    study: Option<&str>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<Outcome> {
    let span = outcome.id.span(file);
    let mut report = |problem: &str, help: &str| {
        diagnostics
            .push(Diagnostic::new(library_outcome::CODE, problem).at(span.clone()).help(help));
    };
    let named = match (&outcome.study, study) {
        (Some(named), None) => named.value.clone(),
        (None, Some(holder)) => holder.to_owned(),
        (Some(_), Some(_)) => {
            report("the study that holds it is named twice", "take `study` out");
            return None;
        }
        (None, None) => {
            report("it does not say which study", "add `study`, the key of a study");
            return None;
        }
    };
    let arms = match (outcome.count, outcome.change) {
        (Some(count), None) => Arms::Dichotomous {
            medicine: self::count(&count.medicine),
            placebo: self::count(&count.placebo),
        },
        (None, Some(change)) => {
            let mut number = |text: &Spanned<String>| measure(text, file, diagnostics);
            Arms::Continuous {
                medicine: arm(&change.medicine, &mut number)?,
                placebo: arm(&change.placebo, &mut number)?,
                difference: Interval {
                    low: number(&change.low)?,
                    value: number(&change.difference)?,
                    high: number(&change.high)?,
                },
                scale: change.scale.value,
                lower_is_better: change.lower_is_better,
            }
        }
        (Some(_), Some(_)) | (None, None) => {
            report("it needs the numbers of both arms", "add either `count` or `change`");
            return None;
        }
    };
    Some(Outcome {
        id: outcome.id.value,
        span,
        name: outcome.name,
        who: outcome.who,
        study: named,
        weeks: decimal(&outcome.weeks, file, "weeks", diagnostics)?,
        design: outcome.design,
        published: outcome.published,
        mark: outcome.mark,
        arms,
    })
}

fn count(count: &CountFile) -> Count {
    Count { people: count.people.value, events: count.events.value }
}

fn arm(
    arm: &ChangeFile,
    number: &mut impl FnMut(&Spanned<String>) -> Option<Measure>,
) -> Option<Change> {
    Some(Change { people: arm.people.value, mean: number(&arm.mean)? })
}

fn measure(
    text: &Spanned<String>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<Measure> {
    let measure = Measure::parse(&text.value);
    if measure.is_none() {
        diagnostics.push(
            Diagnostic::new(library_outcome::CODE, "this is not a measured value")
                .at(text.span(file))
                .help("write it as \"-0.34\": a hyphen before a fall, no trailing zero"),
        );
    }
    measure
}

/// Reports what is wrong with an item's outcomes.
pub(super) fn of_item(
    item: &SafetyItem,
    monograph: &Monograph,
    phones: &PhoneNumbers,
    diagnostics: &mut Diagnostics,
) {
    let verified = item.facts.iter().filter(|fact| fact.mark == Verification::Verified);
    let supported: Vec<&str> = verified.flat_map(|fact| numbers(&fact.statement)).collect();
    for outcome in &item.outcomes {
        let studies = monograph.records.values().flat_map(|record| &record.studies);
        let study = studies.into_iter().find(|study| study.key == outcome.study);
        if matches!(outcome.arms, Arms::Continuous { .. }) {
            push(outcome, "an item has counts, and a study the change of a score", diagnostics);
        }
        check(outcome, study, &supported, phones, diagnostics);
    }
}

/// Reports what is wrong with the outcomes of a record's studies.
pub(super) fn of_record(record: &Record, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    for study in &record.studies {
        let supported = if study.verified { numbers(&study.result) } else { Vec::new() };
        for outcome in &study.outcomes {
            check(outcome, Some(study), &supported, phones, diagnostics);
        }
    }
}

fn push(outcome: &Outcome, problem: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(
        Diagnostic::new(library_outcome::CODE, format!("the outcome `{}`: {problem}", outcome.id))
            .at(outcome.span.clone())
            .help("fix the numbers from the source, or take the outcome out"),
    );
}

fn check(
    outcome: &Outcome,
    study: Option<&Study>,
    supported: &[&str],
    phones: &PhoneNumbers,
    diagnostics: &mut Diagnostics,
) {
    let whose = format!("the outcome `{}`", outcome.id);
    let scale = match &outcome.arms {
        Arms::Dichotomous { .. } => None,
        Arms::Continuous { scale, .. } => Some(scale.to_string()),
    };
    // "from 0 to 10" names the scale, and its width is a number of the outcome.
    let ends: Vec<&str> = scale.as_deref().into_iter().chain(["0"]).collect();
    for words in [&outcome.name, &outcome.who] {
        safety_no_wording::check(words, &Span::start_of(&outcome.span.file), &whose, diagnostics);
        let file = &outcome.span.file;
        safety_number_unverified::check(
            words,
            file,
            &ends,
            "the width of the scale",
            phones,
            diagnostics,
        );
    }
    let (medicine, placebo) = outcome.people();
    let Some(study) = study else {
        push(outcome, &format!("no record has the study `{}`", outcome.study), diagnostics);
        return;
    };
    if study.kind != StudyKind::PlaceboControlled {
        push(outcome, "only a trial against a dummy pill has two arms to draw", diagnostics);
    }
    if study.people.is_some_and(|people| {
        people < medicine
            || people < placebo
            || (is_parallel(outcome) && people < medicine + placebo)
    }) {
        push(outcome, "its arms have more people than the study", diagnostics);
    }
    if study.weeks.is_some_and(|weeks| weeks != outcome.weeks) {
        push(outcome, "it lasts longer or shorter than the study", diagnostics);
    }
    let mut shown: Vec<String> = vec![medicine.to_string(), placebo.to_string()];
    match &outcome.arms {
        Arms::Dichotomous { medicine, placebo } => {
            for arm in [medicine, placebo] {
                if arm.people < arm.events {
                    push(outcome, "more people had it than were in the arm", diagnostics);
                }
                shown.push(arm.events.to_string());
            }
        }
        Arms::Continuous { medicine, placebo, difference, scale, .. } => {
            let Interval { low, value, high } = *difference;
            if !(low <= value && value <= high) {
                push(outcome, "the interval does not hold the difference", diagnostics);
            }
            let width = i64::from(*scale) * 1000;
            if [low, high, medicine.mean, placebo.mean]
                .iter()
                .any(|value| width < value.thousandths().abs())
            {
                push(outcome, "a value lies beyond the scale", diagnostics);
            }
            let values = [medicine.mean, placebo.mean, low, value, high];
            shown.extend(values.map(|value| value.amount().to_string()));
        }
    }
    // An outcome that is not verified is not drawn for patients, so its numbers may be unread in
    // the source.
    if outcome.mark != Verification::Verified {
        return;
    }
    for number in shown {
        if !supported.contains(&number.as_str()) {
            diagnostics.push(
                Diagnostic::new(
                    safety_number_unverified::CODE,
                    format!("the number {number} has no verified source"),
                )
                .at(outcome.span.clone())
                .label(format!("{number} is in no verified fact or study"))
                .help("cite a verified source that holds it, or mark the outcome as it was read"),
            );
        }
    }
}

fn is_parallel(outcome: &Outcome) -> bool {
    outcome.design == candor_model::Design::Parallel
}
