//! Cells of a table stand on the line of their row, rows stand under each other, and no line runs
//! through a row: a dose is read with its own weeks.

use super::device::Sheet;
use super::findings::Findings;
use super::found::Found;
use super::ink;
use super::line::{Line, Place, places};
use super::plane::Rect;
use candor_composition::{Block, Composition, Leaf};

/// How much of the lower one of two cells must stand beside the other, as a share of its height.
const BESIDE: f64 = 0.5;
/// How far two cells may lie from one height, in ems: their first lines, their last ones or their middles.
const ONE_HEIGHT: f64 = 0.2;
/// How far a row may reach into the one above it, in points.
const INTO: f64 = 0.5;
/// How far within a row a line runs through it, in points.
const WITHIN: f64 = 1.0;
/// How far beside its words a line still runs through a row, in points.
const AROUND: f64 = 9.0;
/// A box that is no higher is a line, in points.
const LINE: f64 = 3.0;

/// A row where it stands.
struct Row<'a> {
    name: &'a str,
    page: usize,
    ink: Rect,
}

/// Reports cells away from their row, and rows that are cut.
pub(super) fn check(
    sheets: &[Sheet],
    lines: &[Line],
    pictures: &[Found],
    composition: &Composition,
    findings: &mut Findings,
) {
    let places = places(lines);
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        let mut above: Option<Row<'_>> = None;
        for cells in rows(block) {
            let placed: Vec<(&str, Place)> = cells
                .iter()
                .filter_map(|leaf| Some((leaf.leaf.as_str(), *places.get(leaf.leaf.as_str())?)))
                .collect();
            let Some(row) = row(lines, &placed, above.as_ref(), findings) else { continue };
            let pieces = sheets.get(row.page).map(|sheet| ink::pieces(row.page, sheet, pictures));
            if pieces
                .unwrap_or_default()
                .iter()
                .any(|piece| parts(piece.rect(), piece.is_bar, row.ink))
            {
                findings.add(row.name, Some(row.page), "a line runs through its row");
            }
            above = Some(row);
        }
    }
}

/// The rows of a table, the header first.
fn rows(block: &Block) -> Vec<Vec<&Leaf>> {
    match block {
        Block::Table { header, rows } => {
            std::iter::once(header).chain(rows).map(|row| row.iter().collect()).collect()
        }
        Block::Calendar { header, rows } => {
            let header = std::iter::once(header.iter().collect());
            header.chain(rows.iter().map(|row| vec![&row.week, &row.dose])).collect()
        }
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::WriteLines { .. }
        | Block::Standing { .. }
        | Block::Figure { .. } => Vec::new(),
    }
}

/// Judges where the cells of a row stand, and returns it as a whole.
fn row<'a>(
    lines: &[Line],
    cells: &[(&'a str, Place)],
    above: Option<&Row<'_>>,
    findings: &mut Findings,
) -> Option<Row<'a>> {
    let &(name, head) = cells.first()?;
    let mut ink = head.ink;
    for (cell, place) in cells {
        if place.page != head.page {
            findings.add(cell, Some(place.page), "it stands on another page than its row");
            continue;
        }
        let low = head.ink.height().min(place.ink.height());
        let both = head.ink.meet(place.ink);
        if both.height() < BESIDE * low || !is_at_one_height(lines, name, cell) {
            let reason = format!("it does not stand on the line of `{name}`");
            findings.add(cell, Some(place.page), reason);
        }
        if let Some(above) = above.filter(|above| above.page == place.page)
            && place.ink.top < above.ink.bottom - INTO
        {
            let reason = format!("it stands in the row of `{}`, which is another one", above.name);
            findings.add(cell, Some(place.page), reason);
        }
        ink = ink.join(place.ink);
    }
    Some(Row { name, page: head.page, ink })
}

/// Whether two cells have their first lines, their last ones or their middles at one height.
fn is_at_one_height(lines: &[Line], one: &str, other: &str) -> bool {
    let heights = |name: &str| {
        let own = || lines.iter().filter(|line| line.name == name && !line.is_label);
        let first = own().next()?;
        let last = own().rfind(|line| line.page == first.page)?;
        Some((first.baseline, last.baseline, first.size))
    };
    let (Some((top, bottom, size)), Some((other_top, other_bottom, other_size))) =
        (heights(one), heights(other))
    else {
        return true;
    };
    let within = ONE_HEIGHT * size.max(other_size);
    [top - other_top, bottom - other_bottom, (top + bottom - other_top - other_bottom) / 2.0]
        .iter()
        .any(|off| off.abs() <= within)
}

/// Whether ink is a line that lies within a row.
fn parts(rect: Rect, is_bar: bool, row: Rect) -> bool {
    let lies = rect.height() < rect.width() && (is_bar || rect.height() < LINE);
    lies && rect.touches(row.grown(AROUND, -WITHIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(page: usize, top: f64) -> Place {
        Place { page, ink: Rect { left: 0.0, right: 50.0, top, bottom: top + 9.0 } }
    }

    /// What is said of a row whose second cell stands at a place, under another row.
    fn said(second: Place) -> Vec<String> {
        let mut findings = Findings::default();
        let above = Row { name: "before", page: 0, ink: place(0, 0.0).ink };
        let line = |name: &str, at: Place| Line {
            page: at.page,
            ..super::super::line::a_line(name, at.ink, at.ink.bottom - 1.0)
        };
        let lines = [line("first", place(0, 20.0)), line("second", second)];
        let cells = [("first", place(0, 20.0)), ("second", second)];
        row(&lines, &cells, Some(&above), &mut findings);
        findings.0.iter().map(|found| found.message.clone()).collect()
    }

    #[test]
    fn cells_stand_on_the_line_of_their_row() {
        assert_eq!(said(place(0, 20.0)), Vec::<String>::new());
        assert_eq!(said(place(0, 22.0)), Vec::<String>::new());
        assert!(said(place(0, 23.0))[0].contains("on the line of `first`"));
        assert!(said(place(1, 20.0))[0].contains("another page than its row"));
        assert!(said(place(0, 8.0))[1].contains("in the row of `before`"));
    }

    #[test]
    fn a_line_that_lies_within_a_row_parts_it() {
        let row = Rect { left: 0.0, right: 50.0, top: 0.0, bottom: 20.0 };
        let line = |left: f64, top: f64| Rect { left, right: left + 80.0, top, bottom: top + 0.5 };
        assert!(parts(line(0.0, 10.0), true, row) && parts(line(58.0, 10.0), false, row));
        assert!(!parts(line(60.0, 10.0), true, row) && !parts(line(0.0, 0.0), true, row));
        assert!(!parts(Rect { left: -9.0, right: 90.0, top: -5.0, bottom: 25.0 }, false, row));
    }
}
