//! A store as it is read: ledger, rosters, published versions.

use std::collections::BTreeMap;

use super::ledger::{Action, Ledger, Published};
use super::looks::Basis;
use super::manifest::{
    CANDIDATE, CURRENT, Candidate, Current, Provenance, RELEASE, Release, SignedCurrent, Statement,
};
use super::names::{
    CANDIDATES, CARRIES, CURRENT_FILE, INSIDE, LEDGER, MANIFEST, RECORD, RELEASE_MANIFEST,
    candidate_folder, folder, roster_file,
};
use super::record::Record;
use super::roster::Roster;
use super::store::{Kind, Store, files, join};
use super::{CurrentFault, Error, Fault, Refusal, Step, Version, inputs as stored};
use candor_model::digest::sha256;
use candor_workspace::policy::Policy;

/// A store as it is read.
#[derive(Debug, Clone, Default)]
pub struct StoreView {
    pub ledger: Ledger,
    /// The rosters, oldest first, each with its bytes.
    pub rosters: Vec<(Roster, Vec<u8>)>,
}

/// A candidate as it stands in a store.
#[derive(Debug, Clone)]
pub struct Cut {
    /// The path of its folder in the store.
    pub folder: String,
    pub manifest: Statement<Candidate>,
    /// Its bytes, which declarations sign.
    pub bytes: Vec<u8>,
}

impl Cut {
    /// Returns the SHA-256 of the manifest.
    pub fn digest(&self) -> String {
        sha256(&self.bytes)
    }

    /// Takes a candidate from the files of its folder.
    ///
    /// # Errors
    /// When its manifest is not among them (step 8).
    pub(super) fn of_files(
        folder: String,
        manifest: Statement<Candidate>,
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, Error> {
        let bytes = files.get(MANIFEST).cloned().ok_or_else(|| Fault::Missing {
            step: Step::Candidate,
            path: join(&folder, MANIFEST),
        })?;
        Ok(Self { folder, manifest, bytes })
    }
}

/// The last published version of a sheet.
#[derive(Debug, Clone)]
pub struct Last {
    /// What the ledger says of it.
    pub published: Published,
    pub candidate: Statement<Candidate>,
    /// Its text of record.
    pub record: Record,
    /// What decided its looks.
    pub(super) basis: Basis,
}

impl StoreView {
    /// Reads ledger and rosters (steps 2 and 3).
    ///
    /// # Errors
    /// When a line or a roster is damaged.
    pub fn read(store: &dyn Store) -> Result<Self, Error> {
        // Where nothing was ever published there is no ledger, which has no lines.
        let ledger = Ledger::parse(&store.read(LEDGER)?.unwrap_or_default())?;
        if !ledger.torn.is_empty() {
            return Err(Fault::TornLedger.into());
        }
        let mut rosters: Vec<(Roster, Vec<u8>)> = Vec::new();
        for entry in &ledger.entries {
            let Action::Roster { roster, sha256: wanted } = &entry.action else { continue };
            let path = roster_file(*roster);
            let bytes = store
                .read(&path)?
                .ok_or_else(|| Fault::Missing { step: Step::Rosters, path: path.clone() })?;
            if sha256(&bytes) != *wanted {
                return Err(Fault::OtherRoster { path }.into());
            }
            let parsed = Roster::parse(&bytes).map_err(Fault::Roster)?;
            // The first roster names nothing before it.
            let before = rosters.last().map_or_else(String::new, |(_, bytes)| sha256(bytes));
            if parsed.number != *roster
                || parsed.number as usize != rosters.len() + 1
                || parsed.before != before
                || parsed.on != entry.on
            {
                return Err(Fault::RosterOrder { path }.into());
            }
            rosters.push((parsed, bytes));
        }
        Ok(Self { ledger, rosters })
    }

    /// Returns the roster that is in force.
    ///
    /// # Errors
    /// When there is none.
    pub fn roster(&self) -> Result<&Roster, Error> {
        self.rosters.last().map(|(roster, _)| roster).ok_or_else(|| Refusal::NoRoster.into())
    }

    /// Returns the roster that was in force when a line of the ledger was written.
    pub fn roster_at(&self, number: u64) -> Option<&Roster> {
        let before = self.ledger.entries.iter().take_while(|entry| entry.number <= number);
        let n = before.filter(|entry| matches!(entry.action, Action::Roster { .. })).count();
        self.rosters.get(n.checked_sub(1)?).map(|(roster, _)| roster)
    }

    /// Returns the last published version of a sheet; withdrawn ones count.
    pub(super) fn last_version(&self, sheet: &str) -> Option<&Published> {
        let all = self.ledger.published().map(|(_, published)| published);
        all.filter(|published| published.sheet == sheet).last()
    }
}

/// Reads the list of current versions, and the text and signature of it.
///
/// # Errors
/// When it is damaged (step 16).
pub fn read_current(bytes: &[u8]) -> Result<(Current, SignedCurrent), Error> {
    let damaged = |error: serde_json::Error| Fault::Damaged {
        step: Step::CurrentList,
        path: CURRENT_FILE.to_owned(),
        error: error.to_string(),
    };
    let signed: SignedCurrent = serde_json::from_slice(bytes).map_err(damaged)?;
    let current: Current = serde_json::from_str(&signed.list).map_err(damaged)?;
    if current.form != CURRENT {
        return Err(Fault::from(CurrentFault::Form { file: CURRENT_FILE }).into());
    }
    Ok((current, signed))
}

/// Reads a view together with the files that it names.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    store: &'a dyn Store,
}

impl std::fmt::Debug for Reader<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}

impl<'a> Reader<'a> {
    pub fn new(store: &'a dyn Store) -> Self {
        Self { store }
    }

    /// Returns the last published version of a sheet with its candidate and text of record.
    ///
    /// # Errors
    /// When its files are missing or damaged.
    pub fn last(self, view: &StoreView, sheet: &str) -> Result<Option<Last>, Error> {
        let Some(published) = view.last_version(sheet).cloned() else { return Ok(None) };
        let candidate = self.candidate_of(sheet, published.version)?;
        let record = self.record(sheet, published.version)?;
        let inside = join(&folder(sheet, published.version), INSIDE);
        let inputs = self.all(&join(&inside, stored::FOLDER))?;
        let about = &candidate.predicate;
        let basis = Basis::of(&inputs, &about.policy, &about.tool);
        Ok(Some(Last { published, candidate, record, basis }))
    }

    /// Returns the policy of the version that was published last, of whatever sheet.
    ///
    /// # Errors
    /// When its files are missing or damaged.
    pub(super) fn last_policy(self, view: &StoreView) -> Result<Option<Policy>, Error> {
        let Some((_, last)) = view.ledger.published().last() else { return Ok(None) };
        Ok(Some(self.candidate_of(&last.sheet, last.version)?.predicate.policy))
    }

    /// Returns the candidate inside a published version.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn candidate_of(
        self,
        sheet: &str,
        version: Version,
    ) -> Result<Statement<Candidate>, Error> {
        let path = join(&folder(sheet, version), &join(INSIDE, MANIFEST));
        Statement::parse(&self.need(&path, Step::Candidate)?, CANDIDATE, Step::Candidate)
    }

    /// Returns a release's manifest and its bytes.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn release(
        self,
        sheet: &str,
        version: Version,
    ) -> Result<(Statement<Release>, Vec<u8>), Error> {
        let path = join(&folder(sheet, version), RELEASE_MANIFEST);
        let bytes = self.need(&path, Step::Manifests)?;
        Ok((Statement::parse(&bytes, RELEASE, Step::Manifests)?, bytes))
    }

    /// Returns the text of record of a published version.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn record(self, sheet: &str, version: Version) -> Result<Record, Error> {
        let path = join(&folder(sheet, version), &join(INSIDE, RECORD));
        let text = String::from_utf8(self.need(&path, Step::TextOfRecord)?).ok();
        text.and_then(|text| Record::parse(&text))
            .ok_or_else(|| Error::from(Fault::NoRecord { path }))
    }

    /// Returns what a published version carries.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn carries(self, sheet: &str, version: Version) -> Result<Provenance, Error> {
        let path = join(&folder(sheet, version), &join(INSIDE, CARRIES));
        serde_json::from_slice(&self.need(&path, Step::Candidate)?).map_err(|error| {
            Error::from(Fault::Damaged { step: Step::Candidate, path, error: error.to_string() })
        })
    }

    /// Returns the candidate of a sheet that waits for signatures, newest version first.
    ///
    /// # Errors
    /// When it is damaged.
    pub fn candidate(self, sheet: &str) -> Result<Option<Cut>, Error> {
        let folder = join(CANDIDATES, sheet);
        let mut versions: Vec<Version> = self
            .store
            .list(&folder)?
            .into_iter()
            .filter(|(_, kind)| *kind == Kind::Folder)
            .filter_map(|(name, _)| Version::parse(&name))
            .collect();
        versions.sort();
        let Some(version) = versions.pop() else { return Ok(None) };
        let folder = candidate_folder(sheet, version);
        let bytes = self.need(&join(&folder, MANIFEST), Step::Candidate)?;
        let manifest: Statement<Candidate> = Statement::parse(&bytes, CANDIDATE, Step::Candidate)?;
        if manifest.predicate.sheet != sheet || manifest.predicate.version != version {
            return Err(Fault::OtherCandidate { folder }.into());
        }
        Ok(Some(Cut { folder, manifest, bytes }))
    }

    /// Returns all files of a folder.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn all(self, folder: &str) -> Result<BTreeMap<String, Vec<u8>>, Error> {
        let mut all = BTreeMap::new();
        for name in files(self.store, folder)? {
            let bytes = self.need(&join(folder, &name), Step::Files)?;
            all.insert(name, bytes);
        }
        Ok(all)
    }

    /// Returns a file that must be there.
    fn need(self, path: &str, step: Step) -> Result<Vec<u8>, Error> {
        self.store
            .read(path)?
            .ok_or_else(|| Error::from(Fault::Missing { step, path: path.to_owned() }))
    }
}
