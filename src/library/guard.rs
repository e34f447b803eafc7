//! What a clinic's own monograph must keep of the shipped one.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::{Monograph, SafetyItem, Tier};
use crate::span::Span;

/// Reports every shipped core item that `own` lacks or changes, if both are of one substance.
pub(super) fn same_core(own: &Monograph, shipped: &Monograph, diagnostics: &mut Diagnostics) {
    if !same_substance(own, shipped) {
        return;
    }
    claims(own, shipped, diagnostics);
    front(own, shipped, diagnostics);
    let core = shipped.items.iter().filter(|item| item.tier == Tier::Core);
    for item in core {
        match own.items.iter().find(|candidate| candidate.id == item.id) {
            None => diagnostics.push(
                Diagnostic::new(
                    Code::SafetyCoreMissing,
                    format!(
                        "this monograph of {} lacks the core item `{}`",
                        own.substance, item.id
                    ),
                )
                .at(Span::start_of(own.file))
                .label(format!("the same substance as `{}`", shipped.id))
                .help(format!(
                    "copy the item unchanged; `candor library show {} {}` prints it",
                    shipped.id, item.id
                )),
            ),
            Some(candidate) => {
                if let Some(part) = changed(candidate, item) {
                    diagnostics.push(
                        Diagnostic::new(
                            Code::SafetyCoreChanged,
                            format!("the {part} of the core item `{}` was changed", item.id),
                        )
                        .at(candidate.span.clone())
                        .label(format!("differs from `{}`", shipped.id))
                        .because(item.span.clone(), "the shipped item")
                        .help(format!(
                            "put the shipped {part} back and add a further item beside it; \
                             `candor library show {} {}` prints it",
                            shipped.id, item.id
                        )),
                    );
                }
            }
        }
    }
}

/// Reports key points and a card that say otherwise than the shipped ones.
fn front(own: &Monograph, shipped: &Monograph, diagnostics: &mut Diagnostics) {
    let same_points = own.key_points.len() == shipped.key_points.len()
        && own
            .key_points
            .iter()
            .zip(&shipped.key_points)
            .all(|(own, theirs)| own.item == theirs.item && own.text.same_words(&theirs.text));
    let same_card = match (&own.card, &shipped.card) {
        (Some(own), Some(theirs)) => {
            own.title.same_words(&theirs.title)
                && own.lines.len() == theirs.lines.len()
                && own.lines.iter().zip(&theirs.lines).all(|(own, theirs)| own.same_words(theirs))
        }
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    for (same, what, table) in
        [(same_points, "key points", "[[key-point]]"), (same_card, "wallet card", "[card]")]
    {
        if !same {
            diagnostics.push(
                Diagnostic::new(
                    Code::SafetyCoreChanged,
                    format!("the {what} of {} differ from the shipped ones", own.substance),
                )
                .at(Span::start_of(own.file))
                .label(format!("the same substance as `{}`", shipped.id))
                .help(format!(
                    "copy `{table}` unchanged; `candor library show {}` prints it",
                    shipped.id
                )),
            );
        }
    }
}

/// Reports doses and grades of a known substance that go beyond the shipped ones.
fn claims(own: &Monograph, shipped: &Monograph, diagnostics: &mut Diagnostics) {
    if own.dose.lowest < shipped.dose.lowest || shipped.dose.highest < own.dose.highest {
        diagnostics.push(
            Diagnostic::new(Code::DoseRange, "the range goes beyond the shipped monograph's")
                .at(own.dose.span.clone())
                .because(shipped.dose.span.clone(), "the shipped range")
                .help(format!(
                    "the range is {} mg to {} mg",
                    shipped.dose.lowest, shipped.dose.highest
                )),
        );
    }
    for (id, record) in &own.records {
        let Some(theirs) = shipped.records.get(id) else { continue };
        if (record.certainty, record.direction) != (theirs.certainty, theirs.direction) {
            diagnostics.push(
                Diagnostic::new(
                    Code::EvidenceGrade,
                    format!("the record `{id}` is graded otherwise than the shipped one"),
                )
                .at(Span::start_of(record.file))
                .help("put the shipped certainty and direction back"),
            );
        }
    }
}

/// How many letters of a substance's name make it the same substance: `naltrexonum`, too.
const STEM: usize = 7;

/// Whether two monographs are of one substance: by code, or by name within name.
fn same_substance(own: &Monograph, shipped: &Monograph) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let stem = |word: &str| word.chars().take(STEM).collect::<String>();
    let mut names = words(&own.substance);
    for name in own.name.all() {
        names.extend(words(&name.value));
    }
    names.extend(words(&own.short_name));
    let theirs = words(&shipped.substance);
    let by_substance =
        theirs.iter().all(|word| names.iter().any(|name| name.starts_with(&stem(word))));
    by_substance
        || names.contains(&shipped.short_name.to_lowercase())
        || !own.codes.is_disjoint(&shipped.codes)
}

fn changed(own: &SafetyItem, shipped: &SafetyItem) -> Option<&'static str> {
    let same_short = match (&own.short, &shipped.short) {
        (Some(own), Some(shipped)) => own.same_words(shipped),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    if own.tier != shipped.tier {
        Some("tier")
    } else if own.kind != shipped.kind {
        Some("kind")
    } else if own.place != shipped.place {
        Some("place")
    } else if !own.plain.same_words(&shipped.plain) {
        Some("plain wording")
    } else if !same_short || own.always_plain != shipped.always_plain {
        Some("short wording")
    } else {
        None
    }
}
