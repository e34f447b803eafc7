//! All ink besides words and pictures: rectangles and straight lines, away from what is read.
//!
//! A closed world: what is of no kind here is refused wherever it stands.

use super::device::{Ink, Item, Sheet};
use super::pictures::Found;
use super::plane::{self, Rect};
use super::shapes::{self, ROUND, Shape};
use super::{Findings, Line};
use crate::compose::Composition;

/// Ink keeps this far from the ends of a line, in ems.
const BESIDE: f64 = 0.25;
/// Letters stand in a band above their baseline, in ems: capitals.
const BAND: f64 = 0.7;
/// A mark that is smaller in both directions and holds no text could be read: in ems, and at most
/// in points.
const SMALL: (f64, f64) = (5.0, 60.0);
/// A bar that stands nearer to a line than this reaches beyond it, in ems.
const NEAR: f64 = 2.0;
/// What holds a line reaches beyond its ink by a hair, in points.
const HAIR: f64 = 0.1;
/// A ground that is read on is whole within the clips; the rest is drawn.
const LEAST: f64 = 0.02;
/// An upright bar parts texts: so much of it stands beside lines, within so many ems.
const BESIDE_TEXT: (f64, f64) = (0.3, 5.0);
/// Lowest contrast of text, and of running lines and large bold type.
const CONTRAST: f64 = 7.0;
const OTHER_CONTRAST: f64 = 4.5;
/// Type from this size on is large, in points.
const LARGE: f64 = 14.0;

/// One piece of ink.
pub(super) struct Piece {
    pub(super) order: usize,
    pub(super) rect: Rect,
    /// Where a round corner leaves it whole.
    pub(super) inner: Rect,
    pub(super) color: [f64; 3],
    /// The box whose side it is.
    frame: Option<Rect>,
    /// Whether it is a side or a line, which is no ground.
    pub(super) is_bar: bool,
    /// Whether it is thicker than what is drawn, for the sake of a round corner.
    is_round: bool,
}

/// The ink of a page that is no part of a picture.
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

/// Returns the ink of a page that is no part of a picture, in pieces.
pub(super) fn pieces(page: usize, sheet: &Sheet, pictures: &[Found]) -> Vec<Piece> {
    loose(page, sheet, pictures).filter_map(|ink| kind(ink).ok()).flatten().collect()
}

/// Reports what is of no kind that a page may show, with the text on which it lies.
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
pub(super) fn check(
    sheets: &[Sheet],
    lines: &[Line],
    pictures: &[Found],
    composition: &Composition,
    findings: &mut Findings,
) {
    for (page, sheet) in sheets.iter().enumerate() {
        let pieces = pieces(page, sheet, pictures);
        let pictures: Vec<&Found> = pictures.iter().filter(|found| found.page == page).collect();
        let lines: Vec<&Line> = lines.iter().filter(|line| line.page == page).collect();
        let em = composition.format.setting().body;
        let side = SMALL.1.min(SMALL.0 * em);
        let view =
            Page { index: page, em, side, pieces: &pieces, lines: &lines, pictures: &pictures };
        view.marks(findings);
        for line in &lines {
            view.line(line, findings);
        }
        for picture in &pictures {
            view.picture(picture, findings);
        }
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
                // What the ends of a line reach depends on their kind.
                if let Some(width) = ink.stroke {
                    painted.apart.extend(piece.rect.ends(width));
                }
                if !ink.dashes.is_empty() || piece.is_round {
                    painted.apart.push(piece.rect);
                } else if piece.rect == piece.inner {
                    painted.areas.push((piece.rect, piece.color));
                } else {
                    // The middle is painted, the corners are not looked at.
                    let deep = (piece.inner.left - piece.rect.left) / ROUND;
                    let Rect { left, top, right, bottom } = piece.rect;
                    for (x, y) in [(left, top), (right, top), (left, bottom), (right, bottom)] {
                        let corner = Rect { left: x, right: x, top: y, bottom: y };
                        painted.apart.push(corner.grown(deep, deep));
                    }
                    painted.areas.push((piece.rect, piece.color));
                }
            }
        }
        let mine = pictures.iter().filter(|found| found.page == page);
        painted.apart.extend(mine.map(|found| found.place));
        painted
    };
    sheets.iter().enumerate().map(page).collect()
}

/// Takes a path apart, or says why it is of no kind that a page may show.
fn kind(ink: &Ink) -> Result<Vec<Piece>, &'static str> {
    let color = ink.color.ok_or("ink that is no opaque colour")?;
    if ink.is_even_odd {
        return Err("a shape that is filled by another rule");
    }
    let shape = match ink.stroke {
        None => shapes::filled(&ink.path)?,
        Some(width) => shapes::stroked(&ink.path, width)?,
    };
    let seen = |rect: Rect| {
        let seen = rect.meet(ink.clip);
        if seen.is_empty() { seen } else { seen.shown() }
    };
    let piece = |rect: Rect, inner: Rect, frame: Option<Rect>, is_bar| Piece {
        order: ink.order,
        rect: seen(rect.shown()),
        inner: seen(inner),
        color,
        frame,
        is_bar,
        is_round: false,
    };
    let pieces: Vec<Piece> = match shape {
        Shape::Box(all, radius) => {
            let deep = radius * ROUND;
            vec![piece(all, all.grown(-deep, -deep), None, false)]
        }
        Shape::Frame(all, bars) => {
            bars.into_iter().map(|bar| piece(bar, bar, Some(all), true)).collect()
        }
        Shape::RoundFrame(all, bars) => {
            let round = |bar| Piece { is_round: true, ..piece(bar, bar, Some(all), true) };
            bars.into_iter().map(round).collect()
        }
        Shape::RoundBar(all) => vec![Piece { is_round: true, ..piece(all, all, None, true) }],
        Shape::Bars(bars) => bars.into_iter().map(|bar| piece(bar, bar, None, true)).collect(),
    };
    Ok(pieces.into_iter().filter(|piece| !piece.rect.is_empty()).collect())
}

/// A page with what stands on it.
struct Page<'a> {
    index: usize,
    /// The size of the text that is read, in points.
    em: f64,
    /// What is shorter than this could be read as a sign, in points.
    side: f64,
    pieces: &'a [Piece],
    lines: &'a [&'a Line],
    pictures: &'a [&'a Found],
}

impl Page<'_> {
    /// Marks that could be read: small ones that hold no text, and bars that part nothing.
    fn marks(&self, findings: &mut Findings) {
        for piece in self.pieces {
            let all = piece.frame.unwrap_or(piece.rect);
            if self.holds(all) {
                continue;
            }
            if all.width() < self.side && all.height() < self.side {
                findings.add(
                    "template",
                    Some(self.index),
                    format!(
                        "it draws a mark of {:.1} by {:.1} pt that holds no text",
                        all.width(),
                        all.height()
                    ),
                );
            } else if !self.is_side(piece) && piece.rect.width() < piece.rect.height() {
                self.upright(piece.rect, findings);
            }
        }
    }

    /// Whether a box holds a whole line of text or a picture.
    fn holds(&self, all: Rect) -> bool {
        self.lines.iter().any(|line| all.contains(line.ink))
            || self.pictures.iter().any(|found| all.contains(found.place))
    }

    /// Whether a piece is the side of a box that holds something, or has room for a hand to write.
    fn is_side(&self, piece: &Piece) -> bool {
        piece.frame.is_some_and(|all| {
            (self.side <= all.width() && self.side <= all.height()) || self.holds(all)
        })
    }

    /// An upright bar parts texts, and so stands beside them.
    fn upright(&self, bar: Rect, findings: &mut Findings) {
        let (least, reach) = BESIDE_TEXT;
        let near = bar.grown(reach * self.em, 0.0);
        let mut spans: Vec<(f64, f64)> = self
            .lines
            .iter()
            .filter(|line| near.touches(line.ink))
            .map(|line| (line.ink.top.max(bar.top), line.ink.bottom.min(bar.bottom)))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut covered, mut down) = (0.0, bar.top);
        for (top, bottom) in spans {
            covered += (bottom - top.max(down)).max(0.0);
            down = down.max(bottom);
        }
        if covered < least * bar.height() {
            findings.add(
                "template",
                Some(self.index),
                "it draws an upright line that parts no text",
            );
        }
    }

    /// A line stands free, or whole on a ground from which it stands out.
    fn line(&self, line: &Line, findings: &mut Findings) {
        let band =
            Rect { top: line.baseline - BAND * line.size, bottom: line.baseline, ..line.ink };
        let body = line.ink.join(band);
        let free = body.grown(BESIDE * line.size, 0.0);
        let mut ground = [1.0; 3];
        for piece in self.pieces {
            if !piece.rect.touches(free) {
                self.bar_beside(piece, line, body, findings);
                continue;
            }
            let holds = !piece.is_bar && piece.inner.contains(line.ink.grown(HAIR, -LEAST));
            if holds && piece.order < line.first {
                ground = piece.color;
                continue;
            }
            let what = match (holds, piece.rect.touches(line.ink)) {
                (true, _) => "a drawing covers it",
                (false, true) => "the edge of a drawing or a line runs through it",
                (false, false) => "a drawing stands too close to its words",
            };
            findings.add(&line.name, Some(self.index), what);
            return;
        }
        let contrast = contrast(line.color, ground);
        let other = line.is_running || LARGE - 0.6 <= line.size;
        let least = if other { OTHER_CONTRAST } else { CONTRAST };
        if contrast < least {
            let reason = format!("its contrast is {contrast:.1}, below {least}");
            findings.add(&line.name, Some(self.index), reason);
        } else if (grey(line.color) < 0.5) == (grey(ground) < 0.5) {
            let reason = "ink and ground are both dark or both light on a black-and-white copy";
            findings.add(&line.name, Some(self.index), reason);
        }
        for found in self.pictures {
            if found.place.touches(line.ink) {
                findings.add(&line.name, Some(self.index), "a picture lies over it");
            }
        }
    }

    /// An upright bar beside a line reaches beyond it, so that it is no letter of it.
    fn bar_beside(&self, piece: &Piece, line: &Line, body: Rect, findings: &mut Findings) {
        let near = body.grown(NEAR * line.size, 0.0);
        let is_upright = piece.rect.width() < piece.rect.height();
        if !piece.rect.touches(near) || !is_upright || self.is_side(piece) {
            return;
        }
        if body.top < piece.rect.top || piece.rect.bottom < line.baseline {
            findings.add(&line.name, Some(self.index), "a short upright line stands beside it");
        }
    }

    /// A picture stands on a light ground, and no other ink lies on it.
    fn picture(&self, picture: &Found, findings: &mut Findings) {
        let mut ground = [1.0; 3];
        for piece in self.pieces.iter().filter(|piece| piece.rect.touches(picture.place)) {
            let holds = !piece.is_bar && piece.inner.contains(picture.place);
            if !holds || picture.first < piece.order {
                let reason = "a drawing covers its picture or runs through it";
                findings.add(&picture.name, Some(self.index), reason);
                return;
            }
            ground = piece.color;
        }
        if picture.is_dark && contrast([0.0; 3], ground) < CONTRAST {
            findings.add(&picture.name, Some(self.index), "its picture stands on a dark ground");
        }
        let over =
            |other: &&&Found| other.first != picture.first && other.place.touches(picture.place);
        if let Some(other) = self.pictures.iter().find(over) {
            let reason = format!("the picture of `{}` lies over it", other.name);
            findings.add(&picture.name, Some(self.index), reason);
        }
    }
}

/// Contrast of two colours (WCAG 2.2).
pub(super) fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] =
        rgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// How light a colour looks to a copier.
fn grey([r, g, b]: [f64; 3]) -> f64 {
    0.299 * r + 0.587 * g + 0.114 * b
}
