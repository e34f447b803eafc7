//! Where things stand in a store, and how files are called.

use super::Version;
use candor_composition::DocumentSpec;
use candor_model::Sheet;

pub const LEDGER: &str = "ledger.jsonl";
/// Where a change is laid out.
pub(super) const STAGING: &str = "staging";
/// Where a change waits until it is finished.
pub const PENDING: &str = "pending";
/// The list of current versions.
pub const CURRENT_FILE: &str = "current.json";
/// The file by which `ssh-keygen` knows the people.
pub const ALLOWED_SIGNERS: &str = "allowed_signers";
/// Where candidates stand in a store.
pub(super) const CANDIDATES: &str = "candidates";
pub(super) const MANIFEST: &str = "candidate.json";
/// The text of record.
pub(super) const RECORD: &str = "record.txt";
/// Which items, records, studies and sources a candidate carries.
pub(super) const CARRIES: &str = "carries.json";
/// Where declarations stand below a candidate.
pub(super) const DECLARATIONS: &str = "declarations";
pub(super) const PUBLISHED: &str = "published";
/// The candidate inside a release.
pub(super) const INSIDE: &str = "candidate";
pub(super) const RELEASE_MANIFEST: &str = "release.json";
/// The sums that `sha256sum -c` checks.
pub const SUMS: &str = "SHA256SUMS";

pub(super) fn candidate_folder(sheet: &str, version: Version) -> String {
    format!("{CANDIDATES}/{sheet}/{version}")
}

pub(super) fn folder(sheet: &str, version: Version) -> String {
    format!("{PUBLISHED}/{sheet}/{version}")
}

pub(super) fn roster_file(number: u32) -> String {
    format!("roster/{number:04}.json")
}

pub(super) fn withdrawal_file(sheet: &str, version: Version) -> String {
    format!("withdrawn/{sheet}-{version}.json")
}

/// Returns the name of a document's file; `standing` is such as `v1` or `candidate1`.
pub fn file_name(sheet: &Sheet, standing: &str, wanted: DocumentSpec, ending: &str) -> String {
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
