//! Everything the reader will see, in order, before layout.
//!
//! This is the contract between logic and looks: a template receives it as JSON and nothing else.
//! It also travels inside the PDF. Field order here is the order in the JSON.

pub mod drawing;
pub mod qr;
mod room;
mod status;

pub use self::room::{LONG_NAME, MAX_NAME, Room, length_of};
pub use self::status::{ReleaseInfo, ReleaseStatus, Reviewer, Stage, in_release_block};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::drawing::Drawing;
use candor_model::{Format, Jurisdiction, LeafName, Paper, Place, Writing};

/// The version of the JSON's form.
pub const SCHEMA: u32 = 1;

/// What is wanted of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocumentSpec {
    pub format: Format,
    pub paper: Paper,
    /// Whose rules and numbers.
    pub jurisdiction: Jurisdiction,
}

/// What one document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Composition {
    /// The version of the JSON's form.
    pub schema: u32,
    pub sheet: String,
    pub format: Format,
    /// How far it has come.
    pub stage: Stage,
    pub paper: Paper,
    /// A language tag, such as `en`.
    pub language: String,
    /// Which way its script runs.
    pub writing: Writing,
    /// Families of the fonts that have its letters; without any, the template's own.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fonts: Vec<String>,
    /// Region of the language tag.
    pub region: &'static str,
    /// Whose rules and numbers.
    pub jurisdiction: Jurisdiction,
    /// The document's date: year, month, day.
    pub date: [i16; 3],
    /// The clinic's colour for bands and rules.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<String>,
    /// The document's title as one string.
    pub document_title: String,
    /// The clinic's own measures for this format, by name, as lengths such as `20pt`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub looks: BTreeMap<String, String>,
    /// Lines on every page, outside the text.
    pub running: Running,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo: Option<Picture>,
    /// The QR code of a release.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<Code>,
    pub title: Leaf,
    /// What the sheet is for.
    pub purpose: Leaf,
    /// The state of the sheet, as a line to be read.
    pub state: Leaf,
    /// The sections, in reading order.
    pub sections: Vec<Section>,
    /// The room that is kept for the release block.
    #[serde(skip)]
    pub room: Room,
}

/// A picture, which is proved by its digest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Picture {
    /// The SHA-256 of its bytes and its ending.
    pub picture: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

/// A QR code, whose picture follows from what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// The text that it holds.
    pub qr: String,
    /// The SHA-256 of its picture and its ending.
    pub picture: String,
    /// What it is, for those who cannot see it.
    pub alt: String,
}

/// A picture that is drawn from numbers, which follows from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Drawn {
    /// A stable name, unique in the composition.
    pub drawn: String,
    pub draws: Drawing,
    /// The SHA-256 of its picture and its ending.
    pub picture: String,
    /// What it shows, for those who cannot see it.
    pub alt: String,
}

impl Drawn {
    pub fn new(drawn: LeafName, draws: Drawing, alt: String) -> Self {
        Self { drawn: drawn.into_string(), draws, picture: draws.name(), alt }
    }
}

/// Lines on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Running {
    pub header: Leaf,
    pub footer: Leaf,
    /// The page number; `{page}` in it is the number of the page.
    pub page: Leaf,
}

impl Running {
    /// Returns all of them, from top to bottom.
    pub fn all(&self) -> [&Leaf; 3] {
        [&self.header, &self.footer, &self.page]
    }
}

/// One string that the reader sees as a whole: a heading, a paragraph, a list entry, a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Leaf {
    /// A stable name, unique in the composition.
    pub leaf: String,
    /// The string, in runs of one weight.
    pub runs: Vec<Run>,
}

/// Text of one weight.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    pub text: String,
    /// Whether it is bold.
    pub strong: bool,
}

impl Leaf {
    /// Returns a leaf of plain text.
    pub fn new(name: LeafName, text: impl Into<String>) -> Self {
        Self { leaf: name.into_string(), runs: vec![Run { text: text.into(), strong: false }] }
    }

    /// Returns the whole string.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }
}

/// A heading and what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    pub place: Place,
    pub heading: Leaf,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A part of a section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "block", rename_all = "kebab-case")]
pub enum Block {
    Paragraph(Entry),
    /// A list with bullets.
    Bullets {
        entries: Vec<Entry>,
    },
    /// A list with numbers.
    Steps {
        entries: Vec<Entry>,
    },
    /// A table with a header row.
    Table {
        header: Vec<Leaf>,
        rows: Vec<Vec<Leaf>>,
    },
    /// Labels with room to write behind them.
    WriteLines {
        labels: Vec<Leaf>,
    },
    /// Numbers, said and drawn.
    Figure {
        /// What kind of numbers, so that a template can set each kind its own way.
        figure: FigureKind,
        /// What they are numbers of.
        #[serde(skip_serializing_if = "Option::is_none")]
        title: Option<Leaf>,
        /// Lines with their pictures.
        rows: Vec<FigureRow>,
        /// What the ends and the middle of a drawn line mean, in the order in which they are read.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        axis: Vec<Leaf>,
        /// What the numbers mean and where they come from.
        #[serde(skip_serializing_if = "Vec::is_empty")]
        notes: Vec<Leaf>,
    },
    /// What is said of the release: who reviewed it, or lines for their names. Candor sets it, in a
    /// box of the same size in every stage.
    Standing {
        lines: Vec<Leaf>,
        /// Whether a hand writes behind them.
        by_hand: bool,
    },
    /// Weeks with doses, room for a date, and boxes to tick.
    Calendar {
        header: Vec<Leaf>,
        rows: Vec<CalendarRow>,
    },
}

/// What kind of numbers a figure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FigureKind {
    /// How sure we are.
    Certainty,
    /// How many people had it, in both arms.
    Count,
    /// How far a score moved, in both arms.
    Change,
}

/// A line of a figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureRow {
    pub text: Leaf,
    /// What is seen beside it.
    pub drawn: Drawn,
}

/// A week of a calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CalendarRow {
    pub week: Leaf,
    pub dose: Leaf,
    /// A box for each day.
    pub days: Drawn,
}

/// What is read or seen, one after the other.
#[derive(Debug, Clone, Copy)]
pub enum Part<'a> {
    Text(&'a Leaf),
    Drawn(&'a Drawn),
}

/// A leaf and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub text: Leaf,
    /// How it is meant, so that a template can set it apart.
    pub role: Role,
    /// The safety item that says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<Source>,
}

/// How an entry is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    Author,
    Safety,
    /// The statement of an evidence record.
    Statement,
    /// A further line of the evidence statement.
    Evidence,
    Fixed,
    /// For the reviewer: the heading of a part of the sheet.
    Part,
    /// For the reviewer: what the line before it rests on, or the answer to it.
    Basis,
}

/// Where a safety item comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Source {
    /// The id of the monograph.
    pub monograph: String,
    pub version: u32,
    pub id: String,
    /// The name of its `SafetyKind`.
    pub kind: &'static str,
    /// The name of its `Tier`.
    pub tier: &'static str,
    pub basis: String,
    /// The keys of its citations.
    pub citations: Vec<String>,
}

impl Composition {
    /// Returns every leaf in reading order, with its place; running lines are not among them.
    pub fn leaves(&self) -> Vec<(Option<Place>, &Leaf)> {
        let mut leaves = vec![(None, &self.title), (None, &self.purpose), (None, &self.state)];
        for section in &self.sections {
            let place = Some(section.place);
            leaves.push((place, &section.heading));
            for block in &section.blocks {
                leaves.extend(block.leaves().into_iter().map(|leaf| (place, leaf)));
            }
        }
        leaves
    }

    /// Returns every picture that is drawn from numbers, in reading order.
    pub fn drawings(&self) -> Vec<&Drawn> {
        let blocks = self.sections.iter().flat_map(|section| &section.blocks);
        let parts = blocks.flat_map(Block::parts);
        parts
            .filter_map(|part| match part {
                Part::Drawn(drawn) => Some(drawn),
                Part::Text(_) => None,
            })
            .collect()
    }

    /// Returns all words that a reader gets, in order, those that pictures show included: each with
    /// its name and place.
    pub fn spoken(&self) -> Vec<(Option<Place>, &str, String)> {
        let top = [&self.title, &self.purpose, &self.state];
        let mut all: Vec<_> =
            top.iter().map(|leaf| (None, leaf.leaf.as_str(), leaf.text())).collect();
        for section in &self.sections {
            let place = Some(section.place);
            all.push((place, section.heading.leaf.as_str(), section.heading.text()));
            for part in section.blocks.iter().flat_map(Block::parts) {
                all.push(match part {
                    Part::Text(leaf) => (place, leaf.leaf.as_str(), leaf.text()),
                    Part::Drawn(drawn) => (place, drawn.drawn.as_str(), drawn.alt.clone()),
                });
            }
        }
        all
    }

    /// Returns the composition as the JSON that templates read, with a line break at the end.
    ///
    /// # Panics
    /// Never: a composition is plain data.
    pub fn to_json(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec(self).expect("a composition is plain data");
        bytes.push(b'\n');
        bytes
    }
}

impl Block {
    /// Returns what is read or seen of the block, in order.
    pub fn parts(&self) -> Vec<Part<'_>> {
        use Part::{Drawn as Picture, Text};
        match self {
            Self::Paragraph(entry) => vec![Text(&entry.text)],
            Self::Bullets { entries } | Self::Steps { entries } => {
                entries.iter().map(|entry| Text(&entry.text)).collect()
            }
            Self::Table { header, rows } => {
                header.iter().chain(rows.iter().flatten()).map(Text).collect()
            }
            Self::WriteLines { labels: lines } | Self::Standing { lines, .. } => {
                lines.iter().map(Text).collect()
            }
            Self::Figure { title, rows, axis, notes, .. } => {
                let mut parts: Vec<Part<'_>> = title.iter().map(Text).collect();
                parts.extend(rows.iter().flat_map(|row| [Text(&row.text), Picture(&row.drawn)]));
                parts.extend(axis.iter().chain(notes).map(Text));
                parts
            }
            Self::Calendar { header, rows } => {
                let mut parts: Vec<Part<'_>> = header.iter().map(Text).collect();
                parts.extend(
                    rows.iter()
                        .flat_map(|row| [Text(&row.week), Text(&row.dose), Picture(&row.days)]),
                );
                parts
            }
        }
    }

    /// Returns the block's leaves in reading order.
    pub fn leaves(&self) -> Vec<&Leaf> {
        let parts = self.parts().into_iter();
        parts
            .filter_map(|part| match part {
                Part::Text(leaf) => Some(leaf),
                Part::Drawn(_) => None,
            })
            .collect()
    }
}
