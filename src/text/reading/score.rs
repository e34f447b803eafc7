//! Reading grades of a text.
//!
//! Flesch-Kincaid grade = 0.39 · words/sentences + 11.8 · syllables/words − 15.59 (Kincaid 1975).
//! SMOG grade = 1.0430 · √(polysyllables · 30 / sentences) + 3.1291 (`McLaughlin` 1969), valid from 30
//! sentences on; below that there is no score. Both are US school grades. An entry of a list or a
//! line is at least one sentence. Sums are kept as whole numbers, so that scores add up exactly.

use std::collections::BTreeSet;
use std::ops::{Add, AddAssign};

use serde::Serialize;

use crate::language::{Analyzer, Kind, Layout, Sentence, text};

/// SMOG has no meaning for fewer sentences.
const SMOG_SENTENCES: usize = 30;

/// The counts from which grades are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Counts {
    pub sentences: usize,
    /// Words; a number is a word.
    pub words: usize,
    pub syllables: usize,
    /// Words of three and more syllables.
    pub polysyllables: usize,
}

impl Counts {
    /// Returns the Flesch-Kincaid grade, if there is a word.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer words than 2^52")]
    pub fn flesch_kincaid(self) -> Option<f64> {
        let (words, sentences) = (self.words as f64, self.sentences as f64);
        (self.words > 0 && self.sentences > 0)
            .then(|| 0.39 * words / sentences + 11.8 * self.syllables as f64 / words - 15.59)
    }

    /// Returns the SMOG grade, if there are 30 sentences.
    #[expect(clippy::cast_precision_loss, reason = "texts have fewer words than 2^52")]
    pub fn smog(self) -> Option<f64> {
        (SMOG_SENTENCES <= self.sentences).then(|| {
            let density = self.polysyllables as f64 * 30.0 / self.sentences as f64;
            1.0430 * density.sqrt() + 3.1291
        })
    }
}

impl Add for Counts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
            polysyllables: self.polysyllables + other.polysyllables,
        }
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(all: I) -> Self {
        all.fold(Self::default(), Add::add)
    }
}

/// Names of medicines and illnesses, which readers know and nobody can shorten.
///
/// Counted apart, a word of a name counts as a word of one syllable.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Names(BTreeSet<String>);

/// Words that stand in names and in any other sentence.
const NO_NAMES: [&str; 12] =
    ["of", "the", "and", "or", "in", "with", "to", "for", "dose", "low", "long", "high"];

impl Names {
    /// Takes names apart into words.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let mut words = BTreeSet::new();
        for name in names {
            let tokens = text::tokens(name, 0..name.len());
            words.extend(tokens.into_iter().map(|token| token.word));
        }
        words.retain(|word| !NO_NAMES.contains(&word.as_str()));
        Self(words)
    }

    /// Whether a lower-case word stands in a name.
    pub fn holds(&self, word: &str) -> bool {
        self.0.contains(word) || word.strip_suffix('s').is_some_and(|one| self.0.contains(one))
    }
}

/// Counts one sentence, whose tokens have so many `syllables` each.
pub fn count(sentence: &Sentence, syllables: impl Fn(usize) -> usize, apart: &Names) -> Counts {
    let mut counts = Counts { sentences: 1, ..Counts::default() };
    // A contraction is two tokens over the same bytes, and one word to a reader.
    let mut last = None;
    for (at, token) in sentence.tokens.iter().enumerate() {
        if token.kind == Kind::Sign || last == Some(&token.range) {
            continue;
        }
        last = Some(&token.range);
        let n = if apart.holds(&token.word) { 1 } else { syllables(at) };
        counts.words += 1;
        counts.syllables += n;
        counts.polysyllables += usize::from(n >= 3);
    }
    counts
}

/// Counts a whole text.
pub fn count_text(text: &str, layout: Layout, analyzer: &Analyzer, apart: &Names) -> Counts {
    let parted = analyzer.part(text, layout);
    let count = |sentence: &Sentence| {
        count(sentence, |at| analyzer.syllables.count(&sentence.tokens[at].word), apart)
    };
    parted.sentences().map(count).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_follow_the_published_formulas() {
        // 100 words in 10 sentences with 150 syllables: 0.39 · 10 + 11.8 · 1.5 − 15.59 = 6.01.
        let counts = Counts { sentences: 10, words: 100, syllables: 150, polysyllables: 10 };
        assert!((counts.flesch_kincaid().expect("words") - 6.01).abs() < 1e-9);
        assert_eq!(counts.smog(), None);
        // 30 polysyllables in 30 sentences: 1.0430 · √30 + 3.1291 = 8.8419.
        let counts = Counts { sentences: 30, words: 300, syllables: 450, polysyllables: 30 };
        assert!((counts.smog().expect("30 sentences") - 8.841_851).abs() < 1e-4);
        assert_eq!(Counts::default().flesch_kincaid(), None);
    }
}
