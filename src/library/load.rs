//! A medicine's folder becomes a [`Monograph`].

use super::values::decimal;
use std::collections::BTreeMap;

use super::audit;
use super::medicine::{self, Parts};
use super::outcome;
use super::values::take_id;
use crate::parse;
use crate::parse::{
    CitationsFile, DisagreementsFile, EvidenceFile, ItemFile, MedicineFile, SafetyFile, StudyFile,
};
use crate::rules::safety_number_unverified::PhoneNumbers;
use crate::rules::{
    file_missing_key, file_outside_workspace, file_stray, file_too_large, file_unreadable,
    ref_id_twice, sheet_id_not_file_name,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::tree::{Entry, Refusal, Tree};
use candor_model::{
    Citation, Decimal, Disagreement, Fact, Monograph, Record, SafetyItem, Study, TeachBack, When,
};

/// Reads every file of a medicine and reports what is wrong in any of them.
///
/// `phones` are the numbers that may print although no fact verifies them.
pub(super) fn monograph(
    tree: &Tree,
    id: &str,
    phones: &PhoneNumbers,
) -> (Option<Monograph>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let folder = format!("library/{id}");
    let medicine = read::<MedicineFile>(tree, &format!("{folder}/medicine.toml"), &mut diagnostics);
    let citations =
        read::<CitationsFile>(tree, &format!("{folder}/citations.toml"), &mut diagnostics);
    let disagreements = tree.get(&format!("{folder}/disagreements.toml")).and_then(|_| {
        read::<DisagreementsFile>(tree, &format!("{folder}/disagreements.toml"), &mut diagnostics)
    });
    let mut items = Vec::new();
    for path in paths(tree, &format!("{folder}/safety")) {
        if let Some((file, safety)) = read::<SafetyFile>(tree, &path, &mut diagnostics) {
            for item in safety.item {
                items.extend(self::item(item, &file, &mut diagnostics));
            }
        }
    }
    ref_id_twice::check(
        items.iter().map(|item| (item.id.as_str(), item.span.clone())),
        &mut diagnostics,
    );
    let mut records = BTreeMap::new();
    for path in paths(tree, &format!("{folder}/evidence")) {
        if let Some((file, evidence)) = read::<EvidenceFile>(tree, &path, &mut diagnostics)
            && let Some(record) = record(evidence, &file, &path, &mut diagnostics)
        {
            records.insert(record.id.clone(), record);
        }
    }
    file_stray::check(tree, &folder, &mut diagnostics);
    let (Some((file, medicine)), Some((citations_file, citations))) = (medicine, citations) else {
        return (None, diagnostics);
    };
    ref_id_twice::check(
        citations.citation.iter().map(|c| (c.key.value.as_str(), c.key.span(&citations_file))),
        &mut diagnostics,
    );
    let citations =
        citations.citation.into_iter().map(citation).map(|c| (c.key.clone(), c)).collect();
    let disagreements = disagreements
        .into_iter()
        .flat_map(|(_, file)| file.disagreement)
        .map(|d| Disagreement {
            id: d.id.value,
            topic: d.topic.value,
            asked_for: d.asked_for.value,
            others: d.others.value,
            resolution: d.resolution.value,
            citations: d.citations.into_iter().map(|key| key.value).collect(),
        })
        .collect();
    let evidence_files = paths(tree, &format!("{folder}/evidence"));
    let parts = Parts { items, records, citations, disagreements, evidence_files };
    let monograph = medicine::medicine(medicine, &file, id, parts, &mut diagnostics);
    if let Some(monograph) = &monograph {
        audit::audit(monograph, phones, &mut diagnostics);
    }
    (monograph, diagnostics)
}

fn paths(tree: &Tree, folder: &str) -> Vec<String> {
    tree.toml_files(folder).map(|(path, _)| path.to_owned()).collect()
}

fn read<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    tree: &Tree,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(Source, T)> {
    let name = tree.shown(path);
    match tree.get(path) {
        Some(Entry::File(bytes)) => {
            let (file, value, found) = parse::parse::<T>(&name, bytes);
            diagnostics.extend(found);
            value.map(|value| (file, value))
        }
        Some(Entry::Refused(refusal)) => {
            let file = Source::new(name, "");
            diagnostics.push(refused(refusal, Span::start_of(&file)));
            None
        }
        None => {
            let file = Source::new(name.clone(), "");
            diagnostics.push(
                Diagnostic::new(file_unreadable::CODE, format!("{name} is missing"))
                    .at(Span::start_of(&file))
                    .help("a medicine's folder has medicine.toml, citations.toml, safety/ and evidence/"),
            );
            None
        }
    }
}

/// Returns the finding for something that was not read.
pub fn refused(refusal: &Refusal, span: Span) -> Diagnostic {
    match refusal {
        Refusal::Link => {
            Diagnostic::new(file_outside_workspace::CODE, "this is a link, not a file")
                .help("put a copy of the file in its place")
        }
        Refusal::Folder => Diagnostic::new(file_unreadable::CODE, "this is a folder, not a file")
            .help("rename the folder, or put the file where it stands"),
        Refusal::TooLarge(len) => Diagnostic::new(
            file_too_large::CODE,
            format!("this file has {len} bytes; {} is the most", parse::MAX_FILE_LEN),
        )
        .help("check that the right file was saved under this name"),
        Refusal::Unreadable(why) => {
            Diagnostic::new(file_unreadable::CODE, format!("this file cannot be read: {why}"))
                .help("check the name and the permissions of the file")
        }
    }
    .at(span)
}

fn values(list: Vec<Spanned<String>>) -> Vec<String> {
    list.into_iter().map(|value| value.value).collect()
}

fn text(value: Option<Spanned<String>>) -> String {
    value.map(|value| value.value).unwrap_or_default()
}

fn item(item: ItemFile, file: &Source, diagnostics: &mut Diagnostics) -> Option<SafetyItem> {
    let span = item.id.span(file);
    let id = take_id(&item.id.value, span.clone(), diagnostics)?;
    let outcomes = item.outcome.into_iter();
    let outcomes =
        outcomes.filter_map(|one| outcome::outcome(one, None, file, diagnostics)).collect();
    let when = item.when.map_or_else(When::default, |when| When {
        text: when.text.value,
        tags: values(when.tags),
        conditions: when.conditions,
        sheet_has: when.sheet_has.into_iter().map(|wanted| wanted.value).collect(),
    });
    Some(SafetyItem {
        id,
        span,
        kind: item.kind.value,
        tier: item.tier.value,
        place: item.place.value,
        title: item.title.value,
        basis: item.basis.value,
        citations: item.citations,
        plain: item.plain,
        short: item.short,
        always_plain: item.always_plain,
        lead: item.lead,
        clinician: item.clinician.value,
        facts: item
            .fact
            .into_iter()
            .map(|fact| Fact {
                statement: fact.statement.value,
                mark: fact.mark,
                citations: fact.citations,
            })
            .collect(),
        outcomes,
        teach_back: item
            .teach_back
            .map(|asked| TeachBack { question: asked.question, answer: asked.answer }),
        when,
        needs_check: item.needs_check.map(|note| note.value),
    })
}

fn record(
    evidence: EvidenceFile,
    file: &Source,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Record> {
    let span = evidence.id.span(file);
    let id = take_id(&evidence.id.value, span.clone(), diagnostics)?;
    let stem = path.rsplit('/').next().and_then(|name| name.strip_suffix(".toml"));
    if stem != Some(id.as_str()) {
        diagnostics.push(
            Diagnostic::new(sheet_id_not_file_name::CODE, "the id and the file name differ")
                .at(span)
                .help(format!("write `id = \"{}\"`, or rename the file", stem.unwrap_or_default())),
        );
    }
    if evidence.certainty.is_some() != evidence.direction.is_some() {
        diagnostics.push(
            Diagnostic::new(file_missing_key::CODE, "certainty and direction go together")
                .at(evidence.id.span(file))
                .help("give both, or neither in a record of regulatory facts"),
        );
    }
    let studies: Vec<Study> =
        evidence.study.into_iter().map(|one| study(one, file, diagnostics)).collect();
    Some(Record {
        id,
        file: file.clone(),
        condition: evidence.condition.value,
        name: evidence.name,
        certainty: evidence.certainty.map(|certainty| certainty.value),
        direction: evidence.direction.map(|direction| direction.value),
        findings: evidence.findings,
        reason: text(evidence.certainty_reason),
        studies,
        needs_check: evidence.needs_check.map(|note| note.value),
    })
}

fn study(study: StudyFile, file: &Source, diagnostics: &mut Diagnostics) -> Study {
    let weeks = study.weeks.as_ref().and_then(|weeks| decimal(weeks, file, "weeks", diagnostics));
    let weeks = weeks.filter(|&weeks| weeks != Decimal::ZERO);
    let outcomes = study.outcome.into_iter();
    let outcomes = outcomes
        .filter_map(|one| outcome::outcome(one, Some(&study.key.value), file, diagnostics))
        .collect();
    let year = study.year.map(|year| year.value.to_string()).unwrap_or_default();
    let parts = [
        text(study.authors),
        text(study.journal),
        year,
        study.doi.map(|doi| format!("doi {}", doi.value)).unwrap_or_default(),
        study.pmid.map(|pmid| format!("PMID {}", pmid.value)).unwrap_or_default(),
    ];
    let citation: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    let design = [text(study.design), text(study.people_text), text(study.result)];
    let result: Vec<_> = design.into_iter().filter(|part| !part.is_empty()).collect();
    Study {
        key: study.key.value,
        kind: study.kind.value,
        people: study.people.map(|people| people.value),
        weeks,
        citation: citation.join(". "),
        result: result.join(". "),
        outcomes,
        verified: study.verified && study.needs_check.is_none(),
        needs_check: study.needs_check.map(|note| note.value),
    }
}

fn citation(citation: parse::CitationFile) -> Citation {
    let parts = [text(citation.publisher), text(citation.year), text(citation.address)];
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    Citation {
        key: citation.key.value,
        title: citation.title.value,
        where_found: parts.join(", "),
        kind: citation.kind.value,
        mark: citation.mark,
    }
}
