//! Review notes on disk: `ID.review.json` beside the sheet.

use std::path::{Path, PathBuf};

use candor_author::Notes;
use candor_model::digest::sha256;
use candor_model::tree::{Entry, Refusal};

use super::answer::Problem;

/// Returns the file of a sheet's notes; `name` is the sheet's, as the workspace lists it.
pub(super) fn path(root: &Path, name: &str) -> PathBuf {
    root.join(name).with_extension("review.json")
}

/// Reads notes, with the digest of their file.
pub(super) fn read(root: &Path, name: &str, id: &str) -> Result<(Notes, Option<String>), Problem> {
    let path = path(root, name);
    if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound) {
        return Ok((Notes::new(id), None));
    }
    let bytes = match candor_workspace::read_file(&path) {
        Entry::File(bytes) => bytes,
        Entry::Refused(refusal) => {
            let why = match refusal {
                Refusal::Link => "is a link",
                Refusal::Folder => "is a folder",
                Refusal::TooLarge(_) => "is too large",
                Refusal::Unreadable(_) => "cannot be read",
            };
            return Err(Problem::refused(format!("the file of the review notes {why}"))
                .hint(format!("look at {}; nothing was written", path.display())));
        }
    };
    let notes = Notes::parse(id, &bytes).map_err(|error| {
        Problem::refused(error.to_string())
            .hint(format!("look at {}; nothing was written", path.display()))
    })?;
    Ok((notes, Some(sha256(&bytes))))
}

/// Returns how many comments are open; none, where notes cannot be read.
pub(super) fn open_comments(root: &Path, name: &str) -> usize {
    let id = candor_workspace::inputs::stem(name);
    read(root, name, id).map_or(0, |(notes, _)| notes.open())
}
