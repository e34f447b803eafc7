//! What stands in each place of a sheet.

use jiff::civil::Date;

use super::{Block, DocumentSpec, Entry, Leaf, ReleaseStatus, Role, Run, Section, Source};
use candor_library::{Filled, Wording};
use candor_model::text::normalize;
use candor_model::{
    AuthorSection, Certainty, Clinic, Direction, FixedText, Inline, LeafFamily, LeafName, Place,
    Prose, Record, SafetyItem, Selection, Sheet, Subject, Tier, Words,
};

/// A sheet on its way to a composition.
pub(super) struct Composer<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) clinic: &'a Clinic,
    pub(super) wording: &'a Wording,
    pub(super) wanted: DocumentSpec,
    pub(super) standing: &'a ReleaseStatus,
}

impl Composer<'_> {
    /// Returns a fixed text in the wanted jurisdiction's words.
    pub(super) fn say(&self, text: &FixedText, filled: Filled<'_>) -> String {
        Wording::say(text, self.wanted.jurisdiction, filled)
    }

    /// Returns a medicine's words in the wanted jurisdiction.
    pub(super) fn written(&self, words: &Words) -> String {
        Wording::written(words, self.wanted.jurisdiction)
    }

    /// Returns a date in words.
    pub(super) fn date(&self, date: Date) -> String {
        self.wording.date(date, self.wanted.jurisdiction)
    }

    /// Returns the section for a place, if anything stands in it.
    pub(super) fn section(&self, place: Place) -> Option<Section> {
        let mut blocks = match place {
            Place::Key => self.key(),
            Place::Evidence => self.evidence(),
            Place::Facts => self.facts(),
            Place::Calendar => self.calendar(),
            Place::HelpVisit => {
                let medicine = self.sheet.medicine.short_name.as_str();
                let words = &self.wording.file.lines.help_visit;
                vec![Block::Paragraph(self.fixed(
                    LeafFamily::Help.leaf("visit"),
                    words,
                    &[("medicine", medicine)],
                ))]
            }
            Place::Taking => self.taking(),
            Place::Questions => self.questions(),
            Place::Contacts => self.contacts(),
            Place::About => self.about(),
            Place::Why | Place::Living => self.author(place),
            Place::MustNot
            | Place::Status
            | Place::Before
            | Place::Warnings
            | Place::OtherMedicines
            | Place::Cautions
            | Place::SideEffects
            | Place::HelpNow
            | Place::HelpToday
            | Place::Keeping
            | Place::Card
            | Place::TeachBack
            | Place::Changes
            | Place::ReviewLines
            | Place::Disagreements
            | Place::SetAside
            | Place::Looks
            | Place::ReadingLevel
            | Place::Listing => Vec::new(),
        };
        let items: Vec<Entry> = self
            .sheet
            .medicine
            .items
            .iter()
            .filter(|item| item.place == place && self.prints(item))
            .map(|item| self.item(item))
            .collect();
        if place == Place::Status {
            blocks.extend(items.into_iter().map(Block::Paragraph));
        } else if !items.is_empty() {
            blocks.push(Block::Bullets { entries: items });
        }
        let heading = self.heading(place);
        (!blocks.is_empty()).then_some(Section { place, heading, blocks })
    }

    pub(super) fn heading(&self, place: Place) -> Leaf {
        let id = LeafFamily::Heading.leaf(place.as_str());
        let own = self.sheet.sections.iter().find(|section| section.place.place() == place);
        let text = if let Some(heading) = own.and_then(|section| section.heading.as_ref()) {
            normalize(&heading.value)
        } else {
            let medicine = [("medicine", self.sheet.medicine.short_name.as_str())];
            // One heading names the medicine.
            let filled = if place == Place::MustNot { &medicine[..] } else { &[] };
            self.say(self.wording.heading(place), filled)
        };
        Leaf::new(id, text)
    }

    /// Whether an item prints in the wanted format.
    fn prints(&self, item: &SafetyItem) -> bool {
        if !self.standing.is_draft() && self.sheet.waives(item) {
            return false;
        }
        match (item.tier, self.wanted.format.selection()) {
            (Tier::Core, _) | (Tier::Standard | Tier::Conditional, Selection::Everything) => true,
            (Tier::Standard, Selection::Leaf) => self.sheet.applies.contains(&item.id),
            (Tier::Conditional, Selection::Leaf) => self.sheet.switches_on(item),
            // A card has its own words.
            (Tier::Standard | Tier::Conditional, Selection::Card) | (Tier::Clinician, _) => false,
        }
    }

    fn item(&self, item: &SafetyItem) -> Entry {
        let words = match (&item.short, self.wanted.format.selection()) {
            (Some(short), Selection::Leaf) if !item.always_plain => short,
            _ => &item.plain,
        };
        let mut text = self.written(words);
        if let Some(lead) = &item.lead
            && !self.sheet.switches_on(item)
        {
            text = format!("{} {text}", self.written(lead));
        }
        Entry {
            text: Leaf::new(LeafFamily::Item.leaf(&item.id), text),
            role: Role::Safety,
            item: Some(self.source(item)),
        }
    }

    fn source(&self, item: &SafetyItem) -> Source {
        let medicine = &self.sheet.medicine;
        Source {
            monograph: medicine.id.to_string(),
            version: medicine.version,
            id: item.id.to_string(),
            kind: item.kind.as_str(),
            tier: item.tier.as_str(),
            basis: item.basis.clone(),
            citations: item.citations.iter().map(|key| key.value.clone()).collect(),
        }
    }

    pub(super) fn fixed(&self, name: LeafName, text: &FixedText, filled: Filled<'_>) -> Entry {
        Entry { text: Leaf::new(name, self.say(text, filled)), role: Role::Fixed, item: None }
    }

    /// What to know before all else: two or three core items in one line each, and whom to call.
    fn key(&self) -> Vec<Block> {
        let medicine = &self.sheet.medicine;
        if medicine.key_points.is_empty() {
            return Vec::new();
        }
        let points = medicine.key_points.iter().enumerate();
        let mut entries: Vec<Entry> = points
            .map(|(index, point)| Entry {
                text: Leaf::new(LeafFamily::Key.leaf(index + 1), self.written(&point.text)),
                role: Role::Safety,
                item: medicine.item(point.item.as_str()).map(|item| self.source(item)),
            })
            .collect();
        let emergency = self.say(&self.wording.file.phone.emergency, &[]);
        let words = &self.wording.file.lines.key_emergency;
        entries.push(self.fixed(
            LeafFamily::Key.leaf("emergency"),
            words,
            &[("emergency", &emergency)],
        ));
        vec![Block::Bullets { entries }]
    }

    fn evidence(&self) -> Vec<Block> {
        let monograph = &self.sheet.medicine;
        match &self.sheet.subject {
            Subject::Condition(record) => self
                .wording
                .evidence_lines(monograph, record, self.wanted.jurisdiction)
                .into_iter()
                .map(|(name, text)| match (name, record.certainty) {
                    ("certainty", Some(certainty)) => self.certainty(certainty, text),
                    _ => evidence_line(name, text),
                })
                .collect(),
            Subject::General => self.general_evidence(),
        }
    }

    /// The general sheet has a table instead of one certainty for everything.
    fn general_evidence(&self) -> Vec<Block> {
        let monograph = &self.sheet.medicine;
        let lines = &self.wording.file.lines;
        let overall = monograph.overall.as_ref().and_then(|id| monograph.records.get(id));
        let mut blocks = Vec::new();
        let overall = overall
            .map(|record| self.wording.evidence_lines(monograph, record, self.wanted.jurisdiction));
        let mut unknown = None;
        for (name, text) in overall.into_iter().flatten() {
            match name {
                "findings" => blocks.push(evidence_line(name, text)),
                "unknown" => unknown = Some(evidence_line(name, text)),
                _ => {}
            }
        }
        let intro = self.fixed(LeafFamily::Evidence.leaf("intro"), &lines.table_intro, &[]);
        blocks.push(Block::Paragraph(intro));
        let cell = |name: LeafName, text: &FixedText| Leaf::new(name, self.say(text, &[]));
        let header = [
            ("condition", &lines.table_condition),
            ("certainty", &lines.table_certainty),
            ("direction", &lines.table_direction),
        ];
        let rows = monograph.general_table.iter().filter_map(|id| monograph.records.get(id));
        let rows = rows.filter_map(|record| {
            let (certainty, direction) = (record.certainty?, shown_direction(record)?);
            Some(vec![
                Leaf::new(
                    LeafFamily::Table.leaf(format_args!("{}.condition", record.id)),
                    self.written(&record.name),
                ),
                cell(
                    LeafFamily::Table.leaf(format_args!("{}.certainty", record.id)),
                    self.wording.level(certainty),
                ),
                cell(
                    LeafFamily::Table.leaf(format_args!("{}.direction", record.id)),
                    self.wording.direction(direction),
                ),
            ])
        });
        blocks.push(Block::Table {
            header: header
                .map(|(name, words)| {
                    cell(LeafFamily::Table.leaf(format_args!("head.{name}")), words)
                })
                .into(),
            rows: rows.collect(),
        });
        blocks.extend(unknown);
        blocks
    }

    /// The author's section in a place, without its heading.
    pub(super) fn author(&self, place: Place) -> Vec<Block> {
        let sections = self.sheet.sections.iter();
        sections.filter(|section| section.place.place() == place).flat_map(author_blocks).collect()
    }

    fn questions(&self) -> Vec<Block> {
        let entries = self.sheet.questions.iter().enumerate().map(|(index, question)| Entry {
            text: Leaf::new(LeafFamily::Question.leaf(index + 1), normalize(&question.value)),
            role: Role::Author,
            item: None,
        });
        vec![Block::Bullets { entries: entries.collect() }]
    }
}

fn evidence_line(name: &str, text: String) -> Block {
    let role = if name == "statement" { Role::Statement } else { Role::Evidence };
    Block::Paragraph(Entry {
        text: Leaf::new(LeafFamily::Evidence.leaf(name), text),
        role,
        item: None,
    })
}

/// The direction that a table shows: with very low certainty or none it is not known, except harm.
fn shown_direction(record: &Record) -> Option<Direction> {
    let direction = record.direction?;
    let unsure = matches!(record.certainty?, Certainty::VeryLow | Certainty::None);
    let known = !unsure || direction == Direction::PossibleHarm;
    Some(if known { direction } else { Direction::NotKnown })
}

fn author_blocks(section: &AuthorSection) -> Vec<Block> {
    let place = section.place.place().as_str();
    let mut n = 0;
    let mut entry = |inlines: &[Inline]| {
        n += 1;
        let runs = inlines.iter().map(|inline| match inline {
            Inline::Text(text) => Run { text: text.clone(), strong: false },
            Inline::Strong(text) => Run { text: text.clone(), strong: true },
        });
        Entry {
            text: Leaf {
                leaf: LeafFamily::Author.leaf(format_args!("{place}.{n}")).into_string(),
                runs: runs.collect(),
            },
            role: Role::Author,
            item: None,
        }
    };
    section
        .prose
        .iter()
        .map(|prose| match prose {
            Prose::Paragraph(inlines) => Block::Paragraph(entry(inlines)),
            Prose::Bullets(list) => {
                Block::Bullets { entries: list.iter().map(|inlines| entry(inlines)).collect() }
            }
            Prose::Steps(list) => {
                Block::Steps { entries: list.iter().map(|inlines| entry(inlines)).collect() }
            }
        })
        .collect()
}
