//! What a reviewer's dossier owes: the leaflet line by line, what each line rests on, where sources
//! disagree, what was left out or set aside, what to ask.
//!
//! What the proof does not know of it: `mod.rs`.

use super::super::owed_text::{OwedText, Said};
use super::Reckoner;
use candor_model::text::normalize;
use candor_model::{
    FixedText, Format, LeafFamily, Outcome, Place, Record, SafetyItem, Sheet, Subject, Tier,
    Verification,
};
use candor_sheet::check::Checked;

impl Reckoner<'_> {
    /// What stands below the top of a dossier.
    pub(super) fn dossier(&self, checked: &Checked<Sheet>) -> Vec<OwedText> {
        let full = super::DocumentSpec { format: Format::Full, ..self.wanted };
        let leaflet = Self { wanted: full, ..*self };
        let lines = &self.say.wording.file.lines;
        let none = self.say.plain(&lines.dossier_first);
        let several = |begin: &str, place, words| OwedText {
            leaf: begin.to_owned(),
            place: Some(place),
            words,
        };
        let graded = Said::ByPart(self.say.plain(&lines.dossier_grade));
        let parts = [
            (Place::Changes, vec![several("changes.", Place::Changes, Said::Numbered(none))]),
            (Place::ReviewLines, leaflet.lines()),
            (Place::Disagreements, self.disagreements()),
            (Place::SetAside, self.set_aside(checked)),
            (Place::Looks, self.looks()),
            (Place::TeachBack, leaflet.teach_back()),
            (Place::ReadingLevel, vec![several("grade.", Place::ReadingLevel, graded)]),
        ];
        let mut owed_texts = Vec::new();
        for (place, lines) in parts {
            owed_texts.push(self.heading(place));
            owed_texts.extend(lines);
        }
        owed_texts
    }

    fn say(
        &self,
        place: Place,
        leaf: String,
        text: &FixedText,
        values: &[(&str, &str)],
    ) -> OwedText {
        OwedText::new(leaf, Some(place), self.say.filled(text, values))
    }

    /// Every line of the leaflet under the heading of its part, each with what it rests on.
    fn lines(&self) -> Vec<OwedText> {
        let here = Some(Place::ReviewLines);
        let mut owed_texts = Vec::new();
        for place in Place::ALL {
            let (texts, _) = self.place(place);
            if texts.is_empty() && place != Place::Questions {
                continue;
            }
            let Said::Words(mut runs) = self.heading(place).words else { continue };
            for run in &mut runs {
                run.strong = true;
            }
            owed_texts.push(OwedText::in_runs(format!("part.{}", place.as_str()), here, runs));
            for text in texts {
                let id = LeafFamily::Item.rest(&text.leaf).map(str::to_owned);
                owed_texts.push(OwedText { place: here, ..text });
                let items = self.sheet.medicine.items.iter();
                let item = items.filter(|item| id.as_deref() == Some(item.id.as_str()));
                owed_texts.extend(item.flat_map(|item| self.behind(item, Place::ReviewLines)));
            }
            if place == Place::Evidence {
                owed_texts.extend(self.records());
            }
        }
        owed_texts
    }

    /// What a safety item rests on.
    fn behind(&self, item: &SafetyItem, place: Place) -> Vec<OwedText> {
        let lines = &self.say.wording.file.lines;
        let sources: Vec<String> = item
            .citations
            .iter()
            .map(|key| match self.sheet.medicine.citations.get(&key.value) {
                Some(citation) => format!("{} ({})", key.value, citation.mark.as_str()),
                None => key.value.clone(),
            })
            .collect();
        let sources = sources.join("; ");
        let id = item.id.as_str();
        let rests_on = [
            ("sources", sources.as_str()),
            ("basis", &item.basis),
            ("tier", item.tier.as_str()),
            ("kind", item.kind.as_str()),
            ("id", id),
        ];
        let clinician = [("text", item.clinician.as_str())];
        let mut owed_texts = vec![
            self.say(place, format!("basis.{id}"), &lines.dossier_basis, &rests_on),
            self.say(place, format!("clinician.{id}"), &lines.dossier_clinician, &clinician),
        ];
        for (fact, n) in item.facts.iter().zip(1..) {
            let values = [("mark", fact.mark.as_str()), ("fact", &fact.statement)];
            owed_texts.push(self.say(
                place,
                format!("fact.{id}.{n}"),
                &lines.dossier_fact,
                &values,
            ));
        }
        let drawn = super::super::drawn::harms(&self.sheet.medicine);
        for outcome in item.outcomes.iter().filter(|one| !drawn.contains(one)) {
            let reason = match outcome.mark {
                Verification::Verified if item.needs_check.is_some() => "needs-check",
                Verification::Verified => "fewer-than-ten",
                Verification::VerifiedSecondary
                | Verification::Recalled
                | Verification::NotFound => outcome.mark.as_str(),
            };
            owed_texts.push(self.not_drawn(outcome, reason, place));
        }
        owed_texts.extend(self.unchecked(id, item.needs_check.as_deref(), place));
        owed_texts
    }

    fn not_drawn(&self, outcome: &Outcome, reason: &str, place: Place) -> OwedText {
        let words = &self.say.wording.file.figures.not_drawn;
        let name = self.say.written(&outcome.name);
        let values = [("reason", reason), ("study", &outcome.study), ("outcome", &name)];
        self.say(place, format!("not-drawn.{}", outcome.id), words, &values)
    }

    fn unchecked(&self, of: &str, what: Option<&str>, place: Place) -> Option<OwedText> {
        let words = &self.say.wording.file.lines.dossier_check;
        Some(self.say(place, format!("check.{of}"), words, &[("text", what?)]))
    }

    /// What the evidence statements rest on: on a general sheet the record of the whole first.
    fn records(&self) -> Vec<OwedText> {
        let medicine = &self.sheet.medicine;
        match &self.sheet.subject {
            Subject::Condition(record) => self.record(record),
            Subject::General => {
                let mut ids: Vec<_> = medicine.overall.iter().collect();
                for id in &medicine.general_table {
                    if medicine.overall.as_ref() != Some(id) {
                        ids.push(id);
                    }
                }
                let records = ids.into_iter().filter_map(|id| medicine.records.get(id));
                records.flat_map(|record| self.record(record)).collect()
            }
        }
    }

    fn record(&self, record: &Record) -> Vec<OwedText> {
        let (lines, here) = (&self.say.wording.file.lines, Place::ReviewLines);
        let values = [
            ("reason", record.reason.as_str()),
            ("direction", record.direction.map_or("-", |direction| direction.as_str())),
            ("certainty", record.certainty.map_or("-", |certainty| certainty.as_str())),
            ("id", record.id.as_str()),
        ];
        let name = format!("record.{}", record.id);
        let mut owed_texts = vec![self.say(here, name.clone(), &lines.dossier_record, &values)];
        owed_texts.extend(self.unchecked(&name, record.needs_check.as_deref(), here));
        let shown = super::super::drawn::benefit(record);
        for study in &record.studies {
            let mark = if study.verified { "verified" } else { "needs-check" };
            let values = [
                ("result", study.result.as_str()),
                ("citation", &study.citation),
                ("kind", study.kind.as_str()),
                ("mark", mark),
                ("key", &study.key),
            ];
            let name = format!("study.{}.{}", record.id, study.key);
            owed_texts.push(self.say(here, name.clone(), &lines.dossier_study, &values));
            for outcome in study.outcomes.iter().filter(|one| shown != Some(*one)) {
                let reason = match outcome.mark {
                    Verification::Verified => "not-the-largest-trial",
                    Verification::VerifiedSecondary
                    | Verification::Recalled
                    | Verification::NotFound => outcome.mark.as_str(),
                };
                owed_texts.push(self.not_drawn(outcome, reason, here));
            }
            owed_texts.extend(self.unchecked(&name, study.needs_check.as_deref(), here));
        }
        owed_texts
    }

    fn disagreements(&self) -> Vec<OwedText> {
        let (lines, here) = (&self.say.wording.file.lines, Place::Disagreements);
        let all = self.sheet.medicine.disagreements.iter();
        let owed_texts = all.map(|one| {
            let values = [
                ("resolution", one.resolution.as_str()),
                ("others", &one.others),
                ("asked", &one.asked_for),
                ("topic", &one.topic),
            ];
            let leaf = format!("disagreement.{}", one.id);
            self.say(here, leaf, &lines.dossier_disagreement, &values)
        });
        self.or_none("disagreement.none", here, owed_texts.collect())
    }

    /// Items for clinicians alone, waivers and false alarms, with person, date and reason.
    fn set_aside(&self, checked: &Checked<Sheet>) -> Vec<OwedText> {
        let (lines, here) = (&self.say.wording.file.lines, Place::SetAside);
        let items = self.sheet.medicine.items.iter();
        let mut owed_texts: Vec<OwedText> = items
            .filter(|item| item.tier == Tier::Clinician)
            .flat_map(|item| self.behind(item, here))
            .collect();
        for waiver in &self.sheet.waivers {
            let date = self.say.date(waiver.date);
            let values = [
                ("reason", waiver.reason.as_str()),
                ("date", &date),
                ("by", &waiver.by),
                ("item", waiver.item.as_str()),
            ];
            let leaf = format!("waiver.{}", waiver.item);
            owed_texts.push(self.say(here, leaf, &lines.dossier_waiver, &values));
        }
        for (aside, n) in checked.assessment().set_aside.iter().zip(1..) {
            let alarm = &aside.alarm;
            let date = self.say.date(alarm.date);
            let values = [
                ("words", aside.words.as_str()),
                ("code", &alarm.code),
                ("by", &alarm.by),
                ("date", &date),
                ("reason", &alarm.reason),
            ];
            let leaf = format!("false-alarm.{n}");
            owed_texts.push(self.say(here, leaf, &lines.dossier_false_alarm, &values));
        }
        self.or_none("set-aside.none", here, owed_texts)
    }

    /// A question for each item of the leaflet that has one, and what to hear.
    fn teach_back(&self) -> Vec<OwedText> {
        let (lines, here) = (&self.say.wording.file.lines, Place::TeachBack);
        let mut owed_texts =
            vec![self.say(here, "ask.intro".to_owned(), &lines.teach_back_intro, &[])];
        for place in Place::ALL {
            for debt in self.items(place) {
                let items = self.sheet.medicine.items.iter();
                let item = items.filter(|item| debt.leaf == format!("item.{}", item.id));
                for (id, asked) in item.filter_map(|one| Some((&one.id, one.teach_back.as_ref()?)))
                {
                    let question = self.say.written(&asked.question);
                    let answer = self.say.written(&asked.answer);
                    let values = [("question", question.as_str())];
                    let words = &lines.teach_back_question;
                    owed_texts.push(self.say(here, format!("ask.{id}"), words, &values));
                    let values = [("answer", answer.as_str())];
                    let words = &lines.teach_back_answer;
                    owed_texts.push(self.say(here, format!("listen.{id}"), words, &values));
                }
            }
        }
        owed_texts
    }

    /// Says that there is nothing, where there is nothing.
    fn or_none(&self, leaf: &str, place: Place, owed_texts: Vec<OwedText>) -> Vec<OwedText> {
        if !owed_texts.is_empty() {
            return owed_texts;
        }
        let none = normalize(&self.say.plain(&self.say.wording.file.lines.dossier_none));
        vec![OwedText::new(leaf, Some(place), none)]
    }
}
