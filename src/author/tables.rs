//! Keys and tables: put in and taken out, with everything around them kept.

use std::fmt::Write as _;
use std::ops::Range;

use serde_json::Value as Json;
use toml_edit::Table;

use super::keys::{Key, Kind};
use super::lists::{List, Splice};
use super::quote;
use super::written::{Node, Step, Written};

/// Where a table's own keys are written.
pub(super) struct Place<'a> {
    pub(super) written: &'a Written<'a>,
    pub(super) table: &'a Table,
    /// The order of its keys.
    pub(super) keys: &'a [Key],
    /// What stands before a key, such as `contacts.` for dotted keys.
    pub(super) prefix: String,
    /// Whether it is the top of the file.
    pub(super) is_top: bool,
}

impl Place<'_> {
    /// Returns the line or lines of a key with its value.
    fn line(&self, name: &str) -> Option<Range<usize>> {
        let key = self.table.key(name)?.span()?;
        let value = Node::Table(self.table).step(&name.into())?;
        let Node::Value(value) = value else { return None };
        let value = value.span()?;
        Some(self.written.line_start(key.start)..self.written.line_end(value.end))
    }

    /// Adds a key, behind the last of those that usually stand before it.
    pub(super) fn add(&self, name: &str, value: &str) -> Splice {
        let newline = self.written.newline();
        let text = self.written.text;
        let line = format!("{}{name} = {value}{newline}", self.prefix);
        let known = |other: &str| self.keys.iter().position(|key| key.name == other);
        let here = known(name);
        let before = self.keys.iter().take(here.unwrap_or(self.keys.len())).rev();
        let before = before.filter_map(|key| self.line(key.name)).map(|line| line.end).next();
        let at = before.unwrap_or_else(|| {
            if self.is_top {
                let first = self.table.iter().find_map(|(key, _)| self.line(key));
                first.map_or_else(|| self.first_header(), |line| line.start)
            } else {
                self.table.span().map_or(text.len(), |span| self.written.line_end(span.start))
            }
        });
        let broken = at == 0 || text[..at].ends_with('\n');
        (at..at, if broken { line } else { format!("{newline}{line}") })
    }

    /// Where the first table with a header begins, in a file without keys above it.
    fn first_header(&self) -> usize {
        let spans = self
            .table
            .iter()
            .filter_map(|(key, _)| Node::Table(self.table).step(&key.into()).and_then(Node::span));
        let first = spans.map(|span| span.start).min();
        first.map_or(self.written.text.len(), |start| self.written.line_start(start))
    }

    /// Takes a key out with its line.
    pub(super) fn remove(&self, name: &str) -> Option<Splice> {
        Some((self.line(name)?, String::new()))
    }
}

/// Returns a table as it is written below its header.
pub(super) fn block(header: &str, value: &Json, keys: &[Key], newline: &str) -> String {
    let mut text = format!("{header}{newline}");
    for key in keys {
        if let Some(value) = value.get(key.name) {
            let value = quote::write(value, &key.kind, None, newline);
            let _ = write!(text, "{} = {value}{newline}", key.name);
        }
    }
    text
}

/// Returns the bytes of a table from its header to the end of its last line.
pub(super) fn lines(written: &Written<'_>, table: &Table) -> Option<Range<usize>> {
    let span = Node::Table(table).span()?;
    Some(written.line_start(span.start)..written.line_end(span.end))
}

/// Adds a table with a header: behind the one before it, else before the one behind it, else
/// behind the tables that usually stand before it, else at the end of the file.
pub(super) fn add(
    written: &Written<'_>,
    name: &str,
    index: usize,
    block: &str,
    all: &[Key],
) -> Splice {
    let newline = written.newline();
    let tables = |name: &str| match written.find(&[name.into()]) {
        Some(Node::Tables(tables)) => tables.iter().collect(),
        Some(Node::Table(table)) if !table.is_dotted() => vec![table],
        _ => Vec::new(),
    };
    let siblings = tables(name);
    if let Some(before) = index.checked_sub(1).and_then(|index| siblings.get(index)) {
        let end = lines(written, before).map_or(written.text.len(), |lines| lines.end);
        return behind(written, end, block);
    }
    if let Some(start) = siblings.first().and_then(|next| lines(written, next)) {
        return (start.start..start.start, format!("{block}{newline}"));
    }
    let before = all.iter().take_while(|key| key.name != name);
    let before = before.filter(|key| matches!(key.kind, Kind::Table(_) | Kind::Tables(_)));
    let last = before.flat_map(|key| tables(key.name)).filter_map(|table| lines(written, table));
    let end = last.map(|lines| lines.end).max().unwrap_or(written.text.len());
    behind(written, end, block)
}

fn behind(written: &Written<'_>, end: usize, block: &str) -> Splice {
    let newline = written.newline();
    let before = &written.text[..end];
    let gap = if before.is_empty() || before.ends_with("\n\n") || before.ends_with("\n\r\n") {
        String::new()
    } else if before.ends_with('\n') {
        newline.to_owned()
    } else {
        format!("{newline}{newline}")
    };
    (end..end, format!("{gap}{block}"))
}

/// Takes a table out, with one of the blank lines around it.
pub(super) fn remove(written: &Written<'_>, table: &Table) -> Option<Splice> {
    let mut lines = lines(written, table)?;
    let (before, after) = (&written.text[..lines.start], &written.text[lines.end..]);
    let blank_after = after.is_empty() || after.starts_with('\n') || after.starts_with("\r\n");
    if blank_after && before.ends_with("\r\n\r\n") {
        lines.start -= 2;
    } else if blank_after && before.ends_with("\n\n") {
        lines.start -= 1;
    }
    Some((lines, String::new()))
}

/// Returns the entries of an inline table as a list, each with its key.
pub(super) fn inline<'a>(
    written: &'a Written<'a>,
    node: Node<'_>,
) -> Option<(List<'a>, Vec<String>)> {
    let Node::Value(toml_edit::Value::InlineTable(table)) = node else { return None };
    let mut entries = Vec::new();
    let mut names = Vec::new();
    for (name, value) in table {
        let key = table.key(name)?.span()?;
        entries.push(key.start..value.span()?.end);
        names.push(name.to_owned());
    }
    Some((List { written, whole: node.span()?, entries }, names))
}

/// Returns an array as a list.
pub(super) fn array<'a>(written: &'a Written<'a>, node: Node<'_>) -> Option<List<'a>> {
    let Node::Value(toml_edit::Value::Array(array)) = node else { return None };
    let entries = array.iter().map(toml_edit::Value::span).collect::<Option<Vec<_>>>()?;
    Some(List { written, whole: node.span()?, entries })
}

/// Returns the last step of a path as a key.
pub(super) fn last_key(path: &[Step]) -> Option<&str> {
    match path.last()? {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}
