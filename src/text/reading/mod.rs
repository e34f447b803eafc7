//! Reading level: grades of a text, and the edits that would make it easier.
//!
//! Every edit says where it is and, where it can be told, how much it lowers the Flesch-Kincaid
//! grade of the whole, so that the most useful ones come first (RULES 1.4a, 1.5, 7.1).
//! Must not know sheets, findings or files.

mod edits;
mod score;

pub use self::edits::{Edit, EditKind, MAX_ENTRIES, MAX_SENTENCES, MAX_WORDS, edits};
pub use self::score::{Counts, Names, count, count_text};

/// The grade up to which nothing is said (Flesch-Kincaid, names counted apart).
pub const GOOD_GRADE: f64 = 6.0;
/// The grade above which an author's text is an error.
pub const MAX_GRADE: f64 = 8.0;
/// A grade of fewer words or sentences is chance.
pub const MIN_WORDS: usize = 60;
/// The same for sentences.
pub const MIN_SENTENCES: usize = 4;
