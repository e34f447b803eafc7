//! Medicines, as written: safety items, evidence, citations.

use schemars::JsonSchema;
use serde::Deserialize;

use candor_model::span::Spanned;
use candor_model::{
    Certainty, Design, Direction, DosageForm, Place, PublicationType, SafetyKind, SheetTrait,
    StudyKind, Tier, Verification, Words,
};

/// A medicine (`medicine.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct MedicineFile {
    /// the medicine's short name, the same as its folder's
    pub id: Spanned<String>,
    /// the monograph's own version: 1, 2, 3
    #[schemars(range(min = 1))]
    pub version: Spanned<u32>,
    /// the name in a sentence
    pub name: Words,
    /// the short name in a sentence, such as "LDN"
    pub short_name: Spanned<String>,
    /// the active substance
    pub substance: Spanned<String>,
    /// the substance's ATC codes
    pub atc: Vec<Spanned<String>>,
    /// the substance's `RxNorm` concept ids, in quotes
    pub rxnorm: Vec<Spanned<String>>,
    /// how the codes were checked
    pub codes_mark: Verification,
    /// the doses that the monograph covers
    pub dose: DoseLimitsFile,
    /// what is not known about the medicine as such, for the reader
    pub unknown: Words,
    /// the id of the core item that states the approval status
    pub approval: Spanned<String>,
    /// two or three core items in one line each, for the box at the top of a sheet
    #[serde(default)]
    pub key_point: Vec<KeyPointFile>,
    /// the wallet card for emergencies
    pub card: Option<CardFile>,
    /// the evidence record for the medicine in general
    pub overall: Option<Spanned<String>>,
    /// the evidence records in a general sheet's table, in order
    #[serde(default)]
    pub general_table: Vec<Spanned<String>>,
}

/// A core item in one line.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct KeyPointFile {
    /// the id of the core item that says it whole
    pub item: Spanned<String>,
    /// the line
    pub text: Words,
}

/// A wallet card for emergencies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CardFile {
    /// the line to be seen first
    pub title: Words,
    /// what helpers need to know and do, a line each
    pub lines: Vec<Words>,
    /// on what it rests
    pub basis: Spanned<String>,
    /// keys of its citations
    pub citations: Vec<Spanned<String>>,
    /// why a reviewer's reading changed it
    pub review_note: Option<Spanned<String>>,
}

/// What a trial counted or measured in both its arms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct OutcomeFile {
    /// its name within the medicine, such as "any-side-effect"
    pub id: Spanned<String>,
    /// what was counted or measured, as a reader would say it
    pub name: Words,
    /// who was in the trial, such as "women with back pain"
    pub who: Words,
    /// the study's key in the evidence records; a study's own outcomes need none
    pub study: Option<Spanned<String>>,
    /// after how many weeks, in quotes
    pub weeks: Spanned<String>,
    /// "crossover", where each person was in both arms
    #[serde(default)]
    pub design: Design,
    /// "abstract", where only a meeting's abstract has the numbers
    #[serde(default)]
    pub published: PublicationType,
    /// how the numbers were checked; only verified ones are drawn
    pub mark: Verification,
    /// people counted: medicine and dummy pill
    pub count: Option<CountsFile>,
    /// a score's change: medicine, dummy pill and their difference
    pub change: Option<ChangesFile>,
}

/// People counted in both arms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CountsFile {
    /// with the medicine
    pub medicine: CountFile,
    /// with the dummy pill
    pub placebo: CountFile,
}

/// People counted in one arm.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CountFile {
    /// people in the arm
    #[schemars(range(min = 1))]
    pub people: Spanned<u32>,
    /// to how many it happened
    pub events: Spanned<u32>,
}

/// A score's change in both arms.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChangesFile {
    /// the width of the scale, in points
    #[schemars(range(min = 1, max = 1000))]
    pub scale: Spanned<u32>,
    /// whether a lower score is better for the patient
    pub lower_is_better: bool,
    /// with the medicine
    pub medicine: ChangeFile,
    /// with the dummy pill
    pub placebo: ChangeFile,
    /// medicine less dummy pill, in quotes, such as "-0.34"
    pub difference: Spanned<String>,
    /// the lower end of the 95 % interval, in quotes
    pub low: Spanned<String>,
    /// the upper end of the 95 % interval, in quotes
    pub high: Spanned<String>,
}

/// A score's change in one arm.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ChangeFile {
    /// people in the arm
    #[schemars(range(min = 1))]
    pub people: Spanned<u32>,
    /// the mean change, in quotes, such as "-1.3"
    pub mean: Spanned<String>,
}

/// The doses that a monograph covers.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DoseLimitsFile {
    /// lowest dose in mg, in quotes
    pub lowest: Spanned<String>,
    /// highest dose in mg, in quotes
    pub highest: Spanned<String>,
    /// the forms that the medicine comes in
    pub forms: Vec<Spanned<DosageForm>>,
    /// keys of the citations for the range
    pub citations: Vec<Spanned<String>>,
}

/// Safety items of one kind (`safety/*.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SafetyFile {
    /// the items, in the order in which they print
    pub item: Vec<ItemFile>,
}

/// One safety item.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ItemFile {
    /// the item's id, such as "ci-opioid-use"
    pub id: Spanned<String>,
    /// what kind of item it is
    pub kind: Spanned<SafetyKind>,
    /// on which sheets it stands
    pub tier: Spanned<Tier>,
    /// where it stands on a page
    pub place: Spanned<Place>,
    /// working title; never printed for patients
    pub title: Spanned<String>,
    /// on what it rests: label, trial, expert opinion, theory
    pub basis: Spanned<String>,
    /// keys of its citations
    pub citations: Vec<Spanned<String>>,
    /// the plain wording
    pub plain: Words,
    /// a shorter plain wording for the one-leaf handout
    pub short: Option<Words>,
    /// whether the plain wording stands even on the one-leaf handout
    #[serde(default)]
    pub always_plain: bool,
    /// for whom a conditional item is, where its wording does not say so
    pub lead: Option<Words>,
    /// the wording for clinicians
    pub clinician: Spanned<String>,
    /// a working note
    pub note: Option<Spanned<String>>,
    /// why a reviewer's reading changed it
    pub review_note: Option<Spanned<String>>,
    /// what a reviewer still has to check
    pub needs_check: Option<Spanned<String>>,
    /// where the warning was asked for
    #[serde(default)]
    pub asked_for_in: Vec<Spanned<String>>,
    /// when it applies, for a conditional item
    pub when: Option<WhenFile>,
    /// the facts behind it
    #[serde(default)]
    pub fact: Vec<FactFile>,
    /// what trials counted or measured of it
    #[serde(default)]
    pub outcome: Vec<OutcomeFile>,
    /// a question that shows whether it was understood; each core item has one
    pub teach_back: Option<TeachBackFile>,
}

/// A question that a clinician asks after handing a sheet over.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TeachBackFile {
    /// the question
    pub question: Words,
    /// what the patient should say
    pub answer: Words,
}

/// When a conditional item applies.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WhenFile {
    /// the condition, whole, for clinicians
    pub text: Spanned<String>,
    /// tags by which a sheet can say that it applies
    #[serde(default)]
    pub tags: Vec<Spanned<String>>,
    /// evidence records whose sheets always carry the item
    #[serde(default)]
    pub conditions: Vec<Spanned<String>>,
    /// what the sheet itself must have
    #[serde(default)]
    pub sheet_has: Vec<Spanned<SheetTrait>>,
}

/// A statement behind a safety item.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FactFile {
    /// the statement
    pub statement: Spanned<String>,
    /// how it was checked
    pub mark: Verification,
    /// keys of its citations
    #[serde(default)]
    pub citations: Vec<Spanned<String>>,
}

/// An evidence record (`evidence/*.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct EvidenceFile {
    /// the record's id, the same as the file's name
    pub id: Spanned<String>,
    /// the condition as a clinician would say it
    pub condition: Spanned<String>,
    /// the condition as it stands in a reader's sentence
    pub name: Words,
    /// certainty of the evidence (GRADE), or none
    pub certainty: Option<Spanned<Certainty>>,
    /// which way the evidence points
    pub direction: Option<Spanned<Direction>>,
    /// one or two plain sentences of what was found
    pub findings: Words,
    /// the certainty in a reviewer's words
    pub working_certainty: Option<Spanned<String>>,
    /// the direction in a reviewer's words
    pub working_direction: Option<Spanned<String>>,
    /// why the certainty is what it is
    pub certainty_reason: Option<Spanned<String>>,
    /// who graded it, and by what rule
    pub grade_note: Option<Spanned<String>>,
    /// the evidence that weighs most
    pub best_evidence: Option<Spanned<String>>,
    /// how many people, as written
    pub people: Option<Spanned<String>>,
    /// what was found, with figures
    pub result: Option<Spanned<String>>,
    /// approval status for this use
    pub approval: Option<Spanned<String>>,
    /// trials under way
    #[serde(default)]
    pub ongoing: Vec<Spanned<String>>,
    /// working notes
    pub notes: Option<Spanned<String>>,
    /// why a reviewer's reading changed it
    pub review_note: Option<Spanned<String>>,
    /// what a reviewer still has to check
    pub needs_check: Option<Spanned<String>>,
    /// what web pages say, beside what is known
    #[serde(default)]
    pub web_claim: Vec<WebClaimFile>,
    /// the studies
    #[serde(default)]
    pub study: Vec<StudyFile>,
}

/// What a web page says, beside what is known.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WebClaimFile {
    /// the page
    pub page: Spanned<String>,
    /// what it claims
    pub claim: Spanned<String>,
    /// what is known
    pub known: Spanned<String>,
}

/// One study of a record.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StudyFile {
    /// short name, such as "bruun2024"
    pub key: Spanned<String>,
    /// what kind of study it is
    pub kind: Spanned<StudyKind>,
    /// who wrote it
    pub authors: Option<Spanned<String>>,
    /// the year
    #[schemars(range(min = 1900, max = 2100))]
    pub year: Option<Spanned<u32>>,
    /// the journal
    pub journal: Option<Spanned<String>>,
    /// the DOI
    pub doi: Option<Spanned<String>>,
    /// the `PubMed` id, in quotes
    pub pmid: Option<Spanned<String>>,
    /// the design, as written
    pub design: Option<Spanned<String>>,
    /// how many people, as written
    pub people_text: Option<Spanned<String>>,
    /// how many people, where that is unambiguous
    #[schemars(range(min = 1))]
    pub people: Option<Spanned<u32>>,
    /// the dose, as written
    pub dose: Option<Spanned<String>>,
    /// the length, as written
    pub weeks_text: Option<Spanned<String>>,
    /// weeks of treatment for each person, where that is unambiguous, in quotes
    pub weeks: Option<Spanned<String>>,
    /// what was found
    pub result: Option<Spanned<String>>,
    /// what it counted or measured in both arms
    #[serde(default)]
    pub outcome: Vec<OutcomeFile>,
    /// whether it was read in the source
    pub verified: bool,
    /// what was not read in the source; then no number of it prints
    pub needs_check: Option<Spanned<String>>,
    /// where it was read
    #[serde(default)]
    pub addresses: Vec<Spanned<String>>,
}

/// The sources of a medicine (`citations.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CitationsFile {
    /// the sources
    pub citation: Vec<CitationFile>,
}

/// One source.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CitationFile {
    /// short name
    pub key: Spanned<String>,
    /// title
    pub title: Spanned<String>,
    /// who published it
    pub publisher: Option<Spanned<String>>,
    /// when, as text
    pub year: Option<Spanned<String>>,
    /// where it was read
    pub address: Option<Spanned<String>>,
    /// what kind of source it is
    pub kind: Spanned<String>,
    /// how it was checked
    pub mark: Verification,
    /// a working note
    pub note: Option<Spanned<String>>,
}

/// Where sources disagree (`disagreements.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DisagreementsFile {
    /// the disagreements
    #[serde(default)]
    pub disagreement: Vec<DisagreementFile>,
}

/// One disagreement.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DisagreementFile {
    /// short name
    pub id: Spanned<String>,
    /// high, medium or low
    pub severity: Spanned<String>,
    /// what it is about
    pub topic: Spanned<String>,
    /// what the pages said where the warnings were asked for
    pub asked_for: Spanned<String>,
    /// what other sources say
    pub others: Spanned<String>,
    /// what prints
    pub resolution: Spanned<String>,
    /// keys of the citations
    #[serde(default)]
    pub citations: Vec<Spanned<String>>,
}
