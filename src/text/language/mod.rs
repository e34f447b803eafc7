//! A language as the linters know it: sentences, words by kind, phrases, conditions, plain words.
//!
//! The tables are data (`sheets/library/language/`); this module finds what they name in a
//! sentence and says nothing of what it means. Must not know evidence, sheets or findings.

mod analyzer;
mod clause;
mod matching;
mod pattern;
pub mod syllables;
pub mod text;
mod vocabulary;

use std::collections::BTreeMap;
use std::ops::Range;

pub use self::analyzer::{Analyzer, Parsed};
use self::matching::{Builder, Prepared, Set};
pub use self::pattern::PatternError;
use self::pattern::Words;
use self::syllables::Syllables;
pub use self::text::{Kind, Layout, Sentence, Token, Unit};
use self::vocabulary::Vocabulary;
use crate::tables::{
    Category, ClaimsFile, ClausesFile, ConditionsFile, Frame, FramesFile, LexiconFile,
    PlainWordsFile, RewordingFile, WordClass,
};

/// The tables of a language, as written.
#[derive(Debug)]
pub struct Tables {
    pub lexicon: LexiconFile,
    /// Phrases that decide whether a claim is made.
    pub frames: FramesFile,
    pub claims: ClaimsFile,
    pub conditions: ConditionsFile,
    /// Hard words and abbreviations.
    pub plain_words: PlainWordsFile,
}

/// A language, ready to read with.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Language {
    version: u32,
    words: Vocabulary,
    classes: Set,
    frames: Set,
    claims: Set,
    plain: Set,
    sums: Set,
    passives: Set,
    joints: ClausesFile,
    conditions: Vec<Condition>,
    condition_entries: Vec<(usize, bool)>,
    condition_names: Set,
    plain_words: PlainWordsFile,
    rewording: RewordingFile,
}

/// A text, taken apart.
#[derive(Debug)]
pub struct Segmented<'a> {
    pub source: &'a str,
    /// How its lines hang together.
    pub layout: Layout,
    /// Its paragraphs, list entries or lines, each with its sentences.
    pub units: Vec<(Unit, Vec<Sentence>)>,
}

impl Segmented<'_> {
    /// Returns every sentence, in order.
    pub fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        self.units.iter().flat_map(|(_, sentences)| sentences)
    }
}

/// An illness that the tables name.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Condition {
    /// Its names and spellings, the usual one first.
    pub names: Vec<String>,
    /// The group that it belongs to.
    pub part_of: Option<String>,
}

/// What is found in a sentence: places are those of its tokens.
#[derive(Debug)]
pub struct Found {
    /// The clause of each token.
    pub clauses: Vec<usize>,
    pub classes: Vec<(Range<usize>, WordClass)>,
    /// Phrases that decide whether a claim is made.
    pub frames: Vec<(Range<usize>, Frame)>,
    pub claims: Vec<(Range<usize>, Category)>,
    /// Illnesses, as indices into [`Language::conditions`].
    pub conditions: Vec<(Range<usize>, usize)>,
    /// Hard words, as indices into [`Language::plain_words`].
    pub hard_words: Vec<(Range<usize>, usize)>,
    /// What leaves a sum to the reader.
    pub sums: Vec<Range<usize>>,
    /// Instructions that do not say who does it.
    pub passives: Vec<Range<usize>>,
    /// How many syllables each token has.
    pub syllables: Vec<usize>,
}

const CLASSES: [WordClass; 21] = [
    WordClass::Medicine,
    WordClass::Pronoun,
    WordClass::Lessen,
    WordClass::Raise,
    WordClass::Improve,
    WordClass::Bad,
    WordClass::Good,
    WordClass::Better,
    WordClass::Works,
    WordClass::Helped,
    WordClass::Fade,
    WordClass::Rise,
    WordClass::Opioid,
    WordClass::Treatment,
    WordClass::Effect,
    WordClass::Study,
    WordClass::Person,
    WordClass::OtherAgent,
    WordClass::Participle,
    WordClass::Head,
    WordClass::Condition,
];

impl Language {
    /// Compiles the tables of a language.
    pub fn new(tables: Tables) -> Result<Self, PatternError> {
        let Tables { lexicon, frames, claims, conditions, plain_words } = tables;
        let mut words = Words::new(lexicon.irregular);
        let ids: BTreeMap<String, usize> =
            CLASSES.iter().enumerate().map(|(id, class)| (class_name(*class), id)).collect();
        let none = BTreeMap::new();
        let mut classes = Builder::default();
        for (class, entries) in &lexicon.classes {
            let id = ids[&class_name(*class)];
            for entry in entries {
                classes.add(pattern::read(entry, &mut words, &none)?, id);
            }
        }
        let condition_id = ids[&class_name(WordClass::Condition)];
        let mut condition_names = Builder::default();
        let mut condition_entries = Vec::new();
        for (index, condition) in conditions.condition.iter().enumerate() {
            let names = [&condition.name].into_iter().chain(&condition.also);
            let names = names.map(|name| (name, false));
            let short = condition.abbreviations.iter().map(|name| (name, true));
            for (name, capitals) in names.chain(short) {
                let name = name.to_lowercase();
                let pattern = pattern::read(&name, &mut words, &none)?;
                condition_names.add(pattern.clone(), condition_entries.len());
                condition_entries.push((index, capitals));
                if !capitals {
                    classes.add(pattern, condition_id);
                }
            }
        }
        let mut frame_set = Builder::default();
        for (frame, patterns) in &frames.frames {
            for written in patterns {
                frame_set.add(pattern::read(written, &mut words, &ids)?, *frame as usize);
            }
        }
        let mut claim_set = Builder::default();
        for (category, patterns) in &claims.claims {
            for written in patterns {
                claim_set.add(pattern::read(written, &mut words, &ids)?, *category as usize);
            }
        }
        let mut plain = Builder::default();
        for (index, word) in plain_words.word.iter().enumerate() {
            for written in [&word.hard].into_iter().chain(&word.forms) {
                plain.add(pattern::read(&written.to_lowercase(), &mut words, &none)?, index);
            }
        }
        let mut sums = Builder::default();
        for written in &plain_words.sums {
            sums.add(pattern::read(written, &mut words, &ids)?, 0);
        }
        let mut passives = Builder::default();
        for written in &plain_words.passives {
            passives.add(pattern::read(written, &mut words, &ids)?, 0);
        }
        let conditions = conditions
            .condition
            .into_iter()
            .map(|condition| {
                let names = [condition.name].into_iter().chain(condition.also);
                let names = names.chain(condition.abbreviations).collect();
                Condition { names, part_of: condition.part_of }
            })
            .collect();
        Ok(Self {
            version: lexicon.version,
            words: words.sealed(),
            classes: classes.sealed(),
            frames: frame_set.sealed(),
            claims: claim_set.sealed(),
            plain: plain.sealed(),
            sums: sums.sealed(),
            passives: passives.sealed(),
            joints: frames.clauses,
            conditions,
            condition_entries,
            condition_names: condition_names.sealed(),
            plain_words,
            rewording: frames.rewording,
        })
    }

    /// Returns the version of the tables.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// Returns every illness that has a name here.
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Returns how claims are reworded.
    pub fn rewording(&self) -> &RewordingFile {
        &self.rewording
    }

    /// Returns hard words and abbreviations.
    pub fn plain_words(&self) -> &PlainWordsFile {
        &self.plain_words
    }

    /// Returns the sentences of a unit.
    fn sentences(&self, text: &str, unit: &Unit) -> Vec<Sentence> {
        text::sentences(text, unit, &self.plain_words.goes_on)
    }

    /// Finds in a sentence what the tables name.
    fn find(&self, sentence: &Sentence, syllables: &Syllables) -> Found {
        let tokens = &sentence.tokens;
        let across = Prepared::new(tokens, None, &self.words, &self.classes);
        let clauses = clause::clauses(tokens, &self.joints);
        let claims = if clauses.iter().all(|clause| *clause == clauses[0]) {
            across.find(&self.claims)
        } else {
            let inside = Some(clauses.as_slice());
            Prepared::new(tokens, inside, &self.words, &self.classes).find(&self.claims)
        };
        let claims = claims.into_iter().map(|(at, id)| (at, CATEGORIES[id])).collect();
        let classes = across.classes().map(|(at, id)| (at, CLASSES[id])).collect();
        let frames = across.find(&self.frames).into_iter();
        let frames = frames.map(|(at, id)| (at, FRAMES[id])).collect();
        let conditions = across.find(&self.condition_names).into_iter();
        let conditions = conditions
            .filter_map(|(at, entry)| {
                let (condition, capitals) = self.condition_entries[entry];
                let written = &tokens[at.clone()];
                let fits = !capitals || written.iter().all(|token| token.capitals);
                fits.then_some((at, condition))
            })
            .collect();
        let places = |set| across.find(set).into_iter().map(|(at, _)| at).collect();
        Found {
            classes,
            frames,
            claims,
            conditions,
            hard_words: across.find(&self.plain),
            sums: places(&self.sums),
            passives: places(&self.passives),
            syllables: tokens.iter().map(|token| syllables.count(&token.word)).collect(),
            clauses,
        }
    }

    /// Whether a statement turns into its opposite at a word.
    pub fn turns_at(&self, word: &str) -> bool {
        self.joints.turns.iter().any(|known| known == word)
    }
}

const FRAMES: [Frame; 14] = [
    Frame::Negator,
    Frame::Unknown,
    Frame::FalseClaim,
    Frame::FalseClaimAfter,
    Frame::HedgeStrong,
    Frame::HedgeWeak,
    Frame::FalseHedge,
    Frame::Aim,
    Frame::Conditional,
    Frame::Temporal,
    Frame::Limit,
    Frame::FalseQuestion,
    Frame::Absolute,
    Frame::Yes,
];

const CATEGORIES: [Category; 12] = [
    Category::Benefit,
    Category::Cure,
    Category::Promotion,
    Category::Immune,
    Category::AbsoluteSafety,
    Category::Mechanism,
    Category::Anecdote,
    Category::ReplacesTreatment,
    Category::Opioid,
    Category::Frequency,
    Category::RelativeRisk,
    Category::OtherCondition,
];

/// The name by which a pattern asks for a class.
fn class_name(class: WordClass) -> String {
    match class {
        WordClass::Medicine => "medicine",
        WordClass::Pronoun => "pronoun",
        WordClass::Lessen => "lessen",
        WordClass::Raise => "raise",
        WordClass::Improve => "improve",
        WordClass::Bad => "bad",
        WordClass::Good => "good",
        WordClass::Better => "better",
        WordClass::Works => "works",
        WordClass::Helped => "helped",
        WordClass::Fade => "fade",
        WordClass::Rise => "rise",
        WordClass::Opioid => "opioid",
        WordClass::Treatment => "treatment",
        WordClass::Effect => "effect",
        WordClass::Study => "study",
        WordClass::Person => "person",
        WordClass::OtherAgent => "other-agent",
        WordClass::Participle => "participle",
        WordClass::Head => "head",
        WordClass::Condition => "condition",
    }
    .to_owned()
}
