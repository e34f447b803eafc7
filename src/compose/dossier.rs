//! The reviewer's dossier: the sheet line by line, with what each line rests on.
//!
//! Everything that the full leaflet says, each safety item with its basis, its facts and their
//! marks; where sources disagree; what was left out or set aside, by whom and why; reading levels.

use std::fmt::Display;

use super::sections::Composer;
use super::{Block, Composition, DocumentSpec, Entry, Leaf, ReleaseStatus, Role, Section, compose};
use candor_library::{Filled, Wording};
use candor_model::text::normalize;
use candor_model::{
    Certainty, Clinic, Compared, Direction, FixedText, Format, LeafFamily, LeafName, Outcome,
    OwnFile, OwnKind, Place, Record, SafetyItem, Sheet, Subject, Tier, Verification,
};
use candor_sheet::check::Checked;

/// A part of the sheet and its reading level, in words.
pub type Grade = (LeafName, String);

/// What a reviewer reads besides the sheet.
#[derive(Debug, Clone, Copy, Default)]
pub struct Read<'a> {
    pub grades: &'a [Grade],
    /// What changed since the last release, a line each.
    pub changes: &'a [String],
}

/// Composes the dossier of a sheet.
pub fn dossier(
    sheet: &Checked<Sheet>,
    clinic: &Clinic,
    wording: &Wording,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
    read: &Read<'_>,
) -> Composition {
    let full = DocumentSpec { format: Format::Full, ..wanted };
    let full = compose(sheet, clinic, wording, full, standing);
    let composer = Composer { sheet: sheet.get(), clinic, wording, wanted, standing };
    let writer = Writer { composer, checked: sheet };
    let sections = [
        (Place::Changes, writer.changes(read.changes)),
        (Place::ReviewLines, writer.lines(&full)),
        (Place::Disagreements, writer.disagreements()),
        (Place::SetAside, writer.set_aside()),
        (Place::Looks, writer.looks()),
        (Place::TeachBack, writer.teach_back(&full)),
        (
            Place::ReadingLevel,
            read.grades.iter().map(|(part, text)| paragraph(part.clone(), text)).collect(),
        ),
    ];
    let sections = sections
        .into_iter()
        .map(|(place, blocks): (Place, Vec<Block>)| Section {
            place,
            heading: writer.composer.heading(place),
            blocks,
        })
        .collect();
    // It has no box for the QR code; its lines name the check code.
    let looks = clinic.looks.of(Format::Dossier);
    Composition { format: Format::Dossier, looks, sections, code: None, ..full }
}

struct Writer<'a> {
    composer: Composer<'a>,
    checked: &'a Checked<Sheet>,
}

fn paragraph(leaf: LeafName, text: &str) -> Block {
    let text = Leaf::new(leaf, normalize(text));
    Block::Paragraph(Entry { text, role: Role::Fixed, item: None })
}

/// What the line before it rests on, or the answer to it.
fn basis(leaf: LeafName, text: &str) -> Block {
    let text = Leaf::new(leaf, normalize(text));
    Block::Paragraph(Entry { text, role: Role::Basis, item: None })
}

/// A digest in groups, so that it can be compared by eye and parts at line ends.
fn in_groups(digest: &str) -> String {
    const GROUP: usize = 8;
    let starts = (0..digest.len()).step_by(GROUP);
    let groups: Vec<&str> =
        starts.filter_map(|at| digest.get(at..digest.len().min(at + GROUP))).collect();
    groups.join(" ")
}

impl Writer<'_> {
    fn say(&self, text: &FixedText, filled: Filled<'_>) -> String {
        self.composer.say(text, filled)
    }

    /// Every line of the full leaflet, and what it rests on.
    fn lines(&self, full: &Composition) -> Vec<Block> {
        let medicine = &self.composer.sheet.medicine;
        let mut blocks = Vec::new();
        for section in &full.sections {
            let mut heading = section.heading.clone();
            heading.leaf = LeafFamily::Part.leaf(section.place.as_str()).into_string();
            heading.runs.iter_mut().for_each(|run| run.strong = true);
            blocks.push(Block::Paragraph(Entry { text: heading, role: Role::Part, item: None }));
            for leaf in section.blocks.iter().flat_map(Block::leaves) {
                blocks.push(Block::Paragraph(Entry {
                    text: leaf.clone(),
                    role: Role::Fixed,
                    item: None,
                }));
                let item = LeafFamily::Item.rest(&leaf.leaf).and_then(|id| medicine.item(id));
                if let Some(item) = item {
                    blocks.extend(self.behind(item));
                }
            }
            if section.place == Place::Evidence {
                blocks.extend(self.records());
            }
        }
        blocks
    }

    /// What a safety item rests on.
    fn behind(&self, item: &SafetyItem) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let sources: Vec<String> =
            item.citations.iter().map(|key| self.source(&key.value)).collect();
        let filled = [
            ("id", item.id.as_str()),
            ("kind", item.kind.as_str()),
            ("tier", item.tier.as_str()),
            ("basis", item.basis.as_str()),
            ("sources", &sources.join("; ")),
        ];
        let rests_on = self.say(&lines.dossier_basis, &filled);
        let clinician = [("text", item.clinician.as_str())];
        let clinician = self.say(&lines.dossier_clinician, &clinician);
        let mut blocks = vec![
            basis(LeafFamily::Basis.leaf(&item.id), &rests_on),
            basis(LeafFamily::Clinician.leaf(&item.id), &clinician),
        ];
        for (index, fact) in item.facts.iter().enumerate() {
            let filled = [("fact", fact.statement.as_str()), ("mark", fact.mark.as_str())];
            let text = self.say(&lines.dossier_fact, &filled);
            blocks.push(basis(
                LeafFamily::Fact.leaf(format_args!("{}.{}", item.id, index + 1)),
                &text,
            ));
        }
        let drawn = self.composer.sheet.medicine.harms();
        for outcome in item.outcomes.iter().filter(|outcome| !drawn.contains(outcome)) {
            let reason = match (&item.needs_check, outcome.mark) {
                (None, Verification::Verified) => "fewer-than-ten",
                (Some(_), Verification::Verified) => "needs-check",
                (_, mark) => mark.as_str(),
            };
            blocks.push(self.not_drawn(outcome, reason));
        }
        blocks.extend(self.unchecked(&item.id, item.needs_check.as_deref()));
        blocks
    }

    /// Numbers of a trial that no patient sees as a picture, and why.
    fn not_drawn(&self, outcome: &Outcome, reason: &str) -> Block {
        let words = &self.composer.wording.file.figures.not_drawn;
        let name = self.composer.written(&outcome.name);
        let filled = [("outcome", name.as_str()), ("study", &outcome.study), ("reason", reason)];
        basis(LeafFamily::NotDrawn.leaf(&outcome.id), &self.say(words, &filled))
    }

    /// Questions that show whether the sheet was understood, one for each item that has one.
    fn teach_back(&self, full: &Composition) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let medicine = &self.composer.sheet.medicine;
        let mut blocks =
            vec![paragraph(LeafFamily::Ask.leaf("intro"), &self.say(&lines.teach_back_intro, &[]))];
        for (_, leaf) in full.leaves() {
            let item = LeafFamily::Item.rest(&leaf.leaf).and_then(|id| medicine.item(id));
            let Some((item, asked)) = item.and_then(|item| Some((item, item.teach_back.as_ref()?)))
            else {
                continue;
            };
            let question = self.composer.written(&asked.question);
            let answer = self.composer.written(&asked.answer);
            let question = self.say(&lines.teach_back_question, &[("question", &question)]);
            let answer = self.say(&lines.teach_back_answer, &[("answer", &answer)]);
            blocks.push(paragraph(LeafFamily::Ask.leaf(&item.id), &question));
            blocks.push(basis(LeafFamily::Listen.leaf(&item.id), &answer));
        }
        blocks
    }

    /// What the evidence statements rest on.
    fn records(&self) -> Vec<Block> {
        let sheet = self.composer.sheet;
        match &sheet.subject {
            Subject::Condition(record) => self.record(record),
            Subject::General => {
                let medicine = &sheet.medicine;
                // The record of the whole may stand in the table too.
                let table = medicine.general_table.iter();
                let table = table.filter(|id| medicine.overall.as_ref() != Some(*id));
                let shown = medicine.overall.iter().chain(table);
                let records = shown.filter_map(|id| medicine.records.get(id));
                records.flat_map(|record| self.record(record)).collect()
            }
        }
    }

    fn record(&self, record: &Record) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let unrated = "-";
        let filled = [
            ("id", record.id.as_str()),
            ("certainty", record.certainty.map_or(unrated, Certainty::as_str)),
            ("direction", record.direction.map_or(unrated, Direction::as_str)),
            ("reason", &record.reason),
        ];
        let name = LeafFamily::Record.leaf(&record.id);
        let mut blocks = vec![paragraph(name.clone(), &self.say(&lines.dossier_record, &filled))];
        blocks.extend(self.unchecked(&name, record.needs_check.as_deref()));
        for study in &record.studies {
            let mark = if study.verified { Verification::Verified.as_str() } else { "needs-check" };
            let filled = [
                ("key", study.key.as_str()),
                ("mark", mark),
                ("kind", study.kind.as_str()),
                ("citation", &study.citation),
                ("result", &study.result),
            ];
            let name = LeafFamily::Study.leaf(format_args!("{}.{}", record.id, study.key));
            blocks.push(basis(name.clone(), &self.say(&lines.dossier_study, &filled)));
            let shown = record.benefit();
            for outcome in study.outcomes.iter().filter(|one| shown != Some(one)) {
                let reason = match outcome.mark {
                    Verification::Verified => "not-the-largest-trial",
                    mark @ (Verification::VerifiedSecondary
                    | Verification::Recalled
                    | Verification::NotFound) => mark.as_str(),
                };
                blocks.push(self.not_drawn(outcome, reason));
            }
            blocks.extend(self.unchecked(&name, study.needs_check.as_deref()));
        }
        blocks
    }

    /// What nobody has checked yet.
    fn unchecked(&self, of: impl Display, what: Option<&str>) -> Option<Block> {
        let lines = &self.composer.wording.file.lines;
        let text = self.say(&lines.dossier_check, &[("text", what?)]);
        Some(basis(LeafFamily::Check.leaf(of), &text))
    }

    /// A citation with how it was checked.
    fn source(&self, key: &str) -> String {
        let citation = self.composer.sheet.medicine.citations.get(key);
        citation.map_or_else(|| key.to_owned(), |c| format!("{key} ({})", c.mark.as_str()))
    }

    /// What changed since the last release.
    fn changes(&self, changes: &[String]) -> Vec<Block> {
        if changes.is_empty() {
            let none = self.say(&self.composer.wording.file.lines.dossier_first, &[]);
            return vec![paragraph(LeafFamily::Changes.leaf("none"), &none)];
        }
        let numbered = changes.iter().enumerate();
        numbered.map(|(n, text)| paragraph(LeafFamily::Changes.leaf(n + 1), text)).collect()
    }

    fn disagreements(&self) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let all = &self.composer.sheet.medicine.disagreements;
        let mut blocks: Vec<Block> = all
            .iter()
            .map(|one| {
                let filled = [
                    ("topic", one.topic.as_str()),
                    ("asked", one.asked_for.as_str()),
                    ("others", one.others.as_str()),
                    ("resolution", one.resolution.as_str()),
                ];
                let text = self.say(&lines.dossier_disagreement, &filled);
                paragraph(LeafFamily::Disagreement.leaf(&one.id), &text)
            })
            .collect();
        self.or_none(LeafFamily::Disagreement.leaf("none"), &mut blocks);
        blocks
    }

    /// Items for clinicians alone; waivers of items and false alarms, with person, date and reason.
    fn set_aside(&self) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let items = self.composer.sheet.medicine.items.iter();
        let mut blocks: Vec<Block> = items
            .filter(|item| item.tier == Tier::Clinician)
            .flat_map(|item| self.behind(item))
            .collect();
        for waiver in &self.composer.sheet.waivers {
            let date = self.composer.date(waiver.date);
            let filled = [
                ("item", waiver.item.as_str()),
                ("by", waiver.by.as_str()),
                ("date", &date),
                ("reason", waiver.reason.as_str()),
            ];
            let text = self.say(&lines.dossier_waiver, &filled);
            blocks.push(paragraph(LeafFamily::Waiver.leaf(&waiver.item), &text));
        }
        for (index, aside) in self.checked.assessment().set_aside.iter().enumerate() {
            let date = self.composer.date(aside.alarm.date);
            let filled = [
                ("words", aside.words.as_str()),
                ("code", aside.alarm.code.as_str()),
                ("by", aside.alarm.by.as_str()),
                ("date", &date),
                ("reason", aside.alarm.reason.as_str()),
            ];
            let text = self.say(&lines.dossier_false_alarm, &filled);
            blocks.push(paragraph(LeafFamily::FalseAlarm.leaf(index + 1), &text));
        }
        self.or_none(LeafFamily::SetAside.leaf("none"), &mut blocks);
        blocks
    }

    /// What of the looks is the clinic's own: measures, templates with their difference from the
    /// shipped ones, fonts, logo.
    fn looks(&self) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let looks = &self.composer.clinic.looks;
        let mut blocks = Vec::new();
        for (name, value) in &looks.every {
            let filled = [("name", name.as_str()), ("value", value)];
            let text = self.say(&lines.dossier_measure_every, &filled);
            blocks.push(paragraph(LeafFamily::Looks.leaf(format_args!("every.{name}")), &text));
        }
        for (format, measures) in &looks.formats {
            let format = format.as_str();
            for (name, value) in measures {
                let filled = [("format", format), ("name", name.as_str()), ("value", value)];
                let text = self.say(&lines.dossier_measure, &filled);
                blocks.push(paragraph(
                    LeafFamily::Looks.leaf(format_args!("{format}.{name}")),
                    &text,
                ));
            }
        }
        for (index, file) in looks.files.iter().enumerate() {
            blocks.extend(self.own_file(index + 1, file));
        }
        self.or_none(LeafFamily::Looks.leaf("none"), &mut blocks);
        blocks
    }

    /// A file that the clinic brings for its looks.
    fn own_file(&self, n: usize, file: &OwnFile) -> Vec<Block> {
        let lines = &self.composer.wording.file.lines;
        let (words, scripts, listing) = match &file.kind {
            OwnKind::Font(Compared { latin: false, not }) => {
                (&lines.dossier_font_not, Some(not), None)
            }
            OwnKind::Font(Compared { not, .. }) if not.is_empty() => {
                (&lines.dossier_font, None, None)
            }
            OwnKind::Font(Compared { not, .. }) => (&lines.dossier_font_partly, Some(not), None),
            OwnKind::Logo => (&lines.dossier_logo, None, None),
            OwnKind::New(listing) => (&lines.dossier_template_new, None, Some(listing)),
            OwnKind::Changed(listing) => (&lines.dossier_template_changed, None, Some(listing)),
        };
        let digest = in_groups(&file.digest);
        let scripts = scripts.map(|scripts| scripts.join(", "));
        let mut filled = vec![("file", file.path.as_str()), ("digest", &digest)];
        filled.extend(scripts.iter().map(|scripts| ("scripts", scripts.as_str())));
        let name = LeafFamily::Looks.leaf(format_args!("file.{n}"));
        let mut blocks = vec![paragraph(name.clone(), &self.say(words, &filled))];
        let Some(listing) = listing else { return blocks };
        let shown = listing.lines.iter().enumerate();
        blocks.extend(shown.map(|(line, text)| basis(name.part(line + 1), text)));
        if 0 < listing.more {
            let more = listing.more.to_string();
            let filled = [("n", more.as_str()), ("file", &file.path)];
            let text = self.say(&lines.dossier_template_more, &filled);
            blocks.push(basis(name.part("more"), &text));
        }
        blocks
    }

    /// Says that there is nothing, where there is nothing.
    fn or_none(&self, leaf: LeafName, blocks: &mut Vec<Block>) {
        if blocks.is_empty() {
            let none = self.say(&self.composer.wording.file.lines.dossier_none, &[]);
            blocks.push(paragraph(leaf, &none));
        }
    }
}
