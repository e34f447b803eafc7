//! A template: its files, and which of them is called.

use std::collections::BTreeMap;

use candor_model::tree::{Entry, Tree};

/// The files of a template, and which of them is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub(super) files: BTreeMap<String, String>,
    pub(super) shown: BTreeMap<String, String>,
    pub(super) entry: String,
    /// Whether a clinic's own files are among them.
    pub(super) is_foreign: bool,
}

impl Template {
    /// The shipped template's entry.
    pub const SHIPPED: &str = "sheet.typ";

    /// Takes the shipped templates with a clinic's own laid over them.
    pub fn new(shipped: &Tree, own: &Tree, entry: &str) -> Self {
        let is_foreign = own.iter().any(|(path, _)| path.ends_with(".typ"));
        let (files, shown) = (BTreeMap::new(), BTreeMap::new());
        let mut template = Self { files, shown, entry: entry.to_owned(), is_foreign };
        for tree in [shipped, own] {
            for (path, file) in tree.iter() {
                if let Entry::File(bytes) = file
                    && path.ends_with(".typ")
                {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    template.files.insert(path.to_owned(), text);
                    template.shown.insert(path.to_owned(), tree.shown(path));
                }
            }
        }
        template
    }

    /// Whether the entry is among the files.
    pub fn has_entry(&self) -> bool {
        self.files.contains_key(&self.entry)
    }
}
