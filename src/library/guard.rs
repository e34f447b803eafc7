//! What a clinic's own monograph must keep of the shipped one.

use crate::rules::{dose_out_of_range, evidence_grade, safety_core_changed, safety_core_missing};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::Span;
use candor_model::{Monograph, Tier};

/// Reports every shipped core item that `own` lacks or changes, if both are of one substance.
pub(super) fn same_core(own: &Monograph, shipped: &Monograph, diagnostics: &mut Diagnostics) {
    if !same_substance(own, shipped) {
        return;
    }
    claims(own, shipped, diagnostics);
    safety_core_changed::front(own, shipped, diagnostics);
    let core = shipped.items.iter().filter(|item| item.tier == Tier::Core);
    for item in core {
        match own.items.iter().find(|candidate| candidate.id == item.id) {
            None => diagnostics.push(safety_core_missing::found(own, shipped, item)),
            Some(candidate) => {
                if let Some(found) = safety_core_changed::of_item(candidate, item, shipped) {
                    diagnostics.push(found);
                }
            }
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
                .at(Span::start_of(&record.file))
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
