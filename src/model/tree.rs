//! A folder's files in memory: the only form in which the library sees files.
//!
//! What makes a tree has read the disk, or the program's own bytes; what uses it cannot.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands under one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// The bytes of a file.
    File(Cow<'static, [u8]>),
    /// Something that could not or must not be read, and why.
    Refused(Refusal),
}

/// Why a path was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// A symbolic link, which could lead out of the workspace.
    Link,
    /// A folder with a name that a file should have.
    Folder,
    /// Larger than what is read; its size in bytes.
    TooLarge(u64),
    /// The system's own words.
    Unreadable(String),
}

/// Files by path; paths use forward slashes and have no leading slash.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tree {
    /// What is shown before each path in findings, such as `shipped:`.
    prefix: String,
    entries: BTreeMap<String, Entry>,
    /// What was read from these very files when the program was built.
    snapshot: Option<&'static [u8]>,
}

impl Tree {
    /// Returns an empty tree whose paths are shown behind `prefix`.
    pub fn new(prefix: impl Into<String>) -> Self {
        Self { prefix: prefix.into(), ..Self::default() }
    }

    /// Adds what was read from these very files when the program was built; another entry takes it
    /// away again.
    #[must_use]
    pub fn with_snapshot(self, snapshot: &'static [u8]) -> Self {
        Self { snapshot: Some(snapshot), ..self }
    }

    /// Takes the snapshot away: the files are read as any others.
    #[must_use]
    pub fn without_snapshot(self) -> Self {
        Self { snapshot: None, ..self }
    }

    /// Returns what was read from these files when the program was built; a tree that has it is the
    /// shipped one.
    pub fn snapshot(&self) -> Option<&'static [u8]> {
        self.snapshot
    }

    pub fn insert(&mut self, path: impl Into<String>, entry: Entry) {
        self.snapshot = None;
        self.entries.insert(path.into(), entry);
    }

    /// Returns the path as people know it.
    pub fn shown(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Returns what stands under `path`.
    pub fn get(&self, path: &str) -> Option<&Entry> {
        self.entries.get(path)
    }

    /// Returns the paths of the files directly in `folder` that end in `.toml`, in order.
    pub fn toml_files(&self, folder: &str) -> impl Iterator<Item = (&str, &Entry)> {
        let prefix = format!("{folder}/");
        self.entries.iter().filter_map(move |(path, entry)| {
            let name = path.strip_prefix(&prefix)?;
            (name.ends_with(".toml") && !name.contains('/')).then_some((path.as_str(), entry))
        })
    }

    /// Returns the names of the folders directly in `folder`, in order.
    pub fn folders(&self, folder: &str) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .entries
            .keys()
            .filter_map(|path| path.strip_prefix(folder)?.strip_prefix('/')?.split_once('/'))
            .map(|(name, _)| name)
            .collect();
        names.dedup();
        names
    }

    /// Returns every path and entry, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Entry)> {
        self.entries.iter().map(|(path, entry)| (path.as_str(), entry))
    }
}
