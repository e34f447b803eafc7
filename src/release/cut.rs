//! A candidate: everything that reviewers read and sign, rendered and written down.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::change::{self, Change};
use super::code::Checked;
use super::manifest::{CANDIDATE, Candidate, Carries, Statement, Subject, Tool};
use super::record::Record;
use super::shelf::{Reader, Shelf};
use super::store::{Store, files, join};
use super::transaction::{Transaction, finish};
use super::{Error, Version, inputs as stored};
use crate::compose::{Composition, Issue, Reviewer, Standing, Wanted};
use crate::inputs::{Inputs, Opened};
use crate::library;
use crate::model::{Class, Format, Role, Sheet, Subject as About};
use crate::render::Ready;

/// Where candidates stand in a store.
pub(super) const CANDIDATES: &str = "candidates";
/// A candidate's manifest.
pub(super) const MANIFEST: &str = "candidate.json";
/// The text of record.
pub(super) const RECORD: &str = "record.txt";
/// What it carries.
pub(super) const CARRIES: &str = "carries.json";

/// A reason to weigh a change more than the rules do.
#[derive(Debug, Clone)]
pub struct Raise {
    /// The class.
    pub class: Class,
    /// Why.
    pub reason: String,
}

/// A candidate as it stands in a store.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The folder.
    pub folder: String,
    /// The manifest.
    pub manifest: Statement<Candidate>,
    /// Its bytes, which declarations sign.
    pub bytes: Vec<u8>,
}

impl Cut {
    /// Returns the SHA-256 of the manifest.
    pub fn digest(&self) -> String {
        crate::digest::sha256(&self.bytes)
    }
}

/// Returns the folder of a candidate.
pub(super) fn folder(sheet: &str, version: Version) -> String {
    format!("{CANDIDATES}/{sheet}/{version}")
}

/// Returns the documents that a policy wants of each sheet.
pub fn wanted(opened: &Opened) -> Vec<Wanted> {
    let policy = &opened.policy;
    let jurisdictions = match policy.jurisdictions.as_slice() {
        [] => vec![opened.usual_jurisdiction()],
        named => named.to_vec(),
    };
    let mut all = Vec::new();
    for jurisdiction in jurisdictions {
        let papers = match policy.papers.as_slice() {
            [] => vec![opened.usual_paper(jurisdiction)],
            named => named.to_vec(),
        };
        for &format in &policy.formats {
            all.extend(papers.iter().map(|&paper| Wanted { format, paper, jurisdiction }));
        }
    }
    all
}

/// Returns the name of a document's file; `standing` is such as `v1` or `candidate1`.
pub fn file_name(sheet: &Sheet, standing: &str, wanted: Wanted, ending: &str) -> String {
    let paper = if wanted.format.is_paged() {
        format!(".{}", wanted.paper.as_str())
    } else {
        String::new()
    };
    format!(
        "{}.{standing}.{}{paper}.{}-{}.{ending}",
        sheet.id,
        wanted.format.as_str(),
        sheet.language,
        wanted.jurisdiction.as_str(),
    )
}

/// Returns the text of record of a sheet as it stands now.
pub fn record(opened: &mut Opened, ready: &Ready) -> Record {
    let standing = Standing::Candidate { version: String::new() };
    let all: Vec<Composition> = wanted(opened)
        .into_iter()
        .map(|kind| opened.session.compose_as(ready, kind, &standing, &[]))
        .collect();
    Record::of(&all)
}

/// Cuts a candidate of a sheet.
///
/// # Errors
/// When the sheet has findings, nothing changed since the last release, or the disk refuses.
pub fn cut(
    store: &mut dyn Store,
    inputs: &Inputs,
    opened: &mut Opened,
    ready: &Ready,
    on: Date,
    raise: Option<&Raise>,
) -> Result<Cut, Error> {
    finish(store)?;
    let sheet = ready.sheet();
    let id = sheet.id.as_str();
    let inputs = stored::files(inputs, id)?;
    let shelf = Shelf::read(store)?;
    let previous = Reader::new(store).last(&shelf, id)?;
    let record = record(opened, ready);
    let changes = match &previous {
        Some(previous) => change::changes(&previous.record, &record),
        None => Vec::new(),
    };
    let by_rule = if previous.is_some() { change::class(&changes) } else { Class::Safety };
    if let Some(raise) = raise
        && raise.class < by_rule
    {
        return Err(Error::usage(
            format!("the rules class this change as {}", by_rule.as_str()),
            "a person may raise the class and never lower it; leave out `--class`",
        ));
    }
    let class = raise.map_or(by_rule, |raise| raise.class);
    let version = match &previous {
        None => Version { content: 1, layout: 0 },
        Some(last) if changes.is_empty() && by_rule == Class::Layout => {
            let Version { content, layout } = last.published.version;
            Version { content, layout: layout + 1 }
        }
        Some(last) => Version { content: last.published.version.content + 1, layout: 0 },
    };
    if Version::MAX_CONTENT < version.content || Version::MAX_LAYOUT < version.layout {
        return Err(Error::refused(
            "this sheet has no further version number",
            "begin a new sheet",
        ));
    }
    let (documents, dossier) = render(opened, ready, version, &changes)?;
    has_room(opened, ready, version)?;
    let mut made = BTreeMap::new();
    for (name, bytes) in documents.into_iter().chain(dossier) {
        made.insert(name, bytes);
    }
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
            title: crate::model::text::normalize(&sheet.title.value),
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
            tool: Tool::here(),
        },
    );
    if let Some(last) = &previous
        && last.candidate.predicate.materials == manifest.predicate.materials
        && last.candidate.predicate.tool == manifest.predicate.tool
    {
        return Err(Error::refused(
            format!("nothing changed since version {}", last.published.version),
            "change the sheet, or its date `revised` when it was reviewed again",
        ));
    }
    put_down(store, id, version, made, manifest)
}

/// Writes a candidate, and sets another one of the same version aside.
fn put_down(
    store: &mut dyn Store,
    id: &str,
    version: Version,
    mut made: BTreeMap<String, Vec<u8>>,
    manifest: Statement<Candidate>,
) -> Result<Cut, Error> {
    let bytes = manifest.to_bytes();
    made.insert(MANIFEST.to_owned(), bytes.clone());
    let place = folder(id, version);
    if store.read(&join(&place, MANIFEST))?.is_some_and(|old| old == bytes) {
        return Ok(Cut { folder: place, manifest, bytes });
    }
    // A sheet has one candidate; declarations over another one stay where they can be found.
    for (name, _) in store.list(&join(CANDIDATES, id))? {
        let old = join(&join(CANDIDATES, id), &name);
        let kept = files(store, &old)?;
        if kept.iter().any(|name| name.starts_with("declarations/")) {
            let digest =
                crate::digest::sha256(&store.read(&join(&old, MANIFEST))?.unwrap_or_default());
            let aside = format!("set-aside/{id}/{name}-{}", &digest[..12]);
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

type Files = Vec<(String, Vec<u8>)>;

/// Renders a candidate's documents and its dossier.
pub(super) fn render(
    opened: &mut Opened,
    ready: &Ready,
    version: Version,
    changes: &[Change],
) -> Result<(Files, Files), Error> {
    let standing = Standing::Candidate { version: version.to_string() };
    let name = format!("candidate{version}");
    let kinds = wanted(opened);
    let mut documents = Vec::new();
    for &kind in &kinds {
        let (composition, pdf) = print(opened, ready, kind, &standing, &[])?;
        documents.push((file_name(ready.sheet(), &name, kind, "pdf"), pdf));
        documents.push((file_name(ready.sheet(), &name, kind, "json"), composition.to_json()));
    }
    let Some(first) = kinds.first() else {
        return Err(Error::refused("the policy names no format", "name one in candor.toml"));
    };
    let kind = Wanted { format: Format::Dossier, ..*first };
    let changes: Vec<String> = changes.iter().map(Change::words).collect();
    let (_, pdf) = print(opened, ready, kind, &standing, &changes)?;
    let dossier = vec![(file_name(ready.sheet(), &name, kind, "pdf"), pdf)];
    Ok((documents, dossier))
}

/// Whether the released pages will have room for names and codes; better said now than after
/// everybody has signed.
fn has_room(opened: &mut Opened, ready: &Ready, version: Version) -> Result<(), Error> {
    let sheet = ready.sheet();
    let (name, date) = ("A name of usual length".to_owned(), sheet.review_due);
    let reviewer = |role| Reviewer { name: name.clone(), role, date };
    let standing = Standing::Released(Issue {
        version: version.to_string(),
        published: date,
        due: date,
        reviewers: [Role::Author, Role::Clinician, Role::Pharmacist].map(reviewer).into(),
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    });
    for kind in wanted(opened) {
        print(opened, ready, kind, &standing, &[])?;
    }
    Ok(())
}

/// Prints one document, or says which findings stop it.
pub(super) fn print(
    opened: &mut Opened,
    ready: &Ready,
    kind: Wanted,
    standing: &Standing,
    changes: &[String],
) -> Result<(Composition, Vec<u8>), Error> {
    let composition = opened.session.compose_as(ready, kind, standing, changes);
    let (document, found) = opened.session.print_witnessed(ready, composition, kind, standing);
    match document {
        Some(document) => Ok((document.composition, document.bytes)),
        None => Err(Error::Findings(Box::new(found))),
    }
}

/// Works out what a sheet carries.
fn carries(sheet: &Sheet, record: &Record) -> Carries {
    let medicine = &sheet.medicine;
    let mut carries = Carries {
        monograph: medicine.id.to_string(),
        monograph_version: medicine.version,
        monograph_content: crate::digest::sha256(library::record(medicine).as_bytes()),
        ..Carries::default()
    };
    for line in &record.lines {
        if let Some(item) = line.leaf.strip_prefix("item.") {
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
