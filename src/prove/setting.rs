//! How the text is set: letter height, distance and length of lines, headings with their text,
//! order to the eye, nothing owed in smaller type than the author's own words.
//!
//! Every number is measured on the laid-out page, not taken from the template: the height of the
//! letters is that of their drawings, the distance of lines that of their baselines. The limits are
//! those of RULES 7.1 (G02, G03, G04).

use std::collections::BTreeMap;
use std::str::FromStr as _;

use super::finding::finding;
use super::gathered::{Gathered, Line, Text};
use super::geometry::{Bounds, MM};
use crate::rules::{page_leaf_order, page_lines, page_parted, page_type_too_small};
use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_model::{LeafFamily, Setting};

/// The author's words, and what is owed: never in smaller type than those.
const AUTHOR: [LeafFamily; 4] =
    [LeafFamily::Author, LeafFamily::Question, LeafFamily::StopIf, LeafFamily::Purpose];
const OWED: [LeafFamily; 4] =
    [LeafFamily::Item, LeafFamily::Evidence, LeafFamily::Table, LeafFamily::State];
/// The least distance of two baselines (G03).
const MIN_DISTANCE: f64 = 3.0 * MM;
/// Lines that stand further apart are no longer one paragraph.
const MAX_DISTANCE_EM: f64 = 2.0;
/// A text with fewer broken lines has no mean worth judging.
const MIN_BROKEN_LINES: usize = 2;
/// How far right of its other lines a line begins, in points, that goes on behind another text.
const LATE: f64 = 24.0;
/// A broken line is at least this share of the text's widest one.
const FULL_LINE: f64 = 0.6;
/// How far below its heading a text may begin, in ems of the heading.
const MAX_HEADING_GAP: f64 = 3.0;
/// By how much a heading may stand nearer to the text above than to its own, in ems.
const NEARER: f64 = 0.5;
/// Sizes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.05;
/// A later line may reach above an earlier one, or before it, by this much, in ems: more than so is
/// read first.
const SLACK: f64 = 0.1;
/// How one text is set.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Set {
    /// Height of its lower-case letters, in points.
    pub(super) x_height: Option<f64>,
    /// Least distance of two of its lines, in points.
    pub(super) distance: Option<f64>,
    /// The same in ems of the larger line.
    pub(super) distance_em: Option<f64>,
    /// Mean number of characters in its broken lines, where it does not stand in a table.
    pub(super) characters: Option<f64>,
    /// Width of its widest line, in points.
    pub(super) width: Option<f64>,
}

/// Reports what is set too small, too tight, too long, or away from where it belongs.
pub(super) fn check<'a>(
    gathered: &Gathered<'_, '_>,
    composition: &'a Composition,
    diagnostics: &mut Diagnostics,
) -> BTreeMap<&'a str, Set> {
    let leaves = composition.leaves().into_iter();
    let texts: Vec<(&str, &Text<'_>)> = leaves
        .filter_map(|(_, leaf)| Some((leaf.leaf.as_str(), gathered.text(&leaf.leaf)?)))
        .collect();
    let reads = Reads::of(&composition.language);
    let mut found = BTreeMap::new();
    for (leaf, text) in &texts {
        found.insert(*leaf, lines(text, composition.format.setting(), reads, diagnostics));
    }
    let texts: Vec<&Text<'_>> = texts.into_iter().map(|(_, text)| text).collect();
    headings(&texts, diagnostics);
    eye(&texts, reads, diagnostics);
    smaller(&texts, diagnostics);
    found
}

fn lines(text: &Text<'_>, setting: Setting, reads: Reads, diagnostics: &mut Diagnostics) -> Set {
    let mut report = |code, page, reason: String| {
        diagnostics.push(finding(code, text.leaf, Some(page), reason));
    };
    let first = text.lines.first().map_or(0, |line| line.page);
    if let Some(height) = text.x_height
        && height < setting.x_height_mm * MM
    {
        let (height, least) = (height / MM, setting.x_height_mm);
        report(
            page_type_too_small::CODE,
            first,
            format!("its lower-case letters are {height:.1} mm high, below {least} mm"),
        );
    }
    let (mut least, mut least_em): (Option<f64>, Option<f64>) = (None, None);
    let widest = text.lines.iter().map(|line| line.ink.width()).fold(0.0, f64::max);
    let left = text.lines.iter().map(|line| line.ink.left).fold(f64::INFINITY, f64::min);
    let mut broken = Vec::new();
    for pair in text.lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        // A text that goes on behind another begins in the middle of a line.
        let begins_late = left + LATE < line.ink.left;
        if FULL_LINE * widest <= line.ink.width() && !begins_late {
            broken.push(line.n_characters);
        }
        if line.page != next.page || goes_on_beside(text.leaf, line, next, reads) {
            continue;
        }
        if !overlaps(line.ink, next.ink) && !reads.is_behind(line.ink, next.ink) {
            let reason = "its lines do not stand under each other".to_owned();
            report(page_leaf_order::CODE, line.page, reason);
            continue;
        }
        let distance = next.baseline - line.baseline;
        let size = line.size.max(next.size);
        least = Some(least.map_or(distance, |least| least.min(distance)));
        least_em = Some(least_em.map_or(distance / size, |least| least.min(distance / size)));
        if distance < (setting.line_em * size).max(MIN_DISTANCE) - TOLERANCE {
            report(
                page_lines::CODE,
                line.page,
                format!("two of its lines stand {distance:.1} pt apart, for type of {size:.0} pt"),
            );
        } else if MAX_DISTANCE_EM * size + TOLERANCE < distance {
            report(
                page_lines::CODE,
                line.page,
                format!("two of its lines stand {distance:.1} pt apart and fall to pieces"),
            );
        }
    }
    // Cells of a table are narrow by nature.
    let cells = [LeafFamily::Table, LeafFamily::Dose, LeafFamily::Calendar];
    let in_table = LeafFamily::any_has(&cells, text.leaf);
    #[expect(clippy::cast_precision_loss, reason = "a page has fewer characters than 2^52")]
    let mean = (MIN_BROKEN_LINES <= broken.len() && !in_table)
        .then(|| broken.iter().sum::<usize>() as f64 / broken.len() as f64);
    if let Some(mean) = mean
        && !(setting.characters.0..=setting.characters.1).contains(&mean)
    {
        report(
            page_lines::CODE,
            first,
            format!(
                "its lines hold {mean:.0} characters; {} to {} can be read",
                setting.characters.0, setting.characters.1
            ),
        );
    }
    Set {
        x_height: text.x_height,
        distance: least,
        distance_em: least_em,
        characters: mean,
        width: (0.0 < widest).then_some(widest),
    }
}

/// Whether an author's text goes on at the head of the next column.
fn goes_on_beside(leaf: &str, line: &Line, next: &Line, reads: Reads) -> bool {
    LeafFamily::Author.has(leaf)
        && next.ink.top < line.ink.top
        && !overlaps(line.ink, next.ink)
        && reads.is_behind(next.ink, line.ink)
}

/// A heading stands over the text that follows it, on the same page, close, and nearer to it than
/// to the text before.
fn headings(texts: &[&Text<'_>], diagnostics: &mut Diagnostics) {
    for (at, pair) in texts.windows(2).enumerate() {
        let (heading, next) = (pair[0], pair[1]);
        if !LeafFamily::Heading.has(heading.leaf) {
            continue;
        }
        let (Some(last), Some(first)) = (heading.lines.last(), next.lines.first()) else {
            continue;
        };
        let gap = first.ink.top - last.ink.bottom;
        let near = gap <= MAX_HEADING_GAP * last.size && overlaps(last.ink, first.ink);
        if last.page != first.page || !near {
            diagnostics.push(finding(
                page_parted::CODE,
                heading.leaf,
                Some(last.page),
                format!("it is parted from the text under it, `{}`", next.leaf),
            ));
            continue;
        }
        let before = at.checked_sub(1).and_then(|before| texts.get(before));
        let begin = heading.lines.first();
        if let (Some(before), Some(begin)) = (before, begin)
            && let Some(above) = before.lines.last()
            && above.page == begin.page
            && above.baseline < begin.baseline
            && overlaps(above.ink, begin.ink)
            && begin.ink.top - above.ink.bottom + NEARER * begin.size < gap
        {
            let reason = format!("it stands nearer to `{}` than to its own text", before.leaf);
            diagnostics.push(finding(page_parted::CODE, heading.leaf, Some(begin.page), reason));
        }
    }
}

/// In which direction the lines of a language are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reads {
    Rightwards,
    Leftwards,
}

impl Reads {
    fn of(language: &str) -> Self {
        match typst::text::Lang::from_str(language).map(typst::text::Lang::dir) {
            Ok(typst::layout::Dir::RTL) => Self::Leftwards,
            _ => Self::Rightwards,
        }
    }

    /// Whether the first box begins where an eye that reads comes later than at the second one's
    /// beginning.
    fn is_behind(self, first: Bounds, second: Bounds) -> bool {
        match self {
            Self::Rightwards => second.left <= first.left,
            Self::Leftwards => first.right <= second.right,
        }
    }
}

/// A later text does not stand above an earlier one in the same column, nor before it on a line.
fn eye(texts: &[&Text<'_>], reads: Reads, diagnostics: &mut Diagnostics) {
    let boxes: Vec<(&str, usize, Bounds, f64)> = texts
        .iter()
        .flat_map(|text| text.lines.iter().map(|l| (text.leaf, l.page, l.ink, l.size)))
        .collect();
    for (index, (leaf, page, later, size)) in boxes.iter().enumerate() {
        let (mut above, mut beside) = (None, None);
        let slack = SLACK * size;
        for (other, on, earlier, _) in &boxes[..index] {
            if on != page {
                continue;
            }
            // Cheap looks first: a page has a hundred lines, and each is held against each.
            if later.bottom <= earlier.top + slack {
                if above.is_none() && overlaps(*earlier, *later) {
                    above = Some(other);
                }
                continue;
            }
            let before = match reads {
                Reads::Rightwards => later.right <= earlier.left + slack,
                Reads::Leftwards => earlier.right <= later.left + slack,
            };
            if before && beside.is_none() {
                let (from, to) = (earlier.top.max(later.top), earlier.bottom.min(later.bottom));
                let side_by_side = 0.5 * earlier.height().min(later.height()) < to - from;
                beside = side_by_side.then_some(other);
            }
        }
        let side = match reads {
            Reads::Rightwards => "left",
            Reads::Leftwards => "right",
        };
        let reason = match (above, beside) {
            (Some(other), _) if other == leaf => {
                "its lines stand in another order than they are read".to_owned()
            }
            (Some(other), _) => format!("it stands above `{other}`, which is read before it"),
            (None, Some(other)) => {
                format!("it stands to the {side} of `{other}`, which is read before it")
            }
            (None, None) => continue,
        };
        diagnostics.push(finding(page_leaf_order::CODE, leaf, Some(*page), reason));
        return;
    }
}

/// What is owed is set at least as large as the author's own text.
fn smaller(texts: &[&Text<'_>], diagnostics: &mut Diagnostics) {
    let size = |text: &Text<'_>| {
        text.lines.iter().map(|line| line.size).min_by(f64::total_cmp).unwrap_or(f64::MAX)
    };
    let largest = texts
        .iter()
        .copied()
        .filter(|text| LeafFamily::any_has(&AUTHOR, text.leaf))
        .map(size)
        .filter(|size| *size < f64::MAX)
        .max_by(f64::total_cmp);
    let Some(largest) = largest else { return };
    for text in texts.iter().copied() {
        if LeafFamily::any_has(&OWED, text.leaf) && size(text) < largest - TOLERANCE {
            diagnostics.push(finding(
                page_type_too_small::CODE,
                text.leaf,
                text.lines.first().map(|line| line.page),
                format!(
                    "its type is {:.1} pt, smaller than the author's own text at {largest:.1} pt",
                    size(text)
                ),
            ));
        }
    }
}

/// Whether two boxes stand in one column: the narrower lies by half under the other.
fn overlaps(a: Bounds, b: Bounds) -> bool {
    let both = a.right.min(b.right) - a.left.max(b.left);
    both > 0.5 * a.width().min(b.width())
}

#[cfg(test)]
mod tests {
    use super::super::gathered::Look;
    use super::*;

    #[test]
    fn later_lines_stand_below_earlier_ones_or_behind_them() {
        let text = |leaf, left: f64, baseline: f64| {
            let (right, top, bottom) = (left + 100.0, baseline - 9.0, baseline + 2.0);
            let ink = Bounds { left, top, right, bottom };
            let extent = (left, right);
            let line = Line { page: 0, baseline, ink, extent, n_characters: 20, size: 12.0 };
            Text { leaf, lines: vec![line], x_height: None, look: Look::black(12.0) }
        };
        let said = |left: f64, baseline: f64| {
            let mut diagnostics = Diagnostics::new();
            let texts = [text("a", 0.0, 50.0), text("b", left, baseline)];
            let texts: Vec<&Text<'_>> = texts.iter().collect();
            eye(&texts, Reads::Rightwards, &mut diagnostics);
            diagnostics.iter().count()
        };
        assert_eq!(said(0.0, 62.0), 0);
        assert_eq!(said(0.0, 40.0), 1, "above it, but for a hair");
        assert_eq!(said(110.0, 50.0), 0, "behind it");
        assert_eq!(said(-99.0, 50.0), 1, "before it, but for a hair");
    }
}
