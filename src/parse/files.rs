//! The file types, as written.
//!
//! The doc comment of a field is the description in the editor and the help line of a finding,
//! so it speaks to the person who writes the file. Nothing here is checked beyond its shape.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};

use crate::model::{
    AuthorPlace, Certainty, Direction, DoseForm, Jurisdiction, Mark, Paper, Place, SafetyKind,
    SheetTrait, StudyKind, Tier, Words,
};
use crate::span::Spanned;

/// A TOML date, such as 2026-11-22.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateFile(pub toml::value::Datetime);

impl<'de> Deserialize<'de> for DateFile {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        toml::value::Datetime::deserialize(deserializer).map(Self)
    }
}

impl JsonSchema for DateFile {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date" })
    }
}

/// A patient information sheet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SheetFile {
    /// the sheet's short name, the same as the file's, such as "ldn-fibromyalgia"
    pub id: Spanned<String>,
    /// the title on the page, such as "Low-dose naltrexone (LDN) for fibromyalgia"
    pub title: Spanned<String>,
    /// the id of the medicine, as `candor library list` shows it
    pub medicine: Spanned<String>,
    /// the id of the medicine's evidence record, or "general"
    pub condition: Spanned<String>,
    /// the language of the text, such as "en"
    pub language: Spanned<String>,
    /// the date of the text, without quotes, such as 2026-11-22
    pub revised: Spanned<DateFile>,
    /// in how many months the sheet must be reviewed, 1 to 24
    #[schemars(range(min = 1, max = 24))]
    pub review_months: Spanned<u8>,
    /// one sentence: what the sheet is for, and for whom
    pub purpose: Spanned<String>,
    /// who paid for the sheet, in plain words
    pub funding: Spanned<String>,
    /// safety items to add: tags or ids of conditional ones that hold for every reader, or ids of
    /// standard ones that the one-leaf handout should carry too
    #[serde(default)]
    pub applies: Vec<Spanned<String>>,
    /// when to stop if it does not help
    pub stop_if: Spanned<String>,
    /// what the reader may want to ask, each a question
    pub questions: Vec<Spanned<String>>,
    /// the author's own sections
    #[serde(default)]
    pub section: Vec<SectionFile>,
    /// the steps of the dosing plan, in order
    #[serde(default)]
    pub dose: Vec<DoseFile>,
    /// whom to call, where it differs from the clinic's
    pub contacts: Option<ContactsFile>,
    /// who wrote the sheet
    pub author: Option<AuthorFile>,
    /// standard items that a named person leaves out
    #[serde(default)]
    pub waive: Vec<WaiverFile>,
}

/// A section in the author's words.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct SectionFile {
    /// where it stands: "why", "taking" or "living"
    pub place: Spanned<AuthorPlace>,
    /// its heading, where it is not the usual one of "why" or "living"
    pub heading: Option<Spanned<String>>,
    /// its text: paragraphs, lists and **bold**; all else prints as it is written
    pub text: Spanned<String>,
}

/// One step of a dosing plan; strength times count is the dose.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct DoseFile {
    /// the first week of the step; the first step begins in week 1
    #[schemars(range(min = 1, max = 520))]
    pub from_week: Spanned<u32>,
    /// the last week of the step; leave it out in the last step
    #[schemars(range(min = 1, max = 520))]
    pub to_week: Option<Spanned<u32>>,
    /// the dose in mg, in quotes, such as "1.5"
    pub mg: Spanned<String>,
    /// "capsule", "tablet" or "liquid"
    pub form: Spanned<DoseForm>,
    /// mg in one capsule or tablet, or in 1 mL of liquid, in quotes
    pub strength: Spanned<String>,
    /// how many capsules or tablets, or how many mL, in quotes
    pub count: Spanned<String>,
    /// when in the day, such as "at bedtime"
    pub time: Spanned<String>,
}

/// Whom to call.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ContactsFile {
    /// the phone number in office hours
    pub phone: Option<Spanned<String>>,
    /// when the phone is answered
    pub hours: Option<Spanned<String>>,
}

/// Who wrote a sheet.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct AuthorFile {
    /// name as it is printed
    pub name: Spanned<String>,
    /// in what capacity, such as "clinical pharmacist"
    pub role: Spanned<String>,
}

/// A standard item that a named person leaves out.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WaiverFile {
    /// the id of the safety item
    pub item: Spanned<String>,
    /// the person who answers for it
    pub by: Spanned<String>,
    /// since when, without quotes, such as 2026-11-22
    pub date: Spanned<DateFile>,
    /// why the reader is better off without it
    pub reason: Spanned<String>,
}

/// A clinic's workspace (`candor.toml`).
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WorkspaceFile {
    /// the clinic whose name stands on its sheets
    pub clinic: Option<ClinicFile>,
    /// whose rules, numbers and spelling: "us" or "uk"
    pub jurisdiction: Option<Spanned<Jurisdiction>>,
    /// the paper: "a4" or "letter"
    pub paper: Option<Spanned<Paper>>,
    /// the template, as a path in the workspace's `templates` folder, such as "sheet.typ"
    pub template: Option<Spanned<String>>,
}

/// The clinic whose name stands on its sheets.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ClinicFile {
    /// name as it is printed
    pub name: Option<Spanned<String>>,
    /// address on one line
    pub address: Option<Spanned<String>>,
    /// the phone number in office hours
    pub phone: Option<Spanned<String>>,
    /// when the phone is answered
    pub hours: Option<Spanned<String>>,
}

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
    /// the substance's RxNorm concept ids, in quotes
    pub rxnorm: Vec<Spanned<String>>,
    /// how the codes were checked
    pub codes_mark: Mark,
    /// the doses that the monograph covers
    pub dose: DoseLimitsFile,
    /// what is not known about the medicine as such, for the reader
    pub unknown: Words,
    /// the id of the core item that states the approval status
    pub approval: Spanned<String>,
    /// the evidence record for the medicine in general
    pub overall: Option<Spanned<String>>,
    /// the evidence records in a general sheet's table, in order
    #[serde(default)]
    pub general_table: Vec<Spanned<String>>,
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
    pub forms: Vec<Spanned<DoseForm>>,
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
    pub mark: Mark,
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
    /// the PubMed id, in quotes
    pub pmid: Option<Spanned<String>>,
    /// the design, as written
    pub design: Option<Spanned<String>>,
    /// how many people, as written
    pub people_text: Option<Spanned<String>>,
    /// how many people, where that is unambiguous
    pub people: Option<Spanned<u32>>,
    /// the dose, as written
    pub dose: Option<Spanned<String>>,
    /// the length, as written
    pub weeks_text: Option<Spanned<String>>,
    /// weeks of treatment for each person, where that is unambiguous, in quotes
    pub weeks: Option<Spanned<String>>,
    /// what was found
    pub result: Option<Spanned<String>>,
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
    pub mark: Mark,
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

/// Fixed wording of one language (`wording/*.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WordingFile {
    /// language tag
    pub language: Spanned<String>,
    /// the language's own name
    pub name: Spanned<String>,
    /// headings of the places on a page
    pub headings: Headings,
    /// statements of the evidence by certainty, then by direction
    pub statements: ByCertainty<ByDirection>,
    /// names of the certainty levels
    pub level: ByCertainty<Words>,
    /// what each certainty level means
    pub certainty: ByCertainty<Words>,
    /// directions in a table cell
    pub direction: ByDirection,
    /// what was studied
    pub studied: StudiedWords,
    /// single lines
    pub lines: Lines,
    /// emergency, advice, crisis and reporting lines
    pub phone: PhoneLines,
}

/// Headings of the places on a page.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each is the heading of the place it is named for")]
pub struct Headings {
    pub must_not: Words,
    pub evidence: Words,
    pub status: Words,
    pub why: Words,
    pub before: Words,
    pub taking: Words,
    pub warnings: Words,
    pub other_medicines: Words,
    pub cautions: Words,
    pub side_effects: Words,
    pub help_now: Words,
    pub help_today: Words,
    pub keeping: Words,
    pub living: Words,
    pub questions: Words,
    pub contacts: Words,
    pub about: Words,
}

/// One text for each direction.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each is named for its direction")]
pub struct ByDirection {
    pub possible_benefit: Words,
    pub no_benefit_shown: Words,
    pub mixed: Words,
    pub not_known: Words,
    pub possible_harm: Words,
}

impl ByDirection {
    /// Returns the text for a direction.
    pub fn of(&self, direction: Direction) -> &Words {
        match direction {
            Direction::PossibleBenefit => &self.possible_benefit,
            Direction::NoBenefitShown => &self.no_benefit_shown,
            Direction::Mixed => &self.mixed,
            Direction::NotKnown => &self.not_known,
            Direction::PossibleHarm => &self.possible_harm,
        }
    }
}

/// One entry for each certainty.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[expect(missing_docs, reason = "each is named for its certainty")]
pub struct ByCertainty<T> {
    pub high: T,
    pub moderate: T,
    pub low: T,
    pub very_low: T,
    pub none: T,
}

impl<T> ByCertainty<T> {
    /// Returns the entry for a certainty.
    pub fn of(&self, certainty: Certainty) -> &T {
        match certainty {
            Certainty::High => &self.high,
            Certainty::Moderate => &self.moderate,
            Certainty::Low => &self.low,
            Certainty::VeryLow => &self.very_low,
            Certainty::None => &self.none,
        }
    }
}

/// Sentences about what was studied; `{people}` and `{weeks}` are filled in.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct StudiedWords {
    /// the largest trial against placebo, with its length
    pub placebo_weeks: Words,
    /// the largest trial against placebo, length not stated
    pub placebo: Words,
    /// the largest trial against another medicine, with its length
    pub other_weeks: Words,
    /// the largest trial against another medicine, length not stated
    pub other: Words,
    /// people followed without a comparison, with the length
    pub open_weeks: Words,
    /// people followed without a comparison
    pub open: Words,
    /// people followed, only one of them
    pub open_one: Words,
    /// studies without a figure that may be printed
    pub no_figure: Words,
    /// no study in people at this dose
    pub nothing: Words,
}

/// Single lines of fixed wording.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lines {
    /// in the page header while a sheet is unreviewed
    pub draft_header: Words,
    /// the same as a line to be read, under the title
    pub draft: Words,
    /// the certainty: `{level}` and what it means, `{meaning}`
    pub certainty: Words,
    /// before what is not known; `{unknown}` is filled in
    pub unknown: Words,
    /// heads of the dose table: weeks
    pub dose_when: Words,
    /// heads of the dose table: dose
    pub dose_amount: Words,
    /// heads of the dose table: what to take
    pub dose_take: Words,
    /// heads of the dose table: time of day
    pub dose_time: Words,
    /// `{week}` alone
    pub week: Words,
    /// from `{from}` to `{to}`
    pub weeks: Words,
    /// from `{from}` on
    pub from_week: Words,
    /// `{mg}` of a solid
    pub amount: Words,
    /// `{mg}` and `{ml}` of a liquid
    pub amount_liquid: Words,
    /// one capsule of `{strength}`
    pub capsule_one: Words,
    /// `{count}` capsules of `{strength}`
    pub capsules: Words,
    /// half a tablet of `{strength}`
    pub tablet_half: Words,
    /// one tablet of `{strength}`
    pub tablet_one: Words,
    /// `{count}` tablets of `{strength}`
    pub tablets: Words,
    /// `{ml}` of a liquid with `{strength}` in 1 mL
    pub liquid: Words,
    /// when there is no plan: the dose is on the label
    pub no_plan: Words,
    /// heads of the general table: condition
    pub table_condition: Words,
    /// heads of the general table: certainty
    pub table_certainty: Words,
    /// heads of the general table: direction
    pub table_direction: Words,
    /// before the general table
    pub table_intro: Words,
    /// lines to write on: dose
    pub write_dose: Words,
    /// lines to write on: start date
    pub write_start: Words,
    /// lines to write on: phone
    pub write_phone: Words,
    /// lines to write on: next visit
    pub write_visit: Words,
    /// `{name}` and `{role}` of the author
    pub author: Words,
    /// when there is no author
    pub no_author: Words,
    /// when nobody has reviewed it
    pub no_review: Words,
    /// `{date}` of the text and `{due}` date of review
    pub dates: Words,
    /// that no pharmacist has checked the library
    pub library_unchecked: Words,
    /// that larger print is to be had
    pub large_print: Words,
    /// `{phone}` of the clinic
    pub call: Words,
    /// `{phone}` and `{hours}` of the clinic
    pub call_hours: Words,
    /// page number, with `{page}`
    pub page: Words,
    /// in the footer: `{id}` and `{date}`
    pub footer: Words,
    /// names of the months, from January
    pub months: Vec<Spanned<String>>,
    /// a date from `{day}`, `{month}` and `{year}`
    pub date: Words,
}

/// Emergency, advice, crisis and reporting lines.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct PhoneLines {
    /// emergency number
    pub emergency: Words,
    /// poison advice
    pub poison: Words,
    /// crisis line
    pub crisis: Words,
    /// advice out of hours
    pub out_of_hours: Words,
    /// where to report side effects
    pub report: Words,
    /// how the lines were checked
    pub checked: Words,
}
