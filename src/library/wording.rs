//! Fixed wording: what the program itself says to a reader.

use super::placeholder::Filled;
use jiff::civil::Date;

use crate::parse::{Declared, WordingFile};
use crate::rules::safety_number_unverified::{PhoneNumbers, phone_numbers};
use crate::rules::{file_wrong_type, safety_no_wording};
use crate::{parse, placeholder};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};
use candor_model::text::normalize;
use candor_model::tree::{Entry, Tree};
use candor_model::{
    Certainty, Direction, FixedText, Jurisdiction, Monograph, Place, Record, Role, Studied, Words,
};

/// The fixed wording of one language.
#[derive(Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Wording {
    /// The wording as written.
    pub file: WordingFile,
}

impl Wording {
    /// Returns a fixed text in a jurisdiction's words, with its placeholders filled.
    ///
    /// # Panics
    /// If `filled` does not name exactly the placeholders that are declared beside the text: a
    /// value would be lost, or braces would print. What was loaded has those placeholders and no
    /// others, in each jurisdiction's words.
    pub fn say(text: &FixedText, jurisdiction: Jurisdiction, filled: Filled<'_>) -> String {
        let text = text.words().get(jurisdiction).expect("loading checked every jurisdiction");
        normalize(&placeholder::fill(text, filled))
    }

    /// Returns a medicine's words for a jurisdiction, in which a brace is a brace.
    ///
    /// # Panics
    /// Never for a loaded monograph: its audit refuses texts without words for each jurisdiction.
    pub fn written(words: &Words, jurisdiction: Jurisdiction) -> String {
        normalize(words.get(jurisdiction).expect("loading checked every jurisdiction"))
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

    pub fn heading(&self, place: Place) -> &FixedText {
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
    pub fn statement(&self, certainty: Certainty, direction: Direction) -> &FixedText {
        self.file.statements.of(certainty).of(direction)
    }

    /// Returns the name of a level of certainty.
    pub fn level(&self, certainty: Certainty) -> &FixedText {
        self.file.level.of(certainty)
    }

    /// Returns the name of a role in which people sign.
    pub fn role(&self, role: Role) -> &FixedText {
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
    pub fn certainty(&self, certainty: Certainty) -> &FixedText {
        self.file.certainty.of(certainty)
    }

    /// Returns the words for a direction in a table cell.
    pub fn direction(&self, direction: Direction) -> &FixedText {
        self.file.direction.of(direction)
    }

    /// Returns the sentence about what was studied.
    fn studied(&self, studied: Studied, medicine: &str, jurisdiction: Jurisdiction) -> String {
        let words = &self.file.studied;
        let (text, people, weeks) = match studied {
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
        let people = people.map(|n| n.to_string());
        let weeks = weeks.map(|n| n.to_string());
        // One text names the medicine.
        let names_medicine = matches!(studied, Studied::Placebo { weeks: Some(_), .. });
        let values = [
            ("people", people.as_deref()),
            ("weeks", weeks.as_deref()),
            ("medicine", names_medicine.then_some(medicine)),
        ];
        let filled: Vec<_> =
            values.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
        Self::say(text, jurisdiction, &filled)
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
        let say = |text: &FixedText, filled: Filled<'_>| Self::say(text, jurisdiction, filled);
        let written = |words: &Words| Self::written(words, jurisdiction);
        let name = written(&record.name);
        let medicine = monograph.short_name.as_str();
        let statement = self.statement(certainty, direction);
        let level = say(self.level(certainty), &[]);
        let meaning = say(self.certainty(certainty), &[]);
        let unknown = written(&monograph.unknown);
        let lines = &self.file.lines;
        vec![
            ("statement", say(statement, &[("medicine", medicine), ("condition", &name)])),
            ("certainty", say(&lines.certainty, &[("level", &level), ("meaning", &meaning)])),
            ("findings", written(&record.findings)),
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
                let lines = lines.iter().filter_map(|text| text.words().get(jurisdiction));
                (jurisdiction, phone_numbers(lines))
            })
            .collect()
    }
}

/// Reads the wording of a language.
pub(super) fn load(shipped: &Tree, language: &str) -> (Option<Wording>, Diagnostics) {
    let path = format!("library/wording/{language}.toml");
    let Some(Entry::File(bytes)) = shipped.get(&path) else {
        return (None, Diagnostics::new());
    };
    let (file_id, file, mut diagnostics) =
        parse::parse::<WordingFile>(&shipped.shown(&path), bytes);
    let Some(file) = file else { return (None, diagnostics) };
    check(&file, &file_id, &mut diagnostics);
    (Some(Wording { file }).filter(|_| !diagnostics.has_errors()), diagnostics)
}

fn check(wording: &WordingFile, file: &Source, diagnostics: &mut Diagnostics) {
    for Declared { key, text, placeholders } in wording.texts() {
        let whose = format!("the fixed text `{key}`");
        safety_no_wording::check(text.words(), &Span::start_of(file), &whose, diagnostics);
        for text in text.words().all() {
            placeholder::check(text, &whose, placeholders, file, diagnostics);
        }
    }
    let months = &wording.lines.months;
    for month in months {
        placeholder::check(month, "the name of a month", &[], file, diagnostics);
    }
    if months.len() != 12 {
        diagnostics.push(
            Diagnostic::new(file_wrong_type::CODE, "a year has twelve months")
                .at(Span::start_of(file))
                .help("give the twelve names, from January"),
        );
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const HEBREW: &str = include_str!("../../tests/languages/he/wording.toml");

    /// The wording files of all languages that there are.
    fn languages() -> Vec<(String, String)> {
        let shipped = candor_shipped::sheets();
        let shipped = shipped.toml_files("library/wording").map(|(path, entry)| {
            let Entry::File(bytes) = entry else { panic!("{path}") };
            let name = path.trim_start_matches("library/wording/").trim_end_matches(".toml");
            (name.to_owned(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))
        });
        let mut all: Vec<_> = shipped.collect();
        all.push(("he".to_owned(), HEBREW.to_owned()));
        all
    }

    fn text_of(language: &str) -> String {
        languages().into_iter().find(|(name, _)| name == language).expect("a language").1
    }

    /// Loads a file as that of a language, and returns what is found: line, what, and how to fix
    /// it.
    fn loaded(language: &str, text: &str) -> (Option<Wording>, Vec<String>) {
        let mut tree = Tree::new("shipped/");
        let path = format!("library/wording/{language}.toml");
        tree.insert(path, Entry::File(text.as_bytes().to_vec().into()));
        let (wording, diagnostics) = load(&tree, language);
        let found = diagnostics.iter().map(|found| {
            let span = found.span.as_ref().expect("a place");
            let line = span.place().line;
            let help = found.help.as_deref().unwrap_or_default();
            format!("{line} {}: {}: {}: {help}", found.code.as_str(), found.message, found.label)
        });
        let found = found.collect();
        (wording, found)
    }

    /// What loading says of a language in whose file a line begins otherwise.
    fn changed(language: &str, from: &str, to: &str) -> Vec<String> {
        let text = text_of(language);
        let at = text.find(&format!("\n{from}")).expect("a line") + 1;
        let line = 1 + text[..at].matches('\n').count();
        let text = format!("{}{to}{}", &text[..at], &text[at + from.len()..]);
        let (wording, found) = loaded(language, &text);
        assert_eq!(wording.is_none(), !found.is_empty());
        let place = format!("{line} library/placeholder: the fixed text ");
        let said = found.iter().map(|found| found.strip_prefix(&place).unwrap_or(found).to_owned());
        said.collect()
    }

    #[test]
    fn every_language_holds_each_text_with_its_own_placeholders() {
        let languages = languages();
        assert_eq!(languages.len(), 3);
        for (language, text) in languages {
            let (wording, found) = loaded(&language, &text);
            assert!(found.is_empty(), "{language}: {found:?}");
            // No text of the file is one that the check does not see.
            let mut table = String::new();
            let mut keys = BTreeSet::new();
            for line in text.lines() {
                if let Some(name) = line.strip_prefix('[') {
                    table = name.trim_end_matches(']').to_owned();
                } else if let Some((key, _)) = line.split_once(" = \"")
                    && let Some((key, "any" | "us" | "uk")) = key.split_once('.')
                {
                    keys.insert(format!("{table}.{key}"));
                }
            }
            let wording = wording.expect("sound").file;
            let walked = wording.texts();
            assert_eq!(walked.len(), keys.len(), "a text is walked twice");
            assert_eq!(walked.into_iter().map(|one| one.key).collect::<BTreeSet<_>>(), keys);
        }
    }

    #[test]
    fn a_misspelt_placeholder_is_refused_in_every_language() {
        for (language, _) in languages() {
            let found = changed(&language, "amount.any = \"{mg}", "amount.any = \"{mgs}");
            let said = "`lines.amount` has the wrong placeholders: nothing is put for `{mgs}`; \
                        without `{mg}`: write `{mg}` where its value belongs, and no other braces";
            assert_eq!(found, [said], "{language}");
        }
    }

    #[test]
    fn a_text_that_loses_its_value_is_refused_in_every_language() {
        for (language, _) in languages() {
            let found = changed(&language, "amount.any = \"{mg}", "amount.any = \"Take it");
            let said = "`lines.amount` has the wrong placeholders: without `{mg}`: \
                        write `{mg}` where its value belongs, and no other braces";
            assert_eq!(found, [said], "{language}");
        }
    }

    #[test]
    fn a_brace_without_its_partner_is_refused() {
        for to in ["page.any = \"{page", "page.any = \"page}", "page.any = \"{{page}"] {
            let found = changed("es", "page.any = \"Página {page}", to);
            let said = "`lines.page` has the wrong placeholders: a brace without its partner: \
                        write `{page}` where its value belongs, and no other braces";
            assert_eq!(found, [said], "{to}");
        }
    }

    #[test]
    fn each_jurisdiction_has_the_placeholders_in_its_own_words() {
        let found = changed("en", "date.uk = \"{day}", "date.uk = \"{mday}");
        let said = "`lines.date` has the wrong placeholders: nothing is put for `{mday}`; without \
                    `{day}`: write each of `{month}`, `{day}` and `{year}` where its value \
                    belongs, and no other braces";
        assert_eq!(found, [said]);
    }

    #[test]
    fn a_text_that_holds_no_value_has_no_braces() {
        let help = "take the braces out: no value is put into this text";
        let found = changed("en", "us.any = \"us", "us.any = \"{clinic}");
        let said = "`lines.us` has the wrong placeholders: nothing is put for `{clinic}`: ";
        assert_eq!(found, [format!("{said}{help}")]);
        let found = changed("en", "months = [\"January", "months = [\"{january}");
        let line = found.first().expect("a finding");
        assert!(line.contains("the name of a month") && line.ends_with(help), "{line}");
    }

    #[test]
    fn what_was_studied_is_said_of_every_kind_of_study() {
        let (wording, _) = loaded("en", &text_of("en"));
        let wording = wording.expect("sound");
        let weeks = candor_model::Decimal::parse("12").ok();
        let mut all = vec![Studied::NoFigure, Studied::Nothing];
        for (people, weeks) in [(1, None), (1, weeks), (40, None), (40, weeks)] {
            all.push(Studied::Placebo { people, weeks });
            all.push(Studied::OtherMedicine { people, weeks });
            all.push(Studied::NoComparison { people, weeks });
        }
        for studied in all {
            for jurisdiction in Jurisdiction::ALL {
                let text = wording.studied(studied, "MED", jurisdiction);
                assert!(!text.contains(['{', '}']), "{studied:?}: {text}");
            }
        }
    }
}
