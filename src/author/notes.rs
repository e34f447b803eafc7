//! What a reviewer ticks off and writes beside a sheet's lines.
//!
//! Notes stand in `sheets/ID.review.json`, beside the sheet and never on it: they are nobody's
//! signature, and nothing of them is printed. A tick holds for the words that it was given for.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use candor_model::digest::sha256;

/// The form of the file.
const FORM: &str = "candor review notes 1";
/// The longest name and the longest comment, in characters.
const MAX_NAME: usize = 100;
const MAX_TEXT: usize = 2000;
/// The most comments of a sheet.
const MAX_COMMENTS: usize = 1000;

/// That somebody has read a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Tick {
    pub by: String,
    pub on: Date,
    /// The SHA-256 of what the line said.
    pub words: String,
}

/// What somebody wrote to a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Comment {
    /// A number that no other comment of the sheet has.
    pub id: u32,
    pub line: String,
    pub by: String,
    pub on: Date,
    pub text: String,
    /// What the line said when the comment was written.
    pub about: String,
    /// Whether it is dealt with.
    pub resolved: bool,
}

/// The notes of a sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Notes {
    form: String,
    pub sheet: String,
    pub ticks: BTreeMap<String, Tick>,
    /// Comments in the order in which they were written.
    pub comments: Vec<Comment>,
}

/// Why a note cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// The file is not ours.
    #[error("the review notes cannot be read: {0}")]
    Unreadable(String),
    /// No name, or too long.
    #[error("a note needs the name of its writer, of at most {MAX_NAME} characters")]
    Name,
    /// No text, or too long.
    #[error("a comment has 1 to {MAX_TEXT} characters")]
    Text,
    /// There are very many.
    #[error("a sheet has at most {MAX_COMMENTS} comments")]
    TooMany,
    /// There is no such line or comment.
    #[error("there is no such line or comment any more")]
    Gone,
}

fn name(text: &str) -> Result<String, NoteError> {
    let text = text.trim();
    let fits =
        (1..=MAX_NAME).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    if fits { Ok(text.to_owned()) } else { Err(NoteError::Name) }
}

impl Notes {
    /// Returns the notes of a sheet while it has none.
    pub fn new(sheet: &str) -> Self {
        Self {
            form: FORM.to_owned(),
            sheet: sheet.to_owned(),
            ticks: BTreeMap::new(),
            comments: Vec::new(),
        }
    }

    /// Reads notes.
    ///
    /// # Errors
    /// When the bytes are not the notes of this sheet.
    pub fn parse(sheet: &str, bytes: &[u8]) -> Result<Self, NoteError> {
        let notes: Self = serde_json::from_slice(bytes)
            .map_err(|error| NoteError::Unreadable(error.to_string()))?;
        if notes.form != FORM || notes.sheet != sheet {
            return Err(NoteError::Unreadable("they are of another form or sheet".to_owned()));
        }
        Ok(notes)
    }

    /// Returns the notes as a file.
    pub fn to_bytes(&self) -> Vec<u8> {
        // Notes are plain data with text keys; they always have a JSON form.
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Ticks a line off, or takes the tick back.
    ///
    /// # Errors
    /// When nobody is named.
    pub fn tick(
        &mut self,
        line: &str,
        says: &str,
        by: &str,
        on: Date,
        ticked: bool,
    ) -> Result<(), NoteError> {
        let by = name(by)?;
        if ticked {
            let words = sha256(says.as_bytes());
            self.ticks.insert(line.to_owned(), Tick { by, on, words });
        } else {
            self.ticks.remove(line);
        }
        Ok(())
    }

    /// Adds a comment to a line.
    ///
    /// # Errors
    /// When nobody is named, or the text is empty or too long.
    pub fn comment(
        &mut self,
        line: &str,
        says: &str,
        by: &str,
        on: Date,
        text: &str,
    ) -> Result<(), NoteError> {
        let by = name(by)?;
        let text = text.trim();
        if !(1..=MAX_TEXT).contains(&text.chars().count()) {
            return Err(NoteError::Text);
        }
        if MAX_COMMENTS <= self.comments.len() {
            return Err(NoteError::TooMany);
        }
        let id = self.comments.iter().map(|comment| comment.id).max().unwrap_or(0) + 1;
        let (line, about) = (line.to_owned(), says.to_owned());
        let text = text.to_owned();
        self.comments.push(Comment { id, line, by, on, text, about, resolved: false });
        Ok(())
    }

    /// Says that a comment is dealt with, or is not.
    ///
    /// # Errors
    /// When there is no such comment.
    pub fn resolve(&mut self, id: u32, resolved: bool) -> Result<(), NoteError> {
        let comment = self.comments.iter_mut().find(|comment| comment.id == id);
        comment.ok_or(NoteError::Gone)?.resolved = resolved;
        Ok(())
    }

    /// Returns the tick of a line, and whether the line still says what was ticked.
    pub fn ticked(&self, line: &str, says: &str) -> Option<(&Tick, bool)> {
        let tick = self.ticks.get(line)?;
        Some((tick, tick.words == sha256(says.as_bytes())))
    }

    /// Returns how many comments are open.
    pub fn open(&self) -> usize {
        self.comments.iter().filter(|comment| !comment.resolved).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tick_holds_for_its_words_alone() {
        let on = jiff::civil::date(2026, 11, 22);
        let mut notes = Notes::new("a");
        notes.tick("item.x", "Do not.", "Ann", on, true).expect("ticked");
        assert!(notes.ticked("item.x", "Do not.").is_some_and(|(_, holds)| holds));
        assert!(notes.ticked("item.x", "Do.").is_some_and(|(_, holds)| !holds));
        notes.comment("item.x", "Do not.", "Ann", on, "Why?").expect("written");
        assert_eq!(notes.comment("item.x", "", "", on, "Why?"), Err(NoteError::Name));
        assert_eq!(notes.comment("item.x", "", "Ann", on, "  "), Err(NoteError::Text));
        let read = Notes::parse("a", &notes.to_bytes()).expect("read");
        assert_eq!((&read, read.open()), (&notes, 1));
        notes.resolve(1, true).expect("there");
        assert_eq!((notes.open(), notes.resolve(2, true)), (0, Err(NoteError::Gone)));
        assert!(Notes::parse("b", &notes.to_bytes()).is_err(), "another sheet's notes");
        assert!(Notes::parse("a", b"{}").is_err());
        notes.tick("item.x", "Do not.", "Ann", on, false).expect("taken back");
        assert!(notes.ticks.is_empty());
    }
}
