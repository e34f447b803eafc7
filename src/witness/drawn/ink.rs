//! All ink besides words and pictures: rectangles and straight lines, away from what is read.
//!
//! A closed world: what is not of a kind listed here is refused wherever it stands.

use super::device::{Ink, Item, Sheet};
use super::findings::Findings;
use super::found::Found;
use super::line::Line;
use super::near;
use super::piece::CUT;
use super::piece::{Piece, Shown};
use super::plane::{self, Rect};
use super::plate::Plate;
use super::shapes::{self, Shape};

/// The longest dash or gap of a line, in points: further apart each could be a sign.
const MAX_DASH: f64 = 6.0;
/// How near to 1 a scale changes nothing: files have seven digits.
const NOT_SCALED: f64 = 2e-6;

/// The paths of a page that are of a kind that it may show.
fn shown(page: usize, sheet: &Sheet, pictures: &[Found]) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    let mut before: Option<&Ink> = None;
    for ink in loose(page, sheet, pictures) {
        let Ok(pieces) = kind(ink) else { continue };
        if pieces.is_empty() {
            continue;
        }
        let half = ink.stroke.unwrap_or_default() / 2.0;
        let all = plane::bounds(&ink.path).grown(half, half);
        let whole = ink.stroke.is_none() || shapes::is_closed(&ink.path);
        // What is left of a ground is a ground; a frame that has lost a side is not a frame.
        let has_sides = ink.clip.rect.grown(CUT, CUT).contains(all);
        let is_closed = whole && (ink.stroke.is_none() || has_sides);
        let bounds = all.meet(ink.clip.rect);
        // What is filled and then stroked is one shape.
        let goes_on = before.is_some_and(|filled| {
            filled.stroke.is_none()
                && ink.stroke.is_some()
                && filled.order + 1 == ink.order
                && plane::distance(&filled.path, &ink.path) == 0.0
        });
        before = Some(ink);
        match shown.last_mut().filter(|_| goes_on) {
            Some(last) => {
                last.pieces.extend(pieces);
                last.bounds = last.bounds.join(bounds);
                last.is_closed = whole;
            }
            None => shown.push(Shown { pieces, bounds, is_closed }),
        }
    }
    shown
}

/// The ink of a page that is not part of a picture.
pub(super) fn loose<'a>(
    page: usize,
    sheet: &'a Sheet,
    pictures: &'a [Found],
) -> impl Iterator<Item = &'a Ink> {
    let mine = pictures.iter().filter(move |found| found.page == page);
    let is_loose = move |ink: &&Ink| {
        !mine.clone().any(|found| (found.first..=found.last).contains(&ink.order))
    };
    let ink = |item: &'a Item| match item {
        Item::Ink(ink) => Some(ink),
        Item::Glyph(_) | Item::Picture(_) => None,
    };
    sheet.items.iter().filter_map(ink).filter(is_loose)
}

/// Returns the ink of a page that is not part of a picture, in pieces.
pub(super) fn pieces(page: usize, sheet: &Sheet, pictures: &[Found]) -> Vec<Piece> {
    loose(page, sheet, pictures).filter_map(|ink| kind(ink).ok()).flatten().collect()
}

/// Reports what is of a kind that no page may show, with the text on which it lies.
pub(super) fn kinds(sheets: &[Sheet], lines: &[Line], pictures: &[Found], findings: &mut Findings) {
    for (page, sheet) in sheets.iter().enumerate() {
        let on = |place: Rect| {
            let line = lines.iter().find(|line| line.page == page && place.touches(line.ink));
            line.map_or("template", |line| line.name.as_str())
        };
        for (what, place) in &sheet.refused {
            findings.add(on(*place), Some(page), format!("the template draws {what}"));
        }
        for ink in loose(page, sheet, pictures) {
            if let Err(what) = kind(ink) {
                let half = ink.stroke.unwrap_or_default() / 2.0;
                let place = plane::bounds(&ink.path).grown(half, half);
                findings.add(on(place), Some(page), format!("the template draws {what}"));
            }
        }
    }
}

/// Reports ink where it may not be, and lines that do not stand out.
pub(super) fn check(sheets: &[Sheet], lines: &[Line], pictures: &[Found], findings: &mut Findings) {
    for (page, sheet) in sheets.iter().enumerate() {
        let shown = shown(page, sheet, pictures);
        let pictures: Vec<&Found> = pictures.iter().filter(|found| found.page == page).collect();
        let lines: Vec<&Line> = lines.iter().filter(|line| line.page == page).collect();
        near::check(&near::Page { index: page, shown, lines, pictures }, findings);
    }
}

/// What the declared ink of a page covers, in the order of painting.
#[derive(Debug, Default)]
pub(super) struct Painted {
    pub(super) areas: Vec<(Rect, [f64; 3])>,
    /// Where pictures, dashes and round corners stand, which are not painted again.
    pub(super) apart: Vec<Rect>,
}

/// Returns what the declared ink of each page covers.
pub(super) fn painted(sheets: &[Sheet], pictures: &[Found]) -> Vec<Painted> {
    let page = |(page, sheet): (usize, &Sheet)| {
        let mut painted = Painted::default();
        for ink in loose(page, sheet, pictures) {
            for piece in kind(ink).unwrap_or_default() {
                let (rect, radius) = (piece.rect(), piece.plate.radius);
                // What the ends of a line reach depends on their kind.
                if let Some(width) = ink.stroke {
                    painted.apart.extend(rect.ends(width));
                }
                if !ink.dashes.is_empty() || piece.is_round {
                    painted.apart.push(rect);
                    continue;
                }
                painted.areas.push((rect, piece.color));
                // A line counts as longer by half its width, and ends before or behind that.
                let half = ink.stroke.unwrap_or_default() / 2.0;
                painted.apart.extend(ends(rect, half));
                // The middle is painted, the corners are not looked at.
                let Rect { left, top, right, bottom } = rect;
                for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                    if 0.0 < radius {
                        let corner = Rect { left: x, right: x, top: y, bottom: y };
                        painted.apart.push(corner.grown(radius, radius));
                    }
                }
            }
        }
        let mine = pictures.iter().filter(|found| found.page == page);
        painted.apart.extend(mine.map(|found| found.place));
        painted
    };
    sheets.iter().enumerate().map(page).collect()
}

/// The ends of a line that lies or stands.
fn ends(bar: Rect, half: f64) -> Vec<Rect> {
    let Rect { left, top, right, bottom } = bar;
    let both = if bar.height() < bar.width() {
        [Rect { right: left + half, ..bar }, Rect { left: right - half, ..bar }]
    } else {
        [Rect { bottom: top + half, ..bar }, Rect { top: bottom - half, ..bar }]
    };
    both.into_iter().filter(|_| 0.0 < half).collect()
}

/// Takes a path apart, or says why it is not of a kind that a page may show.
fn kind(ink: &Ink) -> Result<Vec<Piece>, &'static str> {
    let color = ink.color.ok_or("ink that is no opaque colour")?;
    if ink.is_even_odd {
        return Err("a shape that is filled by another rule");
    }
    if NOT_SCALED < (ink.scale - 1.0).abs() {
        return Err("something made larger or smaller");
    }
    if ink.dashes.iter().any(|length| MAX_DASH + 1e-4 < *length) {
        return Err("a line of long dashes or gaps");
    }
    let shape = match ink.stroke {
        None => shapes::filled(&ink.path)?,
        Some(width) => shapes::stroked(&ink.path, width)?,
    };
    // A line is seen, however thin it is.
    let seen = |plate: Plate| Plate { rect: plate.rect.shown(), ..plate };
    let piece = |plate: Plate, is_bar, is_round| Piece {
        order: ink.order,
        plate: match seen(plate).meet(ink.clip) {
            cut if cut.rect.is_empty() => cut,
            cut => seen(cut),
        },
        color,
        is_bar,
        is_round,
    };
    let pieces: Vec<Piece> = match shape {
        Shape::Box(rect, radius) => vec![piece(Plate { rect, radius }, false, false)],
        Shape::RoundFrame(_, bars) => {
            bars.into_iter().map(|bar| piece(bar.into(), true, true)).collect()
        }
        Shape::Frame(_, bars) | Shape::Bars(bars) => {
            bars.into_iter().map(|bar| piece(bar.into(), true, false)).collect()
        }
    };
    Ok(pieces.into_iter().filter(|piece| !piece.rect().is_empty()).collect())
}
