//! Fixed wording: what the program itself says to a reader.

use jiff::civil::Date;

use crate::diag::{Code, Diagnostics, Files};
use crate::library::audit::{PhoneNumbers, every_jurisdiction, phone_numbers};
use crate::model::text::normalize;
use crate::model::{
    Certainty, Direction, Jurisdiction, Monograph, Place, Record, Role, Studied, Words,
};
use crate::parse::{self, WordingFile};
use crate::span::FileId;
use crate::tree::{Entry, Tree};

/// The fixed wording of one language.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    /// The wording as written.
    pub file: WordingFile,
}

/// The placeholders of a fixed text and what fills them.
pub type Filled<'a> = &'a [(&'a str, &'a str)];

impl Wording {
    /// Returns a fixed text in a jurisdiction's words, with its placeholders filled.
    ///
    /// # Panics
    /// Never for loaded wording: [`load`] refuses texts without words for each jurisdiction.
    pub fn say(words: &Words, jurisdiction: Jurisdiction, filled: Filled<'_>) -> String {
        let text = words.get(jurisdiction).expect("loading checked every jurisdiction");
        normalize(&fill(text, filled))
    }

    /// Returns a date in words.
    ///
    /// # Panics
    /// Never for loaded wording: it has the names of twelve months.
    pub fn date(&self, date: Date, jurisdiction: Jurisdiction) -> String {
        let lines = &self.file.lines;
        let month = usize::try_from(date.month() - 1).expect("months count from one");
        let (day, year) = (date.day().to_string(), date.year().to_string());
        let month = &lines.months[month].value;
        Self::say(&lines.date, jurisdiction, &[("day", &day), ("month", month), ("year", &year)])
    }

    /// Returns the families of the fonts that have the language's letters.
    pub fn fonts(&self) -> Vec<String> {
        self.file.fonts.iter().map(|family| family.value.clone()).collect()
    }

    /// Returns the heading of a place.
    pub fn heading(&self, place: Place) -> &Words {
        let headings = &self.file.headings;
        match place {
            Place::Key => &headings.key,
            Place::Facts => &headings.facts,
            Place::Calendar => &headings.calendar,
            Place::HelpVisit => &headings.help_visit,
            Place::Card => &headings.card,
            Place::TeachBack => &headings.teach_back,
            Place::MustNot => &headings.must_not,
            Place::Evidence => &headings.evidence,
            Place::Status => &headings.status,
            Place::Why => &headings.why,
            Place::Before => &headings.before,
            Place::Taking => &headings.taking,
            Place::Warnings => &headings.warnings,
            Place::OtherMedicines => &headings.other_medicines,
            Place::Cautions => &headings.cautions,
            Place::SideEffects => &headings.side_effects,
            Place::HelpNow => &headings.help_now,
            Place::HelpToday => &headings.help_today,
            Place::Keeping => &headings.keeping,
            Place::Living => &headings.living,
            Place::Questions => &headings.questions,
            Place::Contacts => &headings.contacts,
            Place::About => &headings.about,
            Place::Changes => &headings.changes,
            Place::ReviewLines => &headings.review_lines,
            Place::Disagreements => &headings.disagreements,
            Place::SetAside => &headings.set_aside,
            Place::Looks => &headings.looks,
            Place::ReadingLevel => &headings.reading_level,
            Place::Listing => &headings.listing,
        }
    }

    /// Returns the fixed statement for a certainty and a direction.
    pub fn statement(&self, certainty: Certainty, direction: Direction) -> &Words {
        self.file.statements.of(certainty).of(direction)
    }

    /// Returns the name of a level of certainty.
    pub fn level(&self, certainty: Certainty) -> &Words {
        self.file.level.of(certainty)
    }

    /// Returns the name of a role in which people sign.
    pub fn role(&self, role: Role) -> &Words {
        let roles = &self.file.roles;
        match role {
            Role::Author => &roles.author,
            Role::Clinician => &roles.clinician,
            Role::Pharmacist => &roles.pharmacist,
            Role::PlainLanguage => &roles.plain_language,
            Role::Translator => &roles.translator,
            Role::Publisher => &roles.publisher,
        }
    }

    /// Returns what a level of certainty means.
    pub fn certainty(&self, certainty: Certainty) -> &Words {
        self.file.certainty.of(certainty)
    }

    /// Returns the words for a direction in a table cell.
    pub fn direction(&self, direction: Direction) -> &Words {
        self.file.direction.of(direction)
    }

    /// Returns the sentence about what was studied.
    fn studied(&self, studied: Studied, medicine: &str, jurisdiction: Jurisdiction) -> String {
        let words = &self.file.studied;
        let (words, people, weeks) = match studied {
            Studied::Placebo { people, weeks: Some(weeks) } => {
                (&words.placebo_weeks, Some(people), Some(weeks))
            }
            Studied::Placebo { people, weeks: None } => (&words.placebo, Some(people), None),
            Studied::OtherMedicine { people, weeks: Some(weeks) } => {
                (&words.other_weeks, Some(people), Some(weeks))
            }
            Studied::OtherMedicine { people, weeks: None } => (&words.other, Some(people), None),
            Studied::NoComparison { people: 1, .. } => (&words.open_one, None, None),
            Studied::NoComparison { people, weeks: Some(weeks) } => {
                (&words.open_weeks, Some(people), Some(weeks))
            }
            Studied::NoComparison { people, weeks: None } => (&words.open, Some(people), None),
            Studied::NoFigure => (&words.no_figure, None, None),
            Studied::Nothing => (&words.nothing, None, None),
        };
        let people = people.map(|n| n.to_string()).unwrap_or_default();
        let weeks = weeks.map(|n| n.to_string()).unwrap_or_default();
        let filled = [("people", people.as_str()), ("weeks", &weeks), ("medicine", medicine)];
        Self::say(words, jurisdiction, &filled)
    }

    /// Returns the evidence statement of a record, line by line: the same text for the same record
    /// on every sheet. Records of regulatory facts have none.
    ///
    /// Each line comes with the name under which it stands in a composition.
    pub fn evidence_lines(
        &self,
        monograph: &Monograph,
        record: &Record,
        jurisdiction: Jurisdiction,
    ) -> Vec<(&'static str, String)> {
        let (Some(certainty), Some(direction)) = (record.certainty, record.direction) else {
            return Vec::new();
        };
        let say = |words: &Words, filled: Filled<'_>| Self::say(words, jurisdiction, filled);
        let name = say(&record.name, &[]);
        let medicine = monograph.short_name.as_str();
        let statement = self.statement(certainty, direction);
        let level = say(self.level(certainty), &[]);
        let meaning = say(self.certainty(certainty), &[]);
        let unknown = say(&monograph.unknown, &[]);
        let lines = &self.file.lines;
        vec![
            ("statement", say(statement, &[("medicine", medicine), ("condition", &name)])),
            ("certainty", say(&lines.certainty, &[("level", &level), ("meaning", &meaning)])),
            ("findings", say(&record.findings, &[])),
            ("studied", self.studied(record.studied(), medicine, jurisdiction)),
            ("unknown", say(&lines.unknown, &[("unknown", &unknown)])),
        ]
    }

    /// Returns the telephone numbers of each jurisdiction's emergency lines.
    pub(super) fn phone_numbers(&self) -> PhoneNumbers {
        let phone = &self.file.phone;
        let lines =
            [&phone.emergency, &phone.poison, &phone.crisis, &phone.out_of_hours, &phone.report];
        Jurisdiction::ALL
            .into_iter()
            .map(|jurisdiction| {
                let lines = lines.iter().filter_map(|words| words.get(jurisdiction));
                (jurisdiction, phone_numbers(lines))
            })
            .collect()
    }
}

/// Fills placeholders in one pass, so that a value's own braces are never filled.
fn fill(text: &str, filled: Filled<'_>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        rest = &rest[open..];
        let value = rest.find('}').and_then(|close| {
            let (_, value) = filled.iter().find(|(name, _)| *name == &rest[1..close])?;
            Some((close, value))
        });
        match value {
            Some((close, value)) => {
                out.push_str(value);
                rest = &rest[close + 1..];
            }
            None => {
                out.push('{');
                rest = &rest[1..];
            }
        }
    }
    out + rest
}

/// Reads the wording of a language.
pub(super) fn load(
    shipped: &Tree,
    files: &mut Files,
    language: &str,
) -> (Option<Wording>, Diagnostics) {
    let path = format!("library/wording/{language}.toml");
    let Some(Entry::File(bytes)) = shipped.get(&path) else {
        return (None, Diagnostics::new());
    };
    let (file_id, file, mut diagnostics) =
        parse::parse::<WordingFile>(files, &shipped.shown(&path), bytes);
    let Some(file) = file else { return (None, diagnostics) };
    let wording = Wording { file };
    check(&wording, file_id, &mut diagnostics);
    (Some(wording).filter(|_| !diagnostics.has_errors()), diagnostics)
}

#[expect(clippy::too_many_lines, reason = "a list of every text, one a line")]
fn check(wording: &Wording, file: FileId, diagnostics: &mut Diagnostics) {
    let mut all: Vec<&Words> = Place::ALL.iter().map(|&place| wording.heading(place)).collect();
    for certainty in Certainty::ALL {
        all.push(wording.level(certainty));
        all.push(wording.certainty(certainty));
        all.extend(Direction::ALL.map(|direction| wording.statement(certainty, direction)));
    }
    all.extend(Direction::ALL.map(|direction| wording.direction(direction)));
    let studied = &wording.file.studied;
    all.extend([
        &studied.placebo_weeks,
        &studied.placebo,
        &studied.other_weeks,
        &studied.other,
        &studied.open_weeks,
        &studied.open,
        &studied.open_one,
        &studied.no_figure,
        &studied.nothing,
    ]);
    let l = &wording.file.lines;
    all.extend([
        &l.draft_header,
        &l.unreviewed,
        &l.draft,
        &l.certainty,
        &l.unknown,
        &l.dose_when,
        &l.dose_amount,
        &l.dose_take,
        &l.dose_time,
        &l.week,
        &l.weeks,
        &l.from_week,
        &l.amount,
        &l.amount_liquid,
        &l.capsule_one,
        &l.capsules,
        &l.tablet_half,
        &l.tablet_one,
        &l.tablets,
        &l.liquid,
        &l.no_plan,
        &l.table_condition,
        &l.table_certainty,
        &l.table_direction,
        &l.table_intro,
        &l.write_dose,
        &l.write_start,
        &l.write_phone,
        &l.write_visit,
        &l.author,
        &l.no_author,
        &l.no_review,
        &l.dates,
        &l.library_unchecked,
        &l.large_print,
        &l.call,
        &l.call_hours,
        &l.us,
        &l.key_emergency,
        &l.help_visit,
        &l.page,
        &l.footer,
        &l.candidate_header,
        &l.candidate,
        &l.release_header,
        &l.release,
        &l.overdue_header,
        &l.overdue,
        &l.release_footer,
        &l.write_review,
        &l.reviewer,
        &l.code,
        &l.qr,
        &l.dossier_first,
        &l.current_title,
        &l.current_purpose,
        &l.current_row,
        &l.current_none,
        &l.notice_footer,
        &l.monograph_title,
        &l.monograph_purpose,
        &l.monograph_digest,
        &l.recall_title,
        &l.recall_purpose,
        &l.recall_row,
        &l.recall_do,
        &l.dossier_basis,
        &l.dossier_fact,
        &l.dossier_clinician,
        &l.dossier_check,
        &l.dossier_record,
        &l.dossier_study,
        &l.dossier_disagreement,
        &l.dossier_waiver,
        &l.dossier_false_alarm,
        &l.dossier_grade,
        &l.teach_back_intro,
        &l.teach_back_question,
        &l.teach_back_answer,
        &l.dossier_none,
        &l.date,
    ]);
    let f = &wording.file.figures;
    all.extend([
        &f.scale_alt,
        &f.no_benefit,
        &f.count,
        &f.count_medicine,
        &f.count_placebo,
        &f.count_alt,
        &f.change,
        &f.change_means,
        &f.down,
        &f.up,
        &f.same,
        &f.better_end,
        &f.no_difference,
        &f.worse_end,
        &f.chance,
        &f.better,
        &f.worse,
        &f.interval_alt,
        &f.point_better,
        &f.point_worse,
        &f.study,
        &f.study_small,
        &f.crossover,
        &f.only_abstract,
        &f.not_drawn,
    ]);
    let c = &wording.file.card;
    all.extend([
        &c.purpose,
        &c.purpose_one,
        &c.name,
        &c.dose,
        &c.last_dose,
        &c.prescriber,
        &c.week,
        &c.from,
        &c.days,
        &c.days_alt,
    ]);
    let p = &wording.file.phone;
    all.extend([&p.emergency, &p.poison, &p.crisis, &p.out_of_hours, &p.report, &p.checked]);
    all.extend(Role::ALL.map(|role| wording.role(role)));
    for words in all {
        every_jurisdiction(
            words,
            &crate::span::Span::start_of(file),
            "this fixed text",
            diagnostics,
        );
    }
    if wording.file.lines.months.len() != 12 {
        diagnostics.push(
            crate::diag::Diagnostic::new(Code::FileWrongType, "a year has twelve months")
                .at(crate::span::Span::start_of(file))
                .help("give the twelve names, from January"),
        );
    }
}
