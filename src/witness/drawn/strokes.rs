//! Lines near each other, with nothing between them, draw no shape: stacked, they can make a sign,
//! a letter or a chart.
//!
//! Two lines that face each other with no words between them are room for a hand, or the borders of two
//! boxes: away from each other, and of one length.

use super::findings::Findings;
use super::piece::is_thin;
use super::plane::Rect;
use super::view::{Drawing, View};
use super::write_lines;
use candor_composition::Composition;

/// Lines face each other where they run side by side for more than this, in points.
const FACING: f64 = 3.0;
/// The borders of two cells lie on each other, but for so much, in points.
const ON_EACH_OTHER: f64 = 0.5;
/// How far lines keep away from each other, from edge to edge, in points.
const AWAY: f64 = 4.0;
/// How far the ends of lines of one length may differ, in points.
const ENDS: f64 = 1.5;
/// Lines meet where they are nearer than this, in points.
const MEET: f64 = 3.0;
/// How many sides of a box one path draws at least, where another one draws the rest.
const SIDES: usize = 3;
/// How far a side may lie from the edge of its box, and end from its corners, in points.
const TOUCH: f64 = 0.5;
const CORNER: f64 = 6.0;

/// A line or bar, and whether it lies.
struct Stroke {
    ink: Rect,
    lies: bool,
    /// The path that it is a part of.
    of: usize,
    kind: Kind,
    /// The box of which it is a side.
    side_of: Option<Rect>,
}

/// What the length and place of a line follow from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// It is a side of a frame or ground, or reaches across all that stands on the page.
    Border,
    /// One writes on it, behind a label, or within it.
    Room,
    Free,
}

/// Reports lines that draw a shape with each other.
pub(super) fn check(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
    let labels = write_lines::labels(composition);
    let strokes = strokes(view, |ink| {
        let mut lines = view.lines().filter(|line| labels.contains(&line.name.as_str()));
        lines.any(|label| write_lines::is_for(ink, label))
    });
    let draw = |one: &Stroke, other: &Stroke| {
        if one.lies == other.lies { draws(view, one, other) } else { is_letter(view, one, other) }
    };
    let mut pairs = pairs(&strokes);
    if pairs.any(|(one, other)| draw(one, other))
        || strokes.iter().any(|one| is_hatched(view, one, &strokes))
    {
        let reason = "lines so near to each other, or so unlike, that they draw a shape";
        findings.add("template", Some(view.page), reason);
    }
}

fn pairs(strokes: &[Stroke]) -> impl Iterator<Item = (&Stroke, &Stroke)> {
    let with_earlier = |(index, one)| strokes[..index].iter().map(move |other| (one, other));
    strokes.iter().enumerate().flat_map(with_earlier)
}

fn strokes(view: &View<'_>, is_written_on: impl Fn(Rect) -> bool) -> Vec<Stroke> {
    let mut strokes = Vec::new();
    let all = view.lines().fold(Rect::NONE, |all, line| all.join(line.ink));
    // What goes around words, also where one of its sides is drawn by itself.
    let boxes = view.drawings.iter().filter(|drawing| {
        (drawing.is_closed || SIDES <= drawing.bars.len()) && view.is_anything_in(drawing.all)
    });
    let boxes: Vec<Rect> = boxes.map(|drawing| drawing.all).collect();
    for (of, drawing) in view.drawings.iter().enumerate() {
        // One writes in a frame, unless it is hardly higher than its lines: then it is one of them.
        let is_line = drawing.is_frame() && is_thin(drawing.all);
        let is_frame = drawing.is_frame() && !is_line;
        let inks = if is_line { vec![drawing.all] } else { drawing.inks().collect() };
        for ink in inks.into_iter().filter(|ink| is_thin(*ink)) {
            let lies = ink.height() < ink.width();
            let is_across = lies && ink.left <= all.left + ENDS && all.right <= ink.right + ENDS;
            let side_of = boxes.iter().copied().find(|all| is_side(ink, *all, lies));
            let kind = match () {
                () if side_of.is_some() || is_across => Kind::Border,
                () if is_frame || lies && is_written_on(ink) => Kind::Room,
                () => Kind::Free,
            };
            strokes.push(Stroke { ink, lies, of, kind, side_of });
        }
    }
    strokes
}

/// Whether a line runs along a whole side of a box.
fn is_side(ink: Rect, all: Rect, lies: bool) -> bool {
    let (ink, all) = if lies { (ink, all) } else { (turned(ink), turned(all)) };
    let on = |edge: f64| (ink.top - TOUCH..=ink.bottom + TOUCH).contains(&edge);
    (ink.left - all.left).abs() <= CORNER
        && (ink.right - all.right).abs() <= CORNER
        && (on(all.top) || on(all.bottom))
}

/// A rectangle with x and y changed for each other.
fn turned(Rect { left, top, right, bottom }: Rect) -> Rect {
    Rect { left: top, top: left, right: bottom, bottom: right }
}

/// The distance of two lines that face each other with nothing between them, and whether they are of
/// one length.
fn facing(view: &View<'_>, one: &Stroke, other: &Stroke) -> Option<(f64, bool)> {
    let lying = |ink: Rect| if one.lies { ink } else { turned(ink) };
    let (a, b) = (lying(one.ink), lying(other.ink));
    let (upper, lower) = if a.top < b.top { (a, b) } else { (b, a) };
    let shared = upper.meet(lower);
    if shared.width() <= FACING {
        return None;
    }
    let between = Rect { top: upper.bottom, bottom: lower.top, ..shared };
    let is_frame = one.of == other.of && view.drawings.get(one.of).is_some_and(Drawing::is_frame);
    let middle = |ink: Rect| f64::midpoint(ink.top, ink.bottom);
    let is_apart = ON_EACH_OTHER < middle(lower) - middle(upper);
    let is_alike = (a.left - b.left).abs() <= ENDS && (a.right - b.right).abs() <= ENDS;
    (is_apart && !is_frame && view.is_bare(lying(between))).then_some((between.height(), is_alike))
}

fn draws(view: &View<'_>, one: &Stroke, other: &Stroke) -> bool {
    let is_any = |kind| one.kind == kind || other.kind == kind;
    !is_any(Kind::Border)
        && facing(view, one, other)
            .is_some_and(|(gap, is_alike)| gap < AWAY || !is_alike && !is_any(Kind::Room))
}

/// Whether a line that lies and one that stands meet, and there are no words in their angle.
fn is_letter(view: &View<'_>, one: &Stroke, other: &Stroke) -> bool {
    let [a, b] = [one.ink, other.ink];
    let near = Rect {
        left: a.left - MEET,
        right: a.right + MEET,
        top: a.top - MEET,
        bottom: a.bottom + MEET,
    };
    one.kind == Kind::Free
        && other.kind == Kind::Free
        && one.of != other.of
        && near.touches(b)
        && view.is_bare(a.join(b))
}

/// Whether the side of a box stands close between those of one around it and one in it: two boxes in
/// each other are a border, more of them an area.
fn is_hatched(view: &View<'_>, one: &Stroke, strokes: &[Stroke]) -> bool {
    let Some(own) = one.side_of else { return false };
    let is_in = |outer: Rect, inner: Rect| outer.contains(inner) && !inner.contains(outer);
    let stands_near = |is_one: &dyn Fn(Rect) -> bool| {
        strokes.iter().any(|other| {
            one.lies == other.lies
                && other.side_of.is_some_and(is_one)
                && facing(view, one, other).is_some_and(|(gap, _)| gap < AWAY)
        })
    };
    stands_near(&|all| is_in(all, own)) && stands_near(&|all| is_in(own, all))
}

#[cfg(test)]
mod tests {
    use super::super::view::columns;
    use super::super::{line::a_line, places};
    use super::*;

    fn lying(left: f64, right: f64, top: f64) -> Rect {
        Rect { left, right, top, bottom: top + 1.0 }
    }

    /// Whether two lines draw a shape, with words at this height.
    fn said(one: Rect, other: Rect, words: f64) -> bool {
        let ink = Rect { left: 20.0, right: 500.0, top: words, bottom: words + 10.0 };
        let lines = [a_line("text", ink, words + 9.0)];
        let (columns, places) = (columns(&lines), places(&lines));
        let mut view = View::of(&columns, &places);
        view.drawings.extend([one, other].map(Drawing::ground));
        let strokes = strokes(&view, |_| false);
        draws(&view, &strokes[0], &strokes[1])
    }

    #[test]
    fn lines_with_nothing_between_them_are_of_one_length_and_away_from_each_other() {
        let first = lying(50.0, 300.0, 200.0);
        let to = |left, right, top| said(first, lying(left, right, top), 50.0);
        assert!(!to(50.0, 300.0, 205.0) && to(50.0, 300.0, 204.9), "near");
        assert!(!to(51.5, 298.5, 240.0) && to(52.0, 300.0, 240.0), "unlike");
        assert!(!to(50.0, 120.0, 200.4), "on each other");
        assert!(!to(297.0, 400.0, 203.0) && to(296.0, 400.0, 203.0), "side by side");
        assert!(!said(first, lying(50.0, 120.0, 240.0), 215.0), "words between");
        assert!(!said(first, lying(20.0, 500.0, 203.0), 50.0), "across the page");
        let words = Rect { left: 45.0, right: 305.0, top: 190.0, bottom: 230.0 };
        assert!(is_side(lying(45.0, 300.0, 190.0), words, true));
        assert!(!is_side(lying(45.0, 290.0, 190.0), words, true), "not all of a side");
        assert!(!is_side(lying(45.0, 305.0, 195.0), words, true), "within");
    }

    #[test]
    fn two_frames_in_each_other_are_a_border_and_three_an_area() {
        let is_said = |frames: &[Rect]| {
            let ink = Rect { left: 70.0, right: 200.0, top: 80.0, bottom: 86.0 };
            let inks = [ink, Rect { top: 112.0, bottom: 118.0, ..ink }];
            let lines = inks.map(|ink| a_line("text", ink, ink.bottom - 1.0));
            let (columns, places) = (columns(&lines), places(&lines));
            let mut view = View::of(&columns, &places);
            view.drawings.extend(frames.iter().map(|all| Drawing::frame(*all, 1.0)));
            let strokes = strokes(&view, |_| false);
            assert!(!pairs(&strokes).any(|(a, b)| a.lies == b.lies && draws(&view, a, b)));
            strokes.iter().any(|one| is_hatched(&view, one, &strokes))
        };
        let frame = |top, right| Rect { left: 50.0, right, top, bottom: 100.0 };
        let two = [frame(50.0, 400.0), frame(54.0, 300.0)];
        assert!(!is_said(&two), "a border");
        assert!(is_said(&[two[0], two[1], frame(58.0, 280.0)]), "an area");
        assert!(!is_said(&[two[0], two[1], frame(62.0, 280.0)]), "away");
        let below = |top: f64| Rect { bottom: top + 20.0, ..frame(top, 400.0) };
        assert!(!is_said(&[two[0], below(102.0), below(124.0)]), "below each other");
    }

    #[test]
    fn upright_bars_are_judged_as_lying_ones_are() {
        let bar = |left, bottom| Rect { left, right: left + 1.0, top: 200.0, bottom };
        assert!(said(bar(100.0, 300.0), bar(104.0, 300.0), 50.0));
        assert!(said(bar(100.0, 300.0), bar(150.0, 280.0), 50.0));
        assert!(!said(bar(100.0, 300.0), bar(150.0, 300.0), 50.0));
    }
}
