//! Reading grades of a composition: each section, the author's words, the fixed words, the whole.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::Grade;
use candor_composition::{Composition, DocumentSpec};
use candor_library::Wording;
use candor_model::leaf::Origin;
use candor_model::{LeafFamily, leaf};
use candor_text::language::{Analyzer, Layout, syllables};
use candor_text::reading::{Counts, Names, count_text};

/// The grades of a part.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Level {
    /// The part: a section's place, or `author`, `fixed`, `whole`.
    pub part: String,
    #[serde(flatten)]
    pub counts: Counts,
    /// Flesch-Kincaid grade, names of medicine and illness counted apart.
    pub flesch_kincaid: Option<f64>,
    /// Flesch-Kincaid grade with every name.
    pub flesch_kincaid_with_names: Option<f64>,
    /// SMOG grade, from 30 sentences on; names counted apart.
    pub smog: Option<f64>,
}

/// The grades of a composition and the version of the syllable counter that they are valid for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ReadabilityReport {
    /// The syllable counter's version.
    pub counter: u32,
    /// Sections in order, then `author`, `fixed` and `whole`.
    pub levels: Vec<Level>,
}

/// The most texts that are remembered.
const MAX_REMEMBERED: usize = 5000;

/// Texts that were counted before, for callers that grade nearly the same words again and again.
#[derive(Debug, Default)]
pub struct CountCache {
    apart: Names,
    known: BTreeMap<String, (Counts, Counts)>,
}

impl CountCache {
    /// Returns the counts of a text, names counted apart and together.
    fn of(&mut self, text: String, analyzer: &Analyzer) -> (Counts, Counts) {
        if let Some(known) = self.known.get(&text) {
            return *known;
        }
        let count = |names| count_text(&text, Layout::Lines, analyzer, names);
        let counts = (count(&self.apart), count(&Names::default()));
        if MAX_REMEMBERED < self.known.len() {
            self.known.clear();
        }
        self.known.insert(text, counts);
        counts
    }
}

pub fn levels(composition: &Composition, analyzer: &Analyzer, apart: &Names) -> ReadabilityReport {
    readability_again(composition, analyzer, apart, &mut CountCache::default())
}

/// Grades a composition in the language of the ones before it.
pub fn readability_again(
    composition: &Composition,
    analyzer: &Analyzer,
    apart: &Names,
    counted: &mut CountCache,
) -> ReadabilityReport {
    if counted.apart != *apart {
        *counted = CountCache { apart: apart.clone(), known: BTreeMap::new() };
    }
    let mut parts: Vec<(String, Counts, Counts)> = Vec::new();
    let mut add = |part: &str, counts: (Counts, Counts)| match parts
        .iter_mut()
        .find(|(known, ..)| known == part)
    {
        Some((_, apart, together)) => {
            *apart += counts.0;
            *together += counts.1;
        }
        None => parts.push((part.to_owned(), counts.0, counts.1)),
    };
    let mut sums: [(Counts, Counts); 3] = Default::default();
    for (place, leaf) in composition.leaves() {
        let counts = counted.of(leaf.text(), analyzer);
        add(place.map_or("top", |place| place.as_str()), counts);
        let of: &[usize] = match leaf::origin(&leaf.leaf) {
            // A title is a name, not a sentence of either.
            _ if LeafFamily::Title.has(&leaf.leaf) => &[2],
            Origin::Author => &[0, 2],
            Origin::Monograph | Origin::Fixed => &[1, 2],
        };
        for &sum in of {
            sums[sum].0 += counts.0;
            sums[sum].1 += counts.1;
        }
    }
    for (part, counts) in ["author", "fixed", "whole"].into_iter().zip(sums) {
        parts.push((part.to_owned(), counts.0, counts.1));
    }
    let levels = parts
        .into_iter()
        .map(|(part, apart, together)| Level {
            part,
            counts: apart,
            flesch_kincaid: apart.flesch_kincaid(),
            flesch_kincaid_with_names: together.flesch_kincaid(),
            smog: apart.smog(),
        })
        .collect();
    ReadabilityReport { counter: syllables::VERSION, levels }
}

/// Says levels in the fixed wording's words, each under a name.
pub fn in_words(levels: &ReadabilityReport, wording: &Wording, wanted: DocumentSpec) -> Vec<Grade> {
    let grade = |grade: Option<f64>| grade.map_or("-".to_owned(), |grade| format!("{grade:.1}"));
    levels
        .levels
        .iter()
        .map(|level| {
            let (words, sentences) =
                (level.counts.words.to_string(), level.counts.sentences.to_string());
            let (fk, named) = (grade(level.flesch_kincaid), grade(level.flesch_kincaid_with_names));
            let (smog, counter) = (grade(level.smog), levels.counter.to_string());
            let filled = [
                ("part", level.part.as_str()),
                ("words", &words),
                ("sentences", &sentences),
                ("grade", &fk),
                ("named", &named),
                ("smog", &smog),
                ("counter", &counter),
            ];
            let line = &wording.file.lines.dossier_grade;
            let text = Wording::say(line, wanted.jurisdiction, &filled);
            (LeafFamily::Grade.leaf(&level.part), text)
        })
        .collect()
}
