//! What is known of a language, as written: words, phrases of claims, conditions, plain words.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Kinds of words that the claim linter tells apart.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// The medicine, by any name.
    Medicine,
    /// Words that stand for the medicine.
    Pronoun,
    /// Verbs by which something bad gets less.
    Lessen,
    /// Verbs by which something good gets more.
    Raise,
    /// Verbs that do either.
    Improve,
    /// What patients want less of.
    Bad,
    /// What patients want more of.
    Good,
    /// Phrases that say somebody is better.
    Better,
    /// Phrases that say the medicine works.
    Works,
    /// Good outcomes named as facts.
    Helped,
    /// What a bad thing does when it gets less.
    Fade,
    /// What a good thing does when it gets more.
    Rise,
    /// Opioids.
    Opioid,
    /// Other treatments.
    Treatment,
    /// Side effects and harms.
    Effect,
    /// Studies.
    Study,
    /// People.
    Person,
    /// What else honestly helps.
    OtherAgent,
    /// Past participles of what a reader is told to do.
    Participle,
    /// Nouns that make another word of the one before them, as in "pain clinic".
    Head,
    /// Illnesses; filled from the list of conditions.
    Condition,
}

/// What a phrase does to the claim around it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Frame {
    /// Denies what follows in its clause.
    Negator,
    /// Says that what follows is not known.
    Unknown,
    /// Says that what follows is a false claim.
    FalseClaim,
    /// Says that what came before is a false claim.
    FalseClaimAfter,
    /// Makes a claim probable.
    HedgeStrong,
    /// Makes a claim possible.
    HedgeWeak,
    /// Looks like a denial or a hedge and is none.
    FalseHedge,
    /// States an aim.
    Aim,
    /// Sets a condition.
    Conditional,
    /// Sets a time.
    Temporal,
    /// Names the limits of a study.
    Limit,
    /// Asks without wanting to know.
    FalseQuestion,
    /// Gives amounts that can be compared.
    Absolute,
    /// Says yes to the question before it.
    Yes,
}

/// Words of a language by kind (`language/*/lexicon.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct LexiconFile {
    /// the version of the word and phrase tables, printed beside findings
    pub version: u32,
    /// words by kind; `~word` stands for all its inflections
    pub classes: BTreeMap<WordClass, Vec<String>>,
    /// inflections that do not follow the rule
    pub irregular: BTreeMap<String, Vec<String>>,
}

/// Phrases that decide whether a claim is made (`language/*/frames.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FramesFile {
    /// phrases by what they do
    pub frames: BTreeMap<Frame, Vec<String>>,
    /// where one statement of a sentence ends and the next begins
    pub clauses: ClausesFile,
    /// how a claim is reworded
    pub rewording: RewordingFile,
}

/// Words by which a sentence parts into statements.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClausesFile {
    /// words that begin a statement wherever they stand
    pub openers: Vec<String>,
    /// words that begin one behind a comma
    pub openers_after_comma: Vec<String>,
    /// words that begin one behind `joiners`
    pub subjects: Vec<String>,
    /// words behind which `subjects` begin a statement
    pub joiners: Vec<String>,
    /// words that begin a phrase which a comma ends
    pub leads: Vec<String>,
    /// words at which a statement turns into its opposite
    pub turns: Vec<String>,
}

/// How a claim is reworded; `{claim}` is the sentence.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RewordingFile {
    /// where nothing is known
    pub unknown: String,
    /// the word that makes a claim probable
    pub probably: String,
    /// the word that makes a claim possible
    pub may: String,
}

/// Phrases of claims by category (`language/*/claims.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClaimsFile {
    /// phrases by category
    pub claims: BTreeMap<Category, Vec<String>>,
}

/// What is wrong with a claim.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// More benefit than the evidence supports.
    Benefit,
    /// A cure, or proof.
    Cure,
    /// Advertising.
    Promotion,
    /// The immune system made better.
    Immune,
    /// Safety without limits.
    AbsoluteSafety,
    /// What happens in the body, sold as benefit.
    Mechanism,
    /// A story as evidence.
    Anecdote,
    /// In place of other treatment.
    ReplacesTreatment,
    /// Unsafe advice on opioids.
    Opioid,
    /// A word for how often, without a number.
    Frequency,
    /// A relative change alone.
    RelativeRisk,
    /// Benefit in another condition than the sheet's.
    OtherCondition,
}

/// Illnesses by name (`language/*/conditions.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConditionsFile {
    /// one for each illness
    pub condition: Vec<ConditionFile>,
}

/// An illness.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ConditionFile {
    /// its usual name
    pub name: String,
    /// its other names and spellings
    #[serde(default)]
    pub also: Vec<String>,
    /// names that are written in capitals, as `MS`
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// the group of illnesses that it belongs to
    pub part_of: Option<String>,
}

/// Hard words and what is plainer (`language/*/plain-words.toml`).
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlainWordsFile {
    /// one for each hard word or phrase
    pub word: Vec<PlainWordFile>,
    /// one for each abbreviation
    pub abbreviation: Vec<AbbreviationFile>,
    /// abbreviations with a full stop, after which a sentence goes on
    pub goes_on: Vec<String>,
    /// phrases that leave a sum to the reader
    pub sums: Vec<String>,
    /// instructions that do not say who does it
    pub passives: Vec<String>,
}

/// A hard word.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PlainWordFile {
    /// the hard word or phrase
    pub hard: String,
    /// what is plainer
    pub plain: String,
    /// its inflected forms
    #[serde(default)]
    pub forms: Vec<String>,
}

/// An abbreviation.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AbbreviationFile {
    /// the abbreviation
    pub short: String,
    /// what it stands for
    pub long: String,
    /// whether every reader knows it
    #[serde(default)]
    pub known: bool,
}
