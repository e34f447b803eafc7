//! No shape paints over a part of another one: what is left of that could be read as a sign.

use super::device::{Ink, Sheet};
use super::findings::Findings;
use super::found::Found;
use super::ink;
use super::plane::{self, Rect};
use super::shapes::{self, Shape};

/// How far a shape may reach over the edge of an earlier one, in points: the line of a frame does.
const OVER: f64 = 5.0;
/// What covers all of an earlier shape may leave so much of it, in points.
const ALL: f64 = 0.1;

/// Reports shapes of which a later one leaves a part.
pub(super) fn check(sheets: &[Sheet], pictures: &[Found], findings: &mut Findings) {
    for (page, sheet) in sheets.iter().enumerate() {
        let mut earlier: Vec<(&Ink, Rect)> = Vec::new();
        for ink in ink::loose(page, sheet, pictures) {
            let areas = areas(ink);
            let over = |(before, part): &(&Ink, Rect)| {
                areas.iter().any(|area| leaves(*part, *area)) && !is_one(before, ink)
            };
            if earlier.iter().any(over) {
                let reason = "a shape paints over a part of another one";
                findings.add("template", Some(page), reason);
            }
            earlier.extend(areas.into_iter().map(|area| (ink, area)));
        }
    }
}

/// Whether a later area covers a part of an earlier one and leaves another.
fn leaves(earlier: Rect, later: Rect) -> bool {
    let both = earlier.meet(later);
    OVER < both.width()
        && OVER < both.height()
        && !earlier.grown(OVER, OVER).contains(later)
        && !later.grown(ALL, ALL).contains(earlier)
}

/// Whether two paths are the ground of a box and the line around it.
fn is_one(ground: &Ink, line: &Ink) -> bool {
    let (a, b) = (plane::bounds(&ground.path), plane::bounds(&line.path));
    ground.order + 1 == line.order
        && ground.stroke.is_none()
        && line.stroke.is_some()
        && a.grown(ALL, ALL).contains(b)
        && b.grown(ALL, ALL).contains(a)
}

/// What a path covers, as thick as it is drawn.
fn areas(ink: &Ink) -> Vec<Rect> {
    let shape = match ink.stroke {
        None => shapes::filled(&ink.path),
        Some(width) => shapes::stroked(&ink.path, width),
    };
    let areas = match (shape, ink.stroke) {
        (Ok(Shape::Box(all, _)), _) => vec![all],
        (Ok(Shape::RoundFrame(all, _)), Some(width)) => {
            shapes::around(all, all.grown(-width, -width))
        }
        (Ok(Shape::Frame(_, bars) | Shape::RoundFrame(_, bars) | Shape::Bars(bars)), _) => bars,
        (Err(_), _) => Vec::new(),
    };
    let seen = areas.into_iter().map(|area| area.meet(ink.clip.rect));
    seen.filter(|area| !area.is_empty()).collect()
}
