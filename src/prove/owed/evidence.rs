//! The evidence statement, written a second time: from a record's certainty and direction, and from
//! its verified studies. Nothing here calls what `compose` calls.

use super::super::owed_text::{OwedText, Picture};
use super::Reckoner;
use super::say::{at, towards};
use candor_composition::drawing::Drawing;
use candor_model::{
    Certainty, Decimal, Direction, FixedText, Place, Record, Study, StudyKind, Subject,
};

impl Reckoner<'_> {
    /// What research shows, line by line.
    pub(super) fn evidence(&self) -> Vec<OwedText> {
        match &self.sheet.subject {
            Subject::Condition(record) => self.statement(record),
            Subject::General => self.table(),
        }
    }

    /// The steps beside the line that says how sure we are.
    pub(super) fn scale(&self) -> Option<Picture> {
        let Subject::Condition(record) = &self.sheet.subject else { return None };
        let (certainty, _) = record.certainty.zip(record.direction)?;
        // From high to none there is one step less each time.
        let filled = Certainty::ALL.iter().rev().position(|&one| one == certainty).unwrap_or(0);
        let words = &self.say.wording.file.figures.scale_alt;
        let alt = self.say.filled(words, &[("of", "4"), ("n", &filled.to_string())]);
        let drawing = Drawing::Steps { filled: u32::try_from(filled).unwrap_or(0), of: 4 };
        Some(Picture { drawn: "evidence.scale".to_owned(), drawing, alt })
    }

    fn line(&self, name: &str, text: String) -> OwedText {
        OwedText::new(format!("evidence.{name}"), Some(Place::Evidence), text)
    }

    /// The five lines of a graded record.
    fn statement(&self, record: &Record) -> Vec<OwedText> {
        let Some((certainty, direction)) = record.certainty.zip(record.direction) else {
            return Vec::new();
        };
        let file = &self.say.wording.file;
        let condition = self.say.written(&record.name);
        let named = [("condition", &*condition), ("medicine", &*self.sheet.medicine.short_name)];
        let words = towards(at(&file.statements, certainty), direction);
        let level = self.say.plain(at(&file.level, certainty));
        let meaning = self.say.plain(at(&file.certainty, certainty));
        let sure = [("meaning", &*meaning), ("level", &*level)];
        vec![
            self.line("statement", self.say.filled(words, &named)),
            self.line("certainty", self.say.filled(&file.lines.certainty, &sure)),
            self.line("findings", self.say.written(&record.findings)),
            self.line("studied", self.studied(record)),
            self.unknown(),
        ]
    }

    fn unknown(&self) -> OwedText {
        let unknown = self.say.written(&self.sheet.medicine.unknown);
        let words = &self.say.wording.file.lines.unknown;
        self.line("unknown", self.say.filled(words, &[("unknown", &unknown)]))
    }

    /// What was studied: the largest verified trial against a dummy pill; failing that, against
    /// another medicine; failing that, the largest group that was followed.
    fn studied(&self, record: &Record) -> String {
        use StudyKind::{
            ActiveControlled, CaseReport, PlaceboControlled, Registry, Review, Uncontrolled,
        };
        let words = &self.say.wording.file.studied;
        let holds = |kinds: &[StudyKind]| record.studies.iter().any(|s| kinds.contains(&s.kind));
        let medicine = self.sheet.medicine.short_name.as_str();
        let nothing = || self.say.filled(&words.nothing, &[("medicine", medicine)]);
        let no_figure = || self.say.filled(&words.no_figure, &[("medicine", medicine)]);
        if matches!(record.certainty, Some(Certainty::None)) {
            return nothing();
        }
        let trials = [
            (PlaceboControlled, &words.placebo_weeks, &words.placebo),
            (ActiveControlled, &words.other_weeks, &words.other),
        ];
        for (kind, with_weeks, without) in trials {
            if let Some((people, weeks)) = largest(record, &[kind])
                && 1 < people
            {
                return self.studied_in(people, weeks, with_weeks, without);
            }
        }
        if holds(&[PlaceboControlled, ActiveControlled]) {
            return no_figure();
        }
        let open = [CaseReport, Registry, Uncontrolled];
        match largest(record, &open) {
            Some((1, _)) => self.say.filled(&words.open_one, &[("medicine", medicine)]),
            Some((people, weeks)) => self.studied_in(people, weeks, &words.open_weeks, &words.open),
            None if holds(&open) || holds(&[Review]) => no_figure(),
            None => nothing(),
        }
    }

    fn studied_in(
        &self,
        people: u32,
        weeks: Option<Decimal>,
        with_weeks: &FixedText,
        without: &FixedText,
    ) -> String {
        let (people, medicine) = (people.to_string(), &*self.sheet.medicine.short_name);
        match weeks.map(|weeks| weeks.to_string()) {
            Some(weeks) => {
                let values = [("medicine", medicine), ("weeks", &*weeks), ("people", &*people)];
                self.say.filled(with_weeks, &values)
            }
            None => self.say.filled(without, &[("medicine", medicine), ("people", &people)]),
        }
    }

    /// The general sheet's table: for each condition how sure we are, and of what.
    fn table(&self) -> Vec<OwedText> {
        let monograph = &self.sheet.medicine;
        let (file, say) = (&self.say.wording.file, self.say);
        let graded = |record: &&Record| record.certainty.is_some() && record.direction.is_some();
        let overall = monograph.overall.as_ref().and_then(|id| monograph.records.get(id));
        let overall = overall.filter(graded);
        let findings = overall.map(|record| self.line("findings", say.written(&record.findings)));
        let mut owed_texts: Vec<OwedText> = findings.into_iter().collect();
        owed_texts.push(self.line("intro", say.plain(&file.lines.table_intro)));
        let mut cell = |leaf: String, text| {
            owed_texts.push(OwedText::new(leaf, Some(Place::Evidence), text));
        };
        let heads = [
            ("condition", &file.lines.table_condition),
            ("certainty", &file.lines.table_certainty),
            ("direction", &file.lines.table_direction),
        ];
        for (name, words) in heads {
            cell(format!("table.head.{name}"), say.plain(words));
        }
        let listed = monograph.general_table.iter().filter_map(|id| monograph.records.get(id));
        for record in listed {
            let Some((certainty, direction)) = record.certainty.zip(record.direction) else {
                continue;
            };
            // Where nothing is sure, only harm is pointed to.
            let direction = match (certainty, direction) {
                (_, Direction::PossibleHarm) => Direction::PossibleHarm,
                (Certainty::VeryLow | Certainty::None, _) => Direction::NotKnown,
                (Certainty::Low | Certainty::Moderate | Certainty::High, known) => known,
            };
            let id = &record.id;
            cell(format!("table.{id}.condition"), say.written(&record.name));
            cell(format!("table.{id}.certainty"), say.plain(at(&file.level, certainty)));
            cell(format!("table.{id}.direction"), say.plain(towards(&file.direction, direction)));
        }
        owed_texts.extend(overall.map(|_| self.unknown()));
        owed_texts
    }
}

/// People and weeks of the verified study of these kinds with the most people, the first of equals;
/// one week is not said, for weeks are said in the plural.
fn largest(record: &Record, kinds: &[StudyKind]) -> Option<(u32, Option<Decimal>)> {
    let mut found: Option<(u32, &Study)> = None;
    for study in record.studies.iter().filter(|s| s.verified && kinds.contains(&s.kind)) {
        let Some(people) = study.people else { continue };
        if found.is_none_or(|(most, _)| most < people) {
            found = Some((people, study));
        }
    }
    let is_plural = |weeks: &Decimal| weeks.to_string() != "1";
    found.map(|(people, study)| (people, study.weeks.filter(is_plural)))
}
