//! A change of a store that was begun: what is still to be done, and how the store is when it is.

use serde::{Deserialize, Serialize};

use super::ledger::Ledger;
use super::names::{LEDGER, PENDING, STAGING};
use super::store::{Kind, Store, join};
use super::{Error, Fault};

/// What happens to the files of a change.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Plan {
    /// The line for the ledger, with its line break; empty for a change without one.
    pub(super) line: String,
    /// From where below `files`, to where in the store.
    pub(super) moves: Vec<(String, String)>,
    /// What is removed at the end.
    pub(super) removes: Vec<String>,
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

/// Returns what of the line is still to be written; `None` when all of it stands there.
pub(super) fn still_to_write(plan: &Plan, ledger: &[u8]) -> Result<Option<Vec<u8>>, Error> {
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
pub(super) fn kind(store: &dyn Store, path: &str) -> Result<Option<Kind>, Error> {
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
