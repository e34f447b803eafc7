//! A sheet as its author works on it: the text of a file, and what changes in it.
//!
//! Forms, completion and review notes for whatever shows them; the sheet of `candor new`. Works on
//! texts in memory. Must not know files, clocks or HTTP.

mod applied;
mod blank;
mod edit;
mod error;
mod form;
mod keys;
mod lists;
mod notes;
mod places;
mod quote;
mod tables;
mod written;

pub use self::blank::{Beginning, blank, copy};
pub use self::edit::{Change, Edited, Op, edit};
pub use self::error::EditError;
pub use self::form::{Choice, Choices, Field, choices, form, says};
pub use self::keys::{Completion, Key, completion};
pub use self::notes::{Comment, NoteError, Notes, Tick};
pub use self::places::{Places, places};
pub use self::written::{Step, line_and_column};

/// Returns a text as a TOML string on one line.
pub fn toml_string(text: &str) -> String {
    quote::basic(text)
}
