//! Cells of a table stand in the rows of the composition: a dose beside its weeks.
//!
//! Each row is above the next one as a whole, so that no cell can stand in the row of another.

use super::finding;
use super::gathered::Gathered;
use super::geometry::Bounds;
use super::walk::{Painted, Walked};
use crate::compose::{Block, Composition, Leaf};
use crate::diag::{Code, Diagnostics};

/// How much of two rows may stand side by side, in points.
const TOLERANCE: f64 = 0.5;

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
                    && head.ink.beside(place.ink) < 0.5 * head.ink.height().min(place.ink.height())
                {
                    let reason = format!("it does not stand on the line of `{}`", first.leaf);
                    diagnostics.push(finding(
                        Code::PageOrder,
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
                        Code::PageParted,
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
                        Code::PageOrder,
                        &leaf.leaf,
                        Some(place.page),
                        reason,
                    ));
                }
            }
            if let (Some((page, bounds)), Some(first)) = (span, row.first()) {
                if is_parted(walked, page, bounds) {
                    let reason = "a line runs through its row of the table";
                    diagnostics.push(finding(Code::PageInk, &first.leaf, Some(page), reason));
                }
                above = Some((first, page, bounds));
            }
        }
    }
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
