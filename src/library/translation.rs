//! A medicine's words in another language.
//!
//! Only words are translated: which items there are, where they stand and what they rest on stay
//! as the monograph says. Each text must hold the numbers of the English one, no more and no fewer.

use super::load::refused;
use crate::parse;
use crate::parse::{
    TeachBackFile, TranslatedCard, TranslatedItem, TranslatedRecord, TranslationFile,
};
use crate::rules::{ref_translation, ref_unknown_language, safety_no_wording};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};
use candor_model::text::numbers;
use candor_model::tree::{Entry, Tree};
use candor_model::{
    Card, Jurisdiction, KeyPoint, Monograph, Record, SafetyItem, TeachBack, Tier, Words,
};

/// Puts the words of `language` into a monograph.
pub(super) fn translate(
    monograph: &Monograph,
    tree: &Tree,
    language: &str,
) -> (Option<Monograph>, Diagnostics) {
    let path = format!("library/{}/translations/{language}.toml", monograph.id);
    let name = tree.shown(&path);
    let bytes = match tree.get(&path) {
        Some(Entry::File(bytes)) => bytes,
        entry => return (None, unread(monograph, language, &name, entry)),
    };
    let (file, written, diagnostics) = parse::parse::<TranslationFile>(&name, bytes);
    let Some(mut written) = written else { return (None, diagnostics) };
    let mut translated = monograph.clone();
    let Monograph {
        words_reviewed,
        name,
        unknown,
        key_points,
        card,
        items,
        records,
        // No words that a patient reads.
        id: _,
        file: _,
        version: _,
        checked: _,
        short_name: _,
        substance: _,
        codes: _,
        dose: _,
        approval: _,
        overall: _,
        general_table: _,
        citations: _,
        disagreements: _,
    } = &mut translated;
    *words_reviewed = written.status;
    let mut translator = Translator { file: &file, diagnostics };
    translator.put(name, Some(written.medicine.name), "the medicine's name");
    translator.put(unknown, Some(written.medicine.unknown), "what is not known");
    for item in items.iter_mut().filter(|item| item.tier != Tier::Clinician) {
        let whose = format!("the item `{}`", item.id);
        let Some(words) = written.item.remove(item.id.as_str()) else {
            translator.report(format!("{whose} has no words in this language"));
            continue;
        };
        translator.item(item, words, &whose);
    }
    for record in records.values_mut() {
        let whose = format!("the record `{}`", record.id);
        let Some(words) = written.record.remove(record.id.as_str()) else {
            translator.report(format!("{whose} has no words in this language"));
            continue;
        };
        translator.record(record, words, &whose);
    }
    translator.front(key_points, card.as_mut(), written.medicine.key_points, written.medicine.card);
    let of_items = items.iter_mut().flat_map(|item| &mut item.outcomes);
    let studies = records.values_mut().flat_map(|record| &mut record.studies);
    for outcome in of_items.chain(studies.flat_map(|study| &mut study.outcomes)) {
        let whose = format!("the outcome `{}`", outcome.id);
        let Some(words) = written.outcome.remove(&outcome.id) else {
            translator.report(format!("{whose} has no words in this language"));
            continue;
        };
        translator.put(&mut outcome.name, Some(words.name), &whose);
        translator.put(&mut outcome.who, Some(words.who), &whose);
    }
    let left = written.item.keys().chain(written.record.keys());
    for id in left.chain(written.outcome.keys()).collect::<Vec<_>>() {
        translator.report(format!("the medicine has no `{id}`"));
    }
    let sound = !translator.diagnostics.has_errors();
    (sound.then_some(translated), translator.diagnostics)
}

/// Says why there are no words to read.
fn unread(monograph: &Monograph, language: &str, name: &str, entry: Option<&Entry>) -> Diagnostics {
    let start = Span::start_of(&Source::new(name, ""));
    let found = if let Some(Entry::Refused(refusal)) = entry {
        refused(refusal, start)
    } else {
        let text = format!("the medicine `{}` has no words in `{language}`", monograph.id);
        Diagnostic::new(ref_unknown_language::CODE, text)
            .at(start)
            .help("write this file; sheets/README.md shows its form")
    };
    let mut diagnostics = Diagnostics::new();
    diagnostics.push(found);
    diagnostics
}

struct Translator<'a> {
    file: &'a Source,
    diagnostics: Diagnostics,
}

impl Translator<'_> {
    fn report(&mut self, problem: String) {
        self.diagnostics.push(
            Diagnostic::new(ref_translation::CODE, problem)
                .at(Span::start_of(self.file))
                .help("give each item and record of the medicine its words, and no other"),
        );
    }

    /// Replaces the words of an item.
    fn item(&mut self, item: &mut SafetyItem, words: TranslatedItem, whose: &str) {
        let SafetyItem {
            plain,
            short,
            lead,
            teach_back,
            // By their own ids, below.
            outcomes: _,
            // No words that a patient reads.
            id: _,
            span: _,
            kind: _,
            tier: _,
            place: _,
            title: _,
            basis: _,
            citations: _,
            always_plain: _,
            clinician: _,
            facts: _,
            when: _,
            needs_check: _,
        } = item;
        self.put(plain, Some(words.plain), whose);
        self.teach_back(teach_back.as_mut(), words.teach_back, whose);
        for (words, new) in [(short, words.short), (lead, words.lead)] {
            match words {
                Some(words) => self.put(words, new, whose),
                None if new.is_some() => {
                    self.report(format!("{whose} has words that the item does not have"));
                }
                None => {}
            }
        }
    }

    /// Replaces the words of a record.
    fn record(&mut self, record: &mut Record, words: TranslatedRecord, whose: &str) {
        let Record {
            name,
            findings,
            // By their own ids, below.
            studies: _,
            // No words that a patient reads.
            id: _,
            file: _,
            condition: _,
            certainty: _,
            direction: _,
            reason: _,
            needs_check: _,
        } = record;
        self.put(name, Some(words.name), whose);
        self.put(findings, Some(words.findings), whose);
    }

    /// Replaces what stands before all else, on a sheet and on a card.
    fn front(
        &mut self,
        key_points: &mut [KeyPoint],
        card: Option<&mut Card>,
        points: Vec<Words>,
        written_card: Option<TranslatedCard>,
    ) {
        if points.len() == key_points.len() {
            for (point, text) in key_points.iter_mut().zip(points) {
                self.put(&mut point.text, Some(text), "a key point");
            }
        } else {
            self.report("the key points are not as many as in English".to_owned());
        }
        match (card, written_card) {
            (Some(card), Some(words)) if card.lines.len() == words.lines.len() => {
                self.put(&mut card.title, Some(words.title), "the card");
                for (line, text) in card.lines.iter_mut().zip(words.lines) {
                    self.put(line, Some(text), "the card");
                }
            }
            (None, None) => {}
            _ => self.report("the card has other lines than in English".to_owned()),
        }
    }

    /// Replaces an item's question; without one in this language, nobody is asked it.
    fn teach_back(
        &mut self,
        asked: Option<&mut TeachBack>,
        new: Option<TeachBackFile>,
        whose: &str,
    ) {
        match (asked, new) {
            (Some(old), Some(new)) => {
                self.put(&mut old.question, Some(new.question), whose);
                self.put(&mut old.answer, Some(new.answer), whose);
            }
            (Some(_), None) => self.report(format!("{whose} lacks its question")),
            (None, Some(_)) => self.report(format!("{whose} has a question of its own")),
            (None, None) => {}
        }
    }

    /// Replaces words by translated ones that hold the same numbers.
    fn put(&mut self, words: &mut Words, new: Option<Words>, whose: &str) {
        let Some(new) = new else {
            self.report(format!("{whose} lacks words that the item has"));
            return;
        };
        safety_no_wording::check(&new, &Span::start_of(self.file), whose, &mut self.diagnostics);
        for jurisdiction in Jurisdiction::ALL {
            let (Some(old), Some(text)) = (words.get(jurisdiction), new.spanned(jurisdiction))
            else {
                continue;
            };
            let (mut wanted, mut found) = (numbers(old), numbers(&text.value));
            wanted.sort_unstable();
            found.sort_unstable();
            if wanted != found {
                self.diagnostics.push(
                    Diagnostic::new(
                        ref_translation::CODE,
                        format!("{whose} has other numbers than in English"),
                    )
                    .at(text.span(self.file))
                    .label(format!("English has: {}", wanted.join(", ")))
                    .help("write the same numbers in figures, and no other"),
                );
            }
        }
        *words = new;
    }
}
