//! A change of a store: all of it or none, wherever the machine stops.
//!
//! Files are laid out in `staging`, which gets the name `pending` when it is whole. From then on
//! the change will happen: the ledger's line is added, which is what makes it true, then each
//! file goes to its place. Whoever next changes the store finishes what was begun.

use std::collections::BTreeMap;

use super::Error;
use super::names::{LEDGER, PENDING, STAGING};
use super::pending::{Plan, kind, pending, still_to_write};
use super::store::Store;

/// A change of a store.
#[derive(Debug, Clone, Default)]
pub(super) struct Transaction {
    /// Files to write, by path below `files` of the change.
    files: BTreeMap<String, Vec<u8>>,
    plan: Plan,
}

impl Transaction {
    /// A change with a line for the ledger.
    pub(super) fn with_line(line: Vec<u8>) -> Self {
        let line = String::from_utf8(line).expect("a line of the ledger is JSON, which is UTF-8");
        Self { plan: Plan { line, ..Plan::default() }, ..Self::default() }
    }

    /// Puts one file in its place.
    pub(super) fn file(&mut self, path: &str, bytes: Vec<u8>) {
        let from = format!("f{}", self.plan.moves.len());
        self.plan.moves.push((from.clone(), path.to_owned()));
        self.files.insert(from, bytes);
    }

    /// Puts a whole folder in its place; none may be there yet.
    pub(super) fn folder(&mut self, path: &str, files: BTreeMap<String, Vec<u8>>) {
        let from = format!("f{}", self.plan.moves.len());
        self.plan.moves.push((from.clone(), path.to_owned()));
        self.files.extend(files.into_iter().map(|(name, bytes)| (format!("{from}/{name}"), bytes)));
    }

    /// Removes a file or folder at the end.
    pub(super) fn remove(&mut self, path: &str) {
        self.plan.removes.push(path.to_owned());
    }

    /// Makes the change.
    ///
    /// # Errors
    /// When the disk refuses; the store then is as it was, or the change will be finished later.
    pub(super) fn commit(self, store: &mut dyn Store) -> Result<(), Error> {
        store.remove(STAGING)?;
        for (path, bytes) in &self.files {
            store.write(&format!("{STAGING}/files/{path}"), bytes)?;
        }
        store.write(&format!("{STAGING}/plan.json"), &super::json(&self.plan))?;
        store.rename(STAGING, PENDING)?;
        finish(store).map(|_| ())
    }
}

/// Finishes a change that was begun; returns whether there was one.
///
/// # Errors
/// When it does not fit the ledger, or the disk refuses.
pub fn finish(store: &mut dyn Store) -> Result<bool, Error> {
    let Some(plan) = pending(store)? else { return Ok(false) };
    // The first line of all finds no ledger.
    let bytes = store.read(LEDGER)?.unwrap_or_default();
    if let Some(rest) = still_to_write(&plan, &bytes)? {
        store.append(LEDGER, &rest)?;
    }
    for (from, to) in &plan.moves {
        let from = format!("{PENDING}/files/{from}");
        if kind(store, &from)?.is_some() {
            store.rename(&from, to)?;
        }
    }
    for path in &plan.removes {
        store.remove(path)?;
    }
    store.remove(PENDING)?;
    Ok(true)
}
