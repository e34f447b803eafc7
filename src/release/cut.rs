//! A candidate: everything that reviewers read and sign, rendered and written down.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::asked::asked;
use super::block::same_pages;
use super::change;
use super::code::Checked;
use super::documents::{print, record, render, wanted};
use super::inputs::CHECKED;
use super::looks::Basis;
use super::manifest::{CANDIDATE, Candidate, Provenance, Statement, Subject, Tool, told};
use super::names::{CANDIDATES, CARRIES, MANIFEST, RECORD, candidate_folder, file_name};
use super::record::Record;
use super::store::{Store, files, join};
use super::store_view::{Cut, Reader, StoreView};
use super::transaction::{Transaction, finish};
use super::{Error, Misuse, Refusal, Version, inputs as stored};
use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_document::{Laid, Ready};
use candor_library::RecordForm;
use candor_model::tree::Entry;
use candor_model::{Class, LeafFamily, Role, Rules, Sheet, Subject as About};
use candor_workspace::CONFIG;
use candor_workspace::inputs::{Inputs, Workspace, stem};

/// A person's reason to give a change a higher class than the rules do.
#[derive(Debug, Clone)]
pub struct ClassOverride {
    pub class: Class,
    pub reason: String,
}

/// Cuts a candidate of a sheet.
///
/// # Errors
/// When the sheet has findings, nothing changed since the last release, or the disk refuses.
pub fn cut(
    store: &mut dyn Store,
    inputs: &Inputs,
    opened: &Workspace,
    ready: &Ready,
    on: Date,
    raise: Option<&ClassOverride>,
) -> Result<Cut, Error> {
    finish(store)?;
    let sheet = ready.sheet();
    let id = sheet.id.as_str();
    let inputs = taken(inputs, id)?;
    let view = StoreView::read(store)?;
    let previous = Reader::new(store).last(&view, id)?;
    let record = record(opened, ready);
    let changes = match &previous {
        Some(previous) => change::changes(&previous.record, &record),
        None => Vec::new(),
    };
    let by_rule = if previous.is_some() { change::class(&changes) } else { Class::Safety };
    if let Some(raise) = raise
        && raise.class < by_rule
    {
        return Err(Misuse::LowerClass { by_rule }.into());
    }
    let class = raise.map_or(by_rule, |raise| raise.class);
    let version = next(previous.as_ref().map(|last| last.published.version), by_rule)?;
    let (rules, tool) = (Rules::NEWEST, Tool::here());
    let basis = Basis::of(&inputs, &opened.policy, &tool);
    let last = Reader::new(store).last_policy(&view)?;
    let asked = asked(rules, class, &basis, previous.as_ref().map(|one| &one.basis), last.as_ref());
    let told = told(&changes, &asked.looks);
    let rendered = render(opened, ready, version, &told)?;
    let reviewers = usual_reviewers(opened, ready)?;
    has_room(opened, ready, (version, rules), reviewers, &rendered.documents)?;
    let mut made: BTreeMap<_, _> = rendered.files.into_iter().collect();
    made.insert(RECORD.to_owned(), record.to_text().into_bytes());
    made.insert(CARRIES.to_owned(), super::json(&carries(sheet, &record)));
    let materials = inputs.iter().map(|(name, bytes)| Subject::of(name, bytes)).collect();
    made.extend(inputs.into_iter().map(|(name, bytes)| (join(stored::FOLDER, &name), bytes)));
    let content = record.digest();
    let checked = Checked {
        sheet: sheet.id.clone(),
        version,
        content: content.clone(),
        due: sheet.review_due,
    };
    let waivers = sheet.waivers.iter().map(|waiver| waiver.by.clone()).collect();
    let manifest = Statement::new(
        CANDIDATE,
        &made,
        Candidate {
            sheet: id.to_owned(),
            title: candor_model::text::normalize(&sheet.title.value),
            version,
            class,
            class_by_rule: by_rule,
            raised: raise.map(|raise| raise.reason.clone()),
            content,
            due: sheet.review_due,
            code: checked.typed(),
            cut: on,
            previous: previous.as_ref().map(|last| last.published.version),
            changes,
            author: sheet.author.as_ref().map(|author| author.name.value.clone()),
            waivers,
            policy: opened.policy.clone(),
            materials,
            tool,
            rules,
            looks: asked.looks,
            needs: asked.needs,
        },
    );
    if let Some(last) = &previous
        && last.candidate.predicate.materials == manifest.predicate.materials
        && last.candidate.predicate.tool == manifest.predicate.tool
    {
        return Err(Refusal::NothingChanged { version: last.published.version }.into());
    }
    store_candidate(store, id, version, made, manifest)
}

/// Takes what one sheet is made of: its file, the clinic's own library, looks and settings.
fn taken(inputs: &Inputs, sheet: &str) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = BTreeMap::new();
    let mut take = |path: String, entry: &Entry| match entry {
        Entry::File(bytes) => {
            files.insert(path, bytes.to_vec());
            Ok(())
        }
        Entry::Refused(_) => Err(Refusal::InputUnread { path }),
    };
    if let Some(config) = &inputs.config {
        take(CONFIG.to_owned(), config)?;
    }
    for (path, entry) in inputs.sheets.iter() {
        if path.starts_with("library/") || stem(path) == sheet {
            take(format!("sheets/{path}"), entry)?;
        }
    }
    for (path, entry) in inputs.templates.iter() {
        take(format!("templates/{path}"), entry)?;
    }
    files.insert(CHECKED.to_owned(), super::json(&inputs.checked));
    Ok(files)
}

/// Returns the version after another one: a change of words counts up the first number, a change
/// of looks alone the second.
fn next(last: Option<Version>, by_rule: Class) -> Result<Version, Error> {
    let version = match last {
        None => Version { content: 1, layout: 0 },
        Some(Version { content, layout }) => match by_rule {
            Class::Layout => Version { content, layout: layout + 1 },
            Class::Minor | Class::Safety => Version { content: content + 1, layout: 0 },
        },
    };
    if Version::MAX_CONTENT < version.content || Version::MAX_LAYOUT < version.layout {
        return Err(Refusal::NoFurtherVersion.into());
    }
    Ok(version)
}

/// Writes a candidate, and sets another one of the same version aside.
fn store_candidate(
    store: &mut dyn Store,
    id: &str,
    version: Version,
    mut made: BTreeMap<String, Vec<u8>>,
    manifest: Statement<Candidate>,
) -> Result<Cut, Error> {
    let bytes = manifest.to_bytes();
    made.insert(MANIFEST.to_owned(), bytes.clone());
    let place = candidate_folder(id, version);
    if store.read(&join(&place, MANIFEST))?.is_some_and(|old| old == bytes) {
        return Ok(Cut { folder: place, manifest, bytes });
    }
    // A sheet has one candidate; declarations over another one stay where they can be found.
    for (name, _) in store.list(&join(CANDIDATES, id))? {
        let old = join(&join(CANDIDATES, id), &name);
        let kept = files(store, &old)?;
        if kept.iter().any(|name| name.starts_with("declarations/")) {
            // Where clearing away was interrupted, the manifest may be gone before what signed it.
            let of = match store.read(&join(&old, MANIFEST))? {
                Some(manifest) => candor_model::digest::sha256(&manifest)[..12].to_owned(),
                None => "no-manifest".to_owned(),
            };
            let aside = format!("set-aside/{id}/{name}-{of}");
            if store.list(&aside)?.is_empty() {
                store.rename(&old, &aside)?;
            }
        }
        store.remove(&old)?;
    }
    let mut change = Transaction::default();
    change.folder(&place, made);
    change.commit(store)?;
    Ok(Cut { folder: place, manifest, bytes })
}

/// As many people as a release has room for, with names of usual length.
fn usual_reviewers(opened: &Workspace, ready: &Ready) -> Result<Vec<Reviewer>, Error> {
    let sheet = ready.sheet();
    let n_names = usize::from(opened.policy.names());
    let waived: BTreeSet<&str> = sheet.waivers.iter().map(|waiver| waiver.by.as_str()).collect();
    if n_names < waived.len() {
        return Err(Refusal::TooManyWaive { waived: waived.len(), n_names }.into());
    }
    let name = "A name of usual length".to_owned();
    let reviewer = Reviewer { name, role: Role::Pharmacist, date: sheet.review_due };
    Ok(vec![reviewer; n_names])
}

/// Whether the released pages will have room for names and codes, and be the candidate's pages where
/// these are given; better said now than after everybody has signed.
pub(super) fn has_room(
    opened: &Workspace,
    ready: &Ready,
    (version, rules): (Version, Rules),
    reviewers: Vec<Reviewer>,
    candidate: &[(DocumentSpec, Laid)],
) -> Result<(), Error> {
    let sheet = ready.sheet();
    let date = sheet.review_due;
    let standing = ReleaseStatus::Released(ReleaseInfo {
        version: version.to_string(),
        published: date,
        due: date,
        reviewers,
        // Wide letters: the code is known once it is published.
        code: "NNNNN-NNNNN-NNNNN-NNNNN".to_owned(),
        qr: "0".repeat(220),
    });
    for kind in wanted(opened) {
        let after = print(opened, ready, kind, &standing, &[])?;
        if let Some((_, before)) = candidate.iter().find(|(of, _)| *of == kind) {
            let name = file_name(sheet, &format!("candidate{version}"), kind, "pdf");
            same_pages(rules, before, &after, &name)?;
        }
    }
    Ok(())
}

/// Works out which items, records, studies and sources a sheet carries, for `impact` to search.
fn carries(sheet: &Sheet, record: &Record) -> Provenance {
    let medicine = &sheet.medicine;
    let mut carries = Provenance {
        monograph: medicine.id.to_string(),
        monograph_version: medicine.version,
        monograph_content: candor_model::digest::sha256(
            candor_library::record(medicine, RecordForm::of(Rules::NEWEST)).as_bytes(),
        ),
        ..Provenance::default()
    };
    for line in &record.lines {
        if let Some(item) = LeafFamily::Item.rest(&line.leaf) {
            carries.items.entry(item.to_owned()).or_default().insert(line.format.clone());
        }
    }
    for id in carries.items.keys() {
        for key in medicine.item(id).into_iter().flat_map(|item| &item.citations) {
            let rests = carries.sources.entry(key.value.clone()).or_default();
            rests.insert(format!("item {id}"));
        }
    }
    let records: Vec<_> = match &sheet.subject {
        About::Condition(record) => vec![&**record],
        About::General => {
            let table = medicine.general_table.iter().chain(&medicine.overall);
            table.filter_map(|id| medicine.records.get(id)).collect()
        }
    };
    for record in records {
        carries.records.insert(record.id.to_string());
        for study in &record.studies {
            carries.studies.insert(study.key.clone(), study.citation.clone());
            let rests = carries.sources.entry(study.citation.clone()).or_default();
            rests.insert(format!("study {}", study.key));
        }
    }
    carries
}
