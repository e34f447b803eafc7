//! What is drawn keeps away from the words that it does not belong to, and lines stand out from
//! what lies under them.
//!
//! A line or shape of a kind that is allowed can still be read as a sign: a stroke before a dose as
//! a one. Distances are those that templates/README.md states.

use super::findings::Findings;
use super::found::Found;
use super::line::Line;
use super::piece::is_thin;
use super::piece::{Piece, Shown};
use super::plane::Rect;

/// Letters reach from this far above their baseline to this far below it, in ems.
const BAND: (f64, f64) = (0.72, 0.2);
/// What shares less of that height with a line does not stand beside it, in ems.
const SHARED: f64 = 0.02;
/// How far to the side of a line nothing may stand at its height, in ems: a long line, such as one to
/// write on, may stand nearer, and what reaches beyond the line nearest.
const NEAR: f64 = 0.85;
const NEAR_LONG: f64 = 0.5;
const NEAR_SIDE: f64 = 0.2;
/// How far such a side reaches beyond the line above and below, in ems.
const BEYOND: f64 = 0.08;
/// A bar that stands nearer to a line than this, and is not a side of a box, is at least as high as
/// its capitals, in ems.
const NEAR_BAR: f64 = 2.0;
/// What is smaller in both directions and holds no text could be a sign, in points.
const SMALL: f64 = 60.0;
/// What stands has words beside it for this share of its height, within so many points; lines count
/// as going on over so many ems.
const BESIDE: (f64, f64) = (0.6, 60.0);
const GOES_ON: f64 = 0.9;
/// Lowest contrast of text, and of running lines and large bold type.
const CONTRAST: f64 = 7.0;
const OTHER_CONTRAST: f64 = 4.5;
/// Bold type from this size on is large, in points.
const LARGE: f64 = 14.0 - 1e-3;

/// A page with what stands on it.
pub(super) struct Page<'a> {
    pub(super) index: usize,
    pub(super) shown: Vec<Shown>,
    pub(super) lines: Vec<&'a Line>,
    pub(super) pictures: Vec<&'a Found>,
}

/// Reports ink where it may not be, and lines and pictures that do not stand out.
pub(super) fn check(page: &Page<'_>, findings: &mut Findings) {
    for shown in &page.shown {
        page.mark(shown, findings);
    }
    for line in &page.lines {
        page.line(line, findings);
    }
    for picture in &page.pictures {
        page.picture(picture, findings);
    }
}

/// Where a line's letters can be.
fn band(line: &Line) -> Rect {
    let (above, below) = BAND;
    let (top, bottom) = (line.baseline - above * line.size, line.baseline + below * line.size);
    Rect { top, bottom, ..line.ink }
}

/// How far one thing stands to the side of another; negative where both share a part.
fn aside(a: Rect, b: Rect) -> f64 {
    -a.meet(b).width()
}

impl Page<'_> {
    /// Marks that could be read: small ones that hold no text, what stands at the height of a line,
    /// and bars that part nothing.
    fn mark(&self, shown: &Shown, findings: &mut Findings) {
        let Shown { pieces, bounds, is_closed } = shown;
        let holds = self.lines.iter().any(|line| bounds.contains(line.ink))
            || self.pictures.iter().any(|found| bounds.contains(found.place));
        if bounds.width() < SMALL && bounds.height() < SMALL && !holds {
            let (wide, high) = (bounds.width(), bounds.height());
            let reason = format!("it draws a mark of {wide:.3} by {high:.3} pt that holds no text");
            findings.add("template", Some(self.index), reason);
            return;
        }
        for piece in pieces {
            for line in &self.lines {
                if disturbs(piece, *is_closed, line) {
                    let reason = "a line or shape stands at the height of its words";
                    findings.add(&line.name, Some(self.index), reason);
                    return;
                }
            }
        }
        if holds || *is_closed && SMALL <= bounds.width() && SMALL <= bounds.height() {
            return;
        }
        let stands = |rect: &Rect| rect.width() < rect.height();
        let (least, _) = BESIDE;
        // What goes around hardly more than itself is a line, and has no sides.
        let parts: Vec<Rect> = if *is_closed && is_thin(*bounds) {
            vec![*bounds]
        } else {
            pieces.iter().map(Piece::rect).collect()
        };
        let mut upright = parts.into_iter().filter(stands);
        if upright.any(|rect| self.beside(rect) < least * rect.height()) {
            let reason = "it draws an upright line that parts no text";
            findings.add("template", Some(self.index), reason);
        }
    }

    /// For how much of a bar's height there are words or pictures beside it.
    fn beside(&self, bar: Rect) -> f64 {
        let lines = self.lines.iter().map(|line| band(line).grown(0.0, GOES_ON * line.size));
        let others = lines.chain(self.pictures.iter().map(|found| found.place));
        let (_, reach) = BESIDE;
        let near = others.filter(|other| aside(bar, *other) < reach);
        let mut spans: Vec<(f64, f64)> = near
            .map(|other| bar.meet(other))
            .filter(|both| 0.0 < both.height())
            .map(|both| (both.top, both.bottom))
            .collect();
        spans.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut covered, mut down) = (0.0, bar.top);
        for (top, bottom) in spans {
            covered += (bottom - top.max(down)).max(0.0);
            down = down.max(bottom);
        }
        covered
    }

    /// A line stands free, or whole on a ground from which it stands out.
    fn line(&self, line: &Line, findings: &mut Findings) {
        let mut ground = [1.0; 3];
        for piece in self.shown.iter().flat_map(|shown| &shown.pieces) {
            if !piece.rect().touches(line.ink) {
                continue;
            }
            let holds = !piece.is_bar && piece.plate.covers(line.ink);
            if holds && piece.order < line.first {
                ground = piece.color;
                continue;
            }
            let what = if holds {
                "a drawing covers it"
            } else {
                "the edge of a drawing or a line runs through it"
            };
            findings.add(&line.name, Some(self.index), what);
            return;
        }
        let contrast = contrast(line.color, ground);
        let other = line.is_running || line.is_bold && LARGE <= line.size;
        let least = if other { OTHER_CONTRAST } else { CONTRAST };
        if contrast < least {
            let reason = format!("its contrast is {contrast:.3}, below {least}");
            findings.add(&line.name, Some(self.index), reason);
        } else if (grey(line.color) < 0.5) == (grey(ground) < 0.5) {
            let reason = "ink and ground are both dark or both light on a black-and-white copy";
            findings.add(&line.name, Some(self.index), reason);
        }
        for found in &self.pictures {
            if found.place.touches(line.ink) {
                findings.add(&line.name, Some(self.index), "a picture lies over it");
            }
        }
    }

    /// A picture stands on a light ground, and no other ink lies on it.
    fn picture(&self, picture: &Found, findings: &mut Findings) {
        let mut ground = [1.0; 3];
        let pieces = self.shown.iter().flat_map(|shown| &shown.pieces);
        for piece in pieces.filter(|piece| piece.rect().touches(picture.place)) {
            let holds = !piece.is_bar && piece.plate.covers(picture.place);
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

/// Whether a piece stands at the height of a line's words, so that it could be read with them.
fn disturbs(piece: &Piece, is_closed: bool, line: &Line) -> bool {
    let (rect, band, size) = (piece.rect(), band(line), line.size);
    let shares = SHARED * size < rect.meet(band).height();
    if !shares || !piece.is_bar && piece.plate.covers(line.ink) {
        return false;
    }
    let aside = aside(rect, band);
    let reaches = |room: f64| rect.top <= band.top - room && band.bottom + room <= rect.bottom;
    let near = match () {
        () if reaches(BEYOND * size) => NEAR_SIDE,
        () if SMALL <= rect.width() => NEAR_LONG,
        () => NEAR,
    };
    let is_bar = rect.width() < rect.height() && !is_closed;
    let is_short = band.top < rect.top || rect.bottom < line.baseline;
    aside < near * size || is_bar && is_short && aside < NEAR_BAR * size
}

/// Contrast of two colours (WCAG 2.2).
pub(super) fn contrast(a: [f64; 3], b: [f64; 3]) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Relative luminance (WCAG 2.2).
pub(super) fn luminance(rgb: [f64; 3]) -> f64 {
    let [r, g, b] =
        rgb.map(|c| if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}

/// How light a colour looks to a copier.
fn grey([r, g, b]: [f64; 3]) -> f64 {
    0.299 * r + 0.587 * g + 0.114 * b
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { left, top, right, bottom }
    }

    /// A line of 12 pt from 100 to 200; its letters reach from 91.4 to 102.4.
    fn line() -> Line {
        super::super::line::a_line("a", rect(100.0, 91.4, 200.0, 102.4), 100.0)
    }

    fn bar(rect: Rect) -> Piece {
        Piece { order: 0, plate: rect.into(), color: [0.0; 3], is_bar: true, is_round: false }
    }

    #[test]
    fn what_stands_at_the_height_of_words_keeps_its_distance() {
        let at = |ink: Rect| disturbs(&bar(ink), true, &line());
        assert!(at(rect(191.0, 95.0, 209.0, 96.0)), "through it");
        assert!(at(rect(209.0, 95.0, 229.0, 96.0)) && !at(rect(211.0, 95.0, 231.0, 96.0)));
        let long = |left: f64| at(rect(left, 99.0, left + 90.0, 100.0));
        assert!(long(205.0) && !long(207.0));
        let side = |left: f64| at(rect(left, 80.0, left + 1.0, 120.0));
        assert!(side(202.0) && !side(203.0));
        assert!(!at(rect(100.0, 103.0, 200.0, 104.0)), "below it");
    }

    #[test]
    fn a_short_bar_beside_words_could_be_a_letter_and_a_side_of_a_box_not() {
        let short = bar(rect(215.0, 60.0, 216.0, 98.0));
        assert!(disturbs(&short, false, &line()) && !disturbs(&short, true, &line()));
        let far = bar(rect(225.0, 60.0, 226.0, 98.0));
        assert!(!disturbs(&far, false, &line()));
    }

    #[test]
    fn marks_hold_words_or_are_large() {
        let said = |bounds: Rect, is_closed: bool| {
            let shown = Shown { pieces: vec![bar(bounds)], bounds, is_closed };
            let line = line();
            let page = Page { index: 0, shown: vec![], lines: vec![&line], pictures: vec![] };
            let mut findings = Findings::default();
            page.mark(&shown, &mut findings);
            !findings.0.is_empty()
        };
        assert!(said(rect(300.0, 300.0, 359.0, 359.0), true));
        assert!(!said(rect(300.0, 300.0, 361.0, 361.0), true));
        assert!(said(rect(300.0, 300.0, 301.0, 400.0), false), "an upright line beside no words");
    }
}
