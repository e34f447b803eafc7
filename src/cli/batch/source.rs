//! The sheets of a run, read when their turn comes.

use std::path::PathBuf;

use candor::inputs::stem;
use candor::tree::Entry;
use candor::workspace;

/// Where a sheet's text is.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// In memory.
    Read(Entry),
    /// In a file that is read later.
    Later(PathBuf),
}

/// A sheet of a run.
#[derive(Debug, Clone)]
pub(crate) struct Job {
    /// The sheet's name, as people know it.
    pub name: String,
    /// Its text.
    pub source: Source,
}

impl Job {
    /// Returns the sheet's id, by its file's name.
    pub(crate) fn id(&self) -> &str {
        stem(&self.name)
    }

    /// Returns the sheet's text.
    pub(crate) fn entry(&self) -> Entry {
        match &self.source {
            Source::Read(entry) => entry.clone(),
            Source::Later(path) => workspace::read_file(path),
        }
    }
}
