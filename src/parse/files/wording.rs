//! Fixed wording, as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::{Certainty, Direction, Reviewed, Words, Writing};
use crate::span::Spanned;

/// Fixed wording of one language (`wording/*.toml`).
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct WordingFile {
    /// language tag
    pub language: Spanned<String>,
    /// the language's own name
    pub name: Spanned<String>,
    /// whether a translator has read these words; if not, every page says so until one signs
    #[serde(default)]
    pub status: Reviewed,
    /// which way the script runs: ltr or rtl
    #[serde(default)]
    pub writing: Writing,
    /// families of the fonts that have the script's letters; without any, the template's own
    #[serde(default)]
    pub fonts: Vec<Spanned<String>>,
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
    /// the roles in which people sign
    pub roles: RoleWords,
    /// single lines
    pub lines: Lines,
    /// what is said of drawn numbers
    pub figures: FigureWords,
    /// the wallet card
    pub card: CardWords,
    /// emergency, advice, crisis and reporting lines
    pub phone: PhoneLines,
}

/// What is said of drawn numbers; `{medicine}` is the short name.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct FigureWords {
    /// what a picture of the certainty shows: `{n}` of `{of}` steps
    pub scale_alt: Words,
    /// what stands where no trial has a score or count that may be drawn; `{condition}`
    pub no_benefit: Words,
    /// over a count: `{name}`, out of `{of}` people
    pub count: Words,
    /// how many had it with the medicine: `{n}` of `{of}`, `{percent}`
    pub count_medicine: Words,
    /// how many had it with the dummy pill: `{n}` of `{of}`, `{percent}`
    pub count_placebo: Words,
    /// what a picture of people shows: `{n}` of `{of}`
    pub count_alt: Words,
    /// over a score: `{name}`, after `{weeks}`
    pub change: Words,
    /// both mean changes: `{a}` with the medicine and `{b}` with the dummy pill
    pub change_means: Words,
    /// a mean change downwards by `{points}`
    pub down: Words,
    /// a mean change upwards by `{points}`
    pub up: Words,
    /// no mean change
    pub same: Words,
    /// one end of the drawn line: better by `{points}`
    pub better_end: Words,
    /// the middle of the drawn line
    pub no_difference: Words,
    /// the other end of the drawn line: worse by `{points}`
    pub worse_end: Words,
    /// the interval holds no difference: `{gap}`
    pub chance: Words,
    /// the whole interval is better: `{gap}`
    pub better: Words,
    /// the whole interval is worse: `{gap}`
    pub worse: Words,
    /// what a drawn interval shows, where the estimate is better: `{gap}`, from `{low}` to `{high}`
    pub interval_alt: Words,
    /// a point on the drawn line that is better by `{points}`
    pub point_better: Words,
    /// a point on the drawn line that is worse by `{points}`
    pub point_worse: Words,
    /// the study: `{people-a}` and `{people-b}` in the arms, `{who}`, `{weeks}`, `{study}`
    pub study: Words,
    /// the same for a study with fewer than 50 people in an arm
    pub study_small: Words,
    /// each person took both
    pub crossover: Words,
    /// only a meeting's abstract has the numbers
    pub only_abstract: Words,
    /// in the dossier: why an `{outcome}` of `{study}` is not drawn; `{reason}`
    pub not_drawn: Words,
}

/// Words of the wallet card and of the calendar, whose lines are written on by hand.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct CardWords {
    /// what to do with the card
    pub purpose: Words,
    /// what to do with a card that is printed alone
    pub purpose_one: Words,
    /// line to write on: name
    pub name: Words,
    /// line to write on: dose
    pub dose: Words,
    /// line to write on: when the last dose was
    pub last_dose: Words,
    /// line to write on: who prescribes, and the phone
    pub prescriber: Words,
    /// heads of the calendar: week
    pub week: Words,
    /// heads of the calendar: date
    pub from: Words,
    /// heads of the calendar: days
    pub days: Words,
    /// what the boxes of a week are, for who cannot see them
    pub days_alt: Words,
}

/// Headings of the places on a page, each named for its place.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Headings {
    /// what to know before all else
    pub key: Words,
    /// who must not take it
    pub must_not: Words,
    /// what research shows
    pub evidence: Words,
    /// approval status
    pub status: Words,
    /// what trials counted and measured
    pub facts: Words,
    /// why it may be offered
    pub why: Words,
    /// before the first dose
    pub before: Words,
    /// how to take it
    pub taking: Words,
    /// weeks and doses with days to tick
    pub calendar: Words,
    /// serious risks
    pub warnings: Words,
    /// other medicines
    pub other_medicines: Words,
    /// conditions that need care
    pub cautions: Words,
    /// side effects
    pub side_effects: Words,
    /// when to get help at once
    pub help_now: Words,
    /// when to call the same day
    pub help_today: Words,
    /// what can wait for the next visit
    pub help_visit: Words,
    /// storage and supply
    pub keeping: Words,
    /// day to day
    pub living: Words,
    /// questions to ask
    pub questions: Words,
    /// contacts and lines to write on
    pub contacts: Words,
    /// about the sheet
    pub about: Words,
    /// the wallet card
    pub card: Words,
    /// what changed since the last release, for the reviewer
    pub changes: Words,
    /// the sheet line by line, for the reviewer
    pub review_lines: Words,
    /// where sources disagree, for the reviewer
    pub disagreements: Words,
    /// what was left out or set aside, for the reviewer
    pub set_aside: Words,
    /// looks that the clinic changed, for the reviewer
    pub looks: Words,
    /// questions that show whether the sheet was understood, for the clinician
    pub teach_back: Words,
    /// reading levels, for the reviewer
    pub reading_level: Words,
    /// lists and notices, for staff
    pub listing: Words,
}

/// One text for each direction.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ByDirection {
    /// it may help
    pub possible_benefit: Words,
    /// studies did not find that it helps
    pub no_benefit_shown: Words,
    /// studies disagree
    pub mixed: Words,
    /// it cannot be told
    pub not_known: Words,
    /// it may do harm
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
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ByCertainty<T> {
    /// high certainty
    pub high: T,
    /// moderate certainty
    pub moderate: T,
    /// low certainty
    pub low: T,
    /// very low certainty
    pub very_low: T,
    /// no study in people at this dose
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
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// The roles in which people sign, as a page names them.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct RoleWords {
    /// who wrote the text
    pub author: Words,
    /// who reviewed it as a clinician
    pub clinician: Words,
    /// who reviewed it as a pharmacist
    pub pharmacist: Words,
    /// who reviewed how easily it reads
    pub plain_language: Words,
    /// who translated it
    pub translator: Words,
    /// who publishes it
    pub publisher: Words,
}

/// Single lines of fixed wording.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Lines {
    /// in the page header while a sheet is unreviewed
    pub draft_header: Words,
    /// in the header of each page, where no translator has read the words
    pub unreviewed: Words,
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
    /// what stands for `{clinic}` where the clinic has no name
    pub us: Words,
    /// in the box of key points: whom to call at once; `{emergency}`
    pub key_emergency: Words,
    /// what can wait for the next visit
    pub help_visit: Words,
    /// page number, with `{page}`
    pub page: Words,
    /// in the footer: `{id}` and `{date}`
    pub footer: Words,
    /// in the page header of a candidate; `{version}`
    pub candidate_header: Words,
    /// the same as a line to be read, under the title; `{version}`
    pub candidate: Words,
    /// in the page header of a release; `{version}`
    pub release_header: Words,
    /// the same as a line to be read, under the title; `{version}`, `{date}` and `{due}`
    pub release: Words,
    /// in the page header of a copy that is overdue; `{due}`
    pub overdue_header: Words,
    /// the same as a line to be read, under the title; `{due}`
    pub overdue: Words,
    /// in the footer of a release: `{id}`, `{version}`, `{due}` and `{code}`
    pub release_footer: Words,
    /// in a candidate, before a line for a name and a date
    pub write_review: Words,
    /// who reviewed it: `{name}`, `{role}` and `{date}`
    pub reviewer: Words,
    /// how a release can be checked: `{version}` and `{code}`
    pub code: Words,
    /// what a QR code is, for who cannot see it; `{code}`
    pub qr: Words,
    /// in the dossier: no earlier version
    pub dossier_first: Words,
    /// on the list of current sheets: its title
    pub current_title: Words,
    /// on the list of current sheets: how to use it
    pub current_purpose: Words,
    /// on the list of current sheets: `{id}`, `{title}`, `{version}`, `{due}` and `{code}`
    pub current_row: Words,
    /// on the list of current sheets: there is none
    pub current_none: Words,
    /// in the footer of a list or a notice; `{date}`
    pub notice_footer: Words,
    /// on a monograph that is to be read and signed: its title; `{medicine}`
    pub monograph_title: Words,
    /// on a monograph that is to be read and signed: what to do
    pub monograph_purpose: Words,
    /// on a monograph that is to be read and signed: `{digest}` and `{date}`
    pub monograph_digest: Words,
    /// on a recall notice: its title
    pub recall_title: Words,
    /// on a recall notice: `{reason}`
    pub recall_purpose: Words,
    /// on a recall notice: `{id}`, `{version}`, `{formats}` and `{code}`
    pub recall_row: Words,
    /// on a recall notice: what to do
    pub recall_do: Words,
    /// in the dossier: what an item rests on; `{id}`, `{kind}`, `{tier}`, `{basis}`, `{sources}`
    pub dossier_basis: Words,
    /// in the dossier: a `{fact}` and its `{mark}`
    pub dossier_fact: Words,
    /// in the dossier: what an item says to clinicians; `{text}`
    pub dossier_clinician: Words,
    /// in the dossier: what was not checked yet; `{text}`
    pub dossier_check: Words,
    /// in the dossier: an evidence record; `{id}`, `{certainty}`, `{direction}`, `{reason}`
    pub dossier_record: Words,
    /// in the dossier: a study; `{key}`, `{mark}`, `{kind}`, `{citation}`, `{result}`
    pub dossier_study: Words,
    /// in the dossier: a disagreement; `{topic}`, `{asked}`, `{others}`, `{resolution}`
    pub dossier_disagreement: Words,
    /// in the dossier: a waived `{item}`, `{by}` whom, `{date}`, `{reason}`
    pub dossier_waiver: Words,
    /// in the dossier: a false alarm; `{words}`, `{code}`, `{by}`, `{date}`, `{reason}`
    pub dossier_false_alarm: Words,
    /// in the dossier: reading level of a `{part}`; `{words}`, `{sentences}`, `{grade}`, `{named}`, `{smog}`, `{counter}`
    pub dossier_grade: Words,
    /// in the dossier: a measure of the clinic's own; `{format}`, `{name}`, `{value}`
    pub dossier_measure: Words,
    /// in the dossier: a measure in every format; `{name}`, `{value}`
    pub dossier_measure_every: Words,
    /// in the dossier: a template `{file}` that is not shipped; `{digest}`
    pub dossier_template_new: Words,
    /// in the dossier: a template `{file}` in the place of a shipped one; `{digest}`
    pub dossier_template_changed: Words,
    /// in the dossier: `{n}` lines of a template `{file}` that are not shown
    pub dossier_template_more: Words,
    /// in the dossier: a font `{file}` whose letters were compared with those of others; `{digest}`
    pub dossier_font: Words,
    /// in the dossier: a font `{file}` of which those of some `{scripts}` were not; `{digest}`
    pub dossier_font_partly: Words,
    /// in the dossier: a font `{file}` of whose `{scripts}` none were; `{digest}`
    pub dossier_font_not: Words,
    /// in the dossier: a logo `{file}`; `{digest}`
    pub dossier_logo: Words,
    /// in the dossier: before the questions
    pub teach_back_intro: Words,
    /// in the dossier: a `{question}`
    pub teach_back_question: Words,
    /// in the dossier: an `{answer}`
    pub teach_back_answer: Words,
    /// in the dossier: nothing to report
    pub dossier_none: Words,
    /// names of the months, from January
    pub months: Vec<Spanned<String>>,
    /// a date from `{day}`, `{month}` and `{year}`
    pub date: Words,
}

/// Emergency, advice, crisis and reporting lines.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
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

/// A medicine's words in another language (`translations/*.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslationFile {
    /// language tag
    pub language: Spanned<String>,
    /// whether a translator has read these words; if not, every page says so until one signs
    pub status: Reviewed,
    /// the medicine's own words
    pub medicine: TranslatedMedicine,
    /// words of the safety items, by id
    pub item: BTreeMap<String, TranslatedItem>,
    /// words of the evidence records, by id
    pub record: BTreeMap<String, TranslatedRecord>,
    /// words of the outcomes, by id
    #[serde(default)]
    pub outcome: BTreeMap<String, TranslatedOutcome>,
}

/// A medicine's own words.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedMedicine {
    /// the name in running text
    pub name: Words,
    /// what is not known about the medicine
    pub unknown: Words,
    /// the lines of the box at the top, in their order
    #[serde(default)]
    pub key_points: Vec<Words>,
    /// the wallet card, where the medicine has one
    pub card: Option<TranslatedCard>,
}

/// Words of a wallet card.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedCard {
    /// the line to be seen first
    pub title: Words,
    /// the other lines, in their order
    pub lines: Vec<Words>,
}

/// Words of an outcome.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedOutcome {
    /// what was counted or measured
    pub name: Words,
    /// who was in the trial
    pub who: Words,
}

/// Words of a safety item.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedItem {
    /// the plain form
    pub plain: Words,
    /// the short form, where the item has one
    pub short: Option<Words>,
    /// for whom the item is, where the item has such a lead
    pub lead: Option<Words>,
    /// the question that shows whether it was understood, where the item has one
    pub teach_back: Option<super::TeachBackFile>,
}

/// Words of an evidence record.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedRecord {
    /// the condition as it stands in a sentence
    pub name: Words,
    /// what was found
    pub findings: Words,
}
