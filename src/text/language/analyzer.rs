//! Reads the sentences of a language, and remembers what was found in them.
//!
//! Sheets of one medicine share most of their sentences, and an author who types changes one at a
//! time. What is found in a sentence follows from its own words alone, so it is found once.

use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use super::syllables::Syllables;
use super::{Found, Language, Layout, Segmented, Sentence, Unit, text};

/// The most bytes of texts that are remembered; then all are forgotten. What is found takes some
/// thirty times as much.
const MAX_REMEMBERED: usize = 1 << 18;

/// What follows from a text alone, so that it is worked out once.
#[derive(Debug)]
struct Memory<T>(Mutex<Remembered<T>>);

#[derive(Debug)]
struct Remembered<T> {
    found: BTreeMap<Box<str>, Arc<T>>,
    n_bytes: usize,
}

impl<T> Memory<T> {
    fn new() -> Self {
        Self(Mutex::new(Remembered { found: BTreeMap::new(), n_bytes: 0 }))
    }

    fn of(&self, text: &str, work_out: impl FnOnce() -> T) -> Arc<T> {
        // A panic elsewhere leaves the map whole: entries are only ever added.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = known().found.get(text) {
            return Arc::clone(found);
        }
        // Without the lock: others read meanwhile, and may find the same.
        let found = Arc::new(work_out());
        if text.len() < MAX_REMEMBERED {
            let mut known = known();
            if MAX_REMEMBERED < known.n_bytes + text.len() {
                *known = Remembered { found: BTreeMap::new(), n_bytes: 0 };
            }
            known.n_bytes += text.len();
            known.found.insert(text.into(), Arc::clone(&found));
        }
        found
    }
}

/// A language with its syllable counter.
#[derive(Debug)]
pub struct Analyzer {
    pub language: Language,
    pub syllables: Syllables,
    /// Sentences of units, counted from the unit's first byte.
    parted: Memory<Vec<Sentence>>,
    /// What is found in sentences.
    known: Memory<Found>,
}

/// A sentence with what is found in it.
#[derive(Debug, Clone)]
pub struct Parsed<'a> {
    pub sentence: &'a Sentence,
    found: Arc<Found>,
}

impl Deref for Parsed<'_> {
    type Target = Found;

    fn deref(&self) -> &Found {
        &self.found
    }
}

impl Analyzer {
    /// Returns an analyzer that has read nothing yet.
    pub fn new(language: Language, syllables: Syllables) -> Self {
        Self { language, syllables, parted: Memory::new(), known: Memory::new() }
    }

    /// Takes a text apart.
    pub fn part<'a>(&self, source: &'a str, layout: Layout) -> Segmented<'a> {
        let units = text::units(source, layout).into_iter();
        let units = units.map(|unit| {
            let body = &source[unit.range.clone()];
            let whole = Unit { range: 0..body.len(), ..unit };
            let sentences = self.parted.of(body, || self.language.sentences(body, &whole));
            let sentences = sentences.iter().map(|one| one.moved(unit.range.start)).collect();
            (unit, sentences)
        });
        Segmented { source, layout, units: units.collect() }
    }

    /// Finds in a sentence of `source` what the tables name.
    pub fn parse<'a>(&self, source: &str, sentence: &'a Sentence) -> Parsed<'a> {
        let words = &source[sentence.range.clone()];
        let find = || self.language.find(sentence, &self.syllables);
        Parsed { sentence, found: self.known.of(words, find) }
    }

    /// Reads every sentence of a text: those of each of its units.
    pub fn parse_all<'a>(&self, text: &'a Segmented<'_>) -> Vec<Vec<Parsed<'a>>> {
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
    use crate::language::Tables;

    fn table<T: DeserializeOwned>(value: Value) -> T {
        serde_json::from_value(value).expect("a table")
    }

    /// A language of a few words.
    fn analyzer() -> Analyzer {
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
        Analyzer::new(language.expect("sound patterns"), Syllables::new(b"".as_slice().into()))
    }

    #[test]
    fn what_is_remembered_is_what_is_found() {
        let analyzer = analyzer();
        let text = "It stopped the rain. It stops rain at approximately nine.";
        let parted = analyzer.part(text, Layout::Lines);
        for (at, sentence) in parted.sentences().enumerate() {
            assert_eq!(sentence.tokens, text::tokens(text, sentence.range.clone()));
            // The same sentence at another place.
            let moved = format!("Then. {}", &text[sentence.range.clone()]);
            let again = analyzer.part(&moved, Layout::Lines);
            let again = again.sentences().last().expect("a sentence");
            let anew = analyzer.language.find(sentence, &analyzer.syllables);
            let first = analyzer.parse(text, sentence);
            assert_eq!((anew.claims.len(), anew.hard_words.len()), (at, at));
            assert_eq!(format!("{:?}", *first), format!("{anew:?}"));
            let second = analyzer.parse(&moved, again);
            assert!(Arc::ptr_eq(&first.found, &second.found), "it was not remembered");
        }
    }

    #[test]
    fn no_more_is_remembered_than_there_is_room_for() {
        let analyzer = analyzer();
        let n_lines = MAX_REMEMBERED / 10;
        let many: String = (0..n_lines).map(|n| format!("It is week {n}.\n")).collect();
        assert_eq!(analyzer.parse_all(&analyzer.part(&many, Layout::Lines)).len(), n_lines);
        let known = analyzer.known.0.lock().expect("whole");
        assert!(known.n_bytes <= MAX_REMEMBERED && known.found.len() < n_lines);
        assert_eq!(known.n_bytes, known.found.keys().map(|text| text.len()).sum::<usize>());
    }
}
