//! Where the lines of texts stand to each other: in reading order, apart, on the paper, large enough;
//! and no page is without any.

use super::device::Sheet;
use super::findings::Findings;
use super::line::Line;
use super::plane::{MM, Rect};
use candor_composition::Composition;
use candor_model::LeafFamily;

/// How much of a line another text may overlap, in ems.
const MAX_OVERLAP: f64 = 0.04;
/// Sizes are compared with this tolerance, in points.
const SIZE: f64 = 0.01;
/// A later text may reach above an earlier one, or before it, by this much, in ems.
const SLACK: f64 = 0.1;
/// Sizes of two texts are compared with this tolerance, in points.
const SMALLER: f64 = 0.05;
/// How the names of what the author wrote begin, and of what is owed besides.
const AUTHORS: [LeafFamily; 4] =
    [LeafFamily::Author, LeafFamily::Question, LeafFamily::StopIf, LeafFamily::Purpose];
const OWED: [LeafFamily; 4] =
    [LeafFamily::Item, LeafFamily::Evidence, LeafFamily::Table, LeafFamily::State];

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
    for page in 0..sheets.len() {
        if !lines.iter().any(|line| line.page == page && !line.is_running) {
            findings.add("template", Some(page), "nothing of the sheet stands on it");
        }
    }
    apart(lines, findings);
    smaller(lines, findings);
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

/// What is owed is set at least as large as what the author wrote.
fn smaller(lines: &[Line], findings: &mut Findings) {
    let is_of = |line: &Line, families: &[LeafFamily]| LeafFamily::any_has(families, &line.name);
    let texts = || lines.iter().filter(|line| !line.is_label && !line.is_running);
    let authors = texts().filter(|line| is_of(line, &AUTHORS)).map(|line| line.size);
    let largest = authors.fold(0.0, f64::max);
    let small = texts().find(|line| is_of(line, &OWED) && line.size < largest - SMALLER);
    if let Some(line) = small {
        let size = line.size;
        findings.add(
            &line.name,
            Some(line.page),
            format!("its type is {size:.4} pt, smaller than the author's at {largest:.4} pt"),
        );
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

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, left: f64, baseline: f64) -> Line {
        let ink = Rect { left, top: baseline - 9.0, right: left + 100.0, bottom: baseline + 2.0 };
        Line { size: 12.0, ..super::super::line::a_line(name, ink, baseline) }
    }

    fn said(check: impl Fn(&mut Findings)) -> Vec<String> {
        let mut findings = Findings::default();
        check(&mut findings);
        findings.0.iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn lines_overlap_by_no_more_than_letters_of_one_line_do() {
        let over = |by: f64| {
            let lines = [line("a", 0.0, 50.0), line("b", 0.0, 61.0 - by)];
            said(|findings| apart(&lines, findings)).len()
        };
        assert_eq!((over(0.4), over(0.6)), (0, 1));
    }

    #[test]
    fn later_lines_stand_below_earlier_ones_or_behind_them() {
        let order = |left: f64, baseline: f64| {
            let lines = [line("a", 0.0, 50.0), line("b", left, baseline)];
            said(|findings| in_order(&lines, false, findings)).len()
        };
        assert_eq!(order(0.0, 62.0), 0);
        assert_eq!(order(0.0, 38.0), 1, "above it");
        assert_eq!(order(110.0, 50.0), 0, "behind it");
        assert_eq!(order(-110.0, 50.0), 1, "before it");
    }

    #[test]
    fn what_is_owed_is_as_large_as_the_authors_words() {
        let sized = |name: &str, size: f64| Line { size, ..line("", 0.0, 50.0) }.named(name);
        let small = |size: f64| {
            let lines = [sized("purpose", 12.5), sized("item.x", size)];
            said(|findings| smaller(&lines, findings)).len()
        };
        assert_eq!((small(12.46), small(12.0)), (0, 1));
    }
}
