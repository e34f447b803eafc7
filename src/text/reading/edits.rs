//! The edits that would make a text easier to read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::score::{Counts, Names, count};
use crate::language::{Analyzer, Kind, Layout, Parsed, Segmented, Sentence, Token, text};

/// The most words of a sentence (RULES 7.1, G09).
pub const MAX_WORDS: usize = 25;
/// The most sentences of a paragraph (RULES 1.4a).
pub const MAX_SENTENCES: usize = 4;
/// The most entries of a list (RULES 7.1, G12).
pub const MAX_ENTRIES: usize = 6;

/// What makes a text hard.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum EditKind {
    /// A sentence with too many words.
    LongSentence,
    /// A word with a plainer one.
    HardWord,
    /// An instruction that does not say who does it.
    PassiveInstruction,
    /// An abbreviation that is not explained where it is first used.
    Abbreviation,
    /// Too many sentences in one paragraph.
    LongParagraph,
    /// Too many entries in one list.
    LongList,
    /// Something that the reader would have to work out.
    Sum,
    /// A number that can part from its unit.
    NumberUnit,
}

/// One place to make easier.
#[derive(Debug, Clone, PartialEq)]
pub struct Edit {
    /// What makes it hard.
    pub kind: EditKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
    /// How much lower the Flesch-Kincaid grade of the whole text would be.
    pub gain: f64,
}

/// Counts a text and finds every edit of it, those that gain most first.
///
/// `parsed` are the sentences of the text's units.
pub fn edits(
    text: &Segmented<'_>,
    parsed: &[Vec<Parsed<'_>>],
    analyzer: &Analyzer,
    apart: &Names,
) -> (Counts, Vec<Edit>) {
    let count = |one: &Parsed<'_>| count(one.sentence, |at| one.syllables[at], apart);
    let counts: Vec<Counts> = parsed.iter().flatten().map(count).collect();
    let whole = counts.iter().copied().sum();
    let mut counts = counts.into_iter();
    let mut finder = Finder {
        source: text.source,
        analyzer,
        apart,
        whole,
        known: BTreeSet::new(),
        found: Vec::new(),
    };
    let mut in_list = 0;
    for ((unit, sentences), parsed) in text.units.iter().zip(parsed) {
        in_list = if unit.in_list { in_list + 1 } else { 0 };
        if in_list == MAX_ENTRIES + 1 {
            finder.add(
                EditKind::LongList,
                unit.range.clone(),
                format!("the list has more than {MAX_ENTRIES} points"),
                "group the points under two headings, or keep the most useful ones".to_owned(),
                0.0,
            );
        }
        if let Some(first) = sentences.get(MAX_SENTENCES) {
            finder.add(
                EditKind::LongParagraph,
                first.range.clone(),
                format!("the paragraph has {} sentences", sentences.len()),
                format!("begin a new paragraph here; {MAX_SENTENCES} are the most"),
                0.0,
            );
        }
        for (parsed, counts) in parsed.iter().zip(&mut counts) {
            finder.sentence(parsed, counts, text.layout);
        }
    }
    let mut found = finder.found;
    found.sort_by(|a, b| b.gain.total_cmp(&a.gain).then(a.range.start.cmp(&b.range.start)));
    (whole, found)
}

struct Finder<'a> {
    source: &'a str,
    analyzer: &'a Analyzer,
    apart: &'a Names,
    whole: Counts,
    /// Abbreviations that were explained or reported.
    known: BTreeSet<String>,
    found: Vec<Edit>,
}

impl Finder<'_> {
    fn add(
        &mut self,
        kind: EditKind,
        range: Range<usize>,
        message: String,
        help: String,
        gain: f64,
    ) {
        self.found.push(Edit { kind, range, message, help, gain });
    }

    /// How much lower the grade is with other counts.
    fn gain(&self, with: Counts) -> f64 {
        match (self.whole.flesch_kincaid(), with.flesch_kincaid()) {
            (Some(now), Some(then)) => now - then,
            _ => 0.0,
        }
    }

    fn sentence(&mut self, parsed: &Parsed<'_>, counts: Counts, layout: Layout) {
        let sentence = parsed.sentence;
        if MAX_WORDS < counts.words {
            let parts = counts.words.div_ceil(MAX_WORDS);
            let with = Counts { sentences: self.whole.sentences + parts - 1, ..self.whole };
            self.add(
                EditKind::LongSentence,
                sentence.range.clone(),
                format!("the sentence has {} words", counts.words),
                format!("make {parts} or more sentences of it; {MAX_WORDS} words are the most"),
                self.gain(with),
            );
        }
        self.hard_words(parsed);
        self.passives(parsed);
        self.abbreviations(sentence);
        self.sums(parsed);
        if layout == Layout::Lines {
            self.units(sentence);
        }
    }

    fn hard_words(&mut self, parsed: &Parsed<'_>) {
        let sentence = parsed.sentence;
        let mut upto = 0;
        let mut found = parsed.hard_words.clone();
        // The longest phrase from a place speaks for the words in it.
        found.sort_by_key(|(at, _)| (at.start, std::cmp::Reverse(at.end)));
        for (at, index) in found {
            if at.start < upto
                || sentence.tokens[at.clone()].iter().any(|t| self.apart.holds(&t.word))
            {
                continue;
            }
            upto = at.end;
            let plain = &self.analyzer.language.plain_words().word[index];
            let of = |tokens: &[Token]| {
                let words = tokens.iter().filter(|token| token.kind != Kind::Sign);
                words.fold((0, 0, 0), |(n, s, p), token| {
                    let k = self.analyzer.syllables.count(&token.word);
                    (n + 1, s + k, p + usize::from(k >= 3))
                })
            };
            let now = of(&sentence.tokens[at.clone()]);
            // Of several plain words, the first is offered in the count.
            let first = plain.plain.split([',', ';', '/']).next().unwrap_or_default();
            let then = of(&text::tokens(first, 0..first.len()));
            let with = Counts {
                words: self.whole.words + then.0 - now.0.min(self.whole.words),
                syllables: (self.whole.syllables + then.1).saturating_sub(now.1),
                polysyllables: (self.whole.polysyllables + then.2).saturating_sub(now.2),
                ..self.whole
            };
            let range = sentence.range_of(at);
            self.add(
                EditKind::HardWord,
                range.clone(),
                format!("\"{}\" has a plainer word", &self.source[range]),
                format!("write \"{}\"", plain.plain),
                self.gain(with),
            );
        }
    }

    /// "Should be taken": the reader is not told who takes it.
    fn passives(&mut self, parsed: &Parsed<'_>) {
        for at in &parsed.passives {
            let range = parsed.sentence.range_of(at.clone());
            let written = self.source[range.clone()].to_owned();
            self.add(
                EditKind::PassiveInstruction,
                range,
                format!("\"{written}\" does not say who does it"),
                "speak to the reader: \"take\", \"do not take\", \"ask us\"".to_owned(),
                0.0,
            );
        }
    }

    fn abbreviations(&mut self, sentence: &Sentence) {
        for (at, token) in sentence.tokens.iter().enumerate() {
            let written = &self.source[token.range.clone()];
            let letters = written.chars().filter(|c| c.is_alphabetic()).count();
            let listed = self.analyzer.language.plain_words().abbreviation.iter().find(|entry| {
                let rest = entry.short.strip_prefix(written);
                rest.is_some_and(|rest| rest.bytes().all(|byte| byte == b'.'))
            });
            let looks_short = token.capitals && (2..=6).contains(&letters);
            if listed.is_none() && !looks_short
                || listed.is_some_and(|entry| entry.known)
                || self.known.contains(written)
                || self.apart.holds(&token.word)
                // A line in capitals is a heading, not a row of abbreviations.
                || sentence.words().filter(|t| t.capitals).count() > 4
            {
                continue;
            }
            self.known.insert(written.to_owned());
            let sign = |at: Option<usize>| {
                at.and_then(|at| sentence.tokens.get(at)).map_or("", |token| token.word.as_str())
            };
            let explained = sign(at.checked_sub(1)) == "(" || sign(Some(at + 1)) == "(";
            if explained {
                continue;
            }
            let help = match listed {
                Some(entry) => format!(
                    "write \"{}\", or \"{} ({written})\" at its first use",
                    entry.long, entry.long
                ),
                None => format!("write it out at its first use, with \"({written})\" behind it"),
            };
            self.add(
                EditKind::Abbreviation,
                token.range.clone(),
                format!("\"{written}\" is not explained where it is first used"),
                help,
                0.0,
            );
        }
    }

    /// Sums that a reader would have to do.
    fn sums(&mut self, parsed: &Parsed<'_>) {
        for at in &parsed.sums {
            let range = parsed.sentence.range_of(at.clone());
            self.add(
                EditKind::Sum,
                range.clone(),
                format!("\"{}\" leaves a sum to the reader", &self.source[range]),
                "do the sum and print the amount".to_owned(),
                0.0,
            );
        }
    }

    /// A number and its unit with a space between them at which a line can end.
    fn units(&mut self, sentence: &Sentence) {
        for pair in sentence.tokens.windows(2) {
            let between =
                &self.source[pair[0].range.end..pair[1].range.start.max(pair[0].range.end)];
            let digits =
                self.source[pair[0].range.clone()].starts_with(|c: char| c.is_ascii_digit());
            let unit = &self.source[pair[1].range.clone()];
            if digits && between.contains(' ') && candor_model::text::is_unit_of_measure(unit) {
                self.add(
                    EditKind::NumberUnit,
                    pair[0].range.start..pair[1].range.end,
                    "the number can part from its unit at the end of a line".to_owned(),
                    "put a no-break space between them; in a sheet, Candor does".to_owned(),
                    0.0,
                );
            }
        }
    }
}
