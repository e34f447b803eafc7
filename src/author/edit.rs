//! One change of a form, written into the text of a sheet.
//!
//! The text is not written again: bytes are put in and taken out where the change is, and all
//! others stay as they are. Afterwards old and new text are read and compared: they must differ in
//! what was asked for and in nothing else, or the change is refused.

use super::error::EditError;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::applied::{Applied, apply, tidy};
use super::keys::{Kind, keys, kind_at};
use super::lists::Splice;
use super::quote;
use super::tables::{self, Place};
use super::written::{Node, Step, Written, line_and_column};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Op {
    /// A value is made or replaced.
    Set,
    /// A key, an entry or a table is taken out.
    Remove,
    /// An entry or a table is put in before an index.
    Insert,
    /// An entry or a table gets another index.
    Move,
}

/// A change of a form.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Change {
    /// What is done; `None` sets the value, or removes it where the value is null.
    pub op: Option<Op>,
    pub path: Vec<Step>,
    #[serde(default)]
    pub value: Json,
    /// The new index, for [`Op::Move`] alone.
    pub to: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    pub text: String,
    /// The line of the new text, from 1, where it was changed.
    pub line: usize,
}

/// Returns a path as people write it.
pub(super) fn shown(path: &[Step]) -> String {
    let steps = path.iter().map(|step| match step {
        Step::Key(key) => key.clone(),
        Step::Index(index) => (index + 1).to_string(),
    });
    steps.collect::<Vec<_>>().join(" ")
}

/// Reads a text as TOML.
pub(super) fn read(text: &str) -> Result<Written<'_>, EditError> {
    Written::parse(text).map_err(|broken| EditError::Syntax {
        line: line_and_column(text, broken.at).0,
        why: broken.why,
    })
}

/// Makes a change.
///
/// # Errors
/// When the text is not TOML, or the change does not fit it.
pub fn edit(text: &str, change: &Change) -> Result<Edited, EditError> {
    let place = || EditError::Place { path: shown(&change.path) };
    let refused = || EditError::Written { path: shown(&change.path) };
    let kind = kind_at(&change.path).ok_or_else(place)?;
    let op = change.op.unwrap_or(if change.value.is_null() { Op::Remove } else { Op::Set });
    let written = read(text)?;
    let mut wanted = written.json();
    let new = match op {
        Op::Set => {
            let value = quote::normal(&change.value, kind)?;
            apply(&mut wanted, &change.path, &Applied::Set(value.clone())).ok_or_else(place)?;
            set(&written, &change.path, kind, &value).map(|done| splice(text, done))
        }
        Op::Insert => {
            let value = quote::normal(&change.value, kind)?;
            apply(&mut wanted, &change.path, &Applied::Insert(value.clone())).ok_or_else(place)?;
            insert(&written, &change.path, kind, &value).map(|done| splice(text, done))
        }
        Op::Remove => {
            apply(&mut wanted, &change.path, &Applied::Remove).ok_or_else(place)?;
            remove(&written, &change.path).map(|done| splice(text, done))
        }
        Op::Move => {
            let to = change.to.ok_or_else(place)?;
            apply(&mut wanted, &change.path, &Applied::Move(to)).ok_or_else(place)?;
            shift(&written, &change.path, to)
        }
    };
    let new = new.ok_or_else(refused)?;
    // What is written must say what was asked for, and nothing else may have changed.
    let same = Written::parse(&new).is_ok_and(|read| tidy(read.json()) == tidy(wanted));
    if !same {
        return Err(refused());
    }
    let differs = text.bytes().zip(new.bytes()).position(|(old, new)| old != new);
    let at = differs.unwrap_or_else(|| text.len().min(new.len()));
    Ok(Edited { line: line_and_column(&new, at).0, text: new })
}

fn splice(text: &str, (range, put): Splice) -> String {
    format!("{}{put}{}", &text[..range.start], &text[range.end..])
}

fn set(written: &Written<'_>, path: &[Step], kind: &Kind, value: &Json) -> Option<Splice> {
    let newline = written.newline();
    match (written.find(path), kind) {
        (Some(Node::Value(old)), _) => {
            let range = old.span()?;
            let before = &written.text[range.clone()];
            let text = list_kept(written, path, kind, value)
                .unwrap_or_else(|| quote::write(value, kind, Some(before), newline));
            Some((range, text))
        }
        (Some(Node::Table(_) | Node::Tables(_)), _) => None,
        (None, Kind::Table(inner)) => {
            let name = tables::last_key(path)?;
            let block = tables::block(&format!("[{name}]"), value, inner, newline);
            Some(tables::add(written, name, 0, &block, keys()))
        }
        (None, _) => add_key(written, path, kind, value),
    }
}

/// A list of which entries were taken out or added at its end keeps the way it is written.
fn list_kept(written: &Written<'_>, path: &[Step], kind: &Kind, value: &Json) -> Option<String> {
    let Kind::List(inner) = kind else { return None };
    let new = value.as_array()?;
    let mut text = written.text.to_owned();
    let mut index = 0;
    loop {
        let whole = text;
        let read = Written::parse(&whole).ok()?;
        let node = read.find(path)?;
        let old = node.json();
        let old = old.as_array()?;
        let list = tables::array(&read, node)?;
        let done = match (old.get(index), new.get(index)) {
            (Some(old), Some(new)) if old == new => {
                index += 1;
                text = whole;
                continue;
            }
            (None, None) => return Some(read.text[list.whole].to_owned()),
            (Some(_), Some(new)) if old.contains(new) || old.len() > index + 1 => {
                list.remove(index)
            }
            (Some(_), None) => list.remove(index),
            (Some(_), Some(new)) => {
                let range = list.entries[index].clone();
                let before = &read.text[range.clone()];
                (range.clone(), quote::write(new, inner, Some(before), read.newline()))
            }
            (None, Some(new)) => {
                list.insert(index, &quote::write(new, inner, None, read.newline()))
            }
        };
        text = splice(&whole, done);
    }
}

/// Adds a key that is not there, with its table where that is not there either.
fn add_key(written: &Written<'_>, path: &[Step], kind: &Kind, value: &Json) -> Option<Splice> {
    let newline = written.newline();
    let (name, way) = (tables::last_key(path)?, &path[..path.len() - 1]);
    let own = |kind: Option<&'static Kind>| match kind {
        None if way.is_empty() => Some(keys()),
        Some(Kind::Table(keys) | Kind::Tables(keys)) => Some(keys.as_slice()),
        _ => None,
    };
    let own = own(kind_at(way))?;
    let line = quote::write(value, kind, None, newline);
    match written.find(way) {
        Some(Node::Table(table)) => {
            let is_top = way.is_empty();
            let prefix = match (table.is_dotted(), way) {
                (true, [Step::Key(name)]) => format!("{name}."),
                (true, _) => return None,
                (false, _) => String::new(),
            };
            Some(Place { written, table, keys: own, prefix, is_top }.add(name, &line))
        }
        Some(node @ Node::Value(_)) => {
            let (list, names) = tables::inline(written, node)?;
            let kind = if *kind == Kind::Paragraph { &Kind::Line } else { kind };
            let entry = format!("{name} = {}", quote::write(value, kind, None, newline));
            if names.is_empty() {
                return Some((list.whole, format!("{{ {entry} }}")));
            }
            Some(list.insert(names.len(), &entry))
        }
        Some(Node::Tables(_)) => None,
        None => {
            let table = tables::last_key(way)?;
            let value = Json::Object(Map::from_iter([(name.to_owned(), value.clone())]));
            let block = tables::block(&format!("[{table}]"), &value, own, newline);
            (way.len() == 1).then(|| tables::add(written, table, 0, &block, keys()))
        }
    }
}

fn insert(written: &Written<'_>, path: &[Step], kind: &Kind, value: &Json) -> Option<Splice> {
    let newline = written.newline();
    let (Step::Index(index), way) = path.split_last()? else { return None };
    match (written.find(way), kind) {
        (Some(node @ Node::Value(_)), _) => {
            let list = tables::array(written, node)?;
            Some(list.insert(*index, &quote::write(value, kind, None, newline)))
        }
        (Some(Node::Tables(_)) | None, Kind::Tables(inner)) => {
            let name = tables::last_key(way)?;
            let block = tables::block(&format!("[[{name}]]"), value, inner, newline);
            Some(tables::add(written, name, *index, &block, keys()))
        }
        (None, _) => {
            let list = Kind::List(Box::new(kind.clone()));
            add_key(written, way, &list, &Json::Array(vec![value.clone()]))
        }
        _ => None,
    }
}

fn remove(written: &Written<'_>, path: &[Step]) -> Option<Splice> {
    let (last, way) = path.split_last()?;
    let parent = written.find(way)?;
    match (parent, last) {
        (Node::Tables(all), Step::Index(index)) => tables::remove(written, all.get(*index)?),
        (Node::Value(_), Step::Index(index)) => {
            let list = tables::array(written, parent)?;
            (*index < list.entries.len()).then(|| list.remove(*index))
        }
        (Node::Value(_), Step::Key(key)) => {
            let (list, names) = tables::inline(written, parent)?;
            let index = names.iter().position(|name| name == key)?;
            Some(list.remove(index))
        }
        (Node::Table(table), Step::Key(key)) => match written.find(path)? {
            Node::Value(_) => {
                let prefix = String::new();
                Place { written, table, keys: &[], prefix, is_top: way.is_empty() }.remove(key)
            }
            Node::Table(table) if !table.is_dotted() => tables::remove(written, table),
            Node::Table(_) | Node::Tables(_) => None,
        },
        (Node::Tables(_), Step::Key(_)) | (Node::Table(_), Step::Index(_)) => None,
    }
}

/// Gives an entry another index: it is taken out as it is written, and put in again.
fn shift(written: &Written<'_>, path: &[Step], to: usize) -> Option<String> {
    let (Step::Index(_), way) = path.split_last()? else { return None };
    let node = written.find(path)?;
    let less = splice(written.text, remove(written, path)?);
    let less = Written::parse(&less).ok()?;
    let newline = written.newline();
    let done = match node {
        Node::Table(table) => {
            let mut block = written.text[tables::lines(written, table)?].to_owned();
            if !block.ends_with('\n') {
                block.push_str(newline);
            }
            tables::add(&less, tables::last_key(way)?, to, &block, keys())
        }
        Node::Value(value) => {
            let list = tables::array(&less, less.find(way)?)?;
            list.insert(to, &written.text[value.span()?])
        }
        Node::Tables(_) => return None,
    };
    Some(splice(less.text, done))
}

#[cfg(test)]
mod tests;
