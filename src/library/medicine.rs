//! A medicine's main file, and the parts that the other files gave.

use std::collections::{BTreeMap, BTreeSet};

use super::values::{decimal, take_id};
use crate::parse::{DoseLimitsFile, KeyPointFile, MedicineFile};
use crate::rules::{
    dose_form, dose_out_of_range, file_missing_key, ref_id_twice, ref_unknown_citation,
    ref_unknown_condition, ref_unknown_item, safety_item_fields, safety_no_wording,
    sheet_empty_text, sheet_id_not_file_name,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::{
    Card, Citation, Disagreement, DoseLimits, Id, KeyPoint, Monograph, Place, Record, SafetyItem,
    Tier,
};

/// What the other files of a medicine's folder gave.
pub(super) struct Parts {
    pub(super) items: Vec<SafetyItem>,
    pub(super) records: BTreeMap<Id, Record>,
    pub(super) citations: BTreeMap<String, Citation>,
    pub(super) disagreements: Vec<Disagreement>,
    /// Paths of all evidence files, those with findings too.
    pub(super) evidence_files: Vec<String>,
}

/// Puts a monograph together.
pub(super) fn medicine(
    medicine: MedicineFile,
    file: &Source,
    folder: &str,
    parts: Parts,
    diagnostics: &mut Diagnostics,
) -> Option<Monograph> {
    let id = take_id(&medicine.id.value, medicine.id.span(file), diagnostics)?;
    if id.as_str() != folder {
        diagnostics.push(
            Diagnostic::new(sheet_id_not_file_name::CODE, "the id and the folder's name differ")
                .at(medicine.id.span(file))
                .help(format!("write `id = \"{folder}\"`, or rename the folder")),
        );
    }
    for words in [&medicine.name, &medicine.unknown] {
        safety_no_wording::check(words, &Span::start_of(file), "this medicine", diagnostics);
    }
    for text in [&medicine.short_name, &medicine.substance] {
        if text.value.trim().is_empty() {
            diagnostics.push(
                Diagnostic::new(sheet_empty_text::CODE, "this says nothing")
                    .at(text.span(file))
                    .help("write the name as it stands in a sentence"),
            );
        }
    }
    let codes = codes(&medicine, file, diagnostics);
    let approval = approval(&medicine.approval, file, &parts, diagnostics);
    let overall =
        medicine.overall.as_ref().and_then(|wanted| graded(wanted, file, &parts, diagnostics));
    let general_table = table(&medicine, file, &parts, diagnostics);
    let dose = limits(&medicine.dose, file, diagnostics);
    let key_points = key_points(medicine.key_point, file, &parts, diagnostics);
    let card = medicine.card.map(|card| Card {
        title: card.title,
        lines: card.lines,
        basis: card.basis.value,
        citations: card.citations,
    });
    let monograph = Monograph {
        id,
        file: file.clone(),
        version: medicine.version.value,
        checked: false,
        words_reviewed: candor_model::Reviewed::Reviewed,
        name: medicine.name,
        short_name: medicine.short_name.value,
        substance: medicine.substance.value,
        codes,
        dose: dose?,
        unknown: medicine.unknown,
        approval: approval?,
        overall,
        general_table,
        key_points,
        card,
        items: parts.items,
        records: parts.records,
        citations: parts.citations,
        disagreements: parts.disagreements,
    };
    for key in &monograph.dose.citations {
        ref_unknown_citation::check(&monograph, key, file, diagnostics);
    }
    Some(monograph)
}

/// The substance's codes in one form, so that no space or zero hides that two are the same.
fn codes(
    medicine: &MedicineFile,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<String> {
    let mut codes = BTreeSet::new();
    let mut take = |kind: &str, code: &Spanned<String>, sound: bool, form: String, help: &str| {
        if sound {
            codes.insert(format!("{kind}:{form}"));
        } else {
            diagnostics.push(
                Diagnostic::new(safety_item_fields::CODE, format!("this is not a {kind} code"))
                    .at(code.span(file))
                    .help(help),
            );
        }
    };
    for code in &medicine.atc {
        let form: String =
            code.value.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_uppercase();
        let shape: String = form
            .chars()
            .map(|c| {
                if c.is_ascii_digit() {
                    '9'
                } else if c.is_ascii_uppercase() {
                    'A'
                } else {
                    '?'
                }
            })
            .collect();
        take("atc", code, shape == "A99AA99", form, "an ATC code looks like N07BB04");
    }
    for code in &medicine.rxnorm {
        let form = code.value.trim();
        let sound = !form.is_empty() && form.bytes().all(|b| b.is_ascii_digit());
        let form = form.trim_start_matches('0').to_owned();
        take("rxnorm", code, sound, form, "an RxNorm concept id is a number, such as 7243");
    }
    if medicine.atc.is_empty() && medicine.rxnorm.is_empty() {
        diagnostics.push(
            Diagnostic::new(file_missing_key::CODE, "the substance has no code")
                .at(medicine.substance.span(file))
                .help(
                    "give its ATC or RxNorm code; it tells whether the shipped library knows the \
                     substance",
                ),
        );
    }
    codes
}

/// The core item that states the approval status.
fn approval(
    wanted: &Spanned<String>,
    file: &Source,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Option<Id> {
    let found = parts.items.iter().find(|item| {
        item.id.as_str() == wanted.value && item.tier == Tier::Core && item.place == Place::Status
    });
    if found.is_none() {
        diagnostics.push(
            Diagnostic::new(
                ref_unknown_item::CODE,
                format!("`{}` is no core item in `status`", wanted.value),
            )
            .at(wanted.span(file))
            .help("name the core item that states the approval status"),
        );
    }
    found.map(|item| item.id.clone())
}

/// A record with a grade; silent where its file has findings of its own.
fn graded(
    wanted: &Spanned<String>,
    file: &Source,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Option<Id> {
    let found = parts.records.values().find(|record| record.id.as_str() == wanted.value);
    let graded = found.filter(|record| record.certainty.is_some());
    let has_file =
        parts.evidence_files.iter().any(|path| path.ends_with(&format!("/{}.toml", wanted.value)));
    if graded.is_none() && (found.is_some() || !has_file) {
        diagnostics.push(
            Diagnostic::new(
                ref_unknown_condition::CODE,
                format!("no graded evidence record `{}`", wanted.value),
            )
            .at(wanted.span(file))
            .help("use the id of a file in the medicine's `evidence` folder"),
        );
    }
    graded.map(|record| record.id.clone())
}

/// The records of a general sheet's table, each once.
fn table(
    medicine: &MedicineFile,
    file: &Source,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Vec<Id> {
    let mut table: Vec<Id> = Vec::new();
    for wanted in &medicine.general_table {
        let Some(id) = graded(wanted, file, parts, diagnostics) else { continue };
        if table.contains(&id) {
            diagnostics.push(
                Diagnostic::new(ref_id_twice::CODE, format!("`{id}` is listed twice in the table"))
                    .at(wanted.span(file))
                    .help("take one of them out"),
            );
        } else {
            table.push(id);
        }
    }
    if let (Some(first), None) = (medicine.general_table.first(), &medicine.overall) {
        diagnostics.push(
            Diagnostic::new(file_missing_key::CODE, "a general table needs an `overall` record")
                .at(first.span(file))
                .help("name the evidence record for the medicine in general"),
        );
    }
    table
}

/// The most key points; a box of more is no longer read first.
const MAX_KEY_POINTS: usize = 3;

/// Core items in one line each.
fn key_points(
    written: Vec<KeyPointFile>,
    file: &Source,
    parts: &Parts,
    diagnostics: &mut Diagnostics,
) -> Vec<KeyPoint> {
    let mut points = Vec::new();
    for point in written {
        let found = parts
            .items
            .iter()
            .find(|item| item.id.as_str() == point.item.value && item.tier == Tier::Core);
        let twice = points.iter().any(|known: &KeyPoint| known.item.as_str() == point.item.value);
        match found {
            Some(item) if !twice && points.len() < MAX_KEY_POINTS => {
                points.push(KeyPoint { item: item.id.clone(), text: point.text });
            }
            Some(_) | None => diagnostics.push(
                Diagnostic::new(
                    ref_unknown_item::CODE,
                    format!("`{}` can be no further key point", point.item.value),
                )
                .at(point.item.span(file))
                .help("name core items, each once, and at most three of them"),
            ),
        }
    }
    points
}

fn limits(
    dose: &DoseLimitsFile,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<DoseLimits> {
    let lowest = decimal(&dose.lowest, file, "lowest", diagnostics)?;
    let highest = decimal(&dose.highest, file, "highest", diagnostics)?;
    if highest < lowest {
        diagnostics.push(
            Diagnostic::new(dose_out_of_range::CODE, "the highest dose is below the lowest")
                .at(dose.highest.span(file))
                .because(dose.lowest.span(file), "the lowest dose")
                .help("fix one of them"),
        );
    }
    if dose.forms.is_empty() {
        diagnostics.push(
            Diagnostic::new(dose_form::CODE, "the medicine has no form")
                .at(dose.lowest.span(file))
                .help("add `forms = [\"tablet\"]` or the like"),
        );
    }
    Some(DoseLimits {
        lowest,
        highest,
        forms: dose.forms.iter().map(|form| form.value).collect(),
        citations: dose.citations.clone(),
        span: dose.lowest.span(file),
    })
}
