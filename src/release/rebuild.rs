//! A version rendered again, and held against what was signed and published.

use std::collections::BTreeMap;

use super::block::{same_but_block, same_pages};
use super::documents::{issue, record, released, released_files, render, reopen};
use super::manifest::{Candidate, Tool};
use super::names::{INSIDE, file_name, folder};
use super::store::{Store, join};
use super::store_view::{Cut, Reader};
use super::{Error, Fault, FileFault, Refusal, Version};
use candor_composition::{DocumentSpec, ReleaseStatus};
use candor_document::{Laid, Ready};
use candor_model::Sheet;
use candor_workspace::inputs::Workspace;

/// Renders a published version from its stored inputs, and compares every byte.
///
/// # Errors
/// When a file is not the same, or this Candor is not the one that cut it.
pub fn rebuild(store: &dyn Store, sheet: &str, version: Version) -> Result<usize, Error> {
    let reader = Reader::new(store);
    let (release, _) = reader.release(sheet, version)?;
    let all = reader.all(&folder(sheet, version))?;
    let inside = join(&folder(sheet, version), INSIDE);
    let files = reader.all(&inside)?;
    let manifest = reader.candidate_of(sheet, version)?;
    let tool = Tool::here();
    if !manifest.predicate.tool.is_same_program(&tool) {
        return Err(Refusal::OtherProgramReleased {
            version: manifest.predicate.tool.version.clone(),
        }
        .into());
    }
    let cut = Cut::of_files(inside, manifest, &files)?;
    let (opened, ready) = reopen(&files, sheet, cut.manifest.predicate.rules)?;
    let signed = same_again(&opened, &ready, &cut, &files)?;
    let standing = ReleaseStatus::Released(issue(&release.predicate));
    let documents = released(&opened, &ready, &standing)?;
    same_outside_blocks(ready.sheet(), &cut.manifest.predicate, &files, &signed, &documents)?;
    let made = released_files(ready.sheet(), version, documents);
    for (name, bytes) in &made {
        if all.get(name) != Some(bytes) {
            return Err(Fault::ReleaseRebuilt { name: name.clone() }.into());
        }
    }
    Ok(made.len())
}

/// Renders a candidate again and holds every byte against what was signed; returns its documents
/// with their pages.
pub(super) fn same_again(
    opened: &Workspace,
    ready: &Ready,
    cut: &Cut,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<Vec<(DocumentSpec, Laid)>, Error> {
    let candidate = &cut.manifest.predicate;
    let again = render(opened, ready, candidate.version, &candidate.told())?;
    for (name, bytes) in &again.files {
        if files.get(name) != Some(bytes) {
            return Err(Fault::CandidateRebuilt { name: name.clone() }.into());
        }
    }
    let record = record(opened, ready);
    if record.digest() != candidate.content {
        return Err(Fault::OtherRecord.into());
    }
    Ok(again.documents)
}

/// Checks that released documents differ from the candidate's in the release block alone: in their
/// words and, where the candidate's pages are given, on their pages (step 12).
pub(super) fn same_outside_blocks(
    sheet: &Sheet,
    candidate: &Candidate,
    files: &BTreeMap<String, Vec<u8>>,
    signed: &[(DocumentSpec, Laid)],
    released: &[(DocumentSpec, Laid)],
) -> Result<(), Error> {
    for (kind, laid) in released {
        let name = file_name(sheet, &format!("candidate{}", candidate.version), *kind, "json");
        let Some(json) = files.get(&name) else {
            return Err(Fault::CandidateFile { name, how: FileFault::Missing }.into());
        };
        same_but_block(candidate.rules, json, &laid.document.composition.to_json(), &name)?;
        if let Some((_, signed)) = signed.iter().find(|(of, _)| of == kind) {
            same_pages(candidate.rules, signed, laid, &name)?;
        }
    }
    Ok(())
}
