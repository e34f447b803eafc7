//! Steps that can be undone, in `.candor/preview/ID.json` of the workspace: a killed server loses
//! none.
//!
//! A step is put down before the sheet is written. Whoever is stopped in between has a step that
//! says what the sheet says anyway.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use candor_library::parse::MAX_FILE_LEN;
use candor_model::Id;
use candor_model::tree::Entry;

use serde::{Deserialize, Serialize};

use super::answer::Problem;

/// The form of the file.
const FORM: &str = "candor preview history 1";
/// The hidden folder of a workspace, and the preview's folder in it.
const HIDDEN: &str = ".candor";
const FOLDER: &str = "preview";
/// How many steps are kept, as far as the file can be read again.
const MAX_STEPS: usize = 100;

/// The saved texts of a sheet, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct History {
    form: String,
    sheet: String,
    steps: Vec<String>,
    /// The step that stands on disk.
    at: usize,
}

impl History {
    fn new(sheet: &Id) -> Self {
        Self { form: FORM.to_owned(), sheet: sheet.to_string(), steps: Vec::new(), at: 0 }
    }

    /// Reads the steps of a sheet; none, where the file is not there or not ours.
    pub(super) fn read(root: &Path, sheet: &Id) -> Self {
        let folder = root.join(HIDDEN);
        let is_plain = |path: &Path| path.symlink_metadata().is_ok_and(|meta| meta.is_dir());
        if !is_plain(&folder) || !is_plain(&folder.join(FOLDER)) {
            return Self::new(sheet);
        }
        let Entry::File(bytes) = candor_workspace::read_file(&path(root, sheet)) else {
            return Self::new(sheet);
        };
        let read: Option<Self> = serde_json::from_slice(&bytes).ok();
        let sound = |read: &Self| {
            read.form == FORM && read.sheet == sheet.as_str() && read.at < read.steps.len()
        };
        read.filter(sound).unwrap_or_else(|| Self::new(sheet))
    }

    /// Writes the steps down.
    pub(super) fn write(&mut self, root: &Path, sheet: &Id) -> Result<(), Problem> {
        for folder in [root.join(HIDDEN), root.join(HIDDEN).join(FOLDER)] {
            match folder.symlink_metadata() {
                Ok(meta) if meta.is_dir() => {}
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                Ok(_) | Err(_) => {
                    return Err(Problem::refused(format!(
                        "{} is not a regular folder",
                        folder.display()
                    ))
                    .hint("move it away; nothing was written"));
                }
            }
        }
        // What is hidden here is nobody's work; a repository need not keep it.
        match candor_workspace::write_new(&root.join(HIDDEN).join(".gitignore"), b"*\n") {
            Ok(()) | Err(candor_workspace::Error::Exists { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        let bytes = loop {
            let bytes =
                serde_json::to_vec(self).map_err(|error| Problem::world(error.to_string()))?;
            if bytes.len() <= MAX_FILE_LEN || self.at < 2 {
                break bytes;
            }
            self.forget();
        };
        Ok(candor_workspace::write(&path(root, sheet), &bytes)?)
    }

    /// Makes the text that stands on disk the present step.
    pub(super) fn meet(&mut self, disk: &str) {
        if self.steps.get(self.at).is_some_and(|step| step == disk) {
            return;
        }
        // Somebody saved from elsewhere.
        self.push(disk);
    }

    /// Adds a step behind the present one; those that were undone are gone.
    pub(super) fn push(&mut self, text: &str) {
        self.steps.truncate(self.at + 1);
        self.steps.push(text.to_owned());
        self.at = self.steps.len() - 1;
        while MAX_STEPS < self.steps.len() {
            self.forget();
        }
    }

    /// Forgets the oldest step.
    fn forget(&mut self) {
        self.steps.remove(0);
        self.at = self.at.saturating_sub(1);
    }

    /// Goes a step back or forth; returns its text.
    pub(super) fn go(&mut self, back: bool) -> Option<&str> {
        let to = if back { self.at.checked_sub(1)? } else { self.at + 1 };
        let text = self.steps.get(to)?;
        self.at = to;
        Some(text)
    }

    /// Returns how many steps can be undone and made again, from the text on disk.
    pub(super) fn counts(&self, disk: &str) -> (usize, usize) {
        match self.steps.get(self.at) {
            None => (0, 0),
            Some(step) if step == disk => (self.at, self.steps.len() - 1 - self.at),
            Some(_) => (self.at + 1, 0),
        }
    }
}

fn path(root: &Path, sheet: &Id) -> PathBuf {
    root.join(HIDDEN).join(FOLDER).join(format!("{sheet}.json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_back_and_forth_and_outlive_the_program() {
        let folder = tempfile::tempdir().expect("a folder");
        let id = Id::new("a").expect("an id");
        let mut history = History::read(folder.path(), &id);
        history.meet("one");
        history.push("two");
        history.push("three");
        history.write(folder.path(), &id).expect("written");
        let mut history = History::read(folder.path(), &id);
        assert_eq!(history.counts("three"), (2, 0));
        assert_eq!(history.go(true), Some("two"));
        assert_eq!(history.go(true), Some("one"));
        assert_eq!(history.go(true), None);
        assert_eq!(history.go(false), Some("two"));
        assert_eq!(history.counts("two"), (1, 1));
        history.meet("from elsewhere");
        assert_eq!(history.go(true), Some("two"));
        for n in 0..500 {
            history.push(&n.to_string());
        }
        assert_eq!(history.counts("499"), (MAX_STEPS - 1, 0));
        // What is written can be read again, however long the texts are.
        for n in 0..20 {
            history.push(&format!("{n}{}", "\"".repeat(100_000)));
        }
        history.write(folder.path(), &id).expect("written");
        let read = History::read(folder.path(), &id);
        assert_eq!(read, history);
        assert!((2..20).contains(&read.steps.len()), "{}", read.steps.len());
    }
}
