//! The lines of a review, as they were read.

use candor_author::Notes;
use candor_model::Id;
use serde_json::{Value as Json, json};

use super::answer::Problem;
use super::notes;

/// What a review shows, to be read or written on.
pub(super) struct Review {
    pub(super) lines: Vec<Line>,
    /// The digest of all lines.
    pub(super) digest: String,
    pub(super) name: String,
    pub(super) head: Json,
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
    pub(super) fn data(&self, root: &std::path::Path, id: &Id) -> Result<Json, Problem> {
        let (notes, digest) = notes::read(root, &self.name, id.as_str())?;
        let comment = |one: &candor_author::Comment, says: Option<&str>| {
            json!({
                "id": one.id, "line": one.line, "by": one.by, "on": one.on, "text": one.text,
                "about": one.about.lines().next(), "resolved": one.resolved,
                "holds": says.is_some_and(|says| says == one.about),
            })
        };
        let of = |notes: &Notes, line: &Line| {
            let says = line.says();
            let tick = notes
                .ticked(&line.id, &says)
                .map(|(tick, holds)| json!({ "by": tick.by, "on": tick.on, "holds": holds }));
            let comments = notes.comments.iter().filter(|one| one.line == line.id);
            let comments: Vec<_> = comments.map(|one| comment(one, Some(&says))).collect();
            let behind: Vec<_> =
                line.behind.iter().map(|(id, text)| json!({ "id": id, "text": text })).collect();
            json!({
                "id": line.id, "section": line.section, "name": line.name, "text": line.text,
                "behind": behind, "item": line.item, "tick": tick, "comments": comments,
            })
        };
        let lines: Vec<_> = self.lines.iter().map(|line| of(&notes, line)).collect();
        let ticked = lines.iter().filter(|line| line["tick"]["holds"] == true).count();
        let gone =
            |one: &&candor_author::Comment| !self.lines.iter().any(|line| line.id == one.line);
        let loose: Vec<_> =
            notes.comments.iter().filter(gone).map(|one| comment(one, None)).collect();
        let mut data = self.head.clone();
        data["notes"] = json!(digest);
        data["ticked"] = json!(ticked);
        data["open"] = json!(notes.open());
        data["lines"] = Json::Array(lines);
        data["loose"] = Json::Array(loose);
        Ok(data)
    }
}
