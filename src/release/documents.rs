//! Which documents a release holds, and how they are rendered from its inputs.

use std::collections::BTreeMap;

use super::manifest::Release;
use super::names::file_name;
use super::record::Record;
use super::{Error, Fault, Refusal, Version, inputs as stored};
use candor_composition::{Composition, DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_document::{Laid, Ready, Witness};
use candor_model::{Format, Rules, Sheet};
use candor_workspace::inputs::{Workspace, open_by};

/// Returns the documents that a policy wants of each sheet.
pub fn wanted(opened: &Workspace) -> Vec<DocumentSpec> {
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
            all.extend(papers.iter().map(|&paper| DocumentSpec { format, paper, jurisdiction }));
        }
    }
    all
}

/// Returns the text of record of a sheet as it stands now.
pub fn record(opened: &Workspace, ready: &Ready) -> Record {
    let standing = ReleaseStatus::Candidate { version: String::new() };
    let all: Vec<Composition> = wanted(opened)
        .into_iter()
        .map(|kind| candor_document::compose_as(&opened.shared, ready, kind, &standing, &[]))
        .collect();
    Record::of(&all)
}

/// Opens the inputs that a candidate stores, by the rules that it was cut by.
pub(super) fn reopen(
    files: &BTreeMap<String, Vec<u8>>,
    sheet: &str,
    rules: Rules,
) -> Result<(Workspace, Ready), Error> {
    let opened = open_by(&stored::read(&stored::own(files))?, rules);
    if opened.diagnostics.has_errors() {
        return Err(Error::Findings(Box::new(opened.diagnostics)));
    }
    let found = opened.sheet(sheet).cloned();
    let (name, entry) = found.ok_or_else(|| Fault::NoSheet { sheet: sheet.to_owned() })?;
    let (ready, found) = candor_document::check(&opened.shared, &name, &entry);
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
    pub(super) documents: Vec<(DocumentSpec, Laid)>,
}

/// Renders a candidate's documents, and its dossier with what changed.
pub(super) fn render(
    opened: &Workspace,
    ready: &Ready,
    version: Version,
    told: &[String],
) -> Result<Rendered, Error> {
    let standing = ReleaseStatus::Candidate { version: version.to_string() };
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
    let kind = DocumentSpec { format: Format::Dossier, ..*first };
    let dossier = print(opened, ready, kind, &standing, told)?;
    files.push((file_name(ready.sheet(), &name, kind, "pdf"), dossier.document.bytes));
    Ok(Rendered { files, documents })
}

pub(super) fn released(
    opened: &Workspace,
    ready: &Ready,
    standing: &ReleaseStatus,
) -> Result<Vec<(DocumentSpec, Laid)>, Error> {
    let kinds = wanted(opened).into_iter();
    kinds.map(|kind| Ok((kind, print(opened, ready, kind, standing, &[])?))).collect()
}

/// Returns the files of released documents and of their compositions, by their names.
pub(super) fn released_files(
    sheet: &Sheet,
    version: Version,
    documents: Vec<(DocumentSpec, Laid)>,
) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let name = format!("v{version}");
    for (kind, laid) in documents {
        let json = laid.document.composition.to_json();
        files.insert(file_name(sheet, &name, kind, "pdf"), laid.document.bytes);
        files.insert(file_name(sheet, &name, kind, "json"), json);
    }
    files
}

/// Prints one document, or says which findings stop it.
pub(super) fn print(
    opened: &Workspace,
    ready: &Ready,
    kind: DocumentSpec,
    standing: &ReleaseStatus,
    changes: &[String],
) -> Result<Laid, Error> {
    let composition = candor_document::compose_as(&opened.shared, ready, kind, standing, changes);
    let (laid, found) =
        candor_document::lay(&opened.shared, ready, composition, kind, standing, Witness::Always);
    laid.ok_or_else(|| Error::Findings(Box::new(found)))
}

/// What a release's pages say of it.
pub(super) fn issue(release: &Release) -> ReleaseInfo {
    ReleaseInfo {
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
