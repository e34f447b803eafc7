//! Fixed wording, as written.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::texts::{Declared, Field, Placeholders, texts};
use candor_model::span::Spanned;
use candor_model::{Certainty, Direction, FixedText, Reviewed, Writing};

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
    pub level: ByCertainty<FixedText>,
    /// what each certainty level means
    pub certainty: ByCertainty<FixedText>,
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

impl WordingFile {
    /// Returns every text.
    pub fn texts(&self) -> Vec<Declared<'_>> {
        // Taken apart whole: a new table must be declared before this compiles.
        let Self {
            language: _,
            name: _,
            status: _,
            writing: _,
            fonts: _,
            headings,
            statements,
            level,
            certainty,
            direction,
            studied,
            roles,
            lines,
            figures,
            card,
            phone,
        } = self;
        let mut all = Vec::new();
        headings.declare("headings", &mut all);
        statements.declare("statements".to_owned(), &["medicine", "condition"], &mut all);
        level.declare("level".to_owned(), &[], &mut all);
        certainty.declare("certainty".to_owned(), &[], &mut all);
        direction.declare("direction".to_owned(), &[], &mut all);
        studied.declare("studied", &mut all);
        roles.declare("roles", &mut all);
        lines.declare("lines", &mut all);
        figures.declare("figures", &mut all);
        card.declare("card", &mut all);
        phone.declare("phone", &mut all);
        all
    }
}

texts! {
    /// What is said of drawn numbers; `{medicine}` is the short name.
    pub struct FigureWords {
        /// what a picture of the certainty shows: `{n}` of `{of}` steps
        pub scale_alt: FixedText = ["n", "of"],
        /// what stands where no trial has a score or count that may be drawn; `{condition}`
        pub no_benefit: FixedText = ["medicine", "condition"],
        /// over a count: `{name}`, out of `{of}` people
        pub count: FixedText = ["name", "of"],
        /// how many had it with the medicine: `{n}` of `{of}`, `{percent}`
        pub count_medicine: FixedText = ["medicine", "n", "of", "percent"],
        /// how many had it with the dummy pill: `{n}` of `{of}`, `{percent}`
        pub count_placebo: FixedText = ["n", "of", "percent"],
        /// what a picture of people shows: `{n}` of `{of}`
        pub count_alt: FixedText = ["n", "of"],
        /// over a score: `{name}`, after `{weeks}`
        pub change: FixedText = ["name", "weeks"],
        /// both mean changes: `{a}` with the medicine and `{b}` with the dummy pill
        pub change_means: FixedText = ["medicine", "a", "b"],
        /// a mean change downwards by `{points}`
        pub down: FixedText = ["points"],
        /// a mean change upwards by `{points}`
        pub up: FixedText = ["points"],
        /// no mean change
        pub same: FixedText = [],
        /// one end of the drawn line: better by `{points}`
        pub better_end: FixedText = ["points"],
        /// the middle of the drawn line
        pub no_difference: FixedText = [],
        /// the other end of the drawn line: worse by `{points}`
        pub worse_end: FixedText = ["points"],
        /// the interval holds no difference: `{gap}`
        pub chance: FixedText = ["gap"],
        /// the whole interval is better: `{gap}`
        pub better: FixedText = ["medicine", "gap"],
        /// the whole interval is worse: `{gap}`
        pub worse: FixedText = ["medicine", "gap"],
        /// what a drawn interval shows, where the estimate is better: `{gap}`, from `{low}` to `{high}`
        pub interval_alt: FixedText = ["gap", "low", "high"],
        /// a point on the drawn line that is better by `{points}`
        pub point_better: FixedText = ["points"],
        /// a point on the drawn line that is worse by `{points}`
        pub point_worse: FixedText = ["points"],
        /// the study: `{people-a}` and `{people-b}` in the arms, `{who}`, `{weeks}`, `{study}`
        pub study: FixedText = ["study", "people-a", "who", "medicine", "people-b", "weeks"],
        /// the same for a study with fewer than 50 people in an arm
        pub study_small: FixedText = ["study", "people-a", "who", "medicine", "people-b", "weeks"],
        /// each person took both
        pub crossover: FixedText = [],
        /// only a meeting's abstract has the numbers
        pub only_abstract: FixedText = [],
        /// in the dossier: why an `{outcome}` of `{study}` is not drawn; `{reason}`
        pub not_drawn: FixedText = ["outcome", "study", "reason"],
    }
}

texts! {
    /// Words of the wallet card and of the calendar, whose lines are written on by hand.
    pub struct CardWords {
        /// what to do with the card
        pub purpose: FixedText = [],
        /// what to do with a card that is printed alone
        pub purpose_one: FixedText = [],
        /// line to write on: name
        pub name: FixedText = [],
        /// line to write on: dose
        pub dose: FixedText = [],
        /// line to write on: when the last dose was
        pub last_dose: FixedText = [],
        /// line to write on: who prescribes, and the phone
        pub prescriber: FixedText = [],
        /// heads of the calendar: week
        pub week: FixedText = [],
        /// heads of the calendar: date
        pub from: FixedText = [],
        /// heads of the calendar: days
        pub days: FixedText = [],
        /// what the boxes of a week are, for who cannot see them
        pub days_alt: FixedText = [],
    }
}

texts! {
    /// Headings of the places on a page, each named for its place.
    pub struct Headings {
        /// what to know before all else
        pub key: FixedText = [],
        /// who must not take it
        pub must_not: FixedText = ["medicine"],
        /// what research shows
        pub evidence: FixedText = [],
        /// approval status
        pub status: FixedText = [],
        /// what trials counted and measured
        pub facts: FixedText = [],
        /// why it may be offered
        pub why: FixedText = [],
        /// before the first dose
        pub before: FixedText = [],
        /// how to take it
        pub taking: FixedText = [],
        /// weeks and doses with days to tick
        pub calendar: FixedText = [],
        /// serious risks
        pub warnings: FixedText = [],
        /// other medicines
        pub other_medicines: FixedText = [],
        /// conditions that need care
        pub cautions: FixedText = [],
        /// side effects
        pub side_effects: FixedText = [],
        /// when to get help at once
        pub help_now: FixedText = [],
        /// when to call the same day
        pub help_today: FixedText = [],
        /// what can wait for the next visit
        pub help_visit: FixedText = [],
        /// storage and supply
        pub keeping: FixedText = [],
        /// day to day
        pub living: FixedText = [],
        /// questions to ask
        pub questions: FixedText = [],
        /// contacts and lines to write on
        pub contacts: FixedText = [],
        /// about the sheet
        pub about: FixedText = [],
        /// the wallet card
        pub card: FixedText = [],
        /// what changed since the last release, for the reviewer
        pub changes: FixedText = [],
        /// the sheet line by line, for the reviewer
        pub review_lines: FixedText = [],
        /// where sources disagree, for the reviewer
        pub disagreements: FixedText = [],
        /// what was left out or set aside, for the reviewer
        pub set_aside: FixedText = [],
        /// looks that the clinic changed, for the reviewer
        pub looks: FixedText = [],
        /// questions that show whether the sheet was understood, for the clinician
        pub teach_back: FixedText = [],
        /// reading levels, for the reviewer
        pub reading_level: FixedText = [],
        /// lists and notices, for staff
        pub listing: FixedText = [],
    }
}

/// One text for each direction.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct ByDirection {
    /// it may help
    pub possible_benefit: FixedText,
    /// studies did not find that it helps
    pub no_benefit_shown: FixedText,
    /// studies disagree
    pub mixed: FixedText,
    /// it cannot be told
    pub not_known: FixedText,
    /// it may do harm
    pub possible_harm: FixedText,
}

impl ByDirection {
    /// Returns the text for a direction.
    pub fn of(&self, direction: Direction) -> &FixedText {
        match direction {
            Direction::PossibleBenefit => &self.possible_benefit,
            Direction::NoBenefitShown => &self.no_benefit_shown,
            Direction::Mixed => &self.mixed,
            Direction::NotKnown => &self.not_known,
            Direction::PossibleHarm => &self.possible_harm,
        }
    }
}

impl Field for ByDirection {
    fn declare<'a>(&'a self, key: String, placeholders: Placeholders, all: &mut Vec<Declared<'a>>) {
        let Self { possible_benefit, no_benefit_shown, mixed, not_known, possible_harm } = self;
        for (name, text) in [
            ("possible-benefit", possible_benefit),
            ("no-benefit-shown", no_benefit_shown),
            ("mixed", mixed),
            ("not-known", not_known),
            ("possible-harm", possible_harm),
        ] {
            text.declare(format!("{key}.{name}"), placeholders, all);
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

impl<T: Field> Field for ByCertainty<T> {
    fn declare<'a>(&'a self, key: String, placeholders: Placeholders, all: &mut Vec<Declared<'a>>) {
        let Self { high, moderate, low, very_low, none } = self;
        for (name, entry) in [
            ("high", high),
            ("moderate", moderate),
            ("low", low),
            ("very-low", very_low),
            ("none", none),
        ] {
            entry.declare(format!("{key}.{name}"), placeholders, all);
        }
    }
}

texts! {
    /// Sentences about what was studied; `{people}` and `{weeks}` are filled in.
    pub struct StudiedWords {
        /// the largest trial against placebo, with its length
        pub placebo_weeks: FixedText = ["people", "medicine", "weeks"],
        /// the largest trial against placebo, length not stated
        pub placebo: FixedText = ["people"],
        /// the largest trial against another medicine, with its length
        pub other_weeks: FixedText = ["people", "weeks"],
        /// the largest trial against another medicine, length not stated
        pub other: FixedText = ["people"],
        /// people followed without a comparison, with the length
        pub open_weeks: FixedText = ["people", "weeks"],
        /// people followed without a comparison
        pub open: FixedText = ["people"],
        /// people followed, only one of them
        pub open_one: FixedText = [],
        /// studies without a figure that may be printed
        pub no_figure: FixedText = [],
        /// no study in people at this dose
        pub nothing: FixedText = [],
    }
}

texts! {
    /// The roles in which people sign, as a page names them.
    pub struct RoleWords {
        /// who wrote the text
        pub author: FixedText = [],
        /// who reviewed it as a clinician
        pub clinician: FixedText = [],
        /// who reviewed it as a pharmacist
        pub pharmacist: FixedText = [],
        /// who reviewed how easily it reads
        pub plain_language: FixedText = [],
        /// who translated it
        pub translator: FixedText = [],
        /// who publishes it
        pub publisher: FixedText = [],
    }
}

texts! {
    /// Single lines of fixed wording.
    pub struct Lines {
        /// in the page header while a sheet is unreviewed
        pub draft_header: FixedText = [],
        /// in the header of each page, where no translator has read the words
        pub unreviewed: FixedText = [],
        /// the same as a line to be read, under the title
        pub draft: FixedText = [],
        /// the certainty: `{level}` and what it means, `{meaning}`
        pub certainty: FixedText = ["level", "meaning"],
        /// before what is not known; `{unknown}` is filled in
        pub unknown: FixedText = ["unknown"],
        /// heads of the dose table: weeks
        pub dose_when: FixedText = [],
        /// heads of the dose table: dose
        pub dose_amount: FixedText = [],
        /// heads of the dose table: what to take
        pub dose_take: FixedText = [],
        /// heads of the dose table: time of day
        pub dose_time: FixedText = [],
        /// `{week}` alone
        pub week: FixedText = ["week"],
        /// from `{from}` to `{to}`
        pub weeks: FixedText = ["from", "to"],
        /// from `{from}` on
        pub from_week: FixedText = ["from"],
        /// `{mg}` of a solid
        pub amount: FixedText = ["mg"],
        /// `{mg}` and `{ml}` of a liquid
        pub amount_liquid: FixedText = ["mg", "ml"],
        /// one capsule of `{strength}`
        pub capsule_one: FixedText = ["strength"],
        /// `{count}` capsules of `{strength}`
        pub capsules: FixedText = ["count", "strength"],
        /// half a tablet of `{strength}`
        pub tablet_half: FixedText = ["strength"],
        /// one tablet of `{strength}`
        pub tablet_one: FixedText = ["strength"],
        /// `{count}` tablets of `{strength}`
        pub tablets: FixedText = ["count", "strength"],
        /// `{ml}` of a liquid with `{strength}` in 1 mL
        pub liquid: FixedText = ["ml", "strength"],
        /// when there is no plan: the dose is on the label
        pub no_plan: FixedText = [],
        /// heads of the general table: condition
        pub table_condition: FixedText = [],
        /// heads of the general table: certainty
        pub table_certainty: FixedText = [],
        /// heads of the general table: direction
        pub table_direction: FixedText = [],
        /// before the general table
        pub table_intro: FixedText = [],
        /// lines to write on: dose
        pub write_dose: FixedText = [],
        /// lines to write on: start date
        pub write_start: FixedText = [],
        /// lines to write on: phone
        pub write_phone: FixedText = [],
        /// lines to write on: next visit
        pub write_visit: FixedText = [],
        /// `{name}` and `{role}` of the author
        pub author: FixedText = ["name", "role"],
        /// when there is no author
        pub no_author: FixedText = [],
        /// when nobody has reviewed it
        pub no_review: FixedText = [],
        /// `{date}` of the text and `{due}` date of review
        pub dates: FixedText = ["date", "due"],
        /// that no pharmacist has checked the library
        pub library_unchecked: FixedText = [],
        /// that larger print is to be had
        pub large_print: FixedText = [],
        /// `{phone}` of the clinic
        pub call: FixedText = ["clinic", "phone"],
        /// `{phone}` and `{hours}` of the clinic
        pub call_hours: FixedText = ["clinic", "phone", "hours"],
        /// what stands for `{clinic}` where the clinic has no name
        pub us: FixedText = [],
        /// in the box of key points: whom to call at once; `{emergency}`
        pub key_emergency: FixedText = ["emergency"],
        /// what can wait for the next visit
        pub help_visit: FixedText = ["medicine"],
        /// page number, with `{page}`
        pub page: FixedText = ["page"],
        /// in the footer: `{id}` and `{date}`
        pub footer: FixedText = ["id", "date"],
        /// in the page header of a candidate; `{version}`
        pub candidate_header: FixedText = ["version"],
        /// the same as a line to be read, under the title; `{version}`
        pub candidate: FixedText = ["version"],
        /// in the page header of a release; `{version}`
        pub release_header: FixedText = ["version"],
        /// the same as a line to be read, under the title; `{version}`, `{date}` and `{due}`
        pub release: FixedText = ["version", "date", "due"],
        /// in the page header of a copy that is overdue; `{due}`
        pub overdue_header: FixedText = ["due"],
        /// the same as a line to be read, under the title; `{due}`
        pub overdue: FixedText = ["due"],
        /// in the footer of a release: `{id}`, `{version}`, `{due}` and `{code}`
        pub release_footer: FixedText = ["id", "version", "due", "code"],
        /// in a candidate, before a line for a name and a date
        pub write_review: FixedText = [],
        /// who reviewed it: `{name}`, `{role}` and `{date}`
        pub reviewer: FixedText = ["name", "role", "date"],
        /// how a release can be checked: `{version}` and `{code}`
        pub code: FixedText = ["version", "code"],
        /// what a QR code is, for who cannot see it; `{code}`
        pub qr: FixedText = ["code"],
        /// in the dossier: no earlier version
        pub dossier_first: FixedText = [],
        /// on the list of current sheets: its title
        pub current_title: FixedText = [],
        /// on the list of current sheets: how to use it
        pub current_purpose: FixedText = [],
        /// on the list of current sheets: `{id}`, `{title}`, `{version}`, `{due}` and `{code}`
        pub current_row: FixedText = ["title", "id", "version", "due", "code"],
        /// on the list of current sheets: there is none
        pub current_none: FixedText = [],
        /// in the footer of a list or a notice; `{date}`
        pub notice_footer: FixedText = ["date"],
        /// on a monograph that is to be read and signed: its title; `{medicine}`
        pub monograph_title: FixedText = ["medicine"],
        /// on a monograph that is to be read and signed: what to do
        pub monograph_purpose: FixedText = [],
        /// on a monograph that is to be read and signed: `{digest}` and `{date}`
        pub monograph_digest: FixedText = ["date", "digest"],
        /// on a recall notice: its title
        pub recall_title: FixedText = [],
        /// on a recall notice: `{reason}`
        pub recall_purpose: FixedText = ["reason"],
        /// on a recall notice: `{id}`, `{version}`, `{formats}` and `{code}`
        pub recall_row: FixedText = ["id", "version", "formats", "code"],
        /// on a recall notice: what to do
        pub recall_do: FixedText = [],
        /// in the dossier: what an item rests on; `{id}`, `{kind}`, `{tier}`, `{basis}`, `{sources}`
        pub dossier_basis: FixedText = ["id", "kind", "tier", "basis", "sources"],
        /// in the dossier: a `{fact}` and its `{mark}`
        pub dossier_fact: FixedText = ["mark", "fact"],
        /// in the dossier: what an item says to clinicians; `{text}`
        pub dossier_clinician: FixedText = ["text"],
        /// in the dossier: what was not checked yet; `{text}`
        pub dossier_check: FixedText = ["text"],
        /// in the dossier: an evidence record; `{id}`, `{certainty}`, `{direction}`, `{reason}`
        pub dossier_record: FixedText = ["id", "certainty", "direction", "reason"],
        /// in the dossier: a study; `{key}`, `{mark}`, `{kind}`, `{citation}`, `{result}`
        pub dossier_study: FixedText = ["key", "mark", "kind", "citation", "result"],
        /// in the dossier: a disagreement; `{topic}`, `{asked}`, `{others}`, `{resolution}`
        pub dossier_disagreement: FixedText = ["topic", "asked", "others", "resolution"],
        /// in the dossier: a waived `{item}`, `{by}` whom, `{date}`, `{reason}`
        pub dossier_waiver: FixedText = ["item", "by", "date", "reason"],
        /// in the dossier: a false alarm; `{words}`, `{code}`, `{by}`, `{date}`, `{reason}`
        pub dossier_false_alarm: FixedText = ["words", "code", "by", "date", "reason"],
        /// in the dossier: reading level of a `{part}`; `{words}`, `{sentences}`, `{grade}`, `{named}`, `{smog}`, `{counter}`
        pub dossier_grade: FixedText = ["part", "words", "sentences", "grade", "named", "smog", "counter"],
        /// in the dossier: a measure of the clinic's own; `{format}`, `{name}`, `{value}`
        pub dossier_measure: FixedText = ["format", "name", "value"],
        /// in the dossier: a measure in every format; `{name}`, `{value}`
        pub dossier_measure_every: FixedText = ["name", "value"],
        /// in the dossier: a template `{file}` that is not shipped; `{digest}`
        pub dossier_template_new: FixedText = ["file", "digest"],
        /// in the dossier: a template `{file}` in the place of a shipped one; `{digest}`
        pub dossier_template_changed: FixedText = ["file", "digest"],
        /// in the dossier: `{n}` lines of a template `{file}` that are not shown
        pub dossier_template_more: FixedText = ["n", "file"],
        /// in the dossier: a font `{file}` whose letters were compared with those of others; `{digest}`
        pub dossier_font: FixedText = ["file", "digest"],
        /// in the dossier: a font `{file}` of which those of some `{scripts}` were not; `{digest}`
        pub dossier_font_partly: FixedText = ["file", "scripts", "digest"],
        /// in the dossier: a font `{file}` of whose `{scripts}` none were; `{digest}`
        pub dossier_font_not: FixedText = ["file", "scripts", "digest"],
        /// in the dossier: a logo `{file}`; `{digest}`
        pub dossier_logo: FixedText = ["file", "digest"],
        /// in the dossier: before the questions
        pub teach_back_intro: FixedText = [],
        /// in the dossier: a `{question}`
        pub teach_back_question: FixedText = ["question"],
        /// in the dossier: an `{answer}`
        pub teach_back_answer: FixedText = ["answer"],
        /// in the dossier: nothing to report
        pub dossier_none: FixedText = [],
        /// names of the months, from January
        pub months: Vec<Spanned<String>> = [],
        /// a date from `{day}`, `{month}` and `{year}`
        pub date: FixedText = ["month", "day", "year"],
    }
}

texts! {
    /// Emergency, advice, crisis and reporting lines.
    pub struct PhoneLines {
        /// emergency number
        pub emergency: FixedText = [],
        /// poison advice
        pub poison: FixedText = [],
        /// crisis line
        pub crisis: FixedText = [],
        /// advice out of hours
        pub out_of_hours: FixedText = [],
        /// where to report side effects
        pub report: FixedText = [],
        /// how the lines were checked
        pub checked: FixedText = [],
    }
}
