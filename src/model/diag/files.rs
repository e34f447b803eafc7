//! The texts that findings point into.

use std::borrow::Cow;
use std::ops::Range;

use crate::span::{FileId, Span};

/// One file: the name that people know it by, and its text.
#[derive(Debug, Clone)]
pub struct File {
    /// The path as shown, with forward slashes.
    pub name: String,
    /// The text; empty when the file could not be read as text.
    pub text: Cow<'static, str>,
}

/// Every file of a run.
#[derive(Debug, Clone, Default)]
pub struct Files(Vec<File>);

/// A line and a column, both counted from one; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

impl Files {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a file.
    ///
    /// # Panics
    /// When more than four thousand million files are added.
    pub fn add(&mut self, name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> FileId {
        let id = u32::try_from(self.0.len()).expect("fewer files than a u32 can count");
        self.0.push(File { name: name.into(), text: text.into() });
        FileId(id)
    }

    /// Returns the names of all files, in the order of their numbers.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|file| file.name.as_str())
    }

    /// Returns how many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Forgets all files but the first `len`, when nothing points into the others any more.
    pub fn forget_from(&mut self, len: usize) {
        self.0.truncate(len);
    }

    /// Returns the file.
    pub fn get(&self, id: FileId) -> &File {
        &self.0[id.0 as usize]
    }

    /// Returns where a span starts.
    pub fn place(&self, span: &Span) -> Place {
        let text = &self.get(span.file).text;
        let start = floor_char_boundary(text, span.range.start);
        let before = &text[..start];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            line: before.matches('\n').count() + 1,
            column: text[line_start..start].chars().count() + 1,
        }
    }

    /// Returns the span's range, kept inside the text and on character boundaries.
    pub fn clamp(&self, span: &Span) -> Range<usize> {
        let text = &self.get(span.file).text;
        let start = floor_char_boundary(text, span.range.start);
        let end = floor_char_boundary(text, span.range.end.max(span.range.start));
        start..end.max(start)
    }
}

fn floor_char_boundary(text: &str, index: usize) -> usize {
    let mut index = index.min(text.len());
    while !text.is_char_boundary(index) {
        index -= 1;
    }
    index
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let mut files = Files::new();
        let id = files.add("a.toml", "x = 1\nä = 'ö'\n");
        let at = |range: Range<usize>| {
            let place = files.place(&Span::new(id, range));
            (place.line, place.column)
        };
        assert_eq!(at(0..1), (1, 1));
        assert_eq!(at(6..8), (2, 1));
        assert_eq!(at(11..15), (2, 5));
        assert_eq!(at(900..901), (3, 1));
    }
}
