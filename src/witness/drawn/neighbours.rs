//! What stands beside a text: the sign of its list before it, and no other text so near that both
//! read as one, a week before a dose.

use std::collections::BTreeSet;

use super::due::Dues;
use super::findings::Findings;
use super::line::Line;
use super::outlines::Outlines;
use super::plane::{Rect, is_same_color};
use candor_composition::{Block, Composition};
use candor_model::Place;

/// Between two texts on one line at least, in ems; more where numbers would meet.
const TEXTS: f64 = 0.15;
const NUMBERS: f64 = 0.75;
const CELLS: f64 = 0.3;
/// Two headings on one line, in ems.
const HEADINGS: f64 = 0.9;
/// And two cells of a row at least, in points.
const BETWEEN_CELLS: f64 = 7.0;
const SIZE_OF_LABEL: f64 = 0.05;
/// Letters reach so far above their baseline and below it, in ems.
const BAND: (f64, f64) = (0.72, 0.2);
/// Of the height of two texts, in ems, so much is side by side where they stand on one line.
const SIDE_BY_SIDE: f64 = 0.3;

/// Reports entries of lists without their sign or number, or with one that is set otherwise.
pub(super) fn labels(lines: &[Line], dues: &Dues, findings: &mut Findings) {
    for label in lines.iter().filter(|line| line.is_label) {
        let entry = lines.iter().find(|line| !line.is_label && line.name == label.name);
        let is_alike = |entry: &Line| {
            (label.size - entry.size).abs() < SIZE_OF_LABEL
                && is_same_color(label.color, entry.color)
        };
        if !entry.is_some_and(is_alike) {
            let reason = "its label has another size or colour";
            findings.add(&label.name, Some(label.page), reason);
        }
    }
    let labelled: BTreeSet<&str> =
        lines.iter().filter(|line| line.is_label).map(|line| line.name.as_str()).collect();
    for due in dues.body.iter().filter(|due| due.label.is_some()) {
        if !labelled.contains(due.name.as_str()) {
            let reason = "the sign or number of its list is not drawn before it";
            findings.add(&due.name, None, reason);
        }
    }
}

/// Reports texts that run together, whichever is painted first and however far one is raised.
pub(super) fn apart(
    lines: &[Line],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
    let tables = blocks.filter(|block| match block {
        Block::Table { .. } | Block::Calendar { .. } => true,
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::WriteLines { .. }
        | Block::Standing { .. }
        | Block::Figure { .. } => false,
    });
    let cells: BTreeSet<&str> =
        tables.flat_map(Block::leaves).map(|leaf| leaf.leaf.as_str()).collect();
    let headings = composition.sections.iter().map(|section| section.heading.leaf.as_str());
    let headings: BTreeSet<&str> = headings.collect();
    let about = composition.sections.iter().filter(|section| section.place == Place::About);
    let about = about.flat_map(|section| section.blocks.iter().flat_map(Block::leaves));
    let about: BTreeSet<&str> = about.map(|leaf| leaf.leaf.as_str()).collect();
    let around: Vec<Around> = (0..lines.len())
        .map(|at| {
            let is_own = |other: Option<&Line>| {
                other.is_some_and(|other| {
                    other.name == lines[at].name && !other.is_label && !lines[at].is_label
                })
            };
            Around {
                before: is_own(at.checked_sub(1).and_then(|at| lines.get(at))),
                behind: is_own(lines.get(at + 1)),
                kind: match lines[at].name.as_str() {
                    name if cells.contains(name) => Kind::Cell,
                    name if headings.contains(name) => Kind::Heading,
                    name if about.contains(name) => Kind::About,
                    _ => Kind::Other,
                },
            }
        })
        .collect();
    for (index, later) in lines.iter().enumerate() {
        for (at, earlier) in lines[..index].iter().enumerate() {
            let pair = [(earlier, around[at]), (later, around[index])];
            if earlier.page == later.page && earlier.name != later.name && is_joined(pair, outlines)
            {
                let reason = format!("it runs into `{}`", earlier.name);
                findings.add(&later.name, Some(later.page), reason);
            }
        }
    }
}

/// What a line is part of.
#[derive(Debug, Clone, Copy)]
struct Around {
    /// Whether its text has a line before it, and behind it.
    before: bool,
    behind: bool,
    kind: Kind,
}

/// What a text is, as far as its neighbours are concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Cell,
    Heading,
    /// It is about the sheet, and may run on.
    About,
    Other,
}

fn is_joined([one, other]: [(&Line, Around); 2], outlines: &Outlines) -> bool {
    let [(one, of_one), (other, of_other)] = [one, other];
    let size = one.size.max(other.size);
    let both = band(one).meet(band(other));
    if both.height() <= SIDE_BY_SIDE * size {
        return false;
    }
    let (left, right) = if one.ink.left < other.ink.left { (one, other) } else { (other, one) };
    let is_number = |letter: Option<&(Rect, usize)>| {
        letter.is_some_and(|(_, known)| {
            let texts = &outlines.get(*known).texts;
            texts.iter().any(|text| text.chars().all(char::is_numeric))
        })
    };
    let meet = is_number(left.letters.last()) && is_number(right.letters.first());
    let are = |kind| of_one.kind == kind && of_other.kind == kind;
    let least = match () {
        () if one.is_label || one.is_running => size * TEXTS,
        () if are(Kind::Heading) => size * HEADINGS,
        () if meet => size * NUMBERS,
        () if are(Kind::Cell) => BETWEEN_CELLS.max(size * CELLS),
        // Lines of columns would be read across, and only sentences about the sheet run on.
        () if of_one.behind || of_other.before || !are(Kind::About) => size * NUMBERS,
        () => size * TEXTS,
    };
    right.ink.left - left.ink.right < least
}

/// From the tops of a line's letters to below its baseline.
fn band(line: &Line) -> Rect {
    let (above, below) = BAND;
    Rect {
        top: line.baseline - above * line.size,
        bottom: line.baseline + below * line.size,
        ..line.ink
    }
}
