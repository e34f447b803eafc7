//! What stands beside a text: the sign of its list before it, and no other text so near that both
//! read as one, a week before a dose.

use std::collections::BTreeSet;

use super::due::Dues;
use super::outlines::Outlines;
use super::plane::{Rect, is_same_color};
use super::{Findings, Line};

/// Between two texts on one line at least, in ems; more where numbers would meet.
const TEXTS: f64 = 0.15;
const NUMBERS: f64 = 0.75;
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
pub(super) fn apart(lines: &[Line], outlines: &Outlines, findings: &mut Findings) {
    for (index, later) in lines.iter().enumerate() {
        for earlier in lines[..index].iter().filter(|earlier| earlier.page == later.page) {
            if earlier.name != later.name && is_joined(earlier, later, outlines) {
                let reason = format!("it runs into `{}`", earlier.name);
                findings.add(&later.name, Some(later.page), reason);
            }
        }
    }
}

fn is_joined(one: &Line, other: &Line, outlines: &Outlines) -> bool {
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
    right.ink.left - left.ink.right < size * if meet { NUMBERS } else { TEXTS }
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
