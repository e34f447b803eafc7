//! What is drawn keeps away from the words that it does not belong to.
//!
//! A rectangle or line that is allowed by its kind can still be read as a sign: a stroke before a
//! dose as a one, a short line as a minus, a small square as a point, bars as letters. So nothing is
//! drawn on the line of some words or close to its ends, unless it is a ground under the whole line
//! or a side that reaches beyond it; what stands must stand beside words; and nothing small is drawn
//! at all, save around words.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::finding::finding;
use super::geometry::{Bounds, MM, Plate};
use super::ink::Drawing;
use super::labels::Labels;
use super::parts::{Kind, Parts};
use super::room::is_thin;
use super::walk::{Painted, Sheet, Walked};
use crate::rules::{page_ink, page_leaf_order};
use candor_composition::{Block, Composition};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::{LeafFamily, Place};

/// Letters reach this far above the line on which they stand, in ems.
const ABOVE: f64 = 0.72;
/// And this far below it.
const BELOW: f64 = 0.2;
/// How near the end of a line nothing may be drawn at its height, in ems.
const NEAR: f64 = 0.85;
/// The same for a line that is too long to be a sign, such as one to write on beside the words.
const NEAR_LONG: f64 = 0.5;
/// How near it a side may stand that reaches beyond the line, in ems.
const SIDE: f64 = 0.2;
/// A bar that stands nearer to a line than this, and is not a side of a box, is at least as high as
/// its capitals, in ems.
const NEAR_BAR: f64 = 2.0;
/// How far such a side reaches beyond the line above and below, in ems.
const BEYOND: f64 = 0.08;
/// How far apart two texts on one line stand at least, in ems.
const WORDS_APART: f64 = 0.15;
/// How far apart the cells of a row stand, in ems, and in points: nearer ones read as one sentence.
const CELLS_APART: f64 = 0.3;
const CELLS_FREE: f64 = 7.0;
/// How far apart they stand where one ends and the next begins with a number, and where the lines of
/// columns could be read across, in ems.
const NUMBERS_APART: f64 = 0.75;
/// How far apart two headings on one line stand, in ems: nearer ones read as one.
const HEADINGS_APART: f64 = 0.9;
/// Of the height of two texts, in ems, so much must be side by side for them to stand on one line.
const MEETS: f64 = 0.3;
/// How far a shape may reach over the edge of an earlier one, in points: a frame's line does.
const OVERPAINT: f64 = 5.0;
/// A drawing of less than this width and height, in points, could be a sign.
const SMALL: f64 = 60.0;
/// What stands belongs to the words that are not further than this beside it, in points.
const BESIDE: f64 = 60.0;
/// Of its height, this share must have words beside it.
const MIN_BESIDE: f64 = 0.6;
/// Between lines and paragraphs, words are counted as going on over this distance, in ems.
const GOES_ON: f64 = 0.9;

/// A line of words.
struct Line<'a> {
    leaf: &'a str,
    /// Its first and its last character.
    ends: (char, char),
    /// From the tops of its letters to below its baseline.
    band: Bounds,
    ink: Bounds,
    size: f64,
    /// Whether it is the label of a list's entry, which stands by itself.
    is_label: bool,
    /// Whether its text goes on in another line before it, and behind it.
    goes_on: (bool, bool),
}

/// Reports drawings that could be read as part of the words, and things of a kind that is not
/// allowed.
pub(super) fn check(
    walked: &Walked<'_>,
    labels: &Labels<'_>,
    parts: &[Parts<'_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let about = composition.sections.iter().filter(|section| section.place == Place::About);
    let about = about.flat_map(|section| section.blocks.iter().flat_map(Block::leaves));
    let about: BTreeSet<&str> = about.map(|leaf| leaf.leaf.as_str()).collect();
    let cells: BTreeSet<&str> = parts
        .iter()
        .filter(|part| part.kind == Kind::Table)
        .flat_map(|part| part.all.iter().copied())
        .collect();
    for (page, sheet) in walked.pages.iter().enumerate() {
        let lines = lines(page, sheet, labels);
        let pictures: Vec<Bounds> = sheet
            .items
            .iter()
            .filter_map(|item| match item {
                Painted::Image { bounds, .. } => *bounds,
                Painted::Text(_) | Painted::Drawing(_) | Painted::Link => None,
            })
            .collect();
        for refused in walked.refused.iter().filter(|refused| refused.page == page) {
            let leaf = refused.place.and_then(|place| nearest(place, &lines));
            diagnostics.push(not_allowed(leaf, page, refused.why, refused.place));
        }
        run_together(page, &lines, &cells, &about, diagnostics);
        painted_over(page, sheet, &lines, diagnostics);
        for item in &sheet.items {
            let Painted::Drawing(drawing) = item else { continue };
            let Some(drawing) = on_paper(drawing, sheet) else { continue };
            if let Some(Wrong { leaf, why, place }) = wrong(&drawing, &lines, &pictures) {
                diagnostics.push(not_allowed(leaf, page, why, Some(place)));
            }
        }
    }
}

/// What the edge of the paper leaves of a drawing.
fn on_paper<'a>(drawing: &'a Drawing, sheet: &Sheet<'_>) -> Option<Cow<'a, Drawing>> {
    let (right, bottom) = sheet.size;
    let paper = Bounds { left: 0.0, top: 0.0, right, bottom };
    if paper.contains(drawing.bounds) {
        return Some(Cow::Borrowed(drawing));
    }
    drawing.clone().clipped(Plate { bounds: paper, radius: 0.0 }).map(Cow::Owned)
}

fn not_allowed(leaf: Option<&str>, page: usize, why: &str, place: Option<Bounds>) -> Diagnostic {
    let place = place.map_or(String::new(), |Bounds { left, top, .. }| {
        format!(" ({:.0} mm from the left, {:.0} mm from the top)", left / MM, top / MM)
    });
    finding(
        page_ink::CODE,
        leaf.unwrap_or("template"),
        Some(page),
        format!("the template draws something beside it that a page may not show: {why}{place}"),
    )
}

/// What is wrong with a drawing.
struct Wrong<'a> {
    /// The text nearest to it.
    leaf: Option<&'a str>,
    why: &'static str,
    place: Bounds,
}

/// The lines of words of a page, labels among them.
fn lines<'a>(page: usize, sheet: &'a Sheet<'_>, labels: &Labels<'a>) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = Vec::new();
    for (order, item) in sheet.items.iter().enumerate() {
        let Painted::Text(run) = item else { continue };
        let label = labels.get(&(page, order)).copied();
        let (Some(leaf), Some(ink), Some(size)) =
            (run.leaf.as_deref().or(label), run.bounds, run.upright_size())
        else {
            continue;
        };
        let is_label = label.is_some();
        let words = run.text().trim();
        let (Some(first), Some(last)) = (words.chars().next(), words.chars().next_back()) else {
            continue;
        };
        let ends = (first, last);
        let band =
            Bounds { top: run.baseline - ABOVE * size, bottom: run.baseline + BELOW * size, ..ink };
        match lines.last_mut() {
            Some(line)
                if (line.leaf, line.is_label) == (leaf, is_label)
                    && (line.band.bottom - band.bottom).abs() < 0.5 =>
            {
                line.band.grow(band);
                line.ink.grow(ink);
                line.ends.1 = ends.1;
            }
            _ => {
                lines.push(Line { leaf, ends, band, ink, size, is_label, goes_on: (false, false) });
            }
        }
    }
    for at in 1..lines.len() {
        if let [before, after] = &mut lines[at - 1..=at]
            && before.leaf == after.leaf
            && !before.is_label
            && !after.is_label
        {
            (before.goes_on.1, after.goes_on.0) = (true, true);
        }
    }
    lines
}

/// Reports shapes that paint over a part of another one: what is left of that could be a sign.
fn painted_over(page: usize, sheet: &Sheet<'_>, lines: &[Line<'_>], diagnostics: &mut Diagnostics) {
    let mut earlier: Vec<Bounds> = Vec::new();
    for item in &sheet.items {
        let Painted::Drawing(drawing) = item else { continue };
        for ink in drawing.inks() {
            let leaves_a_part = |other: &Bounds| {
                let both = ink.overlap(*other);
                both.is_some_and(|both| OVERPAINT < both.width() && OVERPAINT < both.height())
                    && !other.shrunk(-OVERPAINT).contains(ink)
                    && !ink.shrunk(-0.1).contains(*other)
            };
            if earlier.iter().any(leaves_a_part) {
                let why = "a shape that paints over a part of another one";
                diagnostics.push(not_allowed(nearest(ink, lines), page, why, Some(ink)));
            }
        }
        earlier.extend(drawing.inks());
    }
}

/// Reports texts that stand so near to each other that they read as one: a week before a dose.
fn run_together(
    page: usize,
    lines: &[Line<'_>],
    cells: &BTreeSet<&str>,
    about: &BTreeSet<&str>,
    diagnostics: &mut Diagnostics,
) {
    for (index, later) in lines.iter().enumerate() {
        for earlier in &lines[..index] {
            let size = earlier.size.max(later.size);
            if earlier.band.beside(later.band) <= MEETS * size {
                continue;
            }
            let apart = earlier.ink.apart(later.ink);
            // What is said about the sheet may run on as sentences do; nothing else, and no numbers.
            let is_number = earlier.ends.1.is_numeric() && later.ends.0.is_numeric();
            let is_running = |line: &Line<'_>| LeafFamily::Running.has(line.leaf);
            let is_heading = |line: &Line<'_>| LeafFamily::Heading.has(line.leaf);
            let runs_on = about.contains(earlier.leaf) && about.contains(later.leaf);
            let goes_on = earlier.goes_on.1 || later.goes_on.0;
            let in_columns = !is_running(later) && (goes_on || !runs_on);
            let least = match () {
                () if earlier.is_label => WORDS_APART * size,
                () if is_heading(earlier) && is_heading(later) => HEADINGS_APART * size,
                () if is_number => NUMBERS_APART * size,
                () if cells.contains(earlier.leaf) && cells.contains(later.leaf) => {
                    CELLS_FREE.max(CELLS_APART * size)
                }
                () if in_columns => NUMBERS_APART * size,
                () => WORDS_APART * size,
            };
            if earlier.leaf != later.leaf && apart < least {
                let reason = format!("it runs into `{}`", earlier.leaf);
                diagnostics.push(finding(page_leaf_order::CODE, later.leaf, Some(page), reason));
            }
        }
    }
}

/// The text whose words stand nearest to a place.
fn nearest<'a>(place: Bounds, lines: &[Line<'a>]) -> Option<&'a str> {
    let away = |line: &&Line<'_>| {
        let x = place.apart(line.band).max(0.0);
        let y = (-place.beside(line.band)).max(0.0);
        x.hypot(y)
    };
    lines.iter().min_by(|a, b| away(a).total_cmp(&away(b))).map(|line| line.leaf)
}

/// Why a drawing could be read as part of words, and of which.
fn wrong<'a>(drawing: &Drawing, lines: &[Line<'a>], pictures: &[Bounds]) -> Option<Wrong<'a>> {
    let Drawing { plate, rules, bounds, is_closed, is_dashed: _, in_block: _ } = drawing;
    let holds_words = lines.iter().any(|line| bounds.contains(line.ink))
        || pictures.iter().any(|picture| bounds.contains(*picture));
    if bounds.width() < SMALL && bounds.height() < SMALL && !holds_words {
        let (leaf, why) = (nearest(*bounds, lines), "a small shape, which could be a sign");
        return Some(Wrong { leaf, why, place: *bounds });
    }
    let grounds = plate.iter().map(|(plate, _)| (plate.bounds, Some(*plate)));
    let inks: Vec<(Bounds, Option<Plate>)> =
        grounds.chain(rules.iter().map(|(rule, _)| (*rule, None))).collect();
    for (ink, plate) in &inks {
        for line in lines {
            if disturbs(*ink, *plate, *is_closed, line) {
                let why = "a line or shape at the height of its words";
                return Some(Wrong { leaf: Some(line.leaf), why, place: *ink });
            }
        }
    }
    // An empty frame is room to write or to stick something on.
    if *is_closed && SMALL <= bounds.width() && SMALL <= bounds.height() {
        return None;
    }
    let stands = |ink: &&Bounds| ink.width() < ink.height();
    // A frame that is hardly higher than its lines is a line, which has no sides.
    let whole = [*bounds];
    let parts: Vec<Bounds> = inks.iter().map(|(ink, _)| *ink).collect();
    let parts = if *is_closed && is_thin(*bounds) { &whole[..] } else { &parts };
    let alone = parts
        .iter()
        .filter(|_| !holds_words)
        .find(|ink| stands(ink) && beside(**ink, lines, pictures) < MIN_BESIDE * ink.height());
    alone.map(|ink| Wrong {
        leaf: nearest(*ink, lines),
        why: "an upright line or shape without words beside it",
        place: *ink,
    })
}

/// Whether ink stands at the height of a line's words, so that it could be read with them.
fn disturbs(ink: Bounds, plate: Option<Plate>, is_closed: bool, line: &Line<'_>) -> bool {
    let Line { band, size, ink: words, .. } = line;
    if plate.is_some_and(|plate| plate.covers(*words)) || ink.beside(*band) <= 0.02 * size {
        return false;
    }
    let reaches_beyond =
        ink.top <= band.top - BEYOND * size && band.bottom + BEYOND * size <= ink.bottom;
    let near = match () {
        () if reaches_beyond => SIDE,
        () if SMALL <= ink.width() => NEAR_LONG,
        () => NEAR,
    };
    let is_bar = ink.width() < ink.height() && !is_closed;
    let is_short = band.top < ink.top || ink.bottom < band.bottom - BELOW * size;
    let apart = ink.apart(*band);
    apart < near * size || is_bar && is_short && apart < NEAR_BAR * size
}

/// For how much of the height of what stands there are words or a picture beside it.
fn beside(ink: Bounds, lines: &[Line<'_>], pictures: &[Bounds]) -> f64 {
    let near = lines.iter().map(|line| {
        let more = GOES_ON * line.size;
        Bounds { top: line.band.top - more, bottom: line.band.bottom + more, ..line.band }
    });
    let near = near.chain(pictures.iter().copied());
    let mut spans: Vec<(f64, f64)> = near
        .filter(|other| ink.apart(*other) < BESIDE && 0.0 < ink.beside(*other))
        .map(|other| (other.top.max(ink.top), other.bottom.min(ink.bottom)))
        .collect();
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut covered, mut to) = (0.0, f64::NEG_INFINITY);
    for (top, bottom) in spans {
        covered += (bottom - top.max(to)).max(0.0);
        to = to.max(bottom);
    }
    covered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(left: f64, top: f64, right: f64, bottom: f64) -> Bounds {
        Bounds { left, top, right, bottom }
    }

    #[test]
    fn a_short_bar_beside_words_could_be_a_letter_and_a_side_of_a_box_not() {
        // A line of 12 pt from 100 to 200, whose baseline is at 100.
        let (band, ink) = (bounds(100.0, 91.4, 200.0, 102.4), bounds(100.0, 92.0, 200.0, 102.0));
        let line = Line {
            leaf: "a",
            ends: ('a', 'z'),
            band,
            ink,
            size: 12.0,
            is_label: false,
            goes_on: (false, false),
        };
        let short = |left: f64| bounds(left, 60.0, left + 1.0, 98.0);
        assert!(disturbs(short(215.0), None, false, &line));
        assert!(!disturbs(short(215.0), None, true, &line));
        assert!(!disturbs(short(225.0), None, false, &line));
        assert!(!disturbs(bounds(215.0, 60.0, 216.0, 101.0), None, false, &line));
    }
}
