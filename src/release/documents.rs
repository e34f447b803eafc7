//! Which documents a release holds, and how they are rendered from its inputs.

use std::collections::BTreeMap;

use super::block::{same_but_block, same_pages};
use super::manifest::{Candidate, Release};
use super::names::file_name;
use super::record::Record;
use super::shelf::Cut;
use super::{Error, Fault, FileFault, Refusal, Version, inputs as stored};
use crate::compose::{Composition, Issue, Reviewer, Standing, Wanted};
use crate::inputs::{Opened, open_by};
use crate::model::{Format, Rules};
use crate::render::{Laid, Ready, Witness};

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

/// Returns the text of record of a sheet as it stands now.
pub fn record(opened: &mut Opened, ready: &Ready) -> Record {
    let standing = Standing::Candidate { version: String::new() };
    let all: Vec<Composition> = wanted(opened)
        .into_iter()
        .map(|kind| opened.session.compose_as(ready, kind, &standing, &[]))
        .collect();
    Record::of(&all)
}

/// Opens the inputs that a candidate stores, by the rules that it was cut by.
pub(super) fn reopen(
    files: &BTreeMap<String, Vec<u8>>,
    sheet: &str,
    rules: Rules,
) -> Result<(Opened, Ready), Error> {
    let mut opened = open_by(&stored::read(&stored::own(files))?, rules);
    if opened.diagnostics.has_errors() {
        return Err(Error::Findings(Box::new(opened.diagnostics)));
    }
    let found = opened.sheet(sheet).cloned();
    let (name, entry) = found.ok_or_else(|| Fault::NoSheet { sheet: sheet.to_owned() })?;
    let (ready, found) = opened.session.sheet(&name, &entry);
    match ready {
        Some(ready) => Ok((opened, ready)),
        None => Err(Error::Findings(Box::new(found))),
    }
}

/// A candidate as it was rendered.
pub(super) struct Rendered {
    /// Its documents, their compositions and the dossier, by their names.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Its documents with their pages.
    pub(super) documents: Vec<(Wanted, Laid)>,
}

/// Renders a candidate's documents, and its dossier with what changed.
pub(super) fn render(
    opened: &mut Opened,
    ready: &Ready,
    version: Version,
    told: &[String],
) -> Result<Rendered, Error> {
    let standing = Standing::Candidate { version: version.to_string() };
    let name = format!("candidate{version}");
    let kinds = wanted(opened);
    let (mut files, mut documents) = (Vec::new(), Vec::new());
    for &kind in &kinds {
        let laid = print(opened, ready, kind, &standing, &[])?;
        let json = laid.document.composition.to_json();
        files.push((file_name(ready.sheet(), &name, kind, "pdf"), laid.document.bytes.clone()));
        files.push((file_name(ready.sheet(), &name, kind, "json"), json));
        documents.push((kind, laid));
    }
    let Some(first) = kinds.first() else {
        return Err(Refusal::NoFormat.into());
    };
    let kind = Wanted { format: Format::Dossier, ..*first };
    let dossier = print(opened, ready, kind, &standing, told)?;
    files.push((file_name(ready.sheet(), &name, kind, "pdf"), dossier.document.bytes));
    Ok(Rendered { files, documents })
}

/// Renders the released documents, which differ from the candidate's in the release block alone,
/// in their words and, where the candidate's pages are given, on their pages (step 12).
pub(super) fn released(
    opened: &mut Opened,
    ready: &Ready,
    cut: &Cut,
    files: &BTreeMap<String, Vec<u8>>,
    standing: &Standing,
    candidate: &[(Wanted, Laid)],
) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let Candidate { version, rules, .. } = cut.manifest.predicate;
    let mut made = BTreeMap::new();
    for kind in wanted(opened) {
        let laid = print(opened, ready, kind, standing, &[])?;
        let before = file_name(ready.sheet(), &format!("candidate{version}"), kind, "json");
        let json = laid.document.composition.to_json();
        let signed = files.get(&before).ok_or_else(|| Fault::CandidateFile {
            name: before.clone(),
            how: FileFault::Missing,
        })?;
        same_but_block(rules, signed, &json, &before)?;
        if let Some((_, signed)) = candidate.iter().find(|(of, _)| *of == kind) {
            same_pages(rules, signed, &laid, &before)?;
        }
        let name = format!("v{version}");
        made.insert(file_name(ready.sheet(), &name, kind, "pdf"), laid.document.bytes);
        made.insert(file_name(ready.sheet(), &name, kind, "json"), json);
    }
    Ok(made)
}

/// Prints one document, or says which findings stop it.
pub(super) fn print(
    opened: &mut Opened,
    ready: &Ready,
    kind: Wanted,
    standing: &Standing,
    changes: &[String],
) -> Result<Laid, Error> {
    let composition = opened.session.compose_as(ready, kind, standing, changes);
    let (laid, found) = opened.session.lay_as(ready, composition, kind, standing, Witness::Always);
    laid.ok_or_else(|| Error::Findings(Box::new(found)))
}

/// What a release's pages say of it.
pub(super) fn issue(release: &Release) -> Issue {
    Issue {
        version: release.version.to_string(),
        published: release.published,
        due: release.due,
        reviewers: release
            .reviewers
            .iter()
            .map(|r| Reviewer { name: r.name.clone(), role: r.role, date: r.on })
            .collect(),
        code: release.code.clone(),
        qr: release.qr.clone(),
    }
}
