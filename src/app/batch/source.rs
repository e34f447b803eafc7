//! The sheets of a run, read when their turn comes.

use std::path::Path;
use std::sync::Arc;

use candor_model::tree::Entry;
use candor_workspace::inputs::stem;

/// Where a sheet's text is.
#[derive(Debug, Clone)]
pub enum Source {
    /// In memory.
    Read(Entry),
    /// In a file that is read later, called as the sheet is, below this folder. There may be tens of
    /// thousands, so none keeps a path of its own.
    Below(Arc<Path>),
}

/// A sheet of a run.
#[derive(Debug, Clone)]
pub struct Job {
    /// The sheet's name, as people know it.
    pub name: String,
    pub source: Source,
}

impl Job {
    /// Returns the sheet's id, by its file's name.
    pub fn id(&self) -> &str {
        stem(&self.name)
    }

    /// Returns the sheet's text.
    pub fn entry(&self) -> Entry {
        match &self.source {
            Source::Read(entry) => entry.clone(),
            Source::Below(root) => candor_workspace::read_file(&root.join(&self.name)),
        }
    }
}
