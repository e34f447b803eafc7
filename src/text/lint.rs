//! Claims and reading level of any text, as one list of remarks.
//!
//! The same guards for a sheet's own words, the library's fixed wording and a leaflet from elsewhere.
//! Must not know sheets or files: a remark points into the text that was given.

use std::ops::Range;

use crate::claims::{Category, Claim, Context};
use crate::language::{Analyzer, Layout, Parsed, Segmented};
use crate::reading::{Counts, EditKind, Names};
use crate::rules::{
    claim_absolute_safety, claim_anecdote, claim_benefit, claim_cure, claim_frequency,
    claim_immune, claim_mechanism, claim_opioid, claim_other_condition, claim_promotion,
    claim_relative_risk, claim_replaces_treatment, reading_abbreviation, reading_hard_word,
    reading_long_list, reading_long_paragraph, reading_long_sentence, reading_number_unit,
    reading_passive_instruction, reading_sum,
};
use crate::{claims, reading};
use candor_model::diag::{Code, Level};
use candor_model::{Certainty, Direction};

/// One remark on a text.
#[derive(Debug, Clone, PartialEq)]
pub struct Remark {
    /// What kind of finding it is.
    pub code: Code,
    /// How much it weighs.
    pub level: Level,
    /// Its bytes in the text that was given.
    pub range: Range<usize>,
    pub message: String,
    pub help: String,
    /// How much lower the Flesch-Kincaid grade would be; zero for claims.
    pub gain: f64,
}

/// What both guards find in a text.
#[derive(Debug)]
pub struct Found {
    /// Claims that the evidence does not bear.
    pub claims: Vec<Remark>,
    /// The counts from which its grade is made.
    pub counts: Counts,
    /// The edits that would make it easier, those that gain most first.
    pub reading: Vec<Remark>,
}

/// Assesses a text and measures how hard it is to read.
pub fn all(
    source: &str,
    layout: Layout,
    analyzer: &Analyzer,
    context: Context<'_>,
    apart: &Names,
) -> Found {
    let parted = analyzer.part(source, layout);
    let parsed = analyzer.parse_all(&parted);
    let (counts, reading) = edits(&parted, &parsed, analyzer, apart);
    Found { claims: claims_of(source, &parsed, analyzer, context), counts, reading }
}

/// Assesses every sentence of a text.
pub fn claims(
    source: &str,
    layout: Layout,
    analyzer: &Analyzer,
    context: Context<'_>,
) -> Vec<Remark> {
    let parted = analyzer.part(source, layout);
    claims_of(source, &analyzer.parse_all(&parted), analyzer, context)
}

fn claims_of(
    source: &str,
    parsed: &[Vec<Parsed<'_>>],
    analyzer: &Analyzer,
    context: Context<'_>,
) -> Vec<Remark> {
    parsed
        .iter()
        .flat_map(|sentences| {
            let assess = |at: usize| {
                let next = sentences.get(at + 1);
                claims::assess(source, &sentences[at], next, analyzer, context)
            };
            (0..sentences.len()).flat_map(assess).collect::<Vec<_>>()
        })
        .map(|claim| remark(&claim, &source[claim.range.clone()], context))
        .collect()
}

fn remark(claim: &Claim, words: &str, context: Context<'_>) -> Remark {
    let code = code(claim.category);
    let (certainty, direction) = (say(context.certainty), say_direction(context.direction));
    let what = code.explanation().title;
    let rule = code.explanation().instead;
    let help = match &claim.rewording {
        Some(better) => format!("the evidence supports: \"{better}\""),
        None if claim.category == Category::Benefit => ladder(context),
        None => rule.trim_end_matches('.').to_owned(),
    };
    Remark {
        code,
        level: code.level(),
        range: claim.range.clone(),
        message: format!(
            "{what}: \"{}\" (certainty of the evidence: {certainty}; direction: {direction})",
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        ),
        help,
        gain: 0.0,
    }
}

/// What a certainty and a direction bear.
fn ladder(context: Context<'_>) -> String {
    match (context.direction, context.certainty) {
        (Direction::PossibleBenefit, Certainty::High) => "\"reduces\" is supported",
        (Direction::PossibleBenefit, Certainty::Moderate) => "write \"probably\" before the verb",
        (Direction::PossibleBenefit, Certainty::Low) => "write \"may\" before the verb",
        (Direction::NoBenefitShown, _) => "studies did not find that it helps; say so",
        (Direction::Mixed, _) => "studies disagree; say so",
        (Direction::PossibleHarm, _) => "it may do harm; say so",
        (Direction::PossibleBenefit | Direction::NotKnown, _) => {
            "write that we do not know whether it does, or what you hope for"
        }
    }
    .to_owned()
}

fn say(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::VeryLow => "very low",
        Certainty::High | Certainty::Moderate | Certainty::Low | Certainty::None => {
            certainty.as_str()
        }
    }
}

fn say_direction(direction: Direction) -> String {
    direction.as_str().replace('-', " ")
}

/// The code of a category's findings.
pub fn code(category: Category) -> Code {
    match category {
        Category::Benefit => claim_benefit::CODE,
        Category::Cure => claim_cure::CODE,
        Category::Promotion => claim_promotion::CODE,
        Category::Immune => claim_immune::CODE,
        Category::AbsoluteSafety => claim_absolute_safety::CODE,
        Category::Mechanism => claim_mechanism::CODE,
        Category::Anecdote => claim_anecdote::CODE,
        Category::ReplacesTreatment => claim_replaces_treatment::CODE,
        Category::Opioid => claim_opioid::CODE,
        Category::Frequency => claim_frequency::CODE,
        Category::RelativeRisk => claim_relative_risk::CODE,
        Category::OtherCondition => claim_other_condition::CODE,
    }
}

/// Finds what makes a text hard to read, the edits that gain most first.
pub fn reading(source: &str, layout: Layout, analyzer: &Analyzer, apart: &Names) -> Vec<Remark> {
    let parted = analyzer.part(source, layout);
    edits(&parted, &analyzer.parse_all(&parted), analyzer, apart).1
}

/// The counts of a text, and what makes it hard to read.
fn edits(
    text: &Segmented<'_>,
    parsed: &[Vec<Parsed<'_>>],
    analyzer: &Analyzer,
    apart: &Names,
) -> (Counts, Vec<Remark>) {
    let (counts, edits) = reading::edits(text, parsed, analyzer, apart);
    let edits = edits
        .into_iter()
        .map(|edit| {
            let code = match edit.kind {
                EditKind::LongSentence => reading_long_sentence::CODE,
                EditKind::HardWord => reading_hard_word::CODE,
                EditKind::PassiveInstruction => reading_passive_instruction::CODE,
                EditKind::Abbreviation => reading_abbreviation::CODE,
                EditKind::LongParagraph => reading_long_paragraph::CODE,
                EditKind::LongList => reading_long_list::CODE,
                EditKind::Sum => reading_sum::CODE,
                EditKind::NumberUnit => reading_number_unit::CODE,
            };
            let help = if edit.gain >= 0.05 {
                format!("{}; lowers the grade of the whole text by {:.1}", edit.help, edit.gain)
            } else {
                edit.help
            };
            Remark {
                code,
                level: code.level(),
                range: edit.range,
                message: edit.message,
                help,
                gain: edit.gain,
            }
        })
        .collect();
    (counts, edits)
}

/// Judges a grade: an error above 8, advice above 6, `None` for texts too short to grade.
pub fn grade(counts: Counts) -> Option<(Level, f64)> {
    let grade = counts.flesch_kincaid()?;
    if counts.words < reading::MIN_WORDS || counts.sentences < reading::MIN_SENTENCES {
        return None;
    }
    if reading::MAX_GRADE < grade {
        Some((Level::Error, grade))
    } else if reading::GOOD_GRADE < grade {
        Some((Level::Advice, grade))
    } else {
        None
    }
}
