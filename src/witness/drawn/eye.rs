//! Where the lines of texts stand to each other: in reading order, apart, on the paper, large enough.

use super::device::Sheet;
use super::plane::Rect;
use super::{Findings, Line};
use crate::compose::Composition;

/// How much of a line another text may overlap, in ems.
const MAX_OVERLAP: f64 = 0.04;
/// Sizes are compared with this tolerance, in points.
const SIZE: f64 = 0.01;
/// A later text may reach above an earlier one, or before it, by this much, in ems.
const SLACK: f64 = 0.1;
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// Reports what stands before what is to be read before it, over another text, off the page, or
/// smaller than it may.
pub(super) fn check(
    lines: &[Line],
    sheets: &[Sheet],
    composition: &Composition,
    rtl: bool,
    findings: &mut Findings,
) {
    for line in lines {
        place(line, sheets, composition, findings);
    }
    apart(lines, findings);
    in_order(lines, rtl, findings);
}

fn place(line: &Line, sheets: &[Sheet], composition: &Composition, findings: &mut Findings) {
    let setting = composition.format.setting();
    let (floor, margin) = if line.is_running {
        (setting.running, setting.edge_mm)
    } else {
        (setting.body, setting.margin_mm)
    };
    if line.size < floor - SIZE {
        findings.add(
            &line.name,
            Some(line.page),
            format!("its type is {:.4} pt, below {floor} pt", line.size),
        );
    }
    let Some(sheet) = sheets.get(line.page) else { return };
    let paper = Rect { left: 0.0, top: 0.0, right: sheet.size.0, bottom: sheet.size.1 };
    if !paper.grown(-margin * MM, -margin * MM).contains(line.ink) {
        findings.add(
            &line.name,
            Some(line.page),
            format!("it stands off the page or within {margin} mm of its edge"),
        );
    }
}

/// No line lies over another one.
fn apart(lines: &[Line], findings: &mut Findings) {
    let mut sorted: Vec<&Line> = lines.iter().collect();
    sorted.sort_by(|a, b| {
        (a.page, a.ink.top).partial_cmp(&(b.page, b.ink.top)).unwrap_or(std::cmp::Ordering::Equal)
    });
    for (index, line) in sorted.iter().enumerate() {
        let later = sorted[index + 1..].iter();
        for other in later.take_while(|o| o.page == line.page && o.ink.top < line.ink.bottom) {
            let both = line.ink.meet(other.ink);
            let most = MAX_OVERLAP * line.size.min(other.size);
            if most < both.height() && most < both.width() {
                findings.add(&line.name, Some(line.page), format!("it lies over `{}`", other.name));
            }
        }
    }
}

/// A later line stands neither above an earlier one in its column nor before it on a line.
fn in_order(lines: &[Line], rtl: bool, findings: &mut Findings) {
    let read: Vec<&Line> = lines.iter().filter(|line| !line.is_label && !line.is_running).collect();
    for (index, later) in read.iter().enumerate() {
        for earlier in read[..index].iter().rev().take_while(|line| line.page == later.page) {
            let (a, b) = (earlier.ink, later.ink);
            let both = a.meet(b);
            let slack = SLACK * later.size;
            let one_column = 0.5 * a.width().min(b.width()) < both.width();
            let one_line = 0.5 * a.height().min(b.height()) < both.height();
            let before = if rtl { a.right <= b.left + slack } else { b.right <= a.left + slack };
            if (one_column && b.bottom <= a.top + slack) || (one_line && before) {
                findings.add(
                    &later.name,
                    Some(later.page),
                    format!("it stands before `{}`, which is to be read first", earlier.name),
                );
                return;
            }
        }
    }
}
