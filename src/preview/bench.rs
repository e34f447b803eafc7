//! Where texts are tried: the workspace as it was read, kept warm on a thread of its own.
//!
//! It reads the disk and never writes it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use candor_compose::readability::CountCache;
use candor_composition::DocumentSpec;
use candor_document::Ready;
use candor_document::export::Pictures;
use candor_model::digest::sha256;
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Id, Jurisdiction, Monograph, Paper};
use candor_release::DiskStore;
use candor_workspace::inputs;
use candor_workspace::inputs::{Inputs, stem};
use jiff::civil::Date;

use super::answer::Problem;
use super::edge::Edge;
use super::events::{EventLog, Kind};
use super::findings;
use super::rendered::LastGood;
use super::reviewed::Review;
use super::row::Row;
use candor_app::open::{Opened, open, read};

/// The workspace and what was made of it.
pub(super) struct Bench {
    pub(super) root: PathBuf,
    pub(super) edge: Edge,
    pub(super) opened: Opened,
    /// The last good pages.
    pub(super) good: LastGood,
    /// Pages as they were drawn.
    pub(super) pictures: Pictures,
    /// Words as they were counted, by language.
    pub(super) counted: BTreeMap<String, CountCache>,
    /// Reviews as they were read since anything changed, with their day.
    pub(super) reviews: BTreeMap<String, (Date, Arc<Review>)>,
    pub(super) events: Arc<EventLog>,
    pub(super) rows: BTreeMap<String, Row>,
    /// Sheets that nobody has looked at since they changed.
    pub(super) pending: BTreeSet<String>,
}

/// Returns the digest of what stands in a tree.
pub(super) fn digest_of(entry: &Entry) -> Option<String> {
    match entry {
        Entry::File(bytes) => Some(sha256(bytes)),
        Entry::Refused(_) => None,
    }
}

/// Returns the sheets among a workspace's files, as an opened workspace lists them.
fn own_sheets(inputs: &Inputs) -> Vec<(String, Entry)> {
    let own = inputs.sheets.iter().filter(|(path, _)| !path.starts_with("library/"));
    own.map(|(path, entry)| (inputs.sheets.shown(path), entry.clone())).collect()
}

/// Returns the part of the sheets that is the library.
fn library(sheets: &Tree) -> Vec<(&str, &Entry)> {
    sheets.iter().filter(|(path, _)| path.starts_with("library/")).collect()
}

impl Bench {
    pub(super) fn new(
        root: PathBuf,
        mut opened: Opened,
        events: Arc<EventLog>,
        edge: Edge,
    ) -> Self {
        opened.workspace.shared.stopwatch.clock = Some(edge.clock.now);
        for (name, entry) in &opened.workspace.sheets {
            events.begins(stem(name), digest_of(entry));
        }
        let pending =
            opened.workspace.sheets.iter().map(|(name, _)| stem(name).to_owned()).collect();
        Self {
            root,
            edge,
            opened,
            good: LastGood::default(),
            pictures: Pictures::default(),
            counted: BTreeMap::new(),
            reviews: BTreeMap::new(),
            events,
            rows: BTreeMap::new(),
            pending,
        }
    }

    /// Returns a bench for one piece of work, that nobody listens to.
    pub(super) fn alone(root: &std::path::Path, edge: &Edge) -> Result<Self, Problem> {
        let opened = open(Some(root))?;
        Ok(Self::new(root.to_owned(), opened, Arc::new(EventLog::new()), edge.clone()))
    }

    /// Returns the name and the entry of a sheet.
    pub(super) fn sheet(&self, id: &Id) -> Result<(String, Entry), Problem> {
        let found = self.opened.workspace.sheet(id.as_str()).cloned();
        found.ok_or_else(|| {
            let known: Vec<&str> =
                self.opened.workspace.sheets.iter().map(|(name, _)| stem(name)).collect();
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
    pub(super) fn ready(&self, id: &Id) -> Result<Ready, Problem> {
        let (name, entry) = self.sheet(id)?;
        let mut all = self.opened.workspace.diagnostics.clone();
        let (ready, found) = candor_document::check(&self.opened.workspace.shared, &name, &entry);
        all.extend(found);
        let errors = all.has_errors();
        ready.filter(|_| !errors).ok_or_else(|| {
            Problem::refused("the saved sheet has findings")
                .hint("fix them and save the sheet")
                .findings(findings::plain(&all.sorted()))
        })
    }

    /// Returns the medicine of a sheet as it stands on disk, whatever else is wrong with it.
    pub(super) fn monograph(&self, id: &Id) -> Result<Arc<Monograph>, Problem> {
        let text = self.text(id)?;
        let medicine = candor_author::says(&text, "medicine");
        let monograph = medicine
            .and_then(|medicine| self.opened.workspace.shared.library.monograph(&medicine).0);
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
    ) -> Result<DocumentSpec, Problem> {
        let jurisdiction =
            jurisdiction.unwrap_or_else(|| self.opened.workspace.usual_jurisdiction());
        let paper = paper.unwrap_or_else(|| self.opened.workspace.usual_paper(jurisdiction));
        let format = format.unwrap_or(Format::Handout);
        if format == Format::Notice {
            return Err(Problem::new(400, "a notice is not a format of a sheet"));
        }
        if !format.fits(paper) {
            return Err(Problem::refused("only a wallet card is printed on this paper")
                .hint("choose a4 or letter"));
        }
        Ok(DocumentSpec { format, paper, jurisdiction })
    }

    /// Opens the store for reading.
    pub(super) fn store(&self) -> DiskStore {
        DiskStore::open(self.root.join(candor_release::FOLDER))
    }

    /// Does a little of what can wait; says whether there is more.
    pub(super) fn idle(&mut self) -> bool {
        let Some(id) = self.pending.iter().next().cloned() else { return false };
        self.look(&id);
        if self.pending.is_empty() {
            self.events.note(Kind::State, None);
        }
        !self.pending.is_empty()
    }

    /// Reads the workspace again, and says what has changed.
    pub(super) fn reload(&mut self) {
        // What cannot be read now is read when it changes again.
        self.reviews.clear();
        let Ok(inputs) = read(&self.root) else { return };
        let is_same = |old: &Inputs, new: &Inputs| {
            old.config == new.config
                && old.templates == new.templates
                && old.checked == new.checked
                && library(&old.sheets) == library(&new.sheets)
        };
        let same = is_same(&self.opened.inputs, &inputs);
        let before = std::mem::take(&mut self.opened.workspace.sheets);
        if same {
            self.opened.workspace.sheets = own_sheets(&inputs);
        } else {
            self.opened.workspace = inputs::open(&inputs);
            self.opened.workspace.shared.stopwatch.clock = Some(self.edge.clock.now);
            self.good = LastGood::default();
        }
        self.opened.inputs = inputs;
        let new = self.opened.workspace.sheets.clone();
        let gone: Vec<_> =
            before.iter().filter(|(name, _)| !new.iter().any(|(n, _)| n == name)).collect();
        for (name, _) in gone {
            self.rows.remove(stem(name));
            self.pending.remove(stem(name));
            self.events.stands(stem(name), None);
        }
        for (name, entry) in &new {
            let id = stem(name);
            let old = before.iter().find(|(known, _)| known == name);
            if !same || old.is_none_or(|(_, old)| old != entry) {
                self.pending.insert(id.to_owned());
            }
            self.events.stands(id, digest_of(entry));
        }
        if !same {
            self.events.note(Kind::Library, None);
        }
    }
}

/// Returns the text of an entry.
pub(super) fn readable(name: &str, entry: &Entry) -> Result<String, Problem> {
    match entry {
        Entry::File(bytes) => String::from_utf8(bytes.to_vec()).map_err(|_| {
            Problem::refused(format!("{name} is not UTF-8 text"))
                .hint("save it as UTF-8 in an editor")
        }),
        Entry::Refused(_) => Err(Problem::refused(format!(
            "{name} is not read: it is a link, or not a regular file"
        ))
        .hint("put a regular file in its place")),
    }
}
