//! In a dossier a line stands with what it rests on, and a question with its answer: no line parts them,
//! and neither is nearer to the next one.

use super::findings::Findings;
use super::outlines::Outlines;
use super::piece::is_thin;
use super::plane::Rect;
use super::view::{Column, Drawing, View};
use candor_composition::Composition;
use candor_model::{Format, LeafFamily, Writing};

/// How the names of texts begin that go with the one before them.
const GOES_WITH: [LeafFamily; 6] = [
    LeafFamily::Clinician,
    LeafFamily::Fact,
    LeafFamily::NotDrawn,
    LeafFamily::Check,
    LeafFamily::Study,
    LeafFamily::Listen,
];
/// Sizes are compared with this tolerance, in points, and how far a basis may begin before its line.
const TOLERANCE: f64 = 0.5;
const OUT: f64 = 2.0;
/// How far in it begins where nothing else tells both apart, in points.
const IN: f64 = 6.0;
/// How far a line may reach into the height of a text, in points.
const INTO: f64 = 0.5;

/// Reports lines that part what is read together.
pub(super) fn check(
    views: &[View<'_>],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    if composition.format != Format::Dossier {
        return;
    }
    for view in views {
        apart(view, composition, findings);
    }
    let columns: Vec<&Column<'_>> =
        views.iter().flat_map(|view| view.columns.iter().copied()).collect();
    let rtl = composition.writing == Writing::Rtl;
    for section in &composition.sections {
        let names = section.blocks.iter().flat_map(super::groups::names).collect::<Vec<_>>();
        for unit in names.chunk_by(|before, name| goes_with(before, name)) {
            let Some((line, bases)) = unit.split_first() else { continue };
            let column = |name: &str| columns.iter().find(|column| column.name == name);
            let Some(line) = column(line).filter(|line| !LeafFamily::Basis.has(line.name)) else {
                continue;
            };
            let outdone = bases
                .iter()
                .filter_map(|name| column(name))
                .find_map(|basis| Some((basis, outdoes(basis, line, outlines, rtl)?)));
            if let Some((basis, how)) = outdone {
                let reason = format!("it {how} `{}`, which it belongs to", line.name);
                findings.add(basis.name, Some(basis.page), reason);
            }
        }
    }
}

/// How a basis outdoes its line.
fn outdoes(
    basis: &Column<'_>,
    line: &Column<'_>,
    outlines: &Outlines,
    rtl: bool,
) -> Option<&'static str> {
    let edge = |column: &Column<'_>| {
        let ink = column.ink();
        if rtl { -ink.right } else { ink.left }
    };
    // Some letters are the same in several fonts; what they all can be is meant.
    let weights = |column: &Column<'_>| {
        let letters = column.lines.iter().flat_map(|line| &line.letters);
        letters.fold((0_u16, u16::MAX), |(least, most), (_, known)| {
            let looks = || outlines.get(*known).looks.iter().map(|look| look.weight);
            (least.max(looks().min().unwrap_or(0)), most.min(looks().max().unwrap_or(u16::MAX)))
        })
    };
    match () {
        () if line.size() + TOLERANCE < basis.size() => Some("is larger than"),
        () if weights(line).1 < weights(basis).0 => Some("is heavier than"),
        () if edge(basis) + OUT < edge(line) => Some("begins before"),
        () if edge(basis) < edge(line) + IN
            && line.size() - TOLERANCE < basis.size()
            && weights(line).0 <= weights(basis).1 =>
        {
            Some("looks like")
        }
        () => None,
    }
}

fn apart(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
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
    match LeafFamily::Basis.rest(name) {
        Some(id) => LeafFamily::Item.rest(before) == Some(id),
        None => LeafFamily::any_has(&GOES_WITH, name),
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
    let next = next.first().filter(|next| !LeafFamily::Basis.has(next))?;
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
