//! The lines of a review, as they were read.

use candor_author::Notes;
use candor_model::Id;

use super::answer::Problem;
use super::api;
use super::notes;

/// What a review shows, to be read or written on.
pub(super) struct Review {
    pub(super) lines: Vec<Line>,
    /// The digest of all lines.
    pub(super) digest: String,
    pub(super) name: String,
    /// All but the lines and the notes.
    pub(super) head: api::Review,
}

/// A line with what it rests on.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: String,
    pub(super) section: String,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) behind: Vec<(String, String)>,
    pub(super) item: Option<String>,
}

impl Line {
    /// Returns what a tick holds for: the line and what it rests on.
    pub(super) fn says(&self) -> String {
        let behind = self.behind.iter().map(|(_, text)| text.as_str());
        [self.text.as_str()].into_iter().chain(behind).collect::<Vec<_>>().join("\n")
    }
}

impl Review {
    /// Returns what a line says, if there is one.
    pub(super) fn says(&self, id: &str) -> Option<String> {
        self.lines.iter().find(|line| line.id == id).map(Line::says)
    }

    /// Returns the review with its notes as data.
    pub(super) fn data(&self, root: &std::path::Path, id: &Id) -> Result<api::Review, Problem> {
        let (notes, digest) = notes::read(root, &self.name, id.as_str())?;
        let lines: Vec<_> = self.lines.iter().map(|line| noted(line, &notes)).collect();
        let is_ticked = |line: &&api::Line| line.tick.as_ref().is_some_and(|tick| tick.holds);
        let gone =
            |one: &&candor_author::Comment| !self.lines.iter().any(|line| line.id == one.line);
        Ok(api::Review {
            notes: digest,
            ticked: lines.iter().filter(is_ticked).count(),
            open: notes.open(),
            lines,
            loose: notes.comments.iter().filter(gone).map(|one| comment(one, None)).collect(),
            ..self.head.clone()
        })
    }
}

/// Returns a line with what was written on it.
fn noted(line: &Line, notes: &Notes) -> api::Line {
    let says = line.says();
    let tick = notes.ticked(&line.id, &says);
    let comments = notes.comments.iter().filter(|one| one.line == line.id);
    let behind = |(id, text): &(String, String)| api::Behind { id: id.clone(), text: text.clone() };
    api::Line {
        id: line.id.clone(),
        section: line.section.clone(),
        name: line.name.clone(),
        text: line.text.clone(),
        behind: line.behind.iter().map(behind).collect(),
        item: line.item.clone(),
        tick: tick.map(|(tick, holds)| api::Tick { by: tick.by.clone(), on: tick.on, holds }),
        comments: comments.map(|one| comment(one, Some(&says))).collect(),
    }
}

/// Returns a comment; `says` is what its line says now.
fn comment(one: &candor_author::Comment, says: Option<&str>) -> api::Comment {
    api::Comment {
        id: one.id,
        line: one.line.clone(),
        by: one.by.clone(),
        on: one.on,
        text: one.text.clone(),
        about: one.about.lines().next().map(str::to_owned),
        resolved: one.resolved,
        holds: says.is_some_and(|says| says == one.about),
    }
}
