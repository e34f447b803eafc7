//! In a dossier a line stands with what it rests on, and a question with its answer: no line parts them,
//! and neither is nearer to the next one.

use super::Findings;
use super::plane::Rect;
use super::view::{Column, Drawing, View, is_thin};
use crate::compose::Composition;
use crate::model::Format;

/// How the names of texts begin that go with the one before them.
const GOES_WITH: [&str; 6] = ["clinician.", "fact.", "not-drawn.", "check.", "study.", "listen."];
/// How far a line may reach into the height of a text, in points.
const INTO: f64 = 0.5;

/// Reports lines that part what is read together.
pub(super) fn check(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
    if composition.format != Format::Dossier {
        return;
    }
    for section in &composition.sections {
        let names = section.blocks.iter().flat_map(super::groups::names).collect::<Vec<_>>();
        let units: Vec<&[&str]> = names.chunk_by(|before, name| goes_with(before, name)).collect();
        for unit in &units {
            if let Some(name) = parted(view, unit) {
                let reason = "a line parts it from what it belongs to";
                findings.add(name, Some(view.page), reason);
            }
        }
        for pair in units.windows(2) {
            if let Some((name, next)) = astray(|name| ink(view, name), pair[0], pair[1]) {
                let reason = format!("it stands nearer to `{next}` than to what it belongs to");
                findings.add(name, Some(view.page), reason);
            }
        }
    }
}

/// Whether a text goes with the one before it: the basis of an item with the item, all else of it with
/// the basis.
fn goes_with(before: &str, name: &str) -> bool {
    match name.strip_prefix("basis.") {
        Some(id) => before.strip_prefix("item.") == Some(id),
        None => GOES_WITH.iter().any(|start| name.starts_with(start)),
    }
}

/// What a text covers on a page.
fn ink(view: &View<'_>, name: &str) -> Option<Rect> {
    let parts = view.columns.iter().filter(|column| column.name == name);
    parts.map(|column| Column::ink(column)).reduce(Rect::join)
}

/// The last text of a unit, if the next unit is nearer to it than what stands above it in its own, with
/// the first text of that one; `ink` says where they stand.
fn astray<'n>(
    ink: impl Fn(&str) -> Option<Rect>,
    unit: &[&'n str],
    next: &[&'n str],
) -> Option<(&'n str, &'n str)> {
    let [.., above, last] = unit else { return None };
    // What rests on nothing that is said stands in a row of its kind.
    let next = next.first().filter(|next| !next.starts_with("basis."))?;
    let (first, second, third) = (ink(above)?, ink(last)?, ink(next)?);
    (third.top - second.bottom < second.top - first.bottom).then_some((*last, *next))
}

/// The first text of a unit above which a line lies, but for its first one.
fn parted<'n>(view: &View<'_>, unit: &[&'n str]) -> Option<&'n str> {
    let (_, others) = unit.split_first()?;
    let all = unit.iter().filter_map(|name| ink(view, name)).reduce(Rect::join)?;
    let lying = |rect: &Rect| is_thin(*rect) && rect.height() < rect.width();
    let lines = view.drawings.iter().flat_map(Drawing::inks).filter(lying);
    let within = all.grown(0.0, -INTO);
    let line = lines.filter(|line| line.touches(within)).min_by(|a, b| a.top.total_cmp(&b.top))?;
    let below = others.iter().find(|name| ink(view, name).is_some_and(|ink| line.top < ink.bottom));
    below.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_goes_with_its_item_and_an_answer_with_its_question() {
        assert!(goes_with("item.a", "basis.a") && goes_with("basis.a", "clinician.a"));
        assert!(goes_with("ask.a", "listen.a") && goes_with("record.a", "study.a.b"));
        assert!(!goes_with("fact.a.1", "basis.b") && !goes_with("listen.a", "ask.b"));
        assert!(!goes_with("clinician.a", "item.b"));
    }

    #[test]
    fn an_answer_is_nearer_to_its_question_than_the_next_one_is() {
        let said = |first: f64, second: f64| {
            let top = |name: &str| match name {
                "ask.a" => 100.0,
                "listen.a" => 110.0 + first,
                _ => 120.0 + first + second,
            };
            let ink = |name: &str| {
                Some(Rect { left: 0.0, right: 9.0, top: top(name), bottom: top(name) + 10.0 })
            };
            astray(ink, &["ask.a", "listen.a"], &["ask.b", "listen.b"])
        };
        assert_eq!(said(4.0, 9.0), None);
        assert_eq!(said(9.0, 4.0), Some(("listen.a", "ask.b")));
        let at = |top: f64| Some(Rect { left: 0.0, right: 9.0, top, bottom: top + 10.0 });
        let ink = |name: &str| at(if name == "basis.b" { 44.0 } else { 0.0 });
        assert_eq!(astray(ink, &["basis.a", "fact.a"], &["basis.b"]), None);
        assert_eq!(astray(|_| None, &["ask.a", "listen.a"], &["ask.b"]), None, "on another page");
    }
}
