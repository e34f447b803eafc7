//! Where texts are tried: the one session of the preview, kept warm on a thread of its own.
//!
//! The only file that holds a `Session`. It reads the disk and never writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use candor::compose::Wanted;
use candor::digest::sha256;
use candor::inputs::{self, Inputs, stem};
use candor::model::{Format, Id, Jurisdiction, Monograph, Paper};
use candor::release::{self, DiskStore, Shelf, State};
use candor::render::Ready;
use candor::tree::{Entry, Tree};
use serde_json::{Value as Json, json};

use super::answer::Problem;
use super::findings;
use super::hub::{Hub, Kind};
use super::made::Good;
use super::notes;
use crate::clock::{now, today};
use crate::commands::open::{Opened, open, read};
use crate::deadline::Deadline;

/// How soon a review counts as due, in days, as `candor status` has it.
pub(super) const DUE_WITHIN: i32 = 90;
/// How many seconds a clinic's own template may take, as elsewhere.
const DEADLINE: u64 = 60;
/// After how many tries the session is made anew: it remembers every text for its findings.
const MAX_TRIES: usize = 2000;

/// What is known of a sheet as it stands on disk.
struct Row {
    digest: Option<String>,
    title: String,
    errors: usize,
    advice: usize,
    /// The digest of its words, if it has no errors.
    content: Option<String>,
}

/// The session and what was made with it.
pub(super) struct Bench {
    pub(super) root: PathBuf,
    pub(super) opened: Opened,
    pub(super) deadline: Deadline,
    /// The last good pages.
    pub(super) good: Good,
    hub: Arc<Hub>,
    rows: BTreeMap<String, Row>,
    /// Sheets that nobody has looked at since they changed.
    pending: BTreeSet<String>,
    tries: usize,
}

/// Returns the digest of what stands in a tree.
pub(super) fn digest_of(entry: &Entry) -> Option<String> {
    match entry {
        Entry::File(bytes) => Some(sha256(bytes)),
        Entry::Refused(_) => None,
    }
}

/// Returns the sheets among a workspace's files, as a session lists them.
fn own_sheets(inputs: &Inputs) -> Vec<(String, Entry)> {
    let own = inputs.sheets.iter().filter(|(path, _)| !path.starts_with("library/"));
    own.map(|(path, entry)| (inputs.sheets.shown(path), entry.clone())).collect()
}

/// Returns the part of the sheets that is the library.
fn library(sheets: &Tree) -> Vec<(&str, &Entry)> {
    sheets.iter().filter(|(path, _)| path.starts_with("library/")).collect()
}

impl Bench {
    pub(super) fn new(root: PathBuf, mut opened: Opened, hub: Arc<Hub>) -> Self {
        opened.session.stopwatch.clock = Some(now);
        let deadline = Deadline::new(DEADLINE, opened.foreign_templates);
        for (name, entry) in &opened.sheets {
            hub.begins(stem(name), digest_of(entry));
        }
        let pending = opened.sheets.iter().map(|(name, _)| stem(name).to_owned()).collect();
        let rows = BTreeMap::new();
        Self { root, opened, deadline, good: Good::default(), hub, rows, pending, tries: 0 }
    }

    /// Returns a bench for one piece of work, that nobody listens to.
    pub(super) fn alone(root: &std::path::Path) -> Result<Self, Problem> {
        let opened = open(Some(root))?;
        Ok(Self::new(root.to_owned(), opened, Arc::new(Hub::new())))
    }

    /// Returns the name and the entry of a sheet.
    pub(super) fn sheet(&self, id: &Id) -> Result<(String, Entry), Problem> {
        let found = self.opened.sheet(id.as_str()).cloned();
        found.ok_or_else(|| {
            let known: Vec<&str> = self.opened.sheets.iter().map(|(name, _)| stem(name)).collect();
            Problem::new(404, format!("there is no sheet `{id}`"))
                .hint(format!("the sheets are: {}", known.join(", ")))
        })
    }

    /// Returns the text of a sheet as it stands on disk.
    pub(super) fn text(&self, id: &Id) -> Result<String, Problem> {
        let (name, entry) = self.sheet(id)?;
        readable(&name, &entry)
    }

    /// Returns a sheet as it stands on disk, if no rule objects to it.
    pub(super) fn ready(&mut self, id: &Id) -> Result<Ready, Problem> {
        let (name, entry) = self.sheet(id)?;
        let mut all = self.opened.diagnostics.clone();
        let (ready, found) = self.opened.session.sheet(&name, &entry);
        all.extend(found);
        let errors = all.has_errors();
        ready.filter(|_| !errors).ok_or_else(|| {
            Problem::refused("the saved sheet has findings")
                .hint("mend them and save the sheet")
                .findings(&all.sorted(), &self.opened.session.files)
        })
    }

    /// Returns the medicine of a sheet as it stands on disk, whatever else is wrong with it.
    pub(super) fn monograph(&mut self, id: &Id) -> Result<Arc<Monograph>, Problem> {
        let text = self.text(id)?;
        let medicine = candor::author::says(&text, "medicine");
        let monograph = medicine.and_then(|medicine| self.opened.session.monograph(&medicine).0);
        monograph.ok_or_else(|| {
            Problem::refused("the sheet names no medicine that can be read")
                .hint("choose a medicine in the form, and save the sheet")
        })
    }

    /// Returns what is wanted, with what is usual where nothing is said.
    pub(super) fn wanted(
        &self,
        format: Option<Format>,
        paper: Option<Paper>,
        jurisdiction: Option<Jurisdiction>,
    ) -> Result<Wanted, Problem> {
        let jurisdiction = jurisdiction.unwrap_or_else(|| self.opened.usual_jurisdiction());
        let paper = paper.unwrap_or_else(|| self.opened.usual_paper(jurisdiction));
        let format = format.unwrap_or(Format::Handout);
        if format == Format::Notice {
            return Err(Problem::new(400, "a notice is no format of a sheet"));
        }
        if !format.fits(paper) {
            return Err(Problem::refused("only a wallet card is printed on this paper")
                .hint("choose a4 or letter"));
        }
        Ok(Wanted { format, paper, jurisdiction })
    }

    /// Opens the store for reading.
    pub(super) fn store(&self) -> DiskStore {
        DiskStore::open(self.root.join(release::FOLDER))
    }

    /// Returns the state of a sheet, and what it needs next.
    pub(super) fn state(&mut self, id: &Id) -> (String, String) {
        if !self.rows.contains_key(id.as_str()) {
            self.look(id.as_str());
        }
        let store = self.store();
        let shelf = Shelf::read(&store).map_err(|error| error.to_string());
        self.state_of(id.as_str(), &store, shelf.as_ref())
    }

    fn state_of(
        &self,
        id: &str,
        store: &DiskStore,
        shelf: Result<&Shelf, &String>,
    ) -> (String, String) {
        let content = self.rows.get(id).and_then(|row| row.content.as_ref());
        let Some(content) = content else {
            return ("findings".to_owned(), "mend what is wrong".to_owned());
        };
        let state = shelf.map_err(Clone::clone).and_then(|shelf| {
            release::sheet_state(store, shelf, id, content, today(None), DUE_WITHIN)
                .map_err(|error| error.to_string())
        });
        match state {
            Ok(state) => (state.as_str().to_owned(), next(&state, id)),
            Err(error) => ("findings".to_owned(), error),
        }
    }

    /// Returns the list of sheets, as far as anybody has looked at them.
    pub(super) fn list(&self) -> Json {
        let store = self.store();
        let shelf = Shelf::read(&store).map_err(|error| error.to_string());
        let sheets: Vec<_> = self
            .opened
            .sheets
            .iter()
            .map(|(name, entry)| {
                let id = stem(name);
                let comments = notes::open_comments(&self.root, name);
                let Some(row) = self.rows.get(id).filter(|_| !self.pending.contains(id)) else {
                    return json!({
                        "id": id, "file": name, "title": null, "state": null, "next": null,
                        "errors": null, "advice": null, "digest": digest_of(entry),
                        "comments": comments,
                    });
                };
                let (state, next) = self.state_of(id, &store, shelf.as_ref());
                json!({
                    "id": id, "file": name, "title": row.title, "state": state, "next": next,
                    "errors": row.errors, "advice": row.advice, "digest": row.digest,
                    "comments": comments,
                })
            })
            .collect();
        let found = &self.opened.diagnostics;
        json!({
            "event": self.hub.last(), "pending": self.pending.len(), "sheets": sheets,
            "findings": findings::plain(found, &self.opened.session.files),
        })
    }

    /// Looks at a sheet as it stands on disk.
    fn look(&mut self, id: &str) {
        self.pending.remove(id);
        let Some((name, entry)) = self.opened.sheet(id).cloned() else { return };
        let (ready, found) = self.opened.session.sheet(&name, &entry);
        let (errors, advice) = findings::counts(&found);
        let digest = digest_of(&entry);
        let written = readable(&name, &entry).ok();
        let title =
            written.and_then(|text| candor::author::says(&text, "title")).unwrap_or_default();
        let content = ready
            .filter(|_| !self.opened.diagnostics.has_errors())
            .map(|ready| release::record(&mut self.opened.all, &ready).digest());
        self.rows.insert(id.to_owned(), Row { digest, title, errors, advice, content });
    }

    /// Does a little of what can wait; says whether there is more.
    pub(super) fn idle(&mut self) -> bool {
        if MAX_TRIES < self.tries {
            self.tries = 0;
            self.renew();
            return true;
        }
        let Some(id) = self.pending.iter().next().cloned() else { return false };
        self.look(&id);
        if self.pending.is_empty() {
            self.hub.note(Kind::State, None);
        }
        !self.pending.is_empty()
    }

    /// Counts a try.
    pub(super) fn tried(&mut self) {
        self.tries += 1;
    }

    /// Makes the session anew, from the files as they were read.
    fn renew(&mut self) {
        self.opened.all = inputs::open(&self.opened.inputs);
        self.opened.session.stopwatch.clock = Some(now);
    }

    /// Reads the workspace again, and says what has changed.
    pub(super) fn reload(&mut self) {
        // What cannot be read now is read when it changes again.
        let Ok(inputs) = read(&self.root) else { return };
        let is_same = |old: &Inputs, new: &Inputs| {
            old.config == new.config
                && old.templates == new.templates
                && old.checked == new.checked
                && library(&old.sheets) == library(&new.sheets)
        };
        let same = is_same(&self.opened.inputs, &inputs);
        let before = std::mem::take(&mut self.opened.all.sheets);
        if same {
            self.opened.all.sheets = own_sheets(&inputs);
        } else {
            let foreign = self.opened.foreign_templates;
            self.opened.all = inputs::open(&inputs);
            self.opened.session.stopwatch.clock = Some(now);
            if foreign != self.opened.foreign_templates {
                self.deadline = Deadline::new(DEADLINE, self.opened.foreign_templates);
            }
            self.good = Good::default();
        }
        self.opened.inputs = inputs;
        let new = self.opened.all.sheets.clone();
        let gone: Vec<_> =
            before.iter().filter(|(name, _)| !new.iter().any(|(n, _)| n == name)).collect();
        for (name, _) in gone {
            self.rows.remove(stem(name));
            self.pending.remove(stem(name));
            self.hub.stands(stem(name), None);
        }
        for (name, entry) in &new {
            let id = stem(name);
            let old = before.iter().find(|(known, _)| known == name);
            if !same || old.is_none_or(|(_, old)| old != entry) {
                self.pending.insert(id.to_owned());
            }
            self.hub.stands(id, digest_of(entry));
        }
        if !same {
            self.hub.note(Kind::Library, None);
        }
    }
}

/// Returns the text of an entry.
pub(super) fn readable(name: &str, entry: &Entry) -> Result<String, Problem> {
    match entry {
        Entry::File(bytes) => String::from_utf8(bytes.to_vec()).map_err(|_| {
            Problem::refused(format!("{name} is no text in UTF-8"))
                .hint("save it as UTF-8 in an editor")
        }),
        Entry::Refused(_) => {
            Err(Problem::refused(format!("{name} is not read: it is a link, or no plain file"))
                .hint("put a plain file in its place"))
        }
    }
}

/// Returns what a state needs next; the page has buttons where the terminal has commands.
fn next(state: &State, id: &str) -> String {
    match state {
        State::Draft { published: None, not_applying: false } => "cut a candidate".to_owned(),
        State::Draft { published: Some(version), not_applying: false } => {
            format!("the words differ from version {version}: cut a candidate")
        }
        State::Draft { not_applying: true, .. } => {
            "the words changed since the signatures, which do not apply: cut a candidate".to_owned()
        }
        State::SignedInPart { signed, needs, .. } if needs.is_empty() => {
            format!("signed by {}; publish it", signed.join(", "))
        }
        State::Candidate { .. }
        | State::SignedInPart { .. }
        | State::Published { .. }
        | State::ReviewDue { .. }
        | State::Overdue { .. }
        | State::Withdrawn { .. } => state.next(id),
    }
}
