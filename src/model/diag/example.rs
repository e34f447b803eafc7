//! The smallest input that raises a finding.

use std::fmt::Write as _;

/// Something that raises a finding, most often as a change of something sound.
///
/// What is sound stands with the test that plays each example (`tests/rules`).
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// Lines of a sheet: each in place of the line with its key, tables behind all else.
    Sheet(&'static str),
    /// The bytes of a whole sheet.
    Bytes(&'static [u8]),
    /// A text from elsewhere, as `candor lint` reads it.
    Text(&'static str),
    /// A change in a file of the library.
    Library(Edit),
    /// A change in a file of the template.
    Template(Edit),
    /// Lines of a clinic's `candor.toml`.
    Settings(&'static str),
    /// What no change of one file shows, in words; the test that plays examples knows it by its code.
    Told(&'static str),
}

/// A change in a file.
#[derive(Debug, Clone, Copy)]
pub struct Edit {
    /// The file's path below its folder.
    pub file: &'static str,
    /// The words that the file has.
    pub words: &'static str,
    /// What is put in its place.
    pub instead: &'static str,
}

impl Example {
    /// Returns it as a person reads it: where it stands, and the lines.
    pub fn shown(&self) -> (String, String) {
        match self {
            Self::Sheet(lines) => ("in a sheet".to_owned(), (*lines).to_owned()),
            Self::Bytes([]) => ("a sheet".to_owned(), "(nothing)".to_owned()),
            Self::Bytes(bytes) => {
                ("a sheet, byte by byte".to_owned(), bytes.escape_ascii().to_string())
            }
            Self::Text(text) => {
                ("in a text that `candor lint` reads".to_owned(), (*text).to_owned())
            }
            Self::Library(edit) => edit.shown("library"),
            Self::Template(edit) => edit.shown("templates"),
            Self::Settings(lines) => ("in candor.toml".to_owned(), (*lines).to_owned()),
            Self::Told(words) => ("in words".to_owned(), (*words).to_owned()),
        }
    }
}

impl Edit {
    /// The lines that go, and those that come.
    fn shown(&self, folder: &str) -> (String, String) {
        let mut lines = String::new();
        for (sign, text) in [('-', self.words), ('+', self.instead)] {
            for line in text.lines() {
                // Writing to a string does not fail.
                let _ = writeln!(lines, "{sign} {line}");
            }
        }
        (format!("in {folder}/{}", self.file), lines.trim_end().to_owned())
    }
}
