//! Files and their digests (steps 7 and 8).

use std::collections::BTreeMap;

use super::manifest::{Candidate, Statement, Subject};
use super::names::{MANIFEST, SUMS};
use super::{Error, Fault, FileFault, inputs as stored};
use candor_model::digest::sha256;

/// Holds the sums against the files (step 7).
pub(super) fn check_sums(files: &BTreeMap<String, Vec<u8>>) -> Result<(), Error> {
    let text = files.get(SUMS).and_then(|bytes| std::str::from_utf8(bytes).ok());
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Err(Fault::NoSums { list: SUMS }.into());
    };
    for line in text.lines() {
        let Some((digest, name)) = line.split_once("  ") else {
            return Err(Fault::Sum { list: SUMS, name: line.to_owned() }.into());
        };
        if files.get(name).map(|bytes| sha256(bytes)).as_deref() != Some(digest) {
            return Err(Fault::Sum { list: SUMS, name: name.to_owned() }.into());
        }
    }
    Ok(())
}

/// Holds a candidate's files against its manifest (step 8).
///
/// # Errors
/// When a file is missing, added or changed.
pub(super) fn intact(
    files: &BTreeMap<String, Vec<u8>>,
    manifest: &Statement<Candidate>,
) -> Result<(), Error> {
    let is_own = |name: &str| name == MANIFEST || name.starts_with("declarations/");
    for (name, bytes) in files.iter().filter(|(name, _)| !is_own(name)) {
        match manifest.digest(name) {
            None => {
                return Err(
                    Fault::CandidateFile { name: name.clone(), how: FileFault::Added }.into()
                );
            }
            Some(digest) if digest != sha256(bytes) => {
                return Err(
                    Fault::CandidateFile { name: name.clone(), how: FileFault::Changed }.into()
                );
            }
            Some(_) => {}
        }
    }
    for subject in &manifest.subject {
        if !files.contains_key(&subject.name) {
            return Err(Fault::CandidateFile {
                name: subject.name.clone(),
                how: FileFault::Missing,
            }
            .into());
        }
    }
    Ok(())
}

/// Holds what a candidate says of its materials against the inputs that it stores (step 8).
///
/// # Errors
/// When one is not listed, or is another one.
pub(super) fn materials(
    files: &BTreeMap<String, Vec<u8>>,
    manifest: &Statement<Candidate>,
) -> Result<(), Error> {
    let stored = stored::own(files);
    let found: Vec<Subject> =
        stored.iter().map(|(name, bytes)| Subject::of(name.as_str(), bytes)).collect();
    if manifest.predicate.rules.hold_materials() && manifest.predicate.materials != found {
        return Err(Fault::Materials.into());
    }
    Ok(())
}
