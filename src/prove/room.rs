//! What is drawn around nothing is thin, or has room for a hand; and so has each line to write on.

use super::gathered::Line;
use super::geometry::{Bounds, MM};
use super::ink::{Drawing, Rgb, opaque};
use super::page::{Column, Page};
use super::sight::luminance;
use candor_composition::{Block, Composition, Leaf};
use candor_model::diag::Diagnostics;
use candor_model::{Format, Writing};

/// A line that is thicker than this, or a filled shape that is wider and higher, holds words or a
/// picture, in points; a bar may stand beside words.
const MAX_THICK: f64 = 3.0;
/// The thickest bar or side of a frame, in points.
const MAX_BAR: f64 = 12.0;
/// An empty frame is room to write or to stick a label on: so wide and high, in points, wider than
/// high, with square corners and thin lines.
const EMPTY_FRAME: (f64, f64) = (120.0, 36.0);
/// The thickest line of such a frame.
const EMPTY_LINE: f64 = 1.6;
/// The least room for a hand behind the label of a line to write on: in ems of the label, and but on
/// cards in points, for a date.
const MIN_ROOM: f64 = 2.5;
const MIN_HAND: f64 = 15.0 * MM;
/// How far behind the end of such a line a text stands at its height, in ems of the label, where no side
/// of its box lies between: what stands nearer reads as written on it.
const BEHIND_ROOM: f64 = 2.0;
/// How light the ground is at least on which a pen writes (relative luminance), and the contrast of
/// the line on it.
const MIN_GROUND: f64 = 0.6;
const MIN_CONTRAST: f64 = 3.0;
/// How far above and below the baseline of its label such a line may lie, in ems.
const WRITE_LINE: std::ops::RangeInclusive<f64> = -0.3..=1.8;

/// Reports empty shapes of other kinds, and lines on which no pen can write.
pub(super) fn check(page: &Page<'_, '_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let texts = page.columns.iter().map(|column| column.ink).reduce(Bounds::join);
    for drawing in page.drawings() {
        page.empty(drawing, texts, diagnostics);
    }
    page.written(composition, diagnostics);
}

/// The labels of lines to write on.
pub(super) fn labels(composition: &Composition) -> impl Iterator<Item = &Leaf> {
    let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
    let labels = blocks.filter_map(|block| match block {
        Block::WriteLines { labels } => Some(labels),
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::Table { .. }
        | Block::Figure { .. }
        | Block::Standing { .. }
        | Block::Calendar { .. } => None,
    });
    labels.flatten()
}

/// Whether ink is a line, or a bar that stands: what is thicker holds words.
pub(super) fn is_thin(ink: Bounds) -> bool {
    let (width, height) = (ink.width(), ink.height());
    if width < height { width <= MAX_BAR } else { height <= MAX_THICK }
}

impl Page<'_, '_> {
    /// What holds no words is thin, or has room for a hand; `texts` is where all of them stand.
    fn empty(&self, drawing: &Drawing, texts: Option<Bounds>, diagnostics: &mut Diagnostics) {
        let Drawing { plate, rules, bounds, is_closed, is_dashed: _, in_block: _ } = drawing;
        let holds = |all: Bounds| {
            self.lines().any(|line| all.contains(line.ink))
                || self.pictures.iter().any(|picture| all.contains(*picture))
        };
        let paper = self.paper();
        let on_paper = plate.and_then(|(plate, _)| plate.bounds.overlap(paper));
        // A band goes across all that stands on the page, or along an edge of the paper.
        let is_band = |ink: Bounds| {
            let at_edge = ink.left <= 0.5 || paper.right - 0.5 <= ink.right;
            texts.is_some_and(|all| {
                (ink.left <= all.left && all.right <= ink.right)
                    || (at_edge && ink.top <= all.top && all.bottom <= ink.bottom)
            })
        };
        let is_empty = |plate| !is_thin(plate) && !is_band(plate) && !holds(plate);
        if on_paper.is_some_and(is_empty) {
            self.report("template", "a filled shape holds no words", diagnostics);
        }
        let mut seen = rules.iter().filter_map(|(rule, _)| rule.overlap(paper));
        if seen.any(|rule| !is_thin(rule)) {
            self.report("template", "a line or bar is too thick", diagnostics);
        }
        // A frame that is hardly higher than its lines is a line.
        let is_line = bounds.overlap(paper).is_none_or(is_thin);
        if *is_closed && plate.is_none() && !is_line && !holds(*bounds) {
            let (width, height) = EMPTY_FRAME;
            let fits = width <= bounds.width()
                && height <= bounds.height()
                && bounds.height() < bounds.width()
                && rules.len() <= 4
                && rules.iter().all(|(rule, _)| rule.width().min(rule.height()) <= EMPTY_LINE);
            if !fits {
                self.report("template", "an empty frame is no room to write in", diagnostics);
            }
        }
    }

    /// The colour of the page under all that is drawn.
    fn fill(&self) -> Rgb {
        self.sheet.fill.as_ref().and_then(opaque).unwrap_or([1.0; 3])
    }

    /// Behind the label of a line to write on there are a line and room.
    fn written(&self, composition: &Composition, diagnostics: &mut Diagnostics) {
        let known: Vec<&str> = labels(composition).map(|leaf| leaf.leaf.as_str()).collect();
        for leaf in labels(composition) {
            // The room is behind its last line.
            let column = self.columns.iter().rfind(|column| column.leaf == leaf.leaf);
            let Some(line) = column.and_then(|column| column.lines.last()) else { continue };
            if !self.has_room(line, &known, composition) {
                let reason = "there is no line with room to write on behind it";
                self.report(&leaf.leaf, reason, diagnostics);
                return;
            }
        }
    }

    /// Whether a line to write on goes on behind a label, with nothing on it, on a light ground.
    fn has_room(&self, label: &Line, labels: &[&str], composition: &Composition) -> bool {
        let writing = composition.writing;
        let hand = if composition.format == Format::Card { 0.0 } else { MIN_HAND };
        let holds =
            |drawing: &&Drawing| drawing.plate.is_some_and(|(plate, _)| plate.covers(label.ink));
        let ground = self.drawings().filter(holds).filter_map(|drawing| drawing.plate).last();
        let ground = luminance(ground.map_or(self.fill(), |(_, rgb)| rgb));
        let inks = self.drawings().flat_map(|Drawing { plate, rules, .. }| {
            let plate = plate.iter().map(|(plate, rgb)| (plate.bounds, *rgb));
            plate.chain(rules.iter().copied())
        });
        let mut lines = inks.filter(|(ink, _)| is_thin(*ink));
        let contrast = |rgb| (ground + 0.05) / (luminance(rgb) + 0.05);
        lines.any(|(rule, rgb)| {
            let below = (rule.top - label.baseline) / label.size;
            let (from, to) = match writing {
                Writing::Ltr => (label.ink.right, rule.right),
                Writing::Rtl => (rule.left, label.ink.left),
            };
            let room = Bounds { left: from, right: to, ..label.ink };
            // Another label is nothing that one could have written.
            let far = BEHIND_ROOM * label.size;
            let behind = match writing {
                Writing::Ltr => Bounds { left: to, right: to + far, ..label.ink },
                Writing::Rtl => Bounds { left: from - far, right: from, ..label.ink },
            };
            let is_boxed_without = |other: Bounds| {
                self.drawings().any(|drawing| {
                    let holds = |ink: Bounds| drawing.bounds.contains(ink);
                    drawing.is_closed && holds(label.ink) != holds(other)
                })
            };
            let is_written = |column: &Column<'_>| {
                let is_label = labels.contains(&column.leaf);
                column.lines.iter().map(|one| one.ink).any(|one| {
                    one.overlap(room).is_some()
                        || !is_label && one.overlap(behind).is_some() && !is_boxed_without(one)
                })
            };
            WRITE_LINE.contains(&below)
                && rule.left <= from
                && to <= rule.right
                && hand.max(MIN_ROOM * label.size) <= to - from
                && MIN_GROUND <= ground
                && MIN_CONTRAST <= contrast(rgb)
                && !self.columns.iter().any(is_written)
        })
    }
}
