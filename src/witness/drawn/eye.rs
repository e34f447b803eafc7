//! Where the lines of texts stand to each other: in reading order, apart, on the paper, large enough;
//! and no page is without any.

use super::device::Sheet;
use super::plane::Rect;
use super::{Findings, Line};
use crate::compose::Composition;

/// How much of a line another text may overlap, in ems.
const MAX_OVERLAP: f64 = 0.15;
/// Sizes are compared with this tolerance, in points.
const SIZE: f64 = 0.02;
/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// The lines of one text in one column.
struct Block<'a> {
    name: &'a str,
    page: usize,
    bounds: Rect,
    size: f64,
    last: f64,
}

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
    in_order(&blocks(lines), rtl, findings);
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
            format!("its type is {:.1} pt, below {floor} pt", line.size),
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

fn blocks(lines: &[Line]) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    for line in lines.iter().filter(|line| !line.is_label && !line.is_running) {
        match blocks.last_mut() {
            Some(block)
                if block.name == line.name
                    && block.page == line.page
                    && block.last < line.baseline =>
            {
                block.bounds = block.bounds.join(line.ink);
                block.last = line.baseline;
            }
            _ => blocks.push(Block {
                name: &line.name,
                page: line.page,
                bounds: line.ink,
                size: line.size,
                last: line.baseline,
            }),
        }
    }
    blocks
}

/// A later text stands neither above an earlier one in its column nor before it on a line.
fn in_order(blocks: &[Block<'_>], rtl: bool, findings: &mut Findings) {
    for (index, later) in blocks.iter().enumerate() {
        for earlier in blocks[..index].iter().rev().take_while(|b| b.page == later.page) {
            let (a, b) = (earlier.bounds, later.bounds);
            let both = a.meet(b);
            let slack = 0.1 * later.size;
            let one_column = 0.5 * a.width().min(b.width()) < both.width();
            let one_line = 0.5 * a.height().min(b.height()) < both.height();
            let before = if rtl { a.right <= b.left + slack } else { b.right <= a.left + slack };
            if (one_column && b.bottom <= a.top + slack) || (one_line && before) {
                findings.add(
                    later.name,
                    Some(later.page),
                    format!("it stands before `{}`, which is to be read first", earlier.name),
                );
                return;
            }
        }
    }
}
