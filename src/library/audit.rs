//! Rules that every monograph keeps, shipped or not.

use super::numbers::{PhoneNumbers, check_numbers, every_jurisdiction};

use super::outcome;
use candor_model::diag::{Code, Diagnostic, Diagnostics};
use candor_model::span::{FileId, Span, Spanned};
use candor_model::text::numbers;
use candor_model::{
    Monograph, Record, SafetyItem, Studied, StudyKind, TeachBack, Tier, Verification, Words,
};

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
                    Code::LibraryTeachBack,
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
        let verified = facts
            .filter(|fact| fact.mark == Verification::Verified && fact.citations.iter().any(cited));
        let supported: Vec<&str> = verified.flat_map(|fact| numbers(&fact.statement)).collect();
        let carrier = "a verified fact with one of the card's sources";
        check_numbers(words, monograph.file, &supported, carrier, phones, diagnostics);
    }
    for key in &card.citations {
        citation(monograph, key, monograph.file, diagnostics);
    }
}

fn fields(item: &SafetyItem, diagnostics: &mut Diagnostics) {
    let mut report = |code, message: String, help: &str| {
        diagnostics.push(Diagnostic::new(code, message).at(item.span.clone()).help(help));
    };
    if !item.kind.places().contains(&item.place) {
        let places: Vec<_> = item.kind.places().iter().map(|place| place.as_str()).collect();
        report(
            Code::SafetyPlace,
            format!("`{}` does not belong in `{}`", item.kind.as_str(), item.place.as_str()),
            &format!("its places are `{}`", places.join("`, `")),
        );
    }
    let when = &item.when;
    let applies_never =
        when.tags.is_empty() && when.conditions.is_empty() && when.sheet_has.is_empty();
    match item.tier {
        Tier::Conditional if applies_never => report(
            Code::SafetyKind,
            format!("the conditional item `{}` never applies", item.id),
            "add `[item.when]` with tags, conditions or sheet-has",
        ),
        // Tags are fine: by them a sheet adds a standard item to its handout.
        Tier::Core | Tier::Standard
            if !(when.conditions.is_empty() && when.sheet_has.is_empty()) =>
        {
            report(
                Code::SafetyKind,
                format!("the item `{}` stands on every sheet and yet has a condition", item.id),
                "take `conditions` and `sheet-has` out, or make the tier `conditional`",
            );
        }
        Tier::Core | Tier::Standard | Tier::Conditional | Tier::Clinician => {}
    }
    let rests = !item.citations.is_empty() && !item.basis.trim().is_empty();
    if item.tier != Tier::Clinician && !rests {
        report(
            Code::SafetyKind,
            format!("the item `{}` does not say on what it rests", item.id),
            "add `basis` and at least one citation",
        );
    }
    if item.lead.is_some() && item.tier != Tier::Conditional {
        report(
            Code::SafetyKind,
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
                    Code::RefCondition,
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
            Diagnostic::new(Code::RefCitation, format!("no citation `{}`", key.value))
                .at(key.span(file))
                .help("add it to citations.toml, or mend the key"),
        );
    }
}

/// A grade and the studies behind it say the same.
fn grade(record: &Record, diagnostics: &mut Diagnostics) {
    use candor_model::Certainty;
    let at_this_dose = |study: &candor_model::Study| {
        study.verified
            && matches!(study.kind, StudyKind::PlaceboControlled | StudyKind::ActiveControlled)
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
            Diagnostic::new(Code::EvidenceGrade, format!("the record `{}`: {problem}", record.id))
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
        let verified = item.facts.iter().filter(|fact| fact.mark == Verification::Verified);
        supported.extend(verified.flat_map(|fact| numbers(&fact.statement)));
        supported.extend(numbers(&item.when.text));
    }
    let carrier = "a verified fact of the item or its condition";
    check_numbers(words, item.span.file, &supported, carrier, phones, diagnostics);
}
