//! The measured geometry of printed documents, held against the gates of RULES 7.1.
//!
//! Every number is one that the page proof read from laid-out frames; none comes from a theme.
//! The proof refuses what nobody could read; the gates here ask for what reads well, and are
//! narrower in places. A wallet card has no column in RULES: its gates are Candor's own.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::report::{LeafReport, Report};
use candor_composition::Composition;
use candor_model::{Format, Jurisdiction, LeafFamily, Paper, Place};

/// Where texts stand side by side, a text whose widest line reaches over no more than this share of
/// what is printed across the paper stands in one of two columns.
const COLUMN: f64 = 0.6;
/// Numbers are compared with this tolerance.
const TOLERANCE: f64 = 0.005;
/// The least distance of two baselines (G03).
const LINES_MM: f64 = 3.0;
/// The least contrast of what is read, and of a running line (G06).
const CONTRAST: (f64, f64) = (7.0, 4.5);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Measure {
    /// The smallest type of a text.
    BodyType,
    /// The height of its lower-case letters.
    XHeight,
    /// The least distance of its baselines, in millimetres.
    Lines,
    /// The same in ems.
    LinesEm,
    /// Characters of its broken lines, where one column fills the page; titles, headings and
    /// tables apart.
    OneColumn,
    /// Characters of its broken lines in one of two columns.
    TwoColumns,
    /// The type of a running line.
    RunningType,
    /// The contrast of a text.
    Contrast,
    /// The contrast of a running line.
    RunningContrast,
    /// Words of a page, besides its running lines.
    PageWords,
    /// Words of a document.
    Words,
    /// Pages of a document.
    Pages,
    /// The page of each text that says who must not take it, and of the evidence statement.
    FirstPage,
}

/// From which type on, in points, a document is large print (RULES 7.1).
const LARGE_PRINT: f64 = 18.0;

impl Measure {
    /// Every measure, in the order of the table.
    pub const ALL: [Self; 13] = [
        Self::BodyType,
        Self::XHeight,
        Self::Lines,
        Self::LinesEm,
        Self::OneColumn,
        Self::TwoColumns,
        Self::RunningType,
        Self::Contrast,
        Self::RunningContrast,
        Self::PageWords,
        Self::Words,
        Self::Pages,
        Self::FirstPage,
    ];

    /// Returns the name that is shown, with its unit.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BodyType => "smallest type of a text, pt",
            Self::XHeight => "x-height, mm",
            Self::Lines => "line distance, mm",
            Self::LinesEm => "line distance, em",
            Self::OneColumn => "characters a line, one column",
            Self::TwoColumns => "characters a line, two columns",
            Self::RunningType => "type of running lines, pt",
            Self::Contrast => "contrast of a text, to 1",
            Self::RunningContrast => "contrast of running lines",
            Self::PageWords => "words a page",
            Self::Words => "words a document",
            Self::Pages => "pages",
            Self::FirstPage => "page of warnings and statement",
        }
    }

    /// How many decimals are worth showing.
    pub fn decimals(self) -> usize {
        match self {
            Self::XHeight | Self::Lines | Self::LinesEm => 2,
            Self::BodyType
            | Self::OneColumn
            | Self::TwoColumns
            | Self::RunningType
            | Self::Contrast
            | Self::RunningContrast => 1,
            Self::PageWords | Self::Words | Self::Pages | Self::FirstPage => 0,
        }
    }

    /// What RULES asks of it, and what the proof does.
    fn gate(self, format: Format) -> Gate {
        let setting = format.setting();
        let large = LARGE_PRINT <= setting.body;
        let card = format == Format::Card;
        let range = |(least, most)| Limits { least: Some(least), most: Some(most) };
        // In one column and in two, as RULES corrects itself from trial settings.
        let (one, two) = match (card, large) {
            (true, _) => (setting.characters, setting.characters),
            (_, true) => ((35.0, 60.0), (35.0, 60.0)),
            (false, false) => ((45.0, 70.0), (35.0, 55.0)),
        };
        let gate = |rule, asked, proof| Gate { rule: Some(rule), asked, proof, target: None };
        match self {
            Self::BodyType => gate("G01", at_least(setting.body), at_least(setting.body)),
            Self::XHeight => Gate {
                target: (!card).then_some(if large { 2.7 } else { 1.8 }),
                ..gate("G02", at_least(setting.x_height_mm), at_least(setting.x_height_mm))
            },
            Self::Lines => gate("G03", at_least(LINES_MM), at_least(LINES_MM)),
            Self::LinesEm => gate("G03", at_least(setting.line_em), at_least(setting.line_em)),
            Self::OneColumn => gate("G04", range(one), range(setting.characters)),
            Self::TwoColumns => gate("G04", range(two), range(setting.characters)),
            Self::RunningType => gate("G05", at_least(setting.running), at_least(setting.running)),
            // The proof lets bold type from 14 pt on have less.
            Self::Contrast => gate("G06", at_least(CONTRAST.0), at_least(CONTRAST.1)),
            Self::RunningContrast => {
                let asked = if large { CONTRAST.0 } else { CONTRAST.1 };
                gate("G06", at_least(asked), at_least(CONTRAST.1))
            }
            Self::Pages => match format.max_pages() {
                #[expect(clippy::cast_precision_loss, reason = "a handful of pages")]
                Some(most) => gate("G11", at_most(most as f64), at_most(most as f64)),
                None => Gate::default(),
            },
            Self::FirstPage if format == Format::Handout => {
                gate("G18", at_most(1.0), Limits::default())
            }
            Self::FirstPage | Self::PageWords | Self::Words => Gate::default(),
        }
    }
}

/// A least and a most; `None` sets no bound.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Limits {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub least: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<f64>,
}

fn at_least(least: f64) -> Limits {
    Limits { least: Some(least), most: None }
}

fn at_most(most: f64) -> Limits {
    Limits { least: None, most: Some(most) }
}

impl Limits {
    fn hold(self, least: f64, most: f64) -> bool {
        self.least.is_none_or(|limit| limit - TOLERANCE <= least)
            && self.most.is_none_or(|limit| most <= limit + TOLERANCE)
    }
}

/// What is asked of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize)]
pub struct Gate {
    /// The rule's number in RULES 7.1; `None` where it is told and not judged.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<&'static str>,
    pub asked: Limits,
    /// What it would rather have.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// Where the page proof refuses.
    pub proof: Limits,
}

/// One measure over every text, page or document of a format.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Row {
    pub measure: Measure,
    /// What is asked of it.
    #[serde(flatten)]
    pub gate: Gate,
    /// How many were measured.
    pub n: usize,
    /// The spread; `None` where there was nothing to measure.
    #[serde(flatten)]
    pub spread: Option<Spread>,
    /// Whether the gate holds, where there is one and something was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holds: Option<bool>,
}

/// Least, median and most, and where.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Spread {
    pub least: f64,
    pub median: f64,
    pub most: f64,
    /// Where the least stands.
    pub least_at: String,
    /// Where the most stands.
    pub most_at: String,
    /// How many are outside of what is asked.
    pub outside: usize,
}

/// The table of one format on one paper.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Table {
    pub format: Format,
    pub paper: Paper,
    pub jurisdictions: Vec<&'static str>,
    pub sheets: usize,
    pub documents: usize,
    pub rows: Vec<Row>,
}

/// Gathers what proofs measured.
#[derive(Debug, Default)]
pub struct Measures(BTreeMap<(Format, Paper), Group>);

#[derive(Debug, Default)]
struct Group {
    sheets: BTreeSet<String>,
    jurisdictions: BTreeSet<Jurisdiction>,
    documents: usize,
    values: BTreeMap<Measure, Vec<(f64, String)>>,
}

impl Measures {
    /// Adds what a proof found of a document.
    pub fn add(&mut self, composition: &Composition, report: &Report) {
        let Composition { sheet, format, paper, jurisdiction, .. } = composition;
        let group = self.0.entry((*format, *paper)).or_default();
        group.sheets.insert(sheet.clone());
        group.jurisdictions.insert(*jurisdiction);
        group.documents += 1;
        let document = format!("{sheet} {}", jurisdiction.as_str());
        let across = if side_by_side(&report.leaves) { width(&report.leaves) } else { 0.0 };
        for leaf in &report.leaves {
            let at = || format!("{document}, {} on page {}", leaf.leaf, leaf.page);
            let mut add = |measure, value: Option<f64>| {
                if let Some(value) = value {
                    group.values.entry(measure).or_default().push((value, at()));
                }
            };
            add(Measure::BodyType, Some(leaf.size));
            add(Measure::Contrast, Some(leaf.contrast));
            add(Measure::XHeight, leaf.x_height_mm);
            add(Measure::Lines, leaf.line_distance_mm);
            add(Measure::LinesEm, leaf.line_distance_em);
            let in_column = leaf.line_width_mm.is_some_and(|width| width <= COLUMN * across);
            let columns = if in_column { Measure::TwoColumns } else { Measure::OneColumn };
            // The lines of a title or heading are not those of a text that is read on.
            if !LeafFamily::Title.has(&leaf.leaf) && !LeafFamily::Heading.has(&leaf.leaf) {
                add(columns, leaf.characters_per_line);
            }
        }
        for line in &report.running {
            let at = || format!("{document}, {} on page {}", line.leaf, line.page);
            let values = &mut group.values;
            values.entry(Measure::RunningType).or_default().push((line.size, at()));
            values.entry(Measure::RunningContrast).or_default().push((line.contrast, at()));
        }
        for (index, words) in report.words.iter().enumerate() {
            let at = format!("{document}, page {}", index + 1);
            group.values.entry(Measure::PageWords).or_default().push((whole(*words), at));
        }
        let mut told = |measure, n| {
            group.values.entry(measure).or_default().push((whole(n), document.clone()));
        };
        told(Measure::Words, report.words.iter().sum());
        told(Measure::Pages, report.pages);
        for leaf in first_of_all(composition) {
            if let Some(found) = report.leaves.iter().find(|report| report.leaf == leaf) {
                let at = format!("{document}, {leaf}");
                group.values.entry(Measure::FirstPage).or_default().push((whole(found.page), at));
            }
        }
    }

    /// Returns a table for each format and paper.
    pub fn tables(&self) -> Vec<Table> {
        let table = |(&(format, paper), group): (&(Format, Paper), &Group)| Table {
            format,
            paper,
            jurisdictions: group.jurisdictions.iter().map(|one| one.as_str()).collect(),
            sheets: group.sheets.len(),
            documents: group.documents,
            rows: Measure::ALL.map(|measure| group.row(measure, measure.gate(format))).into(),
        };
        self.0.iter().map(table).collect()
    }
}

impl Group {
    fn row(&self, measure: Measure, gate: Gate) -> Row {
        let mut values: Vec<&(f64, String)> =
            self.values.get(&measure).into_iter().flatten().collect();
        values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let outside = values.iter().filter(|(value, _)| !gate.asked.hold(*value, *value)).count();
        let spread = match (values.first(), values.get(values.len() / 2), values.last()) {
            (Some((least, least_at)), Some((median, _)), Some((most, most_at))) => Some(Spread {
                least: *least,
                median: *median,
                most: *most,
                least_at: least_at.clone(),
                most_at: most_at.clone(),
                outside,
            }),
            _ => None,
        };
        let judged = gate.rule.is_some() && spread.is_some();
        let holds = judged.then_some(outside == 0);
        Row { measure, gate, n: values.len(), spread, holds }
    }
}

/// Whether texts of several lines stand beside each other on any page.
fn side_by_side(leaves: &[LeafReport]) -> bool {
    let of_lines = leaves.iter().filter(|leaf| leaf.characters_per_line.is_some());
    let boxes: Vec<(usize, [f64; 4])> = of_lines.map(|leaf| (leaf.page, leaf.bounds)).collect();
    boxes.iter().enumerate().any(|(index, (page, [left, top, right, bottom]))| {
        boxes[index + 1..].iter().any(|(on, [from, above, to, below])| {
            let level = bottom.min(*below) - top.max(*above) > 0.0;
            on == page && level && (right <= from || to <= left)
        })
    })
}

/// How far what is printed reaches across the paper, in millimetres.
fn width(leaves: &[LeafReport]) -> f64 {
    let left = leaves.iter().map(|leaf| leaf.bounds[0]).fold(f64::INFINITY, f64::min);
    let right = leaves.iter().map(|leaf| leaf.bounds[2]).fold(0.0, f64::max);
    (right - left).max(0.0) * 25.4 / 72.0
}

/// Names of what belongs on the first page: who must not take it, and the evidence statement.
fn first_of_all(composition: &Composition) -> Vec<&str> {
    let leaves = composition.leaves().into_iter();
    leaves
        .filter(|(place, leaf)| *place == Some(Place::MustNot) || leaf.leaf == "evidence.statement")
        .map(|(_, leaf)| leaf.leaf.as_str())
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "words and pages are fewer than 2^52")]
fn whole(n: usize) -> f64 {
    n as f64
}
