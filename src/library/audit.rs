//! Rules that every monograph keeps, shipped or not.

use super::outcome;
use crate::rules::safety_number_unverified::PhoneNumbers;
use crate::rules::{
    evidence_grade, library_teach_back, ref_unknown_citation, ref_unknown_condition,
    safety_item_fields, safety_no_wording, safety_number_unverified, safety_place,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Span, Spanned};
use candor_model::text::numbers;
use candor_model::{Monograph, SafetyItem, TeachBack, Tier, Verification, Words};

/// Reports what in `monograph` breaks a rule.
pub(super) fn audit(monograph: &Monograph, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    for item in &monograph.items {
        if let Some(found) = safety_place::check(item) {
            diagnostics.push(found);
        }
        safety_item_fields::check(item, diagnostics);
        references(monograph, item, diagnostics);
        for words in item.texts().patients {
            let whose = format!("the item `{}`", item.id);
            safety_no_wording::check(words, &item.span, &whose, diagnostics);
            item_numbers(item, words, phones, diagnostics);
        }
        teach_back(item, phones, diagnostics);
        outcome::of_item(item, monograph, phones, diagnostics);
    }
    for record in monograph.records.values() {
        let whole = Span::start_of(&record.file);
        for words in [&record.name, &record.findings] {
            safety_no_wording::check(
                words,
                &whole,
                &format!("the record `{}`", record.id),
                diagnostics,
            );
        }
        evidence_grade::of_record(record, diagnostics);
        let verified = record.studies.iter().filter(|study| study.verified);
        let supported: Vec<&str> = verified.flat_map(|study| numbers(&study.result)).collect();
        let carrier = "a verified study of the record";
        safety_number_unverified::check(
            &record.findings,
            &record.file,
            &supported,
            carrier,
            phones,
            diagnostics,
        );
        outcome::of_record(record, phones, diagnostics);
        safety_number_unverified::check(
            &record.name,
            &record.file,
            &[],
            "a name of a condition",
            phones,
            diagnostics,
        );
    }
    front(monograph, phones, diagnostics);
    for words in [&monograph.name, &monograph.unknown] {
        safety_number_unverified::check(
            words,
            &monograph.file,
            &[],
            "a text about a medicine",
            phones,
            diagnostics,
        );
    }
}

/// Each core item has a question that shows whether it was understood.
fn teach_back(item: &SafetyItem, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    let Some(TeachBack { question, answer }) = &item.teach_back else {
        if item.tier == Tier::Core {
            diagnostics.push(library_teach_back::found(item));
        }
        return;
    };
    for words in [question, answer] {
        let whose = format!("the question of `{}`", item.id);
        safety_no_wording::check(words, &item.span, &whose, diagnostics);
        item_numbers(item, words, phones, diagnostics);
    }
}

/// What stands before all else, on a sheet and on a card.
fn front(monograph: &Monograph, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    let whole = Span::start_of(&monograph.file);
    for point in &monograph.key_points {
        safety_no_wording::check(&point.text, &whole, "a key point", diagnostics);
        if let Some(item) = monograph.item(point.item.as_str()) {
            item_numbers(item, &point.text, phones, diagnostics);
        }
    }
    let Some(card) = &monograph.card else { return };
    for words in std::iter::once(&card.title).chain(&card.lines) {
        safety_no_wording::check(words, &whole, "the card", diagnostics);
        // Its numbers are those of verified facts that rest on the card's own sources.
        let cited = |key: &Spanned<String>| card.citations.iter().any(|c| c.value == key.value);
        let facts = monograph.items.iter().flat_map(|item| &item.facts);
        let verified = facts
            .filter(|fact| fact.mark == Verification::Verified && fact.citations.iter().any(cited));
        let supported: Vec<&str> = verified.flat_map(|fact| numbers(&fact.statement)).collect();
        let carrier = "a verified fact with one of the card's sources";
        safety_number_unverified::check(
            words,
            &monograph.file,
            &supported,
            carrier,
            phones,
            diagnostics,
        );
    }
    for key in &card.citations {
        ref_unknown_citation::check(monograph, key, &monograph.file, diagnostics);
    }
}

/// Reports names that an item uses and the monograph does not have.
fn references(monograph: &Monograph, item: &SafetyItem, diagnostics: &mut Diagnostics) {
    let file = &item.span.file;
    let keys = item.citations.iter().chain(item.facts.iter().flat_map(|fact| &fact.citations));
    for key in keys {
        ref_unknown_citation::check(monograph, key, file, diagnostics);
    }
    for id in &item.when.conditions {
        if monograph.record(&id.value).is_none_or(|record| record.certainty.is_none()) {
            diagnostics.push(
                Diagnostic::new(
                    ref_unknown_condition::CODE,
                    format!("no graded evidence record `{}`", id.value),
                )
                .at(id.span(file))
                .help("use the id of a file in the medicine's `evidence` folder"),
            );
        }
    }
}

/// Reports digits in an item that no verified fact of it carries.
fn item_numbers(
    item: &SafetyItem,
    words: &Words,
    phones: &PhoneNumbers,
    diagnostics: &mut Diagnostics,
) {
    let mut supported = Vec::new();
    if item.tier == Tier::Clinician {
        return;
    }
    if item.needs_check.is_none() {
        let verified = item.facts.iter().filter(|fact| fact.mark == Verification::Verified);
        supported.extend(verified.flat_map(|fact| numbers(&fact.statement)));
        supported.extend(numbers(&item.when.text));
    }
    let carrier = "a verified fact of the item or its condition";
    safety_number_unverified::check(
        words,
        &item.span.file,
        &supported,
        carrier,
        phones,
        diagnostics,
    );
}
