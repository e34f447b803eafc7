//! The words that patterns name, by number.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// The words that patterns name, sorted, one behind the other.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Vocabulary {
    text: String,
    /// Where each word ends in the text, and its number.
    ends: Vec<(u32, Word)>,
}

impl Vocabulary {
    /// Takes words in their order, each with its number.
    pub(super) fn new(words: impl IntoIterator<Item = (String, Word)>) -> Self {
        let mut vocabulary = Self { text: String::new(), ends: Vec::new() };
        for (word, number) in words {
            vocabulary.text.push_str(&word);
            vocabulary.ends.push((index(vocabulary.text.len()), number));
        }
        vocabulary
    }

    pub(super) fn get(&self, word: &str) -> Option<Word> {
        let at = |index: usize| {
            let start = index.checked_sub(1).map_or(0, |before| self.ends[before].0);
            &self.text[start as usize..self.ends[index].0 as usize]
        };
        let (mut low, mut high) = (0, self.ends.len());
        while low < high {
            let middle = low + (high - low) / 2;
            match at(middle).cmp(word) {
                Ordering::Equal => return Some(self.ends[middle].1),
                Ordering::Less => low = middle + 1,
                Ordering::Greater => high = middle,
            }
        }
        None
    }
}

/// An index as it is kept; tables have far fewer entries.
pub(super) fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// A word in the table of all words that patterns name.
pub(super) type Word = u32;
