//! As written becomes as meant: a [`SheetFile`] and the library make a [`Sheet`].
//!
//! Names are looked up, amounts and dates read, author text taken apart.
//! Must not decide what prints or how it looks.

mod dosing;
pub mod prose;
mod waivers;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::ToSpan as _;

use crate::rules::{
    ref_unknown_medicine, sheet_bad_date, sheet_fixed_heading, sheet_section_twice, sheet_too_many,
    workspace_setting,
};
use candor_library::parse::{ClinicFile, ContactsFile, SheetFile};
use candor_library::rules::{
    ref_unknown_condition, ref_unknown_item, ref_unknown_language, sheet_empty_text,
    sheet_id_not_file_name,
};
use candor_library::{ENGLISH, Library, take_id};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::{
    Author, AuthorSection, Clinic, Contacts, Id, Monograph, SafetyItem, Sheet, Subject, Tier,
    suggest,
};

/// The condition of a sheet about the medicine in general.
pub const GENERAL: &str = "general";

/// Resolves a sheet; `stem` is its file's name without `.toml`.
pub fn resolve(
    sheet: SheetFile,
    file: &Source,
    stem: &str,
    library: &Library,
) -> (Option<Sheet>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let id = take_id(&sheet.id.value, sheet.id.span(file), &mut diagnostics);
    if id.as_ref().is_some_and(|id| id.as_str() != stem) {
        diagnostics.push(
            Diagnostic::new(sheet_id_not_file_name::CODE, "the id and the file name differ")
                .at(sheet.id.span(file))
                .label(format!("the file is called `{stem}.toml`"))
                .help(format!("write `id = \"{stem}\"`, or rename the file")),
        );
    }
    let mut language = sheet.language.value.as_str();
    if !library.languages().iter().any(|known| known == language) {
        diagnostics.push(
            Diagnostic::new(
                ref_unknown_language::CODE,
                format!("there is no fixed wording in `{}`", sheet.language.value),
            )
            .at(sheet.language.span(file))
            .label("not a language of the library")
            .help(format!("the languages are: {}", library.languages().join(", "))),
        );
        // Said once is enough: the medicine is read as it was written.
        language = ENGLISH;
    }
    let revised = sheet_bad_date::date(&sheet.revised, file, &mut diagnostics);
    let medicine = medicine(&sheet.medicine, language, file, library, &mut diagnostics);
    let subject = medicine
        .as_ref()
        .and_then(|medicine| subject(&sheet.condition, file, medicine, &mut diagnostics));
    let applies = medicine
        .as_ref()
        .map(|medicine| applies(&sheet.applies, file, medicine, &mut diagnostics))
        .unwrap_or_default();
    let dosing = medicine
        .as_ref()
        .and_then(|medicine| dosing::dosing(&sheet.dose, file, medicine, &mut diagnostics));
    let waivers: Vec<_> = medicine
        .as_ref()
        .map(|medicine| {
            sheet
                .waive
                .iter()
                .filter_map(|w| waivers::waiver(w, file, medicine, &mut diagnostics))
                .collect()
        })
        .unwrap_or_default();
    let false_alarms = waivers::false_alarms(&sheet.false_alarm, file, &mut diagnostics);
    let sections = sections(sheet.section, file, &mut diagnostics);
    put(sheet_too_many::steps(&sheet.dose, file), &mut diagnostics);
    questions(&sheet.questions, file, &mut diagnostics);
    let (Some(id), Some(revised), Some(medicine), Some(subject), Some(dosing)) =
        (id, revised, medicine, subject, dosing)
    else {
        return (None, diagnostics);
    };
    put(sheet_too_many::weeks(&sheet.extras, &dosing, file), &mut diagnostics);
    let months = i64::from(sheet.review_months.value);
    let Ok(review_due) = revised.checked_add(months.months()) else {
        return (None, diagnostics);
    };
    let sheet = Sheet {
        id,
        file: file.clone(),
        title: sheet.title,
        purpose: sheet.purpose,
        medicine,
        subject,
        language: sheet.language.value,
        revised,
        review_due,
        applies,
        sections,
        dosing,
        extras: sheet.extras.iter().map(|extra| extra.value).collect(),
        stop_if: sheet.stop_if,
        questions: sheet.questions.value,
        contacts: sheet.contacts.map(contacts).unwrap_or_default(),
        waivers,
        false_alarms,
        author: sheet.author.map(|author| Author { name: author.name, role: author.role }),
        funding: sheet.funding,
    };
    (Some(sheet), diagnostics)
}

/// Resolves the clinic of a workspace.
pub fn clinic(clinic: Option<ClinicFile>, file: &Source) -> (Clinic, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let Some(clinic) = clinic else { return (Clinic::default(), diagnostics) };
    let mut clinic = clinic;
    let values = [&mut clinic.name, &mut clinic.address, &mut clinic.phone, &mut clinic.hours];
    for slot in values {
        let Some(value) = slot else { continue };
        if value.value.trim().is_empty() || value.value.chars().count() > 200 {
            diagnostics.push(
                Diagnostic::new(
                    workspace_setting::CODE,
                    "this is empty or longer than 200 characters",
                )
                .at(value.span(file))
                .help("write what is to be printed, or take the line out"),
            );
            *slot = None;
        }
    }
    if clinic.phone.is_some() && clinic.name.is_none() {
        diagnostics.push(
            Diagnostic::new(workspace_setting::CODE, "a phone number without the clinic's name")
                .at(clinic.phone.as_ref().map_or(Span::start_of(file), |phone| phone.span(file)))
                .help("add `name = \"…\"` to `[clinic]`"),
        );
    }
    let resolved = Clinic {
        file: Some(file.clone()),
        name: clinic.name,
        address: clinic.address,
        contacts: Contacts { phone: clinic.phone, hours: clinic.hours },
        ..Clinic::default()
    };
    (resolved, diagnostics)
}

/// Reports a list of questions that is empty or too long.
fn questions(
    questions: &Spanned<Vec<Spanned<String>>>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) {
    if questions.value.is_empty() {
        diagnostics.push(
            Diagnostic::new(sheet_empty_text::CODE, "the sheet has no question to ask")
                .at(questions.span(file))
                .help("add at least one line to `questions`"),
        );
    }
    put(sheet_too_many::questions(&questions.value, file), diagnostics);
}

/// Adds a finding, if there is one.
fn put(found: Option<Diagnostic>, diagnostics: &mut Diagnostics) {
    if let Some(found) = found {
        diagnostics.push(found);
    }
}

fn contacts(contacts: ContactsFile) -> Contacts {
    Contacts { phone: contacts.phone, hours: contacts.hours }
}

fn medicine(
    wanted: &Spanned<String>,
    language: &str,
    file: &Source,
    library: &Library,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Monograph>> {
    let known = library.medicines();
    if !known.iter().any(|(id, _)| *id == wanted.value) {
        let known = known.iter().map(|(id, _)| id.as_str());
        diagnostics.push(ref_unknown_medicine::unknown(wanted, known, file));
        return None;
    }
    let (monograph, found) = library.monograph_in(&wanted.value, language);
    diagnostics.extend(found);
    if monograph.is_none() {
        diagnostics.push(ref_unknown_medicine::unsound(wanted, file));
    }
    monograph
}

fn subject(
    wanted: &Spanned<String>,
    file: &Source,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> Option<Subject> {
    if wanted.value == GENERAL {
        if !medicine.general_table.is_empty() {
            return Some(Subject::General);
        }
    } else if let Some(record) = medicine.record(&wanted.value)
        && record.certainty.is_some()
    {
        return Some(Subject::Condition(Box::new(record.clone())));
    }
    let gradable = medicine.records.values().filter(|record| record.certainty.is_some());
    let known: Vec<&str> = gradable.map(|record| record.id.as_str()).collect();
    let (message, label) = if wanted.value == GENERAL {
        (format!("`{}` has no table for a general sheet", medicine.id), "no general sheet")
    } else if medicine.record(&wanted.value).is_some() {
        (format!("the record `{}` has no grade", wanted.value), "a record of regulatory facts")
    } else {
        let (medicine, wanted) = (&medicine.id, &wanted.value);
        (format!("`{medicine}` has no evidence record `{wanted}`"), "no record of this name")
    };
    let help = match suggest::nearest(&wanted.value, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("`candor library show {}` lists the records", medicine.id),
    };
    diagnostics.push(
        Diagnostic::new(ref_unknown_condition::CODE, message)
            .at(wanted.span(file))
            .label(label)
            .help(help),
    );
    None
}

/// Turns tags and ids into the ids of the items that the author adds.
fn applies(
    wanted: &[Spanned<String>],
    file: &Source,
    medicine: &Monograph,
    diagnostics: &mut Diagnostics,
) -> BTreeSet<Id> {
    let mut ids = BTreeSet::new();
    let can_add = |item: &&SafetyItem| matches!(item.tier, Tier::Conditional | Tier::Standard);
    for name in wanted {
        let named: Vec<_> = medicine
            .items
            .iter()
            .filter(can_add)
            .filter(|item| item.id.as_str() == name.value || item.when.tags.contains(&name.value))
            .map(|item| item.id.clone())
            .collect();
        if named.is_empty() {
            let known = medicine.items.iter().filter(can_add).flat_map(|item| {
                item.when.tags.iter().map(String::as_str).chain([item.id.as_str()])
            });
            let help = match suggest::nearest(&name.value, known) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("`candor library show {}` lists tags and items", medicine.id),
            };
            diagnostics.push(
                Diagnostic::new(
                    ref_unknown_item::CODE,
                    format!("`{}` names no item that a sheet can add", name.value),
                )
                .at(name.span(file))
                .label("neither a tag nor the id of a conditional or standard item")
                .help(help),
            );
        }
        ids.extend(named);
    }
    ids
}

fn sections(
    written: Vec<candor_library::parse::SectionFile>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Vec<AuthorSection> {
    let mut sections: Vec<AuthorSection> = Vec::new();
    for section in written {
        if sections.iter().any(|other| other.place == section.place.value) {
            diagnostics.push(sheet_section_twice::found(section.place.span(file)));
            continue;
        }
        put(sheet_fixed_heading::check(&section, file), diagnostics);
        let prose = prose::parse(&section.text.value);
        if prose.is_empty() {
            diagnostics.push(
                Diagnostic::new(sheet_empty_text::CODE, "the text says nothing")
                    .at(section.text.span(file))
                    .help("write it, or take the section out"),
            );
        }
        sections.push(AuthorSection {
            place: section.place.value,
            heading: section.heading,
            prose,
            source: section.text,
        });
    }
    sections
}
