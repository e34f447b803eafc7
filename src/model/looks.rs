//! What a clinic brings for the looks of its sheets, as reviewers are told of it.

use std::collections::BTreeMap;

use super::Format;

/// Measures of a clinic's own by their names, as lengths such as `20pt`.
pub type Measures = BTreeMap<String, String>;

/// What differs from the shipped looks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Looks {
    /// Measures in every format.
    pub every: Measures,
    pub formats: BTreeMap<Format, Measures>,
    /// Files: template, fonts and logo.
    pub files: Vec<OwnFile>,
}

/// A file that a clinic brings for its looks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnFile {
    /// Its path below `templates`.
    pub path: String,
    /// The SHA-256 of its bytes.
    pub digest: String,
    pub kind: OwnKind,
}

/// What a clinic's file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OwnKind {
    /// A font, as far as its letters were compared with those of other fonts.
    Font(Compared),
    Logo,
    /// A part of the template that is not shipped: its lines.
    New(Listing),
    /// A part of the template that stands in the place of a shipped one: the difference.
    Changed(Listing),
}

/// Which letters of a font were compared with those of other fonts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Compared {
    /// Whether the Latin ones were, with digits and signs.
    pub latin: bool,
    /// Other scripts that the font has, which are not compared.
    pub not: Vec<String>,
}

/// Lines of a text, as far as there is room for them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    pub lines: Vec<String>,
    /// How many more there are.
    pub more: usize,
}

impl Looks {
    /// Returns the measures of a format: its own over those of every format.
    pub fn of(&self, format: Format) -> Measures {
        let mut all = self.every.clone();
        all.extend(self.formats.get(&format).cloned().unwrap_or_default());
        all
    }

    /// Whether nothing differs from the shipped looks.
    pub fn is_shipped(&self) -> bool {
        let Self { every, formats, files } = self;
        every.is_empty() && formats.is_empty() && files.is_empty()
    }
}
