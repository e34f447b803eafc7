//! Rules that every monograph keeps, shipped or not.

use std::collections::BTreeMap;

use super::outcome;
use crate::rules::{
    evidence_grade, library_teach_back, ref_unknown_citation, ref_unknown_condition,
    safety_item_fields, safety_no_wording, safety_number_unverified, safety_place,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{FileId, Span, Spanned};
use candor_model::text::numbers;
use candor_model::{
    Jurisdiction, Mark, Monograph, Record, SafetyItem, Studied, StudyKind, TeachBack, Tier, Words,
};

/// The telephone numbers of each jurisdiction's emergency lines: the only numbers that print
/// although no fact verifies them.
pub(super) type PhoneNumbers = BTreeMap<Jurisdiction, Vec<String>>;

/// Reports what in `monograph` breaks a rule.
pub(super) fn audit(monograph: &Monograph, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    for item in &monograph.items {
        fields(item, diagnostics);
        references(monograph, item, diagnostics);
        for words in wordings(item) {
            let whose = format!("the item `{}`", item.id);
            every_jurisdiction(words, &item.span, &whose, diagnostics);
            item_numbers(item, words, phones, diagnostics);
        }
        teach_back(item, phones, diagnostics);
        outcome::of_item(item, monograph, phones, diagnostics);
    }
    for record in monograph.records.values() {
        let whole = Span::start_of(record.file);
        for words in [&record.name, &record.findings] {
            every_jurisdiction(words, &whole, &format!("the record `{}`", record.id), diagnostics);
        }
        grade(record, diagnostics);
        let verified = record.studies.iter().filter(|study| study.verified);
        let supported: Vec<&str> = verified.flat_map(|study| numbers(&study.result)).collect();
        let carrier = "a verified study of the record";
        check_numbers(&record.findings, record.file, &supported, carrier, phones, diagnostics);
        outcome::of_record(record, phones, diagnostics);
        check_numbers(&record.name, record.file, &[], "a name of a condition", phones, diagnostics);
    }
    front(monograph, phones, diagnostics);
    for words in [&monograph.name, &monograph.unknown] {
        check_numbers(words, monograph.file, &[], "a text about a medicine", phones, diagnostics);
    }
}

/// The wordings of an item that have no rules of their own. A new field of an item does not compile
/// before it is put in its place here.
fn wordings(item: &SafetyItem) -> impl Iterator<Item = &Words> {
    let SafetyItem {
        plain,
        short,
        lead,
        // `fields` and `references` hold these.
        id: _,
        span: _,
        kind: _,
        tier: _,
        place: _,
        basis: _,
        citations: _,
        facts: _,
        when: _,
        // `teach_back` and `outcome::of_item` hold these.
        teach_back: _,
        outcomes: _,
        // No patient reads these, and any number may stand in them.
        title: _,
        clinician: _,
        needs_check: _,
        always_plain: _,
    } = item;
    [Some(plain), short.as_ref(), lead.as_ref()].into_iter().flatten()
}

/// Each core item has a question that shows whether it was understood.
fn teach_back(item: &SafetyItem, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    let Some(TeachBack { question, answer }) = &item.teach_back else {
        if item.tier == Tier::Core {
            diagnostics.push(
                Diagnostic::new(
                    library_teach_back::CODE,
                    format!("the core item `{}` has no question", item.id),
                )
                .at(item.span.clone())
                .help("add `[item.teach-back]` with `question` and `answer`"),
            );
        }
        return;
    };
    for words in [question, answer] {
        let whose = format!("the question of `{}`", item.id);
        every_jurisdiction(words, &item.span, &whose, diagnostics);
        item_numbers(item, words, phones, diagnostics);
    }
}

/// What stands before all else, on a sheet and on a card.
fn front(monograph: &Monograph, phones: &PhoneNumbers, diagnostics: &mut Diagnostics) {
    let whole = Span::start_of(monograph.file);
    for point in &monograph.key_points {
        every_jurisdiction(&point.text, &whole, "a key point", diagnostics);
        if let Some(item) = monograph.item(point.item.as_str()) {
            item_numbers(item, &point.text, phones, diagnostics);
        }
    }
    let Some(card) = &monograph.card else { return };
    for words in std::iter::once(&card.title).chain(&card.lines) {
        every_jurisdiction(words, &whole, "the card", diagnostics);
        // Its numbers are those of verified facts that rest on the card's own sources.
        let cited = |key: &Spanned<String>| card.citations.iter().any(|c| c.value == key.value);
        let facts = monograph.items.iter().flat_map(|item| &item.facts);
        let verified =
            facts.filter(|fact| fact.mark == Mark::Verified && fact.citations.iter().any(cited));
        let supported: Vec<&str> = verified.flat_map(|fact| numbers(&fact.statement)).collect();
        let carrier = "a verified fact with one of the card's sources";
        check_numbers(words, monograph.file, &supported, carrier, phones, diagnostics);
    }
    for key in &card.citations {
        citation(monograph, key, monograph.file, diagnostics);
    }
}

/// Reports a jurisdiction without its own words.
pub(super) fn every_jurisdiction(
    words: &Words,
    whole: &Span,
    whose: &str,
    diagnostics: &mut Diagnostics,
) {
    let at = |text: Option<&Spanned<String>>| {
        text.map_or_else(|| whole.clone(), |text| text.span(whole.file))
    };
    if words.any.is_some() && (words.us.is_some() || words.uk.is_some()) {
        diagnostics.push(
            Diagnostic::new(safety_no_wording::CODE, format!("{whose} is worded twice"))
                .at(at(words.any.as_ref()))
                .label("`any` stands beside a jurisdiction's own words")
                .help("keep `any` alone, or one text for each jurisdiction"),
        );
    }
    for jurisdiction in Jurisdiction::ALL {
        let text = words.spanned(jurisdiction);
        if text.is_some_and(|text| !text.value.trim().is_empty()) {
            continue;
        }
        let label = match (text, words.all().next()) {
            (Some(_), _) => "this text is empty",
            (None, Some(_)) => "worded for another jurisdiction only",
            (None, None) => "it has no words at all",
        };
        diagnostics.push(
            Diagnostic::new(
                safety_no_wording::CODE,
                format!("{whose} has no wording for `{}`", jurisdiction.as_str()),
            )
            .at(at(text.or_else(|| words.all().next())))
            .label(label)
            .help(format!(
                "add a `{}` text, or use `any` if the words are right everywhere",
                jurisdiction.as_str()
            )),
        );
    }
}

fn fields(item: &SafetyItem, diagnostics: &mut Diagnostics) {
    let mut report = |code, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, message).at(item.span.clone()).help(help));
    };
    if !item.kind.places().contains(&item.place) {
        let places: Vec<_> = item.kind.places().iter().map(|place| place.as_str()).collect();
        report(
            safety_place::CODE,
            format!("`{}` does not belong in `{}`", item.kind.as_str(), item.place.as_str()),
            &format!("its places are `{}`", places.join("`, `")),
        );
    }
    let when = &item.when;
    let applies_never =
        when.tags.is_empty() && when.conditions.is_empty() && when.sheet_has.is_empty();
    match item.tier {
        Tier::Conditional if applies_never => report(
            safety_item_fields::CODE,
            format!("the conditional item `{}` never applies", item.id),
            "add `[item.when]` with tags, conditions or sheet-has",
        ),
        // Tags are fine: by them a sheet adds a standard item to its handout.
        Tier::Core | Tier::Standard
            if !(when.conditions.is_empty() && when.sheet_has.is_empty()) =>
        {
            report(
                safety_item_fields::CODE,
                format!("the item `{}` stands on every sheet and yet has a condition", item.id),
                "take `conditions` and `sheet-has` out, or make the tier `conditional`",
            );
        }
        Tier::Core | Tier::Standard | Tier::Conditional | Tier::Clinician => {}
    }
    let rests = !item.citations.is_empty() && !item.basis.trim().is_empty();
    if item.tier != Tier::Clinician && !rests {
        report(
            safety_item_fields::CODE,
            format!("the item `{}` does not say on what it rests", item.id),
            "add `basis` and at least one citation",
        );
    }
    if item.lead.is_some() && item.tier != Tier::Conditional {
        report(
            safety_item_fields::CODE,
            format!("the item `{}` has a lead but is not conditional", item.id),
            "take `lead` out",
        );
    }
}

/// Reports names that an item uses and the monograph does not have.
fn references(monograph: &Monograph, item: &SafetyItem, diagnostics: &mut Diagnostics) {
    let file = item.span.file;
    let keys = item.citations.iter().chain(item.facts.iter().flat_map(|fact| &fact.citations));
    for key in keys {
        citation(monograph, key, file, diagnostics);
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

/// Reports a citation that is not in the list.
pub(super) fn citation(
    monograph: &Monograph,
    key: &Spanned<String>,
    file: FileId,
    diagnostics: &mut Diagnostics,
) {
    if !monograph.citations.contains_key(&key.value) {
        diagnostics.push(
            Diagnostic::new(ref_unknown_citation::CODE, format!("no citation `{}`", key.value))
                .at(key.span(file))
                .help("add it to citations.toml, or mend the key"),
        );
    }
}

/// A grade and the studies behind it say the same.
fn grade(record: &Record, diagnostics: &mut Diagnostics) {
    use candor_model::Certainty;
    let at_this_dose = |study: &candor_model::Study| {
        study.verified && matches!(study.kind, StudyKind::PlaceboTrial | StudyKind::OtherTrial)
    };
    let problem = match record.certainty {
        Some(Certainty::None) if record.studies.iter().any(at_this_dose) => {
            Some("it is graded `none` and holds a verified trial of this dose")
        }
        Some(Certainty::None) | None => None,
        Some(_) if record.studied() == Studied::Nothing => {
            Some("it has a certainty and no study in people at this dose")
        }
        Some(_) => None,
    };
    if let Some(problem) = problem {
        diagnostics.push(
            Diagnostic::new(evidence_grade::CODE, format!("the record `{}`: {problem}", record.id))
                .at(Span::start_of(record.file))
                .help("grade the record again, or add the study"),
        );
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
        let verified = item.facts.iter().filter(|fact| fact.mark == Mark::Verified);
        supported.extend(verified.flat_map(|fact| numbers(&fact.statement)));
        supported.extend(numbers(&item.when.text));
    }
    let carrier = "a verified fact of the item or its condition";
    check_numbers(words, item.span.file, &supported, carrier, phones, diagnostics);
}

pub(super) fn check_numbers(
    words: &Words,
    file: FileId,
    supported: &[&str],
    carrier: &str,
    phones: &PhoneNumbers,
    diagnostics: &mut Diagnostics,
) {
    for jurisdiction in Jurisdiction::ALL {
        let Some(text) = words.spanned(jurisdiction) else { continue };
        let allowed = phones.get(&jurisdiction).map_or(&[][..], Vec::as_slice);
        let plain = without_phones(&text.value, allowed);
        for number in numbers(&plain) {
            if supported.iter().any(|fact| carries(fact, number)) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    safety_number_unverified::CODE,
                    format!("the number {number} has no verified source"),
                )
                .at(text.span(file))
                .label(format!("{number} is not in {carrier}"))
                .help("cite a verified source that holds it, or word the sentence without it"),
            );
        }
    }
}

/// A range such as "7-10" in a fact carries both its ends; a phone number has no ends.
fn carries(fact: &str, number: &str) -> bool {
    fact == number
        || fact
            .split_once('-')
            .is_some_and(|(low, high)| !high.contains('-') && (low == number || high == number))
}

/// Takes whole telephone numbers out of a text.
fn without_phones(text: &str, phones: &[String]) -> String {
    let mut out = text.to_owned();
    for phone in phones {
        let mut from = 0;
        while let Some(at) = out[from..].find(phone.as_str()).map(|at| at + from) {
            let end = at + phone.len();
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if digit(out[..at].chars().next_back()) || digit(out[end..].chars().next()) {
                from = end;
            } else {
                out.replace_range(at..end, "");
                from = at;
            }
        }
    }
    out
}

/// Finds the telephone numbers in an emergency line, longest first.
pub(super) fn phone_numbers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for line in lines {
        let chars: Vec<char> = line.chars().collect();
        let mut index = 0;
        while index < chars.len() {
            if !chars[index].is_ascii_digit() {
                index += 1;
                continue;
            }
            let start = index;
            while index < chars.len() {
                let next_is_digit = chars.get(index + 1).is_some_and(char::is_ascii_digit);
                let c = chars[index];
                if c.is_ascii_digit()
                    || c == '-'
                    || c.is_ascii_uppercase()
                    || (c == ' ' && next_is_digit)
                {
                    index += 1;
                } else {
                    break;
                }
            }
            found.push(chars[start..index].iter().collect::<String>());
        }
    }
    found.sort_by_key(|phone| std::cmp::Reverse(phone.len()));
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_taken_whole() {
        let lines = [
            "Poison Control, 1-800-222-1222",
            "111, option 2; call 116 123",
            "FDA, 1-800-FDA-1088",
        ];
        let phones = phone_numbers(lines.into_iter());
        assert_eq!(phones, ["1-800-222-1222", "1-800-FDA-1088", "116 123", "111", "2"]);
        assert_eq!(without_phones("Call 116 123 or 111.", &phones), "Call  or .");
        assert_eq!(without_phones("Take 116 of 1110.", &phones), "Take 116 of 1110.");
    }

    #[test]
    fn a_range_carries_its_ends_and_a_phone_number_does_not() {
        assert!(carries("7-10", "7") && carries("7-10", "10") && carries("50", "50"));
        assert!(!carries("1-800-222-1222", "800") && !carries("50", "5"));
    }
}
