//! The claim linter: whether a sentence says more than an evidence record allows.
//!
//! Follows PRODUCT.md, "The claim linter", and RULES 1.6 and 1.7: a ladder of verbs by certainty
//! and direction, and kinds of claims that no certainty allows. It assesses sentences, not words:
//! see `asserted` for what is not a claim. What the words are is data, in
//! `sheets/library/language`.
//! Must not know sheets, findings or files.

mod asserted;
mod benefit;

use std::ops::Range;

use self::asserted::{Exemptions, Reader, Strength};
use crate::language::{Analyzer, Kind, Language, Layout, Parsed, Sentence};
pub use crate::tables::Category;
use crate::tables::{Frame, WordClass};
use candor_model::{Certainty, Direction};

/// What a text is about, and how much is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Context<'a> {
    /// How certain the evidence is.
    pub certainty: Certainty,
    /// Which way it points.
    pub direction: Direction,
    /// The illness, if the text is about one.
    pub condition: Option<&'a str>,
}

/// A claim that the evidence does not bear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What is wrong with it.
    pub category: Category,
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Another way to say it, where one can be made.
    pub rewording: Option<String>,
}

impl Category {
    pub const ALL: [Self; 12] = [
        Self::Benefit,
        Self::Cure,
        Self::Promotion,
        Self::Immune,
        Self::AbsoluteSafety,
        Self::Mechanism,
        Self::Anecdote,
        Self::ReplacesTreatment,
        Self::Opioid,
        Self::Frequency,
        Self::RelativeRisk,
        Self::OtherCondition,
    ];

    /// Returns the name used in codes and data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Benefit => "benefit",
            Self::Cure => "cure",
            Self::Promotion => "promotion",
            Self::Immune => "immune",
            Self::AbsoluteSafety => "absolute-safety",
            Self::Mechanism => "mechanism",
            Self::Anecdote => "anecdote",
            Self::ReplacesTreatment => "replaces-treatment",
            Self::Opioid => "opioid",
            Self::Frequency => "frequency",
            Self::RelativeRisk => "relative-risk",
            Self::OtherCondition => "other-condition",
        }
    }

    /// Whether a false alarm can be waived. What could hurt at once cannot.
    pub fn can_be_waived(self) -> bool {
        !matches!(self, Self::AbsoluteSafety | Self::ReplacesTreatment | Self::Opioid)
    }
}

/// Returns the claims of a sentence that the evidence does not bear, at most one of each category.
pub fn assess(
    text: &str,
    parsed: &Parsed<'_>,
    next: Option<&Parsed<'_>>,
    analyzer: &Analyzer,
    context: Context<'_>,
) -> Vec<Claim> {
    let sentence = parsed.sentence;
    // Only a question is answered.
    let asks = sentence.tokens.iter().any(|token| token.word == "?");
    let answered = asks && next.is_some_and(says_yes);
    let mut found = find(parsed, answered, &analyzer.language, context);
    for claim in &mut found {
        claim.rewording = reword(text, sentence, analyzer, context, claim.category);
    }
    found
}

/// Whether a sentence answers yes.
fn says_yes(parsed: &Parsed<'_>) -> bool {
    let has = |wanted| parsed.frames.iter().any(|(_, frame)| *frame == wanted);
    has(Frame::Yes) && !has(Frame::Negator)
}

fn find(
    parsed: &Parsed<'_>,
    answered: bool,
    language: &Language,
    context: Context<'_>,
) -> Vec<Claim> {
    let reader = Reader { parsed, language, answered };
    let mut found: Vec<Claim> = Vec::new();
    let mut add = |category, tokens: &Range<usize>| {
        let range = parsed.sentence.range_of(tokens.clone());
        match found.iter_mut().find(|claim| claim.category == category) {
            Some(first) if first.range.len() < range.len() => first.range = range,
            Some(_) => {}
            None => found.push(Claim { category, range, rewording: None }),
        }
    };
    let report = benefit::is_report(&reader);
    let most = allowed(context);
    let benefits = benefit::find(&reader);
    let named = parsed.claims.iter().filter(|(_, category)| *category == Category::Benefit);
    for at in benefits.iter().chain(named.map(|(at, _)| at)) {
        let built = Exemptions { inner: true, ..Exemptions::ALL };
        let Some(strength) = reader.asserted(at, built) else { continue };
        if report {
            continue;
        }
        if let Some(other) = other_condition(&reader, at, language, context) {
            add(Category::OtherCondition, &other);
        } else if most.is_none_or(|most| most < strength) {
            add(Category::Benefit, at);
        }
    }
    for (at, category) in &parsed.claims {
        let excuses = match category {
            Category::Benefit => continue,
            // A soft verb makes none of these true.
            Category::Cure
            | Category::Promotion
            | Category::Immune
            | Category::Mechanism
            | Category::Anecdote
            | Category::OtherCondition
            | Category::AbsoluteSafety => Exemptions::ALL,
            Category::ReplacesTreatment | Category::Opioid => {
                Exemptions { mood: false, ..Exemptions::ALL }
            }
            Category::Frequency | Category::RelativeRisk => {
                Exemptions { negation: false, mood: false, inner: false }
            }
        };
        if reader.asserted(at, excuses).is_none() {
            continue;
        }
        let numbers = |at: &Range<usize>| {
            parsed.sentence.tokens[at.clone()].iter().any(|token| token.kind == Kind::Number)
        };
        let whole = 0..parsed.sentence.tokens.len();
        let counts = match category {
            // How often what? A word for how often counts where it is about a harm or symptom.
            Category::Frequency => {
                let harm =
                    reader.holds(&whole, WordClass::Effect) || reader.holds(&whole, WordClass::Bad);
                harm && !numbers(&whole)
            }
            Category::RelativeRisk => !reader.has(Frame::Absolute),
            // What may happen in the body is a theory, and said as one.
            Category::Mechanism => !report && reader.strength(at) > Strength::Possible,
            Category::Anecdote => !report,
            Category::Benefit
            | Category::Cure
            | Category::Promotion
            | Category::Immune
            | Category::AbsoluteSafety
            | Category::ReplacesTreatment
            | Category::Opioid
            | Category::OtherCondition => true,
        };
        if counts {
            add(*category, at);
        }
    }
    found
}

/// The strongest that a benefit may be put; `None` where it may not be put at all.
fn allowed(context: Context<'_>) -> Option<Strength> {
    if context.direction != Direction::PossibleBenefit {
        return None;
    }
    match context.certainty {
        Certainty::High => Some(Strength::Flat),
        Certainty::Moderate => Some(Strength::Probable),
        Certainty::Low => Some(Strength::Possible),
        Certainty::VeryLow | Certainty::None => None,
    }
}

/// The illness that a benefit is claimed for, if it is not the text's own.
fn other_condition(
    reader: &Reader<'_>,
    at: &Range<usize>,
    language: &Language,
    context: Context<'_>,
) -> Option<Range<usize>> {
    let own = context.condition?.to_lowercase().replace('-', " ");
    let clause = reader.clause(at.start);
    let conditions = language.conditions();
    let related = |index: usize| {
        let condition = &conditions[index];
        let same = |name: &str| {
            let spell = |text: &str| text.replace(['-', '\''], " ").replace(" s ", " ");
            let (name, own) = (spell(&name.to_lowercase()), spell(&own));
            // Short forms are whole words: "me" stands in "metabolic".
            own.split(' ').any(|word| word == name)
                || (name.len() > 3 && (own.contains(&name) || name.contains(&own)))
        };
        condition.names.iter().any(|name| same(name))
            || condition.part_of.as_deref().is_some_and(same)
    };
    let here: Vec<_> = reader
        .parsed
        .conditions
        .iter()
        .filter(|(range, _)| reader.clause(range.start) == clause)
        .collect();
    if here.iter().any(|(_, index)| related(*index)) {
        return None;
    }
    here.first().map(|(range, _)| at.start.min(range.start)..at.end.max(range.end))
}

/// Says the sentence as the evidence allows, if that passes.
fn reword(
    text: &str,
    sentence: &Sentence,
    analyzer: &Analyzer,
    context: Context<'_>,
    category: Category,
) -> Option<String> {
    if category != Category::Benefit || sentence.asks() {
        return None;
    }
    let said = &text[sentence.range.clone()];
    let first = sentence.tokens.first()?;
    let body = if first.capitals || !first.capital {
        said.to_owned()
    } else {
        let mut chars = said.chars();
        let initial = chars.next()?;
        format!("{}{}", initial.to_lowercase(), chars.as_str())
    };
    let language = &analyzer.language;
    let words = language.rewording();
    let body = body.trim_end_matches(['.', '!']);
    let reworded = format!("{}.", words.unknown.replace("{claim}", body));
    let passes = analyzer.part(&reworded, Layout::Lines).sentences().all(|sentence| {
        find(&analyzer.parse(&reworded, sentence), false, language, context).is_empty()
    });
    passes.then_some(reworded)
}
