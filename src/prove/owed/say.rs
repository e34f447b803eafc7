//! Fixed wording said again: which text belongs to what, and how its blanks are filled.
//!
//! Repeats what `library::Wording` does for `compose`.

use jiff::civil::Date;

use candor_library::Wording;
use candor_library::parse::{ByCertainty, ByDirection};
use candor_model::text::normalize;
use candor_model::{Certainty, Direction, FixedText, Jurisdiction, Place, Role, Words};

/// The wording of a language in a jurisdiction.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Say<'a> {
    pub(crate) wording: &'a Wording,
    pub(crate) jurisdiction: Jurisdiction,
}

impl<'a> Say<'a> {
    /// Says a medicine's words, in which a brace is a brace.
    pub(crate) fn written(&self, words: &Words) -> String {
        normalize(words.get(self.jurisdiction).unwrap_or_default())
    }

    /// Says a text without blanks.
    pub(crate) fn plain(&self, text: &FixedText) -> String {
        self.filled(text, &[])
    }

    /// Says a text; a filled value's own braces are never filled.
    ///
    /// A value too many does nothing here, and one too few leaves its braces: `compose`, which
    /// accepts neither, then says other words.
    pub(crate) fn filled(&self, text: &FixedText, values: &[(&str, &str)]) -> String {
        let text = text.words().get(self.jurisdiction).unwrap_or_default();
        let mut pieces = text.split('{');
        let mut out = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let known = piece.split_once('}').and_then(|(name, rest)| {
                values.iter().find(|(known, _)| *known == name).map(|(_, value)| (value, rest))
            });
            match known {
                Some((value, rest)) => {
                    out.push_str(value);
                    out.push_str(rest);
                }
                None => {
                    out.push('{');
                    out.push_str(piece);
                }
            }
        }
        normalize(&out)
    }

    pub(crate) fn date(&self, date: Date) -> String {
        let lines = &self.wording.file.lines;
        let months = lines.months.iter().zip(1..);
        let month = months.filter(|(_, number)| *number == date.month()).map(|(name, _)| name);
        let month: String = month.map(|name| name.value.as_str()).collect();
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.filled(&lines.date, &[("year", &year), ("month", &month), ("day", &day)])
    }

    /// The heading of a place.
    pub(super) fn heading(&self, place: Place) -> &'a FixedText {
        let words = &self.wording.file.headings;
        match place {
            Place::About => &words.about,
            Place::Before => &words.before,
            Place::Calendar => &words.calendar,
            Place::Card => &words.card,
            Place::Cautions => &words.cautions,
            Place::Changes => &words.changes,
            Place::Contacts => &words.contacts,
            Place::Disagreements => &words.disagreements,
            Place::Evidence => &words.evidence,
            Place::Facts => &words.facts,
            Place::HelpNow => &words.help_now,
            Place::HelpToday => &words.help_today,
            Place::HelpVisit => &words.help_visit,
            Place::Keeping => &words.keeping,
            Place::Key => &words.key,
            Place::Listing => &words.listing,
            Place::Living => &words.living,
            Place::Looks => &words.looks,
            Place::MustNot => &words.must_not,
            Place::OtherMedicines => &words.other_medicines,
            Place::Questions => &words.questions,
            Place::ReadingLevel => &words.reading_level,
            Place::ReviewLines => &words.review_lines,
            Place::SetAside => &words.set_aside,
            Place::SideEffects => &words.side_effects,
            Place::Status => &words.status,
            Place::Taking => &words.taking,
            Place::TeachBack => &words.teach_back,
            Place::Warnings => &words.warnings,
            Place::Why => &words.why,
        }
    }

    /// The name of a role in which people sign.
    pub(super) fn role(&self, role: Role) -> &'a FixedText {
        let words = &self.wording.file.roles;
        match role {
            Role::Publisher => &words.publisher,
            Role::Translator => &words.translator,
            Role::PlainLanguage => &words.plain_language,
            Role::Pharmacist => &words.pharmacist,
            Role::Clinician => &words.clinician,
            Role::Author => &words.author,
        }
    }
}

/// The entry of a level of certainty, from none upwards.
pub(super) fn at<T>(table: &ByCertainty<T>, certainty: Certainty) -> &T {
    match certainty {
        Certainty::None => &table.none,
        Certainty::VeryLow => &table.very_low,
        Certainty::Low => &table.low,
        Certainty::Moderate => &table.moderate,
        Certainty::High => &table.high,
    }
}

/// The text of a direction, from harm to benefit.
pub(super) fn towards(table: &ByDirection, direction: Direction) -> &FixedText {
    match direction {
        Direction::PossibleHarm => &table.possible_harm,
        Direction::NotKnown => &table.not_known,
        Direction::Mixed => &table.mixed,
        Direction::NoBenefitShown => &table.no_benefit_shown,
        Direction::PossibleBenefit => &table.possible_benefit,
    }
}
