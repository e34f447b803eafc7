//! A change of a store: all of it or none, wherever the machine stops.
//!
//! Files are laid out in `staging`, which gets the name `pending` when it is whole. From then on
//! the change will happen: the ledger's line is added, which is what makes it true, then each
//! file goes to its place. Whoever next changes the store finishes what was begun.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ledger::Ledger;
use super::store::{Kind, Store, join};
use super::{Error, Fault};

/// The ledger's file.
pub const LEDGER: &str = "ledger.jsonl";
/// Where a change is laid out.
pub(super) const STAGING: &str = "staging";
/// Where a change waits until it is finished.
pub const PENDING: &str = "pending";

/// A change of a store.
#[derive(Debug, Clone, Default)]
pub(super) struct Transaction {
    /// Files to write, by path below `files` of the change.
    files: BTreeMap<String, Vec<u8>>,
    plan: Plan,
}

/// What happens to the files of a change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The line for the ledger, with its line break; empty for a change without one.
    line: String,
    /// From where below `files`, to where in the store.
    moves: Vec<(String, String)>,
    /// What is removed at the end.
    removes: Vec<String>,
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

/// Finishes a change that was begun, if there is one.
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

/// Returns the plan of a change that was begun.
///
/// # Errors
/// When it cannot be read.
pub(super) fn pending(store: &dyn Store) -> Result<Option<Plan>, Error> {
    // A change that is being cleared away has lost its plan, or is about to.
    let Some(bytes) = store.read(&format!("{PENDING}/plan.json"))? else { return Ok(None) };
    serde_json::from_slice(&bytes)
        .map(Some)
        .map_err(|error| Fault::Begun { error: error.to_string() }.into())
}

/// Returns what of the line is still to be written; nothing, when all of it stands.
fn still_to_write(plan: &Plan, ledger: &[u8]) -> Result<Option<Vec<u8>>, Error> {
    let line = plan.line.as_bytes();
    if line.is_empty() || ledger.ends_with(line) {
        return Ok(None);
    }
    let parsed = Ledger::parse(ledger)?;
    let rest = line.strip_prefix(parsed.torn.as_slice());
    let follows = format!("\"before\":\"{}\"", parsed.head);
    match rest {
        Some(rest) if plan.line.contains(&follows) => {
            // A line that would spoil the ledger is not written, whoever began the change.
            Ledger::parse(&[ledger, rest].concat())?;
            Ok(Some(rest.to_vec()))
        }
        Some(_) | None => Err(Fault::BegunElsewhere.into()),
    }
}

/// Returns what stands at a path, if anything does.
fn kind(store: &dyn Store, path: &str) -> Result<Option<Kind>, Error> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let found = store.list(folder)?.into_iter().find(|(found, _)| found == name);
    Ok(found.map(|(_, kind)| kind))
}

/// A store as it will be when the change that was begun is finished; it writes nothing.
#[derive(Clone, Copy)]
pub(super) struct Finished<'a> {
    store: &'a dyn Store,
    plan: Option<&'a Plan>,
}

impl std::fmt::Debug for Finished<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finished").finish_non_exhaustive()
    }
}

impl<'a> Finished<'a> {
    /// Looks at a store through the change that was begun.
    pub(super) fn new(store: &'a dyn Store, plan: Option<&'a Plan>) -> Self {
        Self { store, plan }
    }

    fn removed(&self, path: &str) -> bool {
        let own = [STAGING, PENDING];
        let removes = self.plan.into_iter().flat_map(|plan| &plan.removes);
        own.into_iter()
            .chain(removes.map(String::as_str))
            .any(|gone| path == gone || path.starts_with(&format!("{gone}/")))
    }

    /// Where a path stands while the change is not finished.
    fn moved(&self, path: &str) -> Option<String> {
        self.plan?.moves.iter().find_map(|(from, to)| {
            let rest = path.strip_prefix(to.as_str())?;
            let whole = rest.is_empty() || rest.starts_with('/');
            whole.then(|| format!("{PENDING}/files/{from}{rest}"))
        })
    }
}

impl Store for Finished<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        if self.removed(path) {
            return Ok(None);
        }
        if path == LEDGER
            && let Some(plan) = self.plan
        {
            // The first line of all finds no ledger.
            let mut bytes = self.store.read(path)?.unwrap_or_default();
            if let Some(rest) = still_to_write(plan, &bytes)? {
                bytes.extend(rest);
            }
            return Ok(Some(bytes));
        }
        if let Some(from) = self.moved(path)
            && let Some(bytes) = self.store.read(&from)?
        {
            return Ok(Some(bytes));
        }
        self.store.read(path)
    }

    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error> {
        let mut all = self.store.list(path)?;
        if let Some(from) = self.moved(path) {
            all.extend(self.store.list(&from)?);
        }
        for (from, to) in self.plan.iter().flat_map(|plan| &plan.moves) {
            let Some(rest) = (if path.is_empty() {
                Some(to.as_str())
            } else {
                to.strip_prefix(path).and_then(|rest| rest.strip_prefix('/'))
            }) else {
                continue;
            };
            let waiting = format!("{PENDING}/files/{from}");
            if let Some(kind) = kind(self.store, &waiting)? {
                all.push(match rest.split_once('/') {
                    Some((name, _)) => (name.to_owned(), Kind::Folder),
                    None => (rest.to_owned(), kind),
                });
            }
        }
        all.retain(|(name, _)| !self.removed(&join(path, name)));
        all.sort();
        all.dedup_by(|a, b| a.0 == b.0);
        Ok(all)
    }

    fn write(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("the store is only looked at"))
    }

    fn append(&mut self, _: &str, _: &[u8]) -> Result<(), Error> {
        Err(Error::world("the store is only looked at"))
    }

    fn rename(&mut self, _: &str, _: &str) -> Result<(), Error> {
        Err(Error::world("the store is only looked at"))
    }

    fn remove(&mut self, _: &str) -> Result<(), Error> {
        Err(Error::world("the store is only looked at"))
    }
}
