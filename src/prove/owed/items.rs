//! Safety items: which ones, in which words, and the few to know before all others.

use super::super::owed_text::OwedText;
use super::Reckoner;
use super::format::{Kind, kind};
use candor_composition::ReleaseStatus;
use candor_model::text::normalize;
use candor_model::{Place, SafetyItem, SheetTrait, Subject, Tier};

impl Reckoner<'_> {
    /// What stands before all else.
    pub(super) fn key(&self) -> Vec<OwedText> {
        let points = &self.sheet.medicine.key_points;
        let owe = |leaf: String, text| OwedText::new(leaf, Some(Place::Key), text);
        let mut owed_texts: Vec<OwedText> = points
            .iter()
            .zip(1..)
            .map(|(point, number)| owe(format!("key.{number}"), self.say.written(&point.text)))
            .collect();
        if !points.is_empty() {
            let number = self.say.plain(&self.say.wording.file.phone.emergency);
            let words = &self.say.wording.file.lines.key_emergency;
            let text = self.say.filled(words, &[("emergency", &number)]);
            owed_texts.push(owe("key.emergency".to_owned(), text));
        }
        owed_texts
    }

    /// The safety items of a place, in the library's order.
    pub(super) fn items(&self, place: Place) -> Vec<OwedText> {
        let here = self.sheet.medicine.items.iter().filter(|item| item.place == place);
        here.filter_map(|item| {
            let text = self.item(item)?;
            Some(OwedText::new(format!("item.{}", item.id), Some(place), text))
        })
        .collect()
    }

    /// The words of an item, if it is owed in the wanted format.
    fn item(&self, item: &SafetyItem) -> Option<String> {
        let everywhere = item.tier == Tier::Core;
        let on = self.is_on(item);
        let in_full = item.tier != Tier::Clinician;
        let (wanted_here, words) = match kind(self.wanted.format) {
            Kind::Leaflet | Kind::Dossier => (in_full, &item.plain),
            // Its own words are owed instead.
            Kind::Card => (false, &item.plain),
            Kind::Handout => {
                let on_this_sheet = on || self.sheet.applies.contains(&item.id);
                let short = item.short.as_ref().filter(|_| !item.always_plain);
                (everywhere || (on_this_sheet && in_full), short.unwrap_or(&item.plain))
            }
        };
        // A named person's waiver counts in a candidate, and in the release that the person signs.
        let waived = item.tier == Tier::Standard
            && *self.standing != ReleaseStatus::Draft
            && self.sheet.waivers.iter().any(|waiver| waiver.item == item.id);
        if !wanted_here || waived {
            return None;
        }
        let words = words.get(self.wanted.jurisdiction)?;
        let lead = item.lead.as_ref().filter(|_| !on);
        Some(match lead.and_then(|lead| lead.get(self.wanted.jurisdiction)) {
            Some(lead) => format!("{} {}", normalize(lead), normalize(words)),
            None => normalize(words),
        })
    }

    /// Whether a conditional item applies to this sheet: by its condition, by what it holds, or
    /// because its author says so.
    fn is_on(&self, item: &SafetyItem) -> bool {
        let plan = &self.sheet.dosing;
        let has = |wanted: &SheetTrait| match wanted {
            SheetTrait::Dose => !plan.is_empty(),
            SheetTrait::DoseChange => {
                let doses = plan.iter().map(|step| &step.mg);
                doses.clone().zip(doses.skip(1)).any(|(before, after)| before != after)
            }
            SheetTrait::LiquidOrTopical => {
                plan.iter().any(|step| step.form == candor_model::DosageForm::Liquid)
            }
        };
        let condition = match &self.sheet.subject {
            Subject::Condition(record) => Some(record.id.as_str()),
            Subject::General => None,
        };
        let for_condition = item.when.conditions.iter().any(|id| condition == Some(&*id.value));
        let by_author = self.sheet.applies.contains(&item.id);
        item.tier == Tier::Conditional
            && (for_condition || by_author || item.when.sheet_has.iter().any(has))
    }
}
