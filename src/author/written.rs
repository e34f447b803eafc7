//! A text as TOML, with the place of each part.

use std::ops::Range;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};
use toml_edit::{ArrayOfTables, Document, Item, Table, Value};

/// One step into a file: a key, or an index from zero.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// An entry of a list or of repeated tables.
    Index(usize),
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.to_owned())
    }
}

impl From<usize> for Step {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// Why a text is not TOML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// The byte at which the parser gave up; 0 if it names none.
    pub(super) at: usize,
    /// What the parser says.
    pub(super) why: String,
}

/// A text and what it says.
pub(super) struct Written<'a> {
    pub(super) text: &'a str,
    document: Document<&'a str>,
}

/// A part of a text.
#[derive(Clone, Copy)]
pub(super) enum Node<'a> {
    /// A table with a header, or the top of the file.
    Table(&'a Table),
    Tables(&'a ArrayOfTables),
    /// Anything that stands behind a key.
    Value(&'a Value),
}

impl<'a> Node<'a> {
    fn of(item: &'a Item) -> Option<Self> {
        match item {
            Item::None => None,
            Item::Value(value) => Some(Self::Value(value)),
            Item::Table(table) => Some(Self::Table(table)),
            Item::ArrayOfTables(tables) => Some(Self::Tables(tables)),
        }
    }

    /// Returns what one step leads to.
    pub(super) fn step(self, step: &Step) -> Option<Self> {
        match (self, step) {
            (Self::Table(table), Step::Key(key)) => Self::of(table.get(key)?),
            (Self::Tables(tables), Step::Index(index)) => tables.get(*index).map(Self::Table),
            (Self::Value(Value::InlineTable(table)), Step::Key(key)) => {
                table.get(key).map(Self::Value)
            }
            (Self::Value(Value::Array(array)), Step::Index(index)) => {
                array.get(*index).map(Self::Value)
            }
            _ => None,
        }
    }

    /// Returns the bytes of a value, or of a table from its header to its last value.
    pub(super) fn span(self) -> Option<Range<usize>> {
        match self {
            Self::Value(value) => value.span(),
            Self::Table(table) => {
                let start = table.span()?.start;
                Some(start..end(table).unwrap_or(start).max(table.span()?.end))
            }
            Self::Tables(tables) => {
                let first = Self::Table(tables.get(0)?).span()?;
                let last = Self::Table(tables.get(tables.len() - 1)?).span()?;
                Some(first.start..last.end)
            }
        }
    }

    /// Returns what it says, as plain data; a date is marked as one.
    pub(super) fn json(self) -> Json {
        match self {
            Self::Table(table) => {
                let entries = table.iter().filter_map(|(key, item)| Some((key, Self::of(item)?)));
                Json::Object(entries.map(|(key, node)| (key.to_owned(), node.json())).collect())
            }
            Self::Tables(tables) => {
                Json::Array(tables.iter().map(|table| Self::Table(table).json()).collect())
            }
            Self::Value(value) => plain(value),
        }
    }
}

/// A date as plain data, which no text can be taken for.
pub(super) fn date(text: &str) -> Json {
    json!({ "date": text })
}

fn plain(value: &Value) -> Json {
    match value {
        // How a file breaks its lines is not part of what it says.
        Value::String(text) => Json::String(text.value().replace("\r\n", "\n")),
        Value::Integer(number) => json!(*number.value()),
        Value::Float(number) => json!(*number.value()),
        Value::Boolean(truth) => json!(*truth.value()),
        Value::Datetime(day) => date(&day.value().to_string()),
        Value::Array(array) => Json::Array(array.iter().map(plain).collect()),
        Value::InlineTable(table) => {
            let entries = table.iter().map(|(key, value)| (key.to_owned(), plain(value)));
            Json::Object(entries.collect::<Map<_, _>>())
        }
    }
}

/// Where the last value of a table ends, tables below it included.
fn end(table: &Table) -> Option<usize> {
    let ends = table.iter().filter_map(|(_, item)| Node::of(item)?.span());
    ends.map(|span| span.end).max()
}

impl<'a> Written<'a> {
    pub(super) fn parse(text: &'a str) -> Result<Self, Broken> {
        match Document::parse(text) {
            Ok(document) => Ok(Self { text, document }),
            Err(error) => Err(Broken {
                at: error.span().map_or(0, |span| span.start),
                why: error.message().trim().replace('\n', "; "),
            }),
        }
    }

    /// Returns the top of the file.
    pub(super) fn top(&self) -> &Table {
        self.document.as_table()
    }

    /// Returns the part at a path.
    pub(super) fn find(&self, path: &[Step]) -> Option<Node<'_>> {
        path.iter().try_fold(Node::Table(self.top()), Node::step)
    }

    /// Returns everything that it says, as plain data.
    pub(super) fn json(&self) -> Json {
        Node::Table(self.top()).json()
    }

    /// Returns where the line with this byte begins.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |newline| newline + 1)
    }

    /// Returns the byte behind the line with this byte, its line break included.
    pub(super) fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |newline| at + newline + 1)
    }

    /// Returns how this file breaks lines.
    pub(super) fn newline(&self) -> &'static str {
        if self.text.contains("\r\n") { "\r\n" } else { "\n" }
    }
}

/// Counts lines and columns (in characters) of a byte, both from one.
pub fn line_and_column(text: &str, at: usize) -> (usize, usize) {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_part_knows_its_bytes() {
        let text = "a = 'x' # c\nlist = [1, \"two\"]\n\n[t]\nk = 2026-11-22\n\n[[s]]\nq = \"\"\"\nm\n\"\"\"\n[[s]]\nq = 'z'\n";
        let written = Written::parse(text).ok().expect("TOML");
        let at = |path: &[Step]| {
            written.find(path).and_then(Node::span).map(|span| &text[span]).expect("there")
        };
        assert_eq!(at(&["a".into()]), "'x'");
        assert_eq!(at(&["list".into(), 1.into()]), "\"two\"");
        assert_eq!(at(&["t".into(), "k".into()]), "2026-11-22");
        assert_eq!(at(&["s".into(), 0.into(), "q".into()]), "\"\"\"\nm\n\"\"\"");
        assert_eq!(at(&["t".into()]), "[t]\nk = 2026-11-22");
        assert_eq!(at(&["s".into(), 1.into()]), "[[s]]\nq = 'z'");
        assert!(written.find(&["s".into(), 2.into()]).is_none());
        assert_eq!(written.json()["t"]["k"], date("2026-11-22"));
    }
}
