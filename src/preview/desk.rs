//! Where the disk is changed: one change after the other, on a thread of its own.

use std::path::{Path, PathBuf};

use candor_author::{Beginning, Change, Notes, Op, Step};
use candor_model::Id;
use candor_model::digest::sha256;
use candor_model::tree::{Entry, Refusal};
use candor_workspace::inputs::stem;

use serde_json::Value as Json;

use super::answer::Problem;
use super::api::{self, NewRequest, SaveRequest, StepRequest};
use super::edge::Edge;
use super::history::History;
use super::notes;
use candor_app::{new, open};

/// The longest text of a sheet in bytes: many times what a leaf of paper holds.
const MAX_LEN: usize = 128 * 1024;

/// The workspace, to be changed.
pub(super) struct Desk {
    pub(super) root: PathBuf,
    pub(super) edge: Edge,
}

impl Desk {
    /// Returns the name of a sheet's file below the workspace, from the list of its files.
    pub(super) fn name(&self, id: &Id) -> Result<String, Problem> {
        let tree = candor_workspace::read(&self.root, "sheets", &[".toml"])?;
        let own = tree.iter().filter(|(path, _)| !path.starts_with("library/"));
        let mut found =
            own.map(|(path, _)| tree.shown(path)).filter(|name| stem(name) == id.as_str());
        match (found.next(), found.next()) {
            (Some(name), None) => Ok(name),
            (Some(one), Some(other)) => {
                Err(Problem::refused(format!("two files have the id `{id}`: {one} and {other}"))
                    .hint("rename one of them"))
            }
            (None, _) => Ok(format!("sheets/{id}.toml")),
        }
    }

    /// Returns the text of a sheet on disk, and nothing where there is no file.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Problem> {
        let path = self.root.join(name);
        if path.symlink_metadata().is_err_and(|error| error.kind() == std::io::ErrorKind::NotFound)
        {
            return Ok(None);
        }
        match candor_workspace::read_file(&path) {
            Entry::File(bytes) => match String::from_utf8(bytes.into_owned()) {
                Ok(text) => Ok(Some(text)),
                Err(_) => Err(Problem::refused(format!("{name} is not UTF-8 text"))
                    .hint("save it as UTF-8 in an editor; nothing was written")),
            },
            Entry::Refused(Refusal::Link) => Err(Problem::refused(format!("{name} is a link"))
                .hint("put a regular file in its place; nothing was written")),
            Entry::Refused(_) => Err(Problem::refused(format!("{name} is not a regular file"))
                .hint("move it away; nothing was written")),
        }
    }

    /// Returns the text and the undo steps of a sheet.
    pub(super) fn steps(&self, id: &Id, disk: &str) -> (usize, usize) {
        History::read(&self.root, id).counts(disk)
    }

    /// Saves a text.
    pub(super) fn save(&self, save: &SaveRequest) -> Result<api::Saved, Problem> {
        let id = &save.sheet;
        let name = self.name(id)?;
        sound(&save.text)?;
        let disk = self.text(&name)?;
        if disk.is_none() && save.base.is_some() || disk.is_some() && save.base.is_none() {
            return Err(conflict(disk.as_deref(), Some(&save.text)));
        }
        if disk.as_ref().map(|text| sha256(text.as_bytes())) != save.base {
            return Err(conflict(disk.as_deref(), Some(&save.text)));
        }
        let mut history = History::read(&self.root, id);
        if let Some(disk) = &disk {
            history.meet(disk);
        }
        if disk.as_ref() != Some(&save.text) {
            history.push(&save.text);
            history.write(&self.root, id)?;
            candor_workspace::write(&self.root.join(&name), save.text.as_bytes())?;
        }
        let (undo, redo) = history.counts(&save.text);
        let digest = sha256(save.text.as_bytes());
        Ok(api::Saved { digest, undo, redo })
    }

    /// Goes a saved step back or forth.
    pub(super) fn go(&self, go: &StepRequest, back: bool) -> Result<api::Stepped, Problem> {
        let id = &go.sheet;
        let name = self.name(id)?;
        let disk = self.text(&name)?;
        let digest = disk.as_ref().map(|text| sha256(text.as_bytes()));
        let Some(disk) = disk.filter(|_| digest == go.base) else {
            return Err(conflict(self.text(&name)?.as_deref(), None));
        };
        let mut history = History::read(&self.root, id);
        history.meet(&disk);
        let Some(text) = history.go(back).map(str::to_owned) else {
            let what = if back { "undone" } else { "made again" };
            return Err(Problem::refused(format!("there is nothing that can be {what}")));
        };
        history.write(&self.root, id)?;
        candor_workspace::write(&self.root.join(&name), text.as_bytes())?;
        let (undo, redo) = history.counts(&text);
        let digest = sha256(text.as_bytes());
        Ok(api::Stepped { text, digest, undo, redo })
    }

    /// Makes a new sheet; a file that is there is never replaced.
    pub(super) fn begin(&self, request: NewRequest) -> Result<api::Made, Problem> {
        let opened = open::open(Some(&self.root))?;
        let id = new::id(&request.id)?;
        let on = (self.edge.clock.today)();
        if let Some((name, _)) = opened.workspace.sheet(id.as_str()) {
            return Err(Problem::new(409, format!("there is a sheet `{id}` already: {name}"))
                .hint("choose another name; nothing was written"));
        }
        let mut text = if let Some(from) = &request.from {
            let (medicine, condition) = (request.medicine.as_deref(), request.condition.as_deref());
            let begin = Beginning { id: &id, medicine, condition, on };
            candor_author::copy(&new::source(&opened, from.as_str())?, &begin)
        } else {
            new::blank(&opened, &id, on, request.medicine, request.condition, &|_| None)?
        };
        for (key, value) in [("title", request.title), ("purpose", request.purpose)] {
            let Some(value) = value.filter(|value| !value.trim().is_empty()) else { continue };
            let path = vec![Step::from(key)];
            let change = Change { op: Some(Op::Set), path, value: Json::String(value), to: None };
            text = candor_author::edit(&text, &change).map_err(|error| unfit(&error))?.text;
        }
        sound(&text)?;
        let name = format!("sheets/{id}.toml");
        let folder = self.root.join("sheets");
        if folder.symlink_metadata().is_ok_and(|meta| !meta.is_dir()) {
            return Err(
                Problem::refused("`sheets` is not a regular folder").hint("nothing was written")
            );
        }
        candor_workspace::write_new(&self.root.join(&name), text.as_bytes())?;
        let digest = sha256(text.as_bytes());
        Ok(api::Made { sheet: id.to_string(), file: name, text, digest })
    }

    /// Changes the notes of a sheet, if they are still those that a page has seen.
    pub(super) fn note(
        &self,
        id: &Id,
        seen: Option<&str>,
        change: impl FnOnce(&mut Notes) -> Result<(), candor_author::NoteError>,
    ) -> Result<(), Problem> {
        let name = self.name(id)?;
        if self.text(&name)?.is_none() {
            return Err(Problem::new(404, format!("there is no sheet `{id}`")));
        }
        let (mut notes, digest) = notes::read(&self.root, &name, id.as_str())?;
        if digest.as_deref() != seen {
            return Err(Problem::new(409, "somebody else wrote notes in between")
                .hint("read them, and do it again; nothing was written"));
        }
        change(&mut notes)
            .map_err(|error| Problem::refused(error.to_string()).hint("nothing was written"))?;
        Ok(candor_workspace::write(&notes::path(&self.root, &name), &notes.to_bytes())?)
    }
}

/// What a form cannot change.
pub(super) fn unfit(error: &candor_author::EditError) -> Problem {
    let help = error.help();
    Problem::refused(error.to_string()).hint(help)
}

/// A text that is not longer than a sheet may be here.
pub(super) fn short(text: &str) -> Result<(), Problem> {
    if MAX_LEN < text.len() {
        return Err(Problem::refused(format!("a sheet has at most {MAX_LEN} bytes"))
            .hint("shorten it; nothing was written"));
    }
    Ok(())
}

/// A text that a file of a sheet can hold.
fn sound(text: &str) -> Result<(), Problem> {
    short(text)?;
    let hidden = |c: char| c.is_control() && !matches!(c, '\n' | '\r' | '\t');
    if let Some(c) = text.chars().find(|&c| hidden(c)) {
        let (line, _) = candor_author::line_and_column(text, text.find(c).unwrap_or(0));
        let number = u32::from(c);
        return Err(Problem::refused(format!(
            "line {line} holds U+{number:04X}, which nobody can see"
        ))
        .hint("take it out; nothing was written"));
    }
    Ok(())
}

/// The file on disk is another one than the page has seen.
fn conflict(disk: Option<&str>, yours: Option<&str>) -> Problem {
    let side = |text: Option<&str>| api::Side {
        text: text.map(str::to_owned),
        digest: text.map(|text| sha256(text.as_bytes())),
    };
    let what = if disk.is_some() {
        "the file has changed on disk"
    } else {
        "the file is gone from the disk"
    };
    Problem::new(409, what)
        .hint("look at both texts and choose; nothing was written")
        .sides(side(disk), side(yours))
}

/// Returns a path as it is shown, from the workspace on.
pub(super) fn shown(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    inside.to_string_lossy().replace('\\', "/")
}
