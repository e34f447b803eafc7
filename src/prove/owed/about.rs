//! Headings, questions, contacts, and what a sheet says of itself.

use super::super::owed_text::OwedText;
use super::Reckoner;
use candor_model::Place;
use candor_model::text::normalize;

impl Reckoner<'_> {
    /// The heading of a place: the author's own, or the usual one.
    pub(super) fn heading(&self, place: Place) -> OwedText {
        let mut text = self
            .say
            .filled(self.say.heading(place), &[("medicine", &self.sheet.medicine.short_name)]);
        // A place has one section at most.
        for own in self.sheet.sections.iter().filter(|own| own.place.place() == place) {
            if let Some(heading) = &own.heading {
                text = normalize(&heading.value);
            }
        }
        OwedText::new(format!("heading.{}", place.as_str()), Some(place), text)
    }

    pub(super) fn questions(&self) -> Vec<OwedText> {
        let questions = self.sheet.questions.iter().zip(1..);
        questions
            .map(|(text, n)| {
                let text = normalize(&text.value);
                OwedText::new(format!("question.{n}"), Some(Place::Questions), text)
            })
            .collect()
    }

    /// Whom to call, and lines to write on.
    pub(super) fn contacts(&self) -> Vec<OwedText> {
        let lines = &self.say.wording.file.lines;
        let (own, clinic) = (&self.sheet.contacts, self.clinic);
        let first = |own: &Option<candor_model::span::Spanned<String>>,
                     other: &Option<candor_model::span::Spanned<String>>| {
            own.as_ref().or(other.as_ref()).map(|text| normalize(&text.value))
        };
        let phone = first(&own.phone, &clinic.contacts.phone);
        let hours = first(&own.hours, &clinic.contacts.hours);
        let name = clinic.name.as_ref().map(|name| normalize(&name.value));
        let mut owed_texts = Vec::new();
        let mut owe =
            |leaf: &str, text| owed_texts.push(OwedText::new(leaf, Some(Place::Contacts), text));
        if let Some(phone) = &phone {
            let us = self.say.plain(&lines.us);
            let who = name.as_deref().unwrap_or(&us);
            let text = match &hours {
                Some(hours) => {
                    let values = [("hours", hours.as_str()), ("phone", phone), ("clinic", who)];
                    self.say.filled(&lines.call_hours, &values)
                }
                None => self.say.filled(&lines.call, &[("phone", phone), ("clinic", who)]),
            };
            owe("contact.call", text);
        } else if let Some(name) = name {
            owe("contact.clinic", name);
        }
        if let Some(address) = &clinic.address {
            owe("contact.address", normalize(&address.value));
        }
        owe("write.dose", self.say.plain(&lines.write_dose));
        owe("write.start", self.say.plain(&lines.write_start));
        owe("write.visit", self.say.plain(&lines.write_visit));
        if phone.is_none() {
            owe("write.phone", self.say.plain(&lines.write_phone));
        }
        owed_texts
    }

    /// Who wrote it and when, who paid, who reviewed it.
    pub(super) fn about(&self) -> Vec<OwedText> {
        let lines = &self.say.wording.file.lines;
        let mut owed_texts = Vec::new();
        let mut owe =
            |leaf: &str, text| owed_texts.push(OwedText::new(leaf, Some(Place::About), text));
        let author = self.sheet.author.as_ref().map(|author| {
            let (name, role) = (normalize(&author.name.value), normalize(&author.role.value));
            self.say.filled(&lines.author, &[("role", &role), ("name", &name)])
        });
        owe("about.author", author.unwrap_or_else(|| self.say.plain(&lines.no_author)));
        let (date, due) = (self.say.date(self.sheet.revised), self.say.date(self.sheet.review_due));
        owe("about.dates", self.say.filled(&lines.dates, &[("due", &due), ("date", &date)]));
        if !self.sheet.medicine.checked {
            owe("about.library", self.say.plain(&lines.library_unchecked));
        }
        owe("about.funding", normalize(&self.sheet.funding.value));
        owe("about.large-print", self.say.plain(&lines.large_print));
        owed_texts.extend(self.reviews());
        owed_texts
    }
}
