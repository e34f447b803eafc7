//! The wallet card: what helpers need in an emergency.

use super::sections::Composer;
use super::{Block, Entry, Leaf, Role, Section};
use candor_model::{LeafFamily, Paper, Place};

/// How many cards stand on a sheet of paper: two columns of four.
pub const CARDS: usize = 8;

impl Composer<'_> {
    /// One section for each card on the paper; empty if the medicine has no card.
    pub(super) fn cards(&self) -> Vec<Section> {
        let Some(card) = &self.sheet.medicine.card else { return Vec::new() };
        let words = &self.wording.file.card;
        let n = if self.is_one_card() { 1 } else { CARDS };
        (1..=n)
            .map(|index| {
                let leaf = |part: &str, text: String| {
                    Leaf::new(LeafFamily::Card.leaf(format_args!("{index}.{part}")), text)
                };
                let entry = |text: Leaf, role| Entry { text, role, item: None };
                let state = Leaf::new(
                    LeafFamily::Release.leaf(format_args!("card.{index}")),
                    self.card_state(),
                );
                let lines = card.lines.iter().enumerate().map(|(line, text)| {
                    entry(leaf(&format!("line.{}", line + 1), self.written(text)), Role::Safety)
                });
                let labels = [
                    ("name", &words.name),
                    ("dose", &words.dose),
                    ("last-dose", &words.last_dose),
                    ("prescriber", &words.prescriber),
                ];
                let labels = labels.map(|(part, words)| leaf(part, self.say(words, &[])));
                let mut blocks = vec![
                    Block::WriteLines { labels: labels.into() },
                    Block::Bullets { entries: lines.collect() },
                ];
                // A card that is cut out of its paper leaves the header behind.
                if !self.is_one_card() {
                    blocks.push(Block::Standing { lines: vec![state], by_hand: false });
                }
                let heading = leaf("title", self.written(&card.title));
                Section { place: Place::Card, heading, blocks }
            })
            .collect()
    }

    fn is_one_card(&self) -> bool {
        self.wanted.paper == Paper::Id1
    }

    /// What to do with the card.
    pub(super) fn card_purpose(&self) -> Leaf {
        let words = &self.wording.file.card;
        let words = if self.is_one_card() { &words.purpose_one } else { &words.purpose };
        Leaf::new(LeafFamily::Card.leaf("purpose"), self.say(words, &[]))
    }
}
