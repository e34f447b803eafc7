//! Lines that belong to no box: what a few of them together draw could be a sign.
//!
//! Each line of a stack is one that a page may show, and the stack is a tick, a cross, a bar of a
//! chart or a letter. So lines that face each other with no words between them have the same two
//! ends and keep apart, and lines that meet have words in the angle between them.

use super::geometry::{Bounds, MM};
use super::ink::Drawing;
use super::page::Page;
use super::room::{self, is_thin};
use candor_composition::Composition;
use candor_model::diag::Diagnostics;

/// Lines whose middles are nearer than this are one: the borders of two cells, in points.
const SAME: f64 = 0.5;
/// Others keep this far from each other, edge to edge, in points.
const APART: f64 = 4.0;
/// How far the ends of two such lines may be from each other, in points.
const ENDS: f64 = 1.5;
/// Lines face each other where so much of them is side by side, in points.
const FACING: f64 = 3.0;
/// Lines meet where they are nearer than this, in points.
const MEETS: f64 = 3.0;
/// How many sides of a box one drawing has at least, where another one draws the rest.
const SIDES: usize = 3;
/// How far a side may lie from the edge of its box, and end from its corners, in points.
const EDGE: f64 = 0.5;
const CORNER: f64 = 6.0;

/// What the place and length of a line follow from.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    /// It is a side of a box around words.
    Side(Bounds),
    /// It goes across all that stands on the page.
    Across,
    /// A hand writes on it, behind a label, or within the empty frame that it is a side of.
    Room,
    Free,
}

/// A line or bar.
#[derive(Debug, Clone, Copy)]
struct Line {
    ink: Bounds,
    lies: bool,
    /// Which of the page's drawings it is part of, and whether that goes around a rectangle.
    drawing: usize,
    is_closed: bool,
    kind: Kind,
}

impl Line {
    /// Its two ends and its two edges: along and across it.
    fn sides(&self) -> [(f64, f64); 2] {
        sides(self.ink, self.lies)
    }
}

fn sides(Bounds { left, top, right, bottom }: Bounds, lies: bool) -> [(f64, f64); 2] {
    if lies { [(left, right), (top, bottom)] } else { [(top, bottom), (left, right)] }
}

/// Reports lines that draw a shape together.
pub(super) fn check(page: &Page<'_, '_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let lines = page.strokes(composition);
    let earlier = |index: usize| lines[..index].iter();
    let is_shape = |line: &Line, other: &Line| {
        if line.lies == other.lies {
            page.is_stacked(line, other)
        } else {
            page.is_angle(line, other)
        }
    };
    let shape = lines.iter().enumerate().find(|(index, line)| {
        earlier(*index).any(|other| is_shape(line, other)) || page.is_hatched(line, &lines)
    });
    if let Some((_, line)) = shape {
        let Bounds { left, top, .. } = line.ink;
        let reason = format!(
            "lines so near to each other, or so unlike, that they draw a shape ({:.0} mm from the \
             left, {:.0} mm from the top)",
            left / MM,
            top / MM
        );
        page.report("template", &reason, diagnostics);
    }
}

impl Page<'_, '_> {
    /// All thin lines and bars.
    fn strokes(&self, composition: &Composition) -> Vec<Line> {
        let labels = room::labels(composition).filter_map(|leaf| self.place(&leaf.leaf));
        let labels: Vec<Bounds> = labels.collect();
        let texts = self.columns.iter().map(|column| column.ink).reduce(Bounds::join);
        let goes_across = |ink: Bounds| {
            texts.is_some_and(|all| ink.left <= all.left + ENDS && all.right - ENDS <= ink.right)
        };
        let is_labelled = |ink: Bounds| {
            labels
                .iter()
                .any(|label| label.top < ink.bottom && ink.top < label.bottom + label.height())
        };
        let boxes = self.drawings().filter(|Drawing { is_closed, rules, bounds, .. }| {
            (*is_closed || SIDES <= rules.len()) && self.holds(*bounds)
        });
        let boxes: Vec<Bounds> = boxes.map(|drawing| drawing.bounds).collect();
        let paper = self.paper();
        // A line of the template's makes a shape with those of the release block as well.
        let drawings = self.all_drawings().enumerate();
        let lines = drawings.flat_map(|(at, drawing)| {
            // A frame that is hardly higher than its lines is a line, in which nobody writes.
            let is_line = drawing.is_closed && is_thin(drawing.bounds);
            let is_frame = drawing.is_closed && drawing.plate.is_none() && !is_line;
            let inks: Vec<Bounds> =
                if is_line { vec![drawing.bounds] } else { drawing.inks().collect() };
            let inks = inks.into_iter().filter_map(move |ink| ink.overlap(paper));
            let inks = inks.filter(|ink| is_thin(*ink));
            let is_closed = drawing.is_closed;
            inks.map(move |ink| (at, is_closed, is_frame, ink, ink.height() < ink.width()))
        });
        lines
            .map(|(drawing, is_closed, is_frame, ink, lies)| {
                let frame = boxes.iter().find(|frame| is_side(ink, **frame, lies));
                let kind = match frame {
                    Some(frame) => Kind::Side(*frame),
                    None if lies && goes_across(ink) => Kind::Across,
                    None if is_frame || (lies && is_labelled(ink)) => Kind::Room,
                    None => Kind::Free,
                };
                Line { ink, lies, drawing, is_closed, kind }
            })
            .collect()
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

    /// How far two lines of one direction stand apart that face each other with nothing between them,
    /// and whether they have the same ends.
    fn facing(&self, line: &Line, other: &Line) -> Option<(f64, bool)> {
        let [ends, edges] = line.sides();
        let [other_ends, other_edges] = other.sides();
        let facing = (ends.0.max(other_ends.0), ends.1.min(other_ends.1));
        let is_one_box = line.drawing == other.drawing && line.is_closed;
        let middle = |(from, to): (f64, f64)| f64::midpoint(from, to);
        let is_one_line = (middle(edges) - middle(other_edges)).abs() <= SAME;
        if is_one_box || is_one_line || facing.1 - facing.0 <= FACING {
            return None;
        }
        let between = (edges.1.min(other_edges.1), edges.0.max(other_edges.0));
        let region = if line.lies {
            Bounds { left: facing.0, right: facing.1, top: between.0, bottom: between.1 }
        } else {
            Bounds { top: facing.0, bottom: facing.1, left: between.0, right: between.1 }
        };
        let has_ends =
            (ends.0 - other_ends.0).abs() <= ENDS && (ends.1 - other_ends.1).abs() <= ENDS;
        (!self.has_words_in(region)).then_some((between.1 - between.0, has_ends))
    }

    /// Whether two lines of one direction face each other and are not a pair.
    fn is_stacked(&self, line: &Line, other: &Line) -> bool {
        let may_end_elsewhere = match (line.kind, other.kind) {
            (Kind::Side(_) | Kind::Across, _) | (_, Kind::Side(_) | Kind::Across) => return false,
            (Kind::Room, _) | (_, Kind::Room) => true,
            (Kind::Free, Kind::Free) => false,
        };
        self.facing(line, other)
            .is_some_and(|(gap, has_ends)| gap < APART || !(has_ends || may_end_elsewhere))
    }

    /// Whether the side of a box stands close between those of a box around it and of one in it: two
    /// boxes in each other are a border, three an area.
    fn is_hatched(&self, line: &Line, lines: &[Line]) -> bool {
        let Kind::Side(own) = line.kind else { return false };
        let is_near_one = |is_one: &dyn Fn(Bounds) -> bool| {
            lines.iter().any(|other| {
                let is_one = matches!(other.kind, Kind::Side(frame) if is_one(frame));
                is_one
                    && other.lies == line.lies
                    && self.facing(line, other).is_some_and(|(gap, _)| gap < APART)
            })
        };
        is_near_one(&|frame| is_in(own, frame)) && is_near_one(&|frame| is_in(frame, own))
    }

    /// Whether a line that lies and one that stands meet around no words.
    fn is_angle(&self, line: &Line, other: &Line) -> bool {
        let are_free = line.kind == Kind::Free && other.kind == Kind::Free;
        are_free
            && line.drawing != other.drawing
            && line.ink.shrunk(-MEETS).overlap(other.ink).is_some()
            && !self.has_words_in(line.ink.join(other.ink))
    }
}

/// Whether the inner box stands in the outer one.
fn is_in(inner: Bounds, outer: Bounds) -> bool {
    outer.contains(inner) && inner != outer
}

/// Whether a line runs along a whole side of a box.
fn is_side(ink: Bounds, frame: Bounds, lies: bool) -> bool {
    let [ends, edges] = sides(ink, lies);
    let [corners, outer] = sides(frame, lies);
    let on = |edge: f64| (edges.0 - EDGE..=edges.1 + EDGE).contains(&edge);
    (ends.0 - corners.0).abs() <= CORNER
        && (ends.1 - corners.1).abs() <= CORNER
        && (on(outer.0) || on(outer.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_side_runs_along_a_whole_box() {
        let frame = Bounds { left: 50.0, top: 50.0, right: 400.0, bottom: 100.0 };
        let top = Bounds { bottom: 51.0, ..frame };
        assert!(is_side(top, frame, true));
        assert!(is_side(Bounds { left: 55.0, ..top }, frame, true));
        assert!(!is_side(Bounds { left: 60.0, ..top }, frame, true), "not all of it");
        assert!(!is_side(Bounds { top: 60.0, bottom: 61.0, ..frame }, frame, true), "within");
        assert!(is_side(Bounds { right: 53.0, ..frame }, frame, false));
    }
}
