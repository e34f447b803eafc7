//! Rules that every monograph keeps, shipped or not.

use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::text::numbers;
use crate::model::{Jurisdiction, Mark, Monograph, SafetyItem, Tier, Words};
use crate::span::{FileId, Span, Spanned};

/// Reports what in `monograph` breaks a rule. `lines` are the emergency lines, whose numbers print.
pub(super) fn audit(monograph: &Monograph, lines: &[String], diagnostics: &mut Diagnostics) {
    for item in &monograph.items {
        fields(item, diagnostics);
        let file = item.span.file;
        let wordings = [Some(&item.plain), item.short.as_ref(), item.lead.as_ref()];
        for words in wordings.into_iter().flatten() {
            every_jurisdiction(words, file, &format!("the item `{}`", item.id), diagnostics);
        }
        for text in wordings.into_iter().flatten().flat_map(Words::all) {
            item_numbers(item, text, lines, diagnostics);
        }
        for key in &item.citations {
            if !monograph.citations.contains_key(&key.value) {
                diagnostics.push(
                    Diagnostic::new(Code::RefCitation, format!("no citation `{}`", key.value))
                        .at(key.span(file))
                        .help("add it to citations.toml, or mend the key"),
                );
            }
        }
        for id in &item.when.conditions {
            if monograph.record(&id.value).is_none() {
                diagnostics.push(
                    Diagnostic::new(Code::RefCondition, format!("no evidence record `{}`", id.value))
                        .at(id.span(file))
                        .help("use the id of a file in the medicine's `evidence` folder"),
                );
            }
        }
    }
    for record in monograph.records.values() {
        for words in [&record.name, &record.findings] {
            every_jurisdiction(words, record.file, &format!("the record `{}`", record.id), diagnostics);
        }
        for text in record.findings.all() {
            let supported: Vec<&str> = record
                .studies
                .iter()
                .filter(|study| study.verified)
                .flat_map(|study| numbers(&study.result))
                .collect();
            report_numbers(text, record.file, &supported, "a verified study", diagnostics);
        }
    }
}

/// Reports a jurisdiction without its own words.
pub(super) fn every_jurisdiction(
    words: &Words,
    file: FileId,
    whose: &str,
    diagnostics: &mut Diagnostics,
) {
    for jurisdiction in Jurisdiction::ALL {
        if words.get(jurisdiction).is_none_or(|text| text.trim().is_empty()) {
            let span = words
                .all()
                .next()
                .map_or_else(|| Span::start_of(file), |text| text.span(file));
            diagnostics.push(
                Diagnostic::new(
                    Code::SafetyNoWording,
                    format!("{whose} has no wording for `{}`", jurisdiction.as_str()),
                )
                .at(span)
                .label("worded for another jurisdiction only")
                .help(format!(
                    "add a `{}` text, or use `any` if these words are right everywhere",
                    jurisdiction.as_str()
                )),
            );
        }
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
    let no_condition = item.when.tags.is_empty()
        && item.when.conditions.is_empty()
        && item.when.sheet_has.is_empty();
    match item.tier {
        Tier::Conditional if no_condition => report(
            Code::SafetyKind,
            format!("the conditional item `{}` never applies", item.id),
            "add `[item.when]` with tags, conditions or sheet-has",
        ),
        Tier::Core | Tier::Standard if !no_condition => report(
            Code::SafetyKind,
            format!("the item `{}` stands on every sheet and yet has a condition", item.id),
            "take `[item.when]` out, or make the tier `conditional`",
        ),
        Tier::Core | Tier::Standard if item.citations.is_empty() || item.basis.trim().is_empty() => {
            report(
                Code::SafetyKind,
                format!("the item `{}` does not say on what it rests", item.id),
                "add `basis` and at least one citation",
            );
        }
        Tier::Core | Tier::Standard | Tier::Conditional | Tier::Clinician => {}
    }
    if item.lead.is_some() && item.tier != Tier::Conditional {
        report(
            Code::SafetyKind,
            format!("the item `{}` has a lead but is not conditional", item.id),
            "take `lead` out",
        );
    }
}

/// Reports digits that no verified fact of the item carries.
fn item_numbers(
    item: &SafetyItem,
    text: &Spanned<String>,
    lines: &[String],
    diagnostics: &mut Diagnostics,
) {
    if item.tier == Tier::Clinician {
        return;
    }
    let line_numbers = lines.iter().flat_map(|line| numbers(line));
    let supported: Vec<&str> = if item.needs_check.is_some() {
        line_numbers.collect()
    } else {
        item.facts
            .iter()
            .filter(|fact| fact.mark == Mark::Verified)
            .flat_map(|fact| numbers(&fact.statement))
            .chain(numbers(&item.when.text))
            .chain(line_numbers)
            .collect()
    };
    report_numbers(text, item.span.file, &supported, "a verified fact of the item", diagnostics);
}

fn report_numbers(
    text: &Spanned<String>,
    file: FileId,
    supported: &[&str],
    carrier: &str,
    diagnostics: &mut Diagnostics,
) {
    for number in numbers(&text.value) {
        // A range such as "7-10" in a fact carries both its ends; a phone number has no ends.
        let carried = supported.iter().any(|fact| {
            *fact == number
                || fact.split_once('-').is_some_and(|(low, high)| {
                    !high.contains('-') && (low == number || high == number)
                })
        });
        if !carried {
            diagnostics.push(
                Diagnostic::new(
                    Code::SafetyNumber,
                    format!("the number {number} stands in no place that may print"),
                )
                .at(text.span(file))
                .label(format!("{number} is not in {carrier}"))
                .help("cite a verified fact that holds it, or word the sentence without it"),
            );
        }
    }
}
