//! What is of one rank stands below each other at one edge, neither far apart nor nearer than its
//! own lines are, and goes on on the next page only where the page is full.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::groups::{Group, Kind};
use super::line::{Line, Place};
use super::plane::MM;
use super::view::Column;
use candor_composition::Composition;

/// How far edges may differ, in ems: a dash or point at the head of a line hangs out a little.
pub(super) const EDGE: f64 = 0.25;
/// How far entries and rows may stand apart, in ems.
const APART: f64 = 4.0;
/// How much more room there may be at the foot of a page than what follows takes, in ems.
const LEFT_OVER: f64 = 6.0;
/// Distances are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.5;

/// All texts as they stand.
struct Stand<'a> {
    columns: &'a [Column<'a>],
    places: &'a BTreeMap<&'a str, Place>,
    /// Where the margin at the foot of a page begins.
    foot: f64,
    rtl: bool,
}

/// Reports entries, cells and rows that stand differently from the one above.
pub(super) fn check(
    columns: &[Column<'_>],
    places: &BTreeMap<&str, Place>,
    groups: &[Group<'_>],
    composition: &Composition,
    rtl: bool,
    findings: &mut Findings,
) {
    let foot = composition.paper.size().1 - composition.format.setting().margin_mm * MM;
    let stand = Stand { columns, places, foot, rtl };
    for group in groups {
        for rank in &group.ranks {
            let found = rank.windows(2).find_map(|pair| stand.wrong(pair[0], pair[1], group));
            if let Some((page, name, reason)) = found {
                findings.add(name, Some(page), reason);
            }
        }
    }
}

impl Stand<'_> {
    /// Why one text stands wrongly after another one of its rank.
    fn wrong<'n>(
        &self,
        above: &'n str,
        below: &'n str,
        group: &Group<'_>,
    ) -> Option<(usize, &'n str, String)> {
        let before = self.columns.iter().rfind(|column| column.name == above)?;
        let after = self.columns.iter().find(|column| column.name == below)?;
        let (begin, last) = (before.lines.first()?, before.lines.last()?);
        let first = after.lines.first()?;
        let end = self.row_end(begin, group);
        let gap = first.baseline - last.baseline;
        let reason = if last.page != first.page {
            let needed = self.row_end(first, group) - first.ink.top + LEFT_OVER * last.size;
            let is_next = last.page + 1 == first.page;
            let is_left = is_next && needed < self.foot - end && !self.is_anything_below(last);
            is_left.then_some("empty room parts it from")
        } else if group.kind == Kind::Figure || !is_below(first, last) {
            None
        } else if !self.is_in_line(before, after, group.kind) {
            Some("it does not begin at the same edge as")
        } else if APART * last.size < first.ink.top - end {
            Some("it stands too far below")
        } else if group.kind == Kind::Table && gap + TOLERANCE < leading(before).max(leading(after))
        {
            Some("its own lines stand further apart than it does from")
        } else {
            None
        };
        Some((first.page, below, format!("{} `{above}`, which is of the same rank", reason?)))
    }

    /// Where a row ends that begins with a line, with all that begins beside it.
    fn row_end(&self, line: &Line, group: &Group<'_>) -> f64 {
        let texts = group.names.iter().filter_map(|name| self.places.get(name));
        let beside = texts.filter(|place| {
            place.page == line.page && (place.ink.top - line.ink.top).abs() < line.size
        });
        beside.map(|place| place.ink.bottom).fold(line.ink.bottom, f64::max)
    }

    fn is_anything_below(&self, line: &Line) -> bool {
        let texts = self.columns.iter().filter(|column| !column.is_running());
        let mut others = texts.flat_map(|column| &column.lines);
        others.any(|other| other.page == line.page && is_below(other, line))
    }

    /// Whether two texts begin at one edge; cells may also end at one, or have one middle.
    fn is_in_line(&self, above: &Column<'_>, below: &Column<'_>, kind: Kind) -> bool {
        let span = |column: &Column<'_>| {
            let left = column.lines.iter().map(|line| line.left).fold(f64::MAX, f64::min);
            let right = column.lines.iter().map(|line| line.right).fold(f64::MIN, f64::max);
            (left, right)
        };
        let same = |a: f64, b: f64| (a - b).abs() < EDGE * above.size();
        let (a, b) = (span(above), span(below));
        let (left, right) = (same(a.0, b.0), same(a.1, b.1));
        let begins = if self.rtl { right } else { left };
        begins || (kind == Kind::Table && (left || right || same(a.0 + a.1, b.0 + b.1)))
    }
}

/// Whether a line stands in the column of one above it.
fn is_below(line: &Line, above: &Line) -> bool {
    above.baseline < line.baseline
        && line.ink.left.max(above.ink.left) < line.ink.right.min(above.ink.right)
}

/// The greatest distance of two lines of a text.
fn leading(column: &Column<'_>) -> f64 {
    let gaps = column.lines.windows(2).map(|pair| pair[1].baseline - pair[0].baseline);
    gaps.fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::super::plane::Rect;
    use super::super::view::columns;
    use super::super::{line::a_line, places};
    use super::*;

    /// What is said of an entry of one line that stands so, after one of two lines.
    fn said(page: usize, left: f64, top: f64) -> String {
        let line = |name: &str, page, left: f64, top: f64| {
            let ink = Rect { left, right: left + 200.0, top, bottom: top + 10.0 };
            Line { page, ..a_line(name, ink, top + 9.0) }
        };
        let lines =
            [line("a", 0, 50.0, 500.0), line("a", 0, 50.0, 518.0), line("b", page, left, top)];
        let (columns, places) = (columns(&lines), places(&lines));
        let group = Group {
            kind: Kind::Table,
            names: vec!["a", "b"],
            header: Vec::new(),
            ranks: Vec::new(),
        };
        let stand = |foot| Stand { columns: &columns, places: &places, foot, rtl: false };
        let full = stand(600.0).wrong("a", "b", &group);
        let empty = stand(800.0).wrong("a", "b", &group);
        assert!(page == 1 || full == empty);
        assert!(page == 0 || full.is_none());
        empty.map(|(_, _, reason)| reason).unwrap_or_default()
    }

    #[test]
    fn an_entry_stands_below_the_one_before() {
        assert_eq!(said(0, 50.0, 540.0), "");
        assert!(said(0, 54.0, 540.0).contains("same edge"));
        assert!(said(0, 50.0, 577.0).contains("too far below"));
        assert!(said(0, 50.0, 535.0).contains("its own lines stand further apart"));
        // In the next column.
        assert_eq!(said(0, 300.0, 100.0), "");
        assert!(said(1, 50.0, 100.0).contains("empty room"));
    }
}
