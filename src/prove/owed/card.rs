//! What each wallet card says.

use super::super::owed_text::OwedText;
use super::Reckoner;
use candor_model::{Paper, Place};

impl Reckoner<'_> {
    /// What to do with the card.
    pub(super) fn card_purpose(&self) -> OwedText {
        let card = &self.say.wording.file.card;
        let words = match self.wanted.paper {
            Paper::Id1 => &card.purpose_one,
            Paper::A4 | Paper::Letter => &card.purpose,
        };
        OwedText::new("card.purpose", None, self.say.plain(words))
    }

    /// Eight cards on a sheet of paper, or one on paper of its own size.
    pub(super) fn cards(&self) -> Vec<OwedText> {
        let mut owed_texts = Vec::new();
        let Some(card) = &self.sheet.medicine.card else { return owed_texts };
        let words = &self.say.wording.file.card;
        let is_alone = self.wanted.paper == Paper::Id1;
        for index in 1..=if is_alone { 1 } else { 8 } {
            let mut owe =
                |leaf: String, text| owed_texts.push(OwedText::new(leaf, Some(Place::Card), text));
            owe(format!("card.{index}.title"), self.say.written(&card.title));
            let labels = [
                ("name", &words.name),
                ("dose", &words.dose),
                ("last-dose", &words.last_dose),
                ("prescriber", &words.prescriber),
            ];
            for (name, words) in labels {
                owe(format!("card.{index}.{name}"), self.say.plain(words));
            }
            for (words, line) in card.lines.iter().zip(1..) {
                owe(format!("card.{index}.line.{line}"), self.say.written(words));
            }
            // A card that is cut out of its paper leaves the header behind.
            if !is_alone {
                owe(format!("release.card.{index}"), self.card_state());
            }
        }
        owed_texts
    }
}
