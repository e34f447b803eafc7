//! What a clinic's own monograph must keep of the shipped one.

use super::record;
use crate::rules::{dose_out_of_range, evidence_grade, safety_core_changed, safety_core_missing};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Span, Spanned};
use candor_model::{Card, KeyPoint, Monograph, SafetyItem, Tier};

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
                    safety_core_missing::CODE,
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
                            safety_core_changed::CODE,
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
        && own.key_points.iter().zip(&shipped.key_points).all(
            |(KeyPoint { item, text }, theirs)| {
                *item == theirs.item && text.same_words(&theirs.text)
            },
        );
    let values = |keys: &[Spanned<String>]| -> Vec<String> {
        keys.iter().map(|key| key.value.clone()).collect()
    };
    let same_card = match (&own.card, &shipped.card) {
        (Some(Card { title, lines, basis, citations }), Some(theirs)) => {
            title.same_words(&theirs.title)
                && lines.len() == theirs.lines.len()
                && lines.iter().zip(&theirs.lines).all(|(own, theirs)| own.same_words(theirs))
                && *basis == theirs.basis
                && values(citations) == values(&theirs.citations)
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
                    safety_core_changed::CODE,
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
            Diagnostic::new(
                dose_out_of_range::CODE,
                "the range goes beyond the shipped monograph's",
            )
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
                    evidence_grade::CODE,
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

/// Which part of a core item a clinic's copy has otherwise: anything that a pharmacist signs.
fn changed(own: &SafetyItem, shipped: &SafetyItem) -> Option<String> {
    if own.tier != shipped.tier {
        return Some("tier".to_owned());
    } else if own.kind != shipped.kind {
        return Some("kind".to_owned());
    } else if own.place != shipped.place {
        return Some("place".to_owned());
    }
    let (ours, theirs) = (record::item_lines(own), record::item_lines(shipped));
    let n = ours.iter().zip(&theirs).take_while(|(a, b)| a == b).count();
    let odd = theirs.get(n).or_else(|| ours.get(n))?;
    let part = odd.split('\t').next().unwrap_or(odd);
    let part = part.strip_prefix("item.").unwrap_or(part);
    let part = part.split('.').next().unwrap_or(part);
    Some(match part {
        "plain" | "short" | "lead" => format!("{part} wording"),
        "on-handout" => "short wording".to_owned(),
        "clinician" => "wording for clinicians".to_owned(),
        "needs-check" => "note on what to check".to_owned(),
        other => other.to_owned(),
    })
}
