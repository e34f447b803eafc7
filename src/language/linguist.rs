//! Whoever reads sentences of a language, and remembers what was found in them.
//!
//! Sheets of one medicine share most of their sentences, and an author who types changes one at a
//! time. What is found in a sentence follows from its own words alone, so it is found once.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::syllables::Syllables;
use super::{Found, Language, Parted, Sentence};

/// The most sentences that are remembered; then all are forgotten.
const MAX_REMEMBERED: usize = 4096;

/// A language with its syllable counter.
#[derive(Debug)]
pub struct Linguist {
    /// Words, phrases, conditions.
    pub language: Language,
    /// The syllable counter.
    pub syllables: Syllables,
    known: Mutex<BTreeMap<Box<str>, Arc<Found>>>,
}

/// A sentence with what is found in it.
#[derive(Debug, Clone)]
pub struct Parsed<'a> {
    /// The sentence.
    pub sentence: &'a Sentence,
    found: Arc<Found>,
}

impl Deref for Parsed<'_> {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.found
    }
}

impl Linguist {
    /// Returns a reader who has read nothing yet.
    pub fn new(language: Language, syllables: Syllables) -> Self {
        Self { language, syllables, known: Mutex::default() }
    }

    /// Finds in a sentence of `source` what the tables name.
    pub fn parse<'a>(&self, source: &str, sentence: &'a Sentence) -> Parsed<'a> {
        let words = &source[sentence.range.clone()];
        // A panic elsewhere leaves the map whole: entries are only ever added.
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().get(words) {
            return Parsed { sentence, found: Arc::clone(found) };
        }
        // Found without the lock: others read meanwhile, and may find the same.
        let found = Arc::new(self.language.find(sentence, &self.syllables));
        let mut known = known();
        if MAX_REMEMBERED <= known.len() {
            known.clear();
        }
        known.insert(words.into(), Arc::clone(&found));
        Parsed { sentence, found }
    }

    /// Reads every sentence of a text: those of each of its units.
    pub fn parse_all<'a>(&self, text: &'a Parted<'_>) -> Vec<Vec<Parsed<'a>>> {
        let units = text.units.iter();
        units
            .map(|(_, sentences)| {
                sentences.iter().map(|one| self.parse(text.source, one)).collect()
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use serde::de::DeserializeOwned;
    use serde_json::{Value, json};

    use super::*;
    use crate::language::{Layout, Tables};

    fn table<T: DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).expect("a table")
    }

    /// A language of a few words.
    fn linguist() -> Linguist {
        let clauses = json!({
            "openers": [], "openers-after-comma": [], "subjects": [], "joiners": [], "leads": [],
            "turns": [],
        });
        let rewording = json!({ "unknown": "", "probably": "", "may": "" });
        let word = json!([{ "hard": "approximately", "plain": "about" }]);
        let language = Language::new(Tables {
            lexicon: table(
                json!({ "version": 1, "classes": { "bad": ["rain"] }, "irregular": {} }),
            ),
            frames: table(json!({ "frames": {}, "clauses": clauses, "rewording": rewording })),
            claims: table(json!({ "claims": { "benefit": ["~stop {bad}"] } })),
            conditions: table(json!({ "condition": [] })),
            plain_words: table(json!({
                "word": word, "abbreviation": [], "goes-on": [], "sums": [], "passives": [],
            })),
        });
        Linguist::new(language.expect("sound patterns"), Syllables::new(b"".as_slice().into()))
    }

    #[test]
    fn what_is_remembered_is_what_is_found() {
        let linguist = linguist();
        let text = "It stopped the rain. It stops rain at approximately nine.";
        let parted = linguist.language.part(text, Layout::Lines);
        for (at, sentence) in parted.sentences().enumerate() {
            // The same sentence at another place.
            let moved = format!("Then. {}", &text[sentence.range.clone()]);
            let again = linguist.language.part(&moved, Layout::Lines);
            let again = again.sentences().last().expect("a sentence");
            let anew = linguist.language.find(sentence, &linguist.syllables);
            let first = linguist.parse(text, sentence);
            assert_eq!((anew.claims.len(), anew.hard_words.len()), (at, at));
            assert_eq!(format!("{:?}", *first), format!("{anew:?}"));
            let second = linguist.parse(&moved, again);
            assert!(Arc::ptr_eq(&first.found, &second.found), "it was not remembered");
        }
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let linguist = linguist();
        let many: String = (0..=MAX_REMEMBERED).map(|n| format!("Week {n}.\n")).collect();
        let n_parsed = linguist.parse_all(&linguist.language.part(&many, Layout::Lines)).len();
        assert!(MAX_REMEMBERED < n_parsed);
        let n_known = linguist.known.lock().expect("whole").len();
        assert!(n_known <= MAX_REMEMBERED, "{n_known}");
    }
}
