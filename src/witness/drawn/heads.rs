//! The heads of a table stand over their columns: a dose under `time` is taken for one.

use super::findings::Findings;
use super::plane::Rect;
use super::spacing::EDGE;
use super::view::{Column, View};
use candor_composition::{Block, Composition};

/// Reports header cells that do not stand over their column.
pub(super) fn check(
    views: &[View<'_>],
    columns: &[Column<'_>],
    composition: &Composition,
    findings: &mut Findings,
) {
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        for (head, cells) in heads(block) {
            let Some(column) = columns.iter().find(|column| column.name == head) else { continue };
            // On a further page cells have no head over them.
            let Some(view) = views.iter().find(|view| view.page == column.page) else { continue };
            let places: Vec<Rect> = cells.iter().filter_map(|name| stands(view, name)).collect();
            if !is_over(span(column), &places, EDGE * column.size()) {
                let reason = "it does not stand over the cells of its column";
                findings.add(head, Some(column.page), reason);
            }
        }
    }
}

/// From where a text's first letters begin to where its last ones end, as widely as they are set.
fn span(column: &Column<'_>) -> Rect {
    column.lines.iter().fold(Rect::NONE, |all, line| {
        all.join(Rect { left: line.left, right: line.right, ..line.ink })
    })
}

/// Where a text or picture stands.
fn stands(view: &View<'_>, name: &str) -> Option<Rect> {
    let column = view.columns.iter().find(|column| column.name == name);
    column.map(|column| span(column)).or_else(|| view.place(name))
}

/// Each header cell with the names of the cells of its column; what is left for a hand has none.
fn heads(block: &Block) -> Vec<(&str, Vec<&str>)> {
    match block {
        Block::Table { header, rows } => {
            let cells = |at: usize| {
                rows.iter().filter_map(|row| Some(row.get(at)?.leaf.as_str())).collect()
            };
            let heads = header.iter().enumerate();
            heads.map(|(at, head)| (head.leaf.as_str(), cells(at))).collect()
        }
        Block::Calendar { header, rows } => {
            let weeks = rows.iter().map(|row| row.week.leaf.as_str()).collect();
            let doses = rows.iter().map(|row| row.dose.leaf.as_str()).collect();
            let days = rows.iter().map(|row| row.days.drawn.as_str()).collect();
            let columns = [weeks, doses, Vec::new(), days];
            header.iter().map(|head| head.leaf.as_str()).zip(columns).collect()
        }
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::WriteLines { .. }
        | Block::Standing { .. }
        | Block::Figure { .. } => Vec::new(),
    }
}

/// Whether a head begins where all cells begin, ends where all end, or has the middle of all.
fn is_over(head: Rect, cells: &[Rect], within: f64) -> bool {
    let same = |place: fn(Rect) -> f64| {
        cells.iter().all(|cell| (place(*cell) - place(head)).abs() < within)
    };
    same(|ink| ink.left) || same(|ink| ink.right) || same(|ink| ink.left + ink.right)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, right: f64) -> Rect {
        Rect { left, right, top: 0.0, bottom: 10.0 }
    }

    #[test]
    fn a_head_shares_an_edge_or_the_middle_with_all_cells_of_its_column() {
        let over = |cells: &[Rect]| is_over(rect(100.0, 160.0), cells, 3.0);
        assert!(over(&[]) && over(&[rect(100.0, 120.0), rect(101.0, 190.0)]));
        assert!(over(&[rect(140.0, 160.0), rect(90.0, 159.0)]));
        assert!(over(&[rect(120.0, 140.0), rect(80.0, 180.0)]));
        assert!(!over(&[rect(121.0, 142.0)]), "its middle is 1.5 pt off");
        assert!(!over(&[rect(100.0, 120.0), rect(140.0, 160.0)]), "each by another");
        assert!(!over(&[rect(200.0, 240.0)]));
    }
}
