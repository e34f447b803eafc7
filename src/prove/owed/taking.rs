//! How to take it: the plan, its calendar, the author's own sections. A wrong number is the worst
//! error that a sheet can have.

use super::super::owed_text::{OwedText, Picture};
use super::Reckoner;
use candor_composition::Run;
use candor_composition::drawing::Drawing;
use candor_model::text::normalize;
use candor_model::{DosageForm, DoseStep, Extra, Inline, Place, Prose};

impl Reckoner<'_> {
    /// How to take it, without the safety items of the place.
    pub(super) fn taking(&self) -> Vec<OwedText> {
        let lines = &self.say.wording.file.lines;
        let mut owed_texts = self.author(Place::Taking);
        let mut owe =
            |leaf: String, text| owed_texts.push(OwedText::new(leaf, Some(Place::Taking), text));
        if self.sheet.dosing.is_empty() {
            owe("dose.none".to_owned(), self.say.plain(&lines.no_plan));
        } else {
            let heads = [
                ("when", &lines.dose_when),
                ("amount", &lines.dose_amount),
                ("take", &lines.dose_take),
                ("time", &lines.dose_time),
            ];
            for (name, words) in heads {
                owe(format!("dose.head.{name}"), self.say.plain(words));
            }
        }
        for (step, n) in self.sheet.dosing.iter().zip(1..) {
            owe(format!("dose.{n}.when"), self.when(step));
            owe(format!("dose.{n}.amount"), self.amount(step));
            owe(format!("dose.{n}.take"), self.take(step));
            owe(format!("dose.{n}.time"), normalize(&step.time.value));
        }
        owe("stop-if".to_owned(), normalize(&self.sheet.stop_if.value));
        owed_texts
    }

    fn when(&self, step: &DoseStep) -> String {
        let lines = &self.say.wording.file.lines;
        let (from, to) = (step.from_week.to_string(), step.to_week.map(|week| week.to_string()));
        match &to {
            None => self.say.filled(&lines.from_week, &[("from", &from)]),
            Some(to) if *to == from => self.say.filled(&lines.week, &[("week", &from)]),
            Some(to) => self.say.filled(&lines.weeks, &[("to", to), ("from", &from)]),
        }
    }

    fn amount(&self, step: &DoseStep) -> String {
        let lines = &self.say.wording.file.lines;
        let (mg, ml) = (step.mg.to_string(), step.count.to_string());
        match step.form {
            DosageForm::Liquid => {
                self.say.filled(&lines.amount_liquid, &[("ml", &ml), ("mg", &mg)])
            }
            DosageForm::Capsule | DosageForm::Tablet => {
                self.say.filled(&lines.amount, &[("mg", &mg)])
            }
        }
    }

    fn take(&self, step: &DoseStep) -> String {
        let lines = &self.say.wording.file.lines;
        let (n, strength) = (step.count.to_string(), step.strength.to_string());
        let words = match (step.form, &*n) {
            (DosageForm::Liquid, _) => &lines.liquid,
            (DosageForm::Capsule, "1") => &lines.capsule_one,
            (DosageForm::Tablet, "1") => &lines.tablet_one,
            (DosageForm::Tablet, "0.5") => &lines.tablet_half,
            (DosageForm::Capsule, _) => &lines.capsules,
            (DosageForm::Tablet, _) => &lines.tablets,
        };
        self.say.filled(words, &[("strength", &strength), ("count", &n), ("ml", &n)])
    }

    /// Each week of the plan that a calendar shows, with its dose and boxes to tick: all weeks of
    /// closed steps, and the first of an open one.
    pub(super) fn calendar(&self) -> (Vec<OwedText>, Vec<Picture>) {
        let (mut owed_texts, mut pictures) = (Vec::new(), Vec::new());
        if !self.sheet.extras.contains(&Extra::Calendar) {
            return (owed_texts, pictures);
        }
        let (card, lines) = (&self.say.wording.file.card, &self.say.wording.file.lines);
        let mut owe =
            |leaf: String, text| owed_texts.push(OwedText::new(leaf, Some(Place::Calendar), text));
        let heads = [
            ("week", &card.week),
            ("dose", &lines.dose_amount),
            ("from", &card.from),
            ("days", &card.days),
        ];
        for (name, words) in heads {
            owe(format!("calendar.head.{name}"), self.say.plain(words));
        }
        for step in &self.sheet.dosing {
            for week in step.from_week..=step.to_week.unwrap_or(step.from_week) {
                let number = week.to_string();
                let label = match step.to_week {
                    Some(_) => self.say.filled(&lines.week, &[("week", &number)]),
                    None => self.say.filled(&lines.from_week, &[("from", &number)]),
                };
                owe(format!("calendar.{week}.week"), label);
                owe(format!("calendar.{week}.dose"), self.amount(step));
                pictures.push(Picture {
                    drawn: format!("calendar.{week}.days"),
                    drawing: Drawing::Boxes { of: 7 },
                    alt: self.say.plain(&card.days_alt),
                });
            }
        }
        (owed_texts, pictures)
    }

    /// The author's own words in a place, with what is bold in them.
    pub(super) fn author(&self, place: Place) -> Vec<OwedText> {
        let mut owed_texts = Vec::new();
        for section in self.sheet.sections.iter().filter(|own| own.place.place() == place) {
            let texts = section.prose.iter().flat_map(|prose| match prose {
                Prose::Paragraph(text) => std::slice::from_ref(text),
                Prose::Bullets(list) | Prose::Steps(list) => list.as_slice(),
            });
            for (text, n) in texts.zip(1..) {
                let runs = text.iter().map(|inline| match inline {
                    Inline::Strong(text) => Run { text: text.clone(), strong: true },
                    Inline::Text(text) => Run { text: text.clone(), strong: false },
                });
                let leaf = format!("author.{}.{n}", place.as_str());
                owed_texts.push(OwedText::in_runs(leaf, Some(place), runs.collect()));
            }
        }
        owed_texts
    }
}
