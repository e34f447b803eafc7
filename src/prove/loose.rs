//! Lines that belong to no box: what a few of them together draw could be a sign.
//!
//! Each line of a stack is one that a page may show, and the stack is a tick, a cross, a bar of a
//! chart or a letter. So lines that face each other with no words between them have the same two
//! ends and keep apart, and lines that meet have words in the angle between them.

use super::geometry::Bounds;
use super::ink::Drawing;
use super::page::Page;
use super::room::is_thin;
use crate::compose::{Block, Composition};
use crate::diag::Diagnostics;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// Lines whose middles are nearer than this are one: the borders of two cells, in points.
const SAME: f64 = 0.5;
/// Others keep this far from each other, edge to edge, in points.
const APART: f64 = 3.0;
/// How far the ends of two such lines may be from each other, in points.
const ENDS: f64 = 1.5;
/// Lines face each other where so much of them is side by side, in points.
const FACING: f64 = 3.0;
/// Lines meet where they are nearer than this, in points.
const MEETS: f64 = 3.0;

/// A line that belongs to no box.
#[derive(Debug, Clone, Copy)]
struct Line {
    ink: Bounds,
    lies: bool,
    /// Which of the page's drawings it is part of.
    drawing: usize,
    /// Whether it may end elsewhere than its neighbours: a hand writes on it, behind a label, or it goes
    /// across all texts.
    is_free: bool,
}

impl Line {
    /// Its two ends, and its two edges, along and across it.
    fn sides(&self) -> [(f64, f64); 2] {
        let Bounds { left, top, right, bottom } = self.ink;
        if self.lies { [(left, right), (top, bottom)] } else { [(top, bottom), (left, right)] }
    }
}

/// Reports lines that draw a sign together.
pub(super) fn check(page: &Page<'_, '_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let lines = page.loose(composition);
    for (index, line) in lines.iter().enumerate() {
        for other in &lines[..index] {
            let is_sign = if line.lies == other.lies {
                page.is_stacked(line, other)
            } else {
                page.is_angle(line, other)
            };
            if is_sign {
                let Bounds { left, top, .. } = line.ink;
                let reason = format!(
                    "lines so near to each other, or so unlike, that they draw a sign ({:.0} mm \
                     from the left, {:.0} mm from the top)",
                    left / MM,
                    top / MM
                );
                page.report("template", &reason, diagnostics);
                return;
            }
        }
    }
}

impl Page<'_, '_> {
    /// The lines of what is no box around words or a picture.
    fn loose(&self, composition: &Composition) -> Vec<Line> {
        let labels = self.labels(composition);
        let texts = self.columns.iter().map(|column| column.ink).reduce(Bounds::join);
        let goes_across = |ink: Bounds| {
            texts.is_some_and(|all| ink.left <= all.left + ENDS && all.right - ENDS <= ink.right)
        };
        let drawings = self.drawings().enumerate();
        let loose = drawings
            .filter(|(_, Drawing { is_closed, bounds, .. })| !(*is_closed && self.holds(*bounds)));
        let lines = loose.flat_map(|(drawing, shape)| {
            shape.inks().filter(|ink| is_thin(*ink)).map(move |ink| (drawing, ink))
        });
        lines
            .map(|(drawing, ink)| {
                let is_beside = |label: &Bounds| {
                    label.top < ink.bottom && ink.top < label.bottom + label.height()
                };
                Line {
                    ink,
                    lies: ink.height() < ink.width(),
                    drawing,
                    is_free: labels.iter().any(is_beside) || goes_across(ink),
                }
            })
            .collect()
    }

    /// Where the labels of lines to write on stand.
    fn labels(&self, composition: &Composition) -> Vec<Bounds> {
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
        labels.flatten().filter_map(|leaf| self.place(&leaf.leaf)).collect()
    }

    /// Whether words or a picture stand within a frame.
    fn holds(&self, frame: Bounds) -> bool {
        self.lines().any(|line| frame.contains(line.ink))
            || self.pictures.iter().any(|picture| frame.contains(*picture))
    }

    /// Whether words or a picture reach into a region.
    fn has_words_in(&self, region: Bounds) -> bool {
        self.lines().any(|line| line.ink.overlap(region).is_some())
            || self.pictures.iter().any(|picture| picture.overlap(region).is_some())
    }

    /// Whether two lines of one direction face each other and are no pair.
    fn is_stacked(&self, line: &Line, other: &Line) -> bool {
        let [ends, edges] = line.sides();
        let [other_ends, other_edges] = other.sides();
        let facing = (ends.0.max(other_ends.0), ends.1.min(other_ends.1));
        if line.drawing == other.drawing || facing.1 - facing.0 <= FACING {
            return false;
        }
        let middle = |(from, to): (f64, f64)| f64::midpoint(from, to);
        if (middle(edges) - middle(other_edges)).abs() <= SAME {
            return false;
        }
        let is_apart = APART <= (edges.0 - other_edges.1).max(other_edges.0 - edges.1);
        let has_ends =
            (ends.0 - other_ends.0).abs() <= ENDS && (ends.1 - other_ends.1).abs() <= ENDS;
        if is_apart && (has_ends || line.is_free || other.is_free) {
            return false;
        }
        let between = (edges.1.min(other_edges.1), edges.0.max(other_edges.0));
        let region = if line.lies {
            Bounds { left: facing.0, right: facing.1, top: between.0, bottom: between.1 }
        } else {
            Bounds { top: facing.0, bottom: facing.1, left: between.0, right: between.1 }
        };
        !self.has_words_in(region)
    }

    /// Whether a line that lies and one that stands meet around no words.
    fn is_angle(&self, line: &Line, other: &Line) -> bool {
        let meets = line.ink.shrunk(-MEETS).overlap(other.ink).is_some();
        line.drawing != other.drawing && meets && !self.has_words_in(line.ink.join(other.ink))
    }
}
