//! What is read later does not stand above what is read before it and further to where a line begins:
//! an eye begins a page at its upper corner.

use std::collections::BTreeSet;

use super::findings::Findings;
use super::groups::{Group, Kind};
use super::plane::Rect;
use super::view::{Column, View};
use candor_composition::in_release_block;

/// How far one text begins before another one, in points.
const BEFORE: f64 = 2.0;

/// Reports texts that an eye meets before one that comes first.
pub(super) fn check(view: &View<'_>, groups: &[Group<'_>], rtl: bool, findings: &mut Findings) {
    let is_said = |column: &&&Column<'_>| !column.is_running() && !in_release_block(column.name);
    let parts: Vec<(&str, Rect)> =
        view.columns.iter().filter(is_said).map(|column| (column.name, column.ink())).collect();
    // The parts of a figure and the cells of a table have an order of their own.
    let is_one = |a: &str, b: &str| {
        let mut wholes = groups.iter().filter(|group| group.kind != Kind::List);
        wholes.any(|group| group.names.contains(&a) && group.names.contains(&b))
    };
    let mut told = BTreeSet::new();
    for (index, (later, ink)) in parts.iter().enumerate() {
        let is_before = |(name, first): &&(&str, Rect)| {
            name != later && stands_before(*ink, *first, rtl) && !is_one(name, later)
        };
        if let Some((first, _)) = parts[..index].iter().find(is_before)
            && told.insert(later)
        {
            let reason = format!("it stands before `{first}`, which comes first");
            findings.add(later, Some(view.page), reason);
        }
    }
}

/// Whether one text stands wholly above another and begins further to where a line begins.
fn stands_before(one: Rect, other: Rect, rtl: bool) -> bool {
    let by = if rtl { one.right - other.right } else { other.left - one.left };
    one.bottom <= other.top && BEFORE < by
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64) -> Rect {
        Rect { left, right: left + 200.0, top, bottom: top + 10.0 }
    }

    #[test]
    fn what_stands_higher_and_nearer_to_the_begin_of_lines_is_met_first() {
        let before = |left, top, rtl| stands_before(rect(left, top), rect(300.0, 200.0), rtl);
        assert!(before(50.0, 100.0, false) && !before(50.0, 100.0, true));
        assert!(before(550.0, 100.0, true) && !before(550.0, 100.0, false));
        assert!(!before(299.0, 100.0, false) && !before(50.0, 195.0, false));
        assert!(!before(50.0, 300.0, false), "below it");
    }
}
