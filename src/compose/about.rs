//! Whom to call, and what is said of the sheet itself.

use super::sections::Composer;
use super::{Block, Entry, Leaf, Role};
use candor_model::text::normalize;
use candor_model::{LeafFamily, LeafName};

impl Composer<'_> {
    pub(super) fn contacts(&self) -> Vec<Block> {
        let lines = &self.wording.file.lines;
        let mut blocks = Vec::new();
        let own = &self.sheet.contacts;
        let phone = own.phone.as_ref().or(self.clinic.contacts.phone.as_ref());
        let hours = own.hours.as_ref().or(self.clinic.contacts.hours.as_ref());
        let name = self.clinic.name.as_ref().map(|name| normalize(&name.value));
        let mut labels = vec![
            Leaf::new(LeafFamily::Write.leaf("dose"), self.say(&lines.write_dose, &[])),
            Leaf::new(LeafFamily::Write.leaf("start"), self.say(&lines.write_start, &[])),
            Leaf::new(LeafFamily::Write.leaf("visit"), self.say(&lines.write_visit, &[])),
        ];
        match phone {
            Some(phone) => {
                let clinic = name.unwrap_or_else(|| self.say(&lines.us, &[]));
                let phone = normalize(&phone.value);
                let hours = hours.map(|hours| normalize(&hours.value));
                let mut filled = vec![("clinic", clinic.as_str()), ("phone", &phone)];
                filled.extend(hours.iter().map(|hours| ("hours", hours.as_str())));
                let words = if hours.is_some() { &lines.call_hours } else { &lines.call };
                blocks.push(Block::Paragraph(self.fixed(
                    LeafFamily::Contact.leaf("call"),
                    words,
                    &filled,
                )));
            }
            None => {
                labels.push(Leaf::new(
                    LeafFamily::Write.leaf("phone"),
                    self.say(&lines.write_phone, &[]),
                ));
                blocks
                    .extend(name.map(|name| author_line(LeafFamily::Contact.leaf("clinic"), name)));
            }
        }
        if let Some(address) = &self.clinic.address {
            blocks
                .push(author_line(LeafFamily::Contact.leaf("address"), normalize(&address.value)));
        }
        blocks.push(Block::WriteLines { labels });
        blocks
    }

    pub(super) fn about(&self) -> Vec<Block> {
        let lines = &self.wording.file.lines;
        let author = match &self.sheet.author {
            Some(author) => {
                let (name, role) = (normalize(&author.name.value), normalize(&author.role.value));
                self.fixed(
                    LeafFamily::About.leaf("author"),
                    &lines.author,
                    &[("name", &name), ("role", &role)],
                )
            }
            None => self.fixed(LeafFamily::About.leaf("author"), &lines.no_author, &[]),
        };
        let dates =
            [("date", self.date(self.sheet.revised)), ("due", self.date(self.sheet.review_due))];
        let filled = [(dates[0].0, dates[0].1.as_str()), (dates[1].0, dates[1].1.as_str())];
        let funding = Entry {
            text: Leaf::new(
                LeafFamily::About.leaf("funding"),
                normalize(&self.sheet.funding.value),
            ),
            role: Role::Author,
            item: None,
        };
        let mut entries =
            vec![author, self.fixed(LeafFamily::About.leaf("dates"), &lines.dates, &filled)];
        if !self.sheet.medicine.checked {
            entries.push(self.fixed(
                LeafFamily::About.leaf("library"),
                &lines.library_unchecked,
                &[],
            ));
        }
        entries.extend([
            funding,
            self.fixed(LeafFamily::About.leaf("large-print"), &lines.large_print, &[]),
        ]);
        let mut blocks: Vec<Block> = entries.into_iter().map(Block::Paragraph).collect();
        blocks.push(self.review());
        blocks
    }
}

fn author_line(name: LeafName, text: String) -> Block {
    Block::Paragraph(Entry { text: Leaf::new(name, text), role: Role::Author, item: None })
}
