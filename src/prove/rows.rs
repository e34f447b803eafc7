//! Cells of a table stand in the rows of the composition: a dose beside its weeks.
//!
//! Each row is above the next one as a whole, so that no cell can stand in the row of another.

use super::finding::finding;
use super::gathered::{Gathered, Line};
use super::geometry::Bounds;
use super::walk::{Painted, Walked};
use crate::rules::{page_ink, page_leaf_order, page_parted};
use candor_composition::{Block, Composition, Leaf};
use candor_model::diag::Diagnostics;

/// How much of two rows may stand side by side, in points.
const TOLERANCE: f64 = 0.5;

/// So much of the lower one of two cells stands beside the other, as a share of its height.
const BESIDE: f64 = 0.5;
/// How far the first lines, the last ones or the middles of two cells of a row may lie from one height,
/// in ems.
const LEVEL: f64 = 0.2;

/// Reports cells that do not stand in their row.
pub(super) fn check(
    walked: &Walked<'_>,
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let tables: Vec<Vec<Vec<&Leaf>>> =
        composition.sections.iter().flat_map(|section| &section.blocks).filter_map(rows).collect();
    for rows in &tables {
        let mut above: Option<(&Leaf, usize, Bounds)> = None;
        for row in rows {
            let mut span: Option<(usize, Bounds)> = None;
            let head = row.first().and_then(|leaf| Some((leaf, gathered.place(&leaf.leaf)?)));
            for leaf in row {
                let Some(place) = gathered.place(&leaf.leaf) else { continue };
                if let Some((first, head)) = head
                    && head.page == place.page
                    && !is_level(gathered, &first.leaf, &leaf.leaf, head.ink, place.ink)
                {
                    let reason = format!("it does not stand on the line of `{}`", first.leaf);
                    diagnostics.push(finding(
                        page_leaf_order::CODE,
                        &leaf.leaf,
                        Some(place.page),
                        reason,
                    ));
                }
                let (page, bounds) = span.get_or_insert((place.page, place.ink));
                if *page == place.page {
                    bounds.grow(place.ink);
                } else {
                    let reason = "it stands on another page than its row";
                    diagnostics.push(finding(
                        page_parted::CODE,
                        &leaf.leaf,
                        Some(place.page),
                        reason,
                    ));
                }
                if let Some((other, on, before)) = above
                    && on == place.page
                    && place.ink.top < before.bottom - TOLERANCE
                {
                    let reason =
                        format!("it stands in the row of `{}`, which is another one", other.leaf);
                    diagnostics.push(finding(
                        page_leaf_order::CODE,
                        &leaf.leaf,
                        Some(place.page),
                        reason,
                    ));
                }
            }
            if let (Some((page, bounds)), Some(first)) = (span, row.first()) {
                if is_parted(walked, page, bounds) {
                    let reason = "a line runs through its row of the table";
                    diagnostics.push(finding(page_ink::CODE, &first.leaf, Some(page), reason));
                }
                above = Some((first, page, bounds));
            }
        }
    }
}

/// Whether two cells stand on one line: beside each other, and with their first lines, their last ones or
/// their middles at one height.
fn is_level(
    gathered: &Gathered<'_, '_>,
    head: &str,
    cell: &str,
    head_ink: Bounds,
    cell_ink: Bounds,
) -> bool {
    let first = |leaf: &str| gathered.text(leaf).and_then(|text| text.columns().next());
    let (Some(a), Some(b)) = (first(head), first(cell)) else { return true };
    let ends = |lines: &[Line]| Some((lines.first()?.baseline, lines.last()?.baseline));
    let (Some(a_ends), Some(b_ends)) = (ends(a), ends(b)) else { return true };
    let size = a.iter().chain(b).map(|line| line.size).fold(0.0, f64::max);
    let is_one = |a: f64, b: f64| (a - b).abs() <= LEVEL * size;
    let middle = |(first, last): (f64, f64)| f64::midpoint(first, last);
    let low = head_ink.height().min(cell_ink.height());
    BESIDE * low <= head_ink.beside(cell_ink)
        && (is_one(a_ends.0, b_ends.0)
            || is_one(a_ends.1, b_ends.1)
            || is_one(middle(a_ends), middle(b_ends)))
}

/// Whether a line that lies runs through a row, and so joins its parts to other rows.
fn is_parted(walked: &Walked<'_>, page: usize, row: Bounds) -> bool {
    let inner = Bounds { top: row.top + 1.0, bottom: row.bottom - 1.0, ..row };
    walked.pages[page].items.iter().any(|item| match item {
        Painted::Drawing(drawing) => drawing.rules.iter().any(|(rule, _)| {
            rule.height() < rule.width()
                && rule
                    .overlap(Bounds { left: inner.left - 9.0, right: inner.right + 9.0, ..inner })
                    .is_some()
        }),
        Painted::Text(_) | Painted::Image { .. } | Painted::Link => false,
    })
}

/// The rows of a block that has some, the header first.
fn rows(block: &Block) -> Option<Vec<Vec<&Leaf>>> {
    match block {
        Block::Table { header, rows } => {
            let rows = rows.iter().map(|row| row.iter().collect());
            Some(std::iter::once(header.iter().collect()).chain(rows).collect())
        }
        Block::Calendar { header, rows } => {
            let rows = rows.iter().map(|row| vec![&row.week, &row.dose]);
            Some(std::iter::once(header.iter().collect()).chain(rows).collect())
        }
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::WriteLines { .. }
        | Block::Standing { .. }
        | Block::Figure { .. } => None,
    }
}
