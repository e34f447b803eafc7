//! How the medicine is taken, step by step.

use super::sections::Composer;
use super::{Block, Entry, Leaf, Role};
use candor_model::text::normalize;
use candor_model::{DosageForm, DoseStep, LeafFamily, Place};

impl Composer<'_> {
    pub(super) fn taking(&self) -> Vec<Block> {
        let lines = &self.wording.file.lines;
        let mut blocks = self.author(Place::Taking);
        if self.sheet.dosing.is_empty() {
            blocks.push(Block::Paragraph(self.fixed(
                LeafFamily::Dose.leaf("none"),
                &lines.no_plan,
                &[],
            )));
        } else {
            let header = [
                ("when", &lines.dose_when),
                ("amount", &lines.dose_amount),
                ("take", &lines.dose_take),
                ("time", &lines.dose_time),
            ];
            let steps = self.sheet.dosing.iter().enumerate();
            blocks.push(Block::Table {
                header: header
                    .map(|(name, words)| {
                        Leaf::new(
                            LeafFamily::Dose.leaf(format_args!("head.{name}")),
                            self.say(words, &[]),
                        )
                    })
                    .into(),
                rows: steps.map(|(index, step)| self.dose_row(index + 1, step)).collect(),
            });
        }
        blocks.push(Block::Paragraph(Entry {
            text: Leaf::new(LeafFamily::StopIf.alone(), normalize(&self.sheet.stop_if.value)),
            role: Role::Author,
            item: None,
        }));
        blocks
    }

    /// The dose of a step, as a cell says it.
    pub(super) fn amount(&self, step: &DoseStep) -> String {
        let lines = &self.wording.file.lines;
        let (mg, count) = (step.mg.to_string(), step.count.to_string());
        match step.form {
            DosageForm::Liquid => self.say(&lines.amount_liquid, &[("mg", &mg), ("ml", &count)]),
            DosageForm::Capsule | DosageForm::Tablet => self.say(&lines.amount, &[("mg", &mg)]),
        }
    }

    fn dose_row(&self, n: usize, step: &DoseStep) -> Vec<Leaf> {
        let lines = &self.wording.file.lines;
        let from = step.from_week.to_string();
        let when = match step.to_week {
            Some(to) if to == step.from_week => self.say(&lines.week, &[("week", &from)]),
            Some(to) => self.say(&lines.weeks, &[("from", &from), ("to", &to.to_string())]),
            None => self.say(&lines.from_week, &[("from", &from)]),
        };
        let (count, strength) = (step.count.to_string(), step.strength.to_string());
        let strength = ("strength", strength.as_str());
        let (one, several) = ([strength], [("count", count.as_str()), strength]);
        let liquid = [("ml", count.as_str()), strength];
        let (take, filled) = match (step.form, count.as_str()) {
            (DosageForm::Liquid, _) => (&lines.liquid, &liquid[..]),
            (DosageForm::Capsule, "1") => (&lines.capsule_one, &one[..]),
            (DosageForm::Capsule, _) => (&lines.capsules, &several[..]),
            (DosageForm::Tablet, "0.5") => (&lines.tablet_half, &one[..]),
            (DosageForm::Tablet, "1") => (&lines.tablet_one, &one[..]),
            (DosageForm::Tablet, _) => (&lines.tablets, &several[..]),
        };
        vec![
            Leaf::new(LeafFamily::Dose.leaf(format_args!("{n}.when")), when),
            Leaf::new(LeafFamily::Dose.leaf(format_args!("{n}.amount")), self.amount(step)),
            Leaf::new(LeafFamily::Dose.leaf(format_args!("{n}.take")), self.say(take, filled)),
            Leaf::new(LeafFamily::Dose.leaf(format_args!("{n}.time")), normalize(&step.time.value)),
        ]
    }
}
