//! What `candor render` hands out of a published sheet: the released PDFs and nothing else.

use std::path::{Path, PathBuf};

use candor_composition::DocumentSpec;
use candor_document::Ready;
use candor_model::Sheet;
use candor_model::digest::sha256;
use candor_release::{DiskStore, Hint, Reader, State, Store as _, StoreView, Version, sheet_state};
use jiff::civil::Date;

use super::open::Opened;
use crate::error::CommandError;

/// Why and by whom a copy of a version whose review is overdue is wanted.
#[derive(Debug, Clone, Copy)]
pub struct OverdueCopy<'a> {
    pub reason: &'a str,
    /// The name of the person who asks.
    pub by: &'a str,
}

/// The releases of a workspace, as `render` asks them.
pub struct Released<'a> {
    overdue: Option<OverdueCopy<'a>>,
    folder: Option<PathBuf>,
    view: StoreView,
    on: Date,
}

/// What a published sheet gives.
pub enum Outcome {
    /// The released files: name, kind, bytes.
    Files(Vec<(String, DocumentSpec, Vec<u8>)>),
    /// Nothing may be handed out.
    Refused(CommandError),
}

impl<'a> Released<'a> {
    /// Opens the store of a workspace as it is on a day, if there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn open(
        overdue: Option<OverdueCopy<'a>>,
        root: Option<&Path>,
        on: Date,
    ) -> Result<Self, CommandError> {
        let folder = root.map(|root| root.join(candor_release::FOLDER));
        let store = folder.clone().map(DiskStore::open);
        match store {
            Some(store) if has_ledger(&store)? => {
                Ok(Self { overdue, folder, view: StoreView::read(&store)?, on })
            }
            Some(_) | None => Ok(Self { overdue, folder: None, view: StoreView::default(), on }),
        }
    }

    /// Whether any version of a sheet was ever published.
    pub fn knows(&self, id: &str) -> bool {
        self.folder.is_some() && self.view.ledger.versions(id).next().is_some()
    }

    /// Returns what a sheet gives; `None` when its words are not those of a release.
    pub fn of(
        &self,
        opened: &Opened,
        ready: &Ready,
        wanted: &[DocumentSpec],
    ) -> Result<Option<Outcome>, CommandError> {
        let Some(folder) = &self.folder else { return Ok(None) };
        let store = DiskStore::open(folder);
        let sheet = ready.sheet();
        let id = sheet.id.as_str();
        let state = state(&store, &self.view, opened, ready, self.on, 0)?;
        match state {
            State::Published { version, .. } | State::ReviewDue { version, .. } => {
                self.released(&store, sheet, version, wanted).map(Some)
            }
            State::Overdue { version, due } => match self.overdue {
                Some(OverdueCopy { reason, by }) => {
                    self.overdue(folder, sheet, version, wanted, by, reason).map(Some)
                }
                None => Ok(Some(Outcome::Refused(
                    CommandError::findings(format!("the review of `{id}` version {version} was due on {due}"))
                        .hint("review it and publish a new version")
                        .hint("in need, --overdue-reason TEXT --overdue-by NAME writes a copy that says so"),
                ))),
            },
            State::Withdrawn { version, reason } => Ok(Some(Outcome::Refused(
                CommandError::findings(format!("`{id}` version {version} was withdrawn: {reason}"))
                    .hint("it is not written any more; change the sheet and publish a new version"),
            ))),
            State::Draft { .. } | State::Candidate { .. } | State::SignedInPart { .. } => Ok(None),
        }
    }

    fn released(
        &self,
        store: &DiskStore,
        sheet: &Sheet,
        version: Version,
        wanted: &[DocumentSpec],
    ) -> Result<Outcome, CommandError> {
        let id = sheet.id.as_str();
        let reader = Reader::new(store);
        let (manifest, _) = reader.release(id, version)?;
        let all = reader.all(&format!("published/{id}/{version}"))?;
        let mut files = Vec::new();
        for &kind in wanted {
            let name = candor_release::file_name(sheet, &format!("v{version}"), kind, "pdf");
            // A format that was not released is not written at all: it would be a draft.
            let Some(bytes) = all.get(&name) else { continue };
            if manifest.digest(&name) != Some(sha256(bytes).as_str()) {
                return Err(CommandError::findings(format!("step 7: {name} was changed"))
                    .hint(Hint::Verify));
            }
            files.push((name, kind, bytes.clone()));
        }
        if files.is_empty() {
            return Ok(Outcome::Refused(
                CommandError::findings(format!(
                    "version {version} of `{id}` was not released in this format or on this paper"
                ))
                .hint("name it in the policy of candor.toml and cut a new version"),
            ));
        }
        Ok(Outcome::Files(files))
    }

    fn overdue(
        &self,
        folder: &Path,
        sheet: &Sheet,
        version: Version,
        wanted: &[DocumentSpec],
        by: &str,
        reason: &str,
    ) -> Result<Outcome, CommandError> {
        let id = sheet.id.as_str();
        let mut store = DiskStore::locked(folder)?;
        let made = candor_release::overdue_copy(&store, id, version)?;
        let mut files = Vec::new();
        for &kind in wanted {
            let name = candor_release::file_name(sheet, &format!("v{version}"), kind, "pdf");
            if let Some(bytes) = made.get(&name) {
                let name =
                    candor_release::file_name(sheet, &format!("v{version}-overdue"), kind, "pdf");
                files.push((name, kind, bytes.clone()));
            }
        }
        let digests = files.iter().map(|(_, _, bytes)| sha256(bytes)).collect();
        candor_release::note_overdue(&mut store, id, version, by, reason, digests, self.on)?;
        Ok(Outcome::Files(files))
    }
}

/// Returns the state of a sheet with what it says of its words.
pub fn state(
    store: &DiskStore,
    view: &StoreView,
    opened: &Opened,
    ready: &Ready,
    on: Date,
    due_within: i32,
) -> Result<State, CommandError> {
    let content = candor_release::record(&opened.workspace, ready).digest();
    Ok(sheet_state(store, view, ready.sheet().id.as_str(), &content, on, due_within)?)
}

/// Whether a store has anything in it.
pub fn has_ledger(store: &DiskStore) -> Result<bool, CommandError> {
    Ok(store.read(candor_release::LEDGER)?.is_some())
}
