//! The author's own words: what they claim, and how hard they are to read.
//!
//! All texts of a sheet are assessed as one, in the order in which a reader meets them, so that an
//! abbreviation that the title explains is explained. Each remark is carried back to its place in
//! the author's file.

use std::ops::Range;

use super::author::author_texts;
use crate::rules::claim_false_alarm_unused;
use candor_model::diag::{Diagnostic, Diagnostics, Level};
use candor_model::span::{Span, Spanned};
use candor_model::{Certainty, Direction, FalseAlarm, Jurisdiction, Sheet, Subject};
use candor_text::claims::Context;
use candor_text::language::{Analyzer, Layout};
use candor_text::lint::Remark;
use candor_text::reading::{Counts, Names};
use candor_text::rules::reading_level;
use candor_text::{lint, reading};

/// What was set aside, for the dossier.
#[derive(Debug, Clone, PartialEq)]
pub struct SetAside {
    pub words: String,
    pub remark: Remark,
    /// Who set it aside, and why.
    pub alarm: FalseAlarm,
}

/// What the linters found in the author's words.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Assessment {
    /// Findings that a named person set aside.
    pub set_aside: Vec<SetAside>,
    /// The counts of the author's words, names counted apart.
    pub counts: Counts,
}

/// The texts of a sheet as one, with the way back.
struct Joined<'a> {
    source: String,
    /// Where each text begins in the source.
    pieces: Vec<(usize, &'a Spanned<String>)>,
}

impl<'a> Joined<'a> {
    fn new(sheet: &'a Sheet) -> Self {
        let mut joined = Self { source: String::new(), pieces: Vec::new() };
        for (text, ..) in author_texts(sheet) {
            joined.pieces.push((joined.source.len(), text));
            joined.source.push_str(&text.value);
            joined.source.push_str("\n\n");
        }
        joined
    }

    /// Where bytes of the source stand in the author's file.
    fn place(&self, range: &Range<usize>, sheet: &Sheet) -> Span {
        let at = self.pieces.partition_point(|(start, _)| *start <= range.start) - 1;
        let (start, text) = self.pieces[at];
        let whole = text.span(&sheet.file);
        let Some(slice) = sheet.file.text().get(whole.range.clone()) else { return whole };
        let (from, to) = (range.start - start, (range.end - start).min(text.value.len()));
        // A text without escapes stands in the file as it is; otherwise its words are looked for.
        if let Some(base) = slice.find(&text.value) {
            let base = whole.range.start + base;
            return Span::new(&sheet.file, base + from..base + to);
        }
        match text.value.get(from..to).and_then(|words| Some((words, slice.find(words)?))) {
            Some((words, at)) => {
                let base = whole.range.start + at;
                Span::new(&sheet.file, base..base + words.len())
            }
            None => whole,
        }
    }
}

/// What is known, as the linter needs it. The general sheet has no certainty of its own.
fn context(sheet: &Sheet) -> Context<'_> {
    match &sheet.subject {
        Subject::Condition(record) => Context {
            certainty: record.certainty.unwrap_or(Certainty::None),
            direction: record.direction.unwrap_or(Direction::NotKnown),
            condition: Some(&record.condition),
        },
        Subject::General => Context {
            certainty: Certainty::VeryLow,
            direction: Direction::NotKnown,
            condition: None,
        },
    }
}

/// Names of the medicine and the illness, which are counted apart.
pub fn names(sheet: &Sheet) -> Names {
    let medicine = &sheet.medicine;
    let mut names: Vec<&str> = vec![&medicine.short_name];
    for jurisdiction in Jurisdiction::ALL {
        names.extend(medicine.name.get(jurisdiction));
        if let Subject::Condition(record) = &sheet.subject {
            names.extend(record.name.get(jurisdiction));
            names.push(&record.condition);
        }
    }
    Names::new(names)
}

/// Assesses the author's words.
pub(super) fn assess(
    sheet: &Sheet,
    analyzer: &Analyzer,
    diagnostics: &mut Diagnostics,
) -> Assessment {
    let joined = Joined::new(sheet);
    let apart = names(sheet);
    let source = joined.source.as_str();
    let layout = Layout::Paragraphs;
    let lint::Found { claims, counts, reading } =
        lint::all(source, layout, analyzer, context(sheet), &apart);
    let mut remarks = claims;
    if let Some((level, grade)) = lint::grade(counts) {
        let first = joined.pieces.iter().find(|(start, _)| source[*start..].len() > 2);
        let range = first.map_or(0..0, |(start, text)| *start..start + text.value.len());
        remarks.push(Remark {
            code: reading_level::CODE,
            level,
            range,
            message: format!("the sheet's own words read at grade {grade:.1} (Flesch-Kincaid)"),
            help: format!("aim for grade {}; the edits below gain most first", reading::GOOD_GRADE),
            gain: 0.0,
        });
    }
    remarks.extend(reading);
    let mut set_aside = Vec::new();
    let mut used = vec![false; sheet.false_alarms.len()];
    for remark in remarks {
        let words = &source[remark.range.clone()];
        let about = |alarm: &FalseAlarm| {
            alarm.code == remark.code.as_str()
                && (remark.code == reading_level::CODE
                    || words.to_lowercase().contains(&alarm.words.to_lowercase()))
        };
        if let Some(at) = sheet.false_alarms.iter().position(about) {
            used[at] = true;
            let alarm = sheet.false_alarms[at].clone();
            set_aside.push(SetAside { words: words.to_owned(), remark, alarm });
            continue;
        }
        let span = joined.place(&remark.range, sheet);
        let found = Diagnostic::new(remark.code, remark.message).at(span).help(remark.help);
        diagnostics.push(Diagnostic { level: remark.level, ..found });
    }
    for (alarm, used) in sheet.false_alarms.iter().zip(used) {
        if !used {
            diagnostics.push(claim_false_alarm_unused::found(alarm));
        }
    }
    set_aside.sort_by_key(|aside| (aside.remark.code, aside.remark.level == Level::Advice));
    Assessment { set_aside, counts }
}
