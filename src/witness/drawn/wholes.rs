//! A ground, a frame or a bar goes with all lines of a text, all of a list, table or figure, and all
//! that stands under a heading, or with nothing of it.

use super::findings::Findings;
use super::groups::{Group, names};
use super::piece::is_thin;
use super::plane::Rect;
use super::view::{Column, Drawing, View};
use candor_composition::{Composition, Section};

/// A bar goes with what begins no further than this behind it, in points.
const BEHIND_BAR: f64 = 30.0;
/// Or ends no further than this before it.
const BEFORE_BAR: f64 = 9.0;
/// A bar stands beside a line if it does so for this share of its height.
const SHARE: f64 = 0.5;

/// Reports what is drawn for a part of what is read together.
pub(super) fn check(
    view: &View<'_>,
    groups: &[Group<'_>],
    composition: &Composition,
    rtl: bool,
    findings: &mut Findings,
) {
    for drawing in &view.drawings {
        let parted = view.columns.iter().find_map(|column| {
            let reason = parted(drawing, column, rtl)?;
            Some((column.name, reason.to_owned()))
        });
        let wrong = [
            parted,
            groups.iter().find_map(|group| divided(view, drawing, group)),
            composition.sections.iter().find_map(|section| ends_early(view, drawing, section)),
        ];
        let wrong = wrong.into_iter().chain([bands_together(view, drawing, composition)]);
        for (name, reason) in wrong.flatten() {
            findings.add(name, Some(view.page), reason);
        }
    }
}

/// Why a path parts the lines of a text.
fn parted(drawing: &Drawing, column: &Column<'_>, rtl: bool) -> Option<&'static str> {
    let (all, lines) = (column.ink(), &column.lines);
    let (first, last) = (lines.first()?, lines.last()?);
    let is_some = |n: usize| 0 < n && n < lines.len();
    if drawing.is_closed && is_some(lines.iter().filter(|l| drawing.all.contains(l.ink)).count()) {
        return Some("a box or ground holds only some of its lines");
    }
    // The sides of a frame go with what it holds.
    let is_bar = |bar: &Rect| !drawing.is_frame() && is_thin(*bar);
    drawing.inks().filter(is_bar).find_map(|bar| {
        if bar.height() < bar.width() {
            let is_between = first.ink.bottom < bar.bottom
                && bar.top < last.ink.top
                && bar.left < all.right
                && all.left < bar.right;
            return is_between.then_some("a line is drawn between its lines");
        }
        let (left, right) = (all.left - bar.right, bar.left - all.right);
        let (behind, before) = if rtl { (right, left) } else { (left, right) };
        let is_beside = (0.0..BEHIND_BAR).contains(&behind) || (0.0..BEFORE_BAR).contains(&before);
        let goes_with = |ink: Rect| SHARE * ink.height() < ink.meet(bar).height();
        let n = lines.iter().filter(|line| goes_with(line.ink)).count();
        (is_beside && is_some(n)).then_some("a bar stands beside only some of its lines")
    })
}

/// The names among these that stand on the page: those in a box, and the others.
fn sorted<'n>(
    view: &View<'_>,
    all: Rect,
    names: impl Iterator<Item = &'n str>,
) -> (Vec<&'n str>, Vec<&'n str>) {
    let placed = names.filter_map(|name| Some((name, view.place(name)?)));
    let (held, others): (Vec<_>, Vec<_>) = placed.partition(|(_, place)| all.contains(*place));
    let name = |(name, _): (&'n str, Rect)| name;
    (held.into_iter().map(name).collect(), others.into_iter().map(name).collect())
}

/// Why a box is wrong that holds a part of a list, table or figure; the header of a table may have
/// its own.
fn divided<'n>(view: &View<'_>, drawing: &Drawing, group: &Group<'n>) -> Option<(&'n str, String)> {
    let (held, others) = sorted(view, drawing.all, group.names.iter().copied());
    let (first, other) = (held.first()?, others.first()?);
    let is_header = !group.header.is_empty() && held == group.header;
    let reason = format!("a box or ground holds it without `{other}`, which is read with it");
    (drawing.is_closed && !is_header).then_some((*first, reason))
}

/// Why a box is wrong that holds a heading and not all texts under it.
fn ends_early<'n>(
    view: &View<'_>,
    drawing: &Drawing,
    section: &'n Section,
) -> Option<(&'n str, String)> {
    let heading = section.heading.leaf.as_str();
    let is_in = drawing.is_closed && drawing.all.contains(view.place(heading)?);
    let (held, others) = sorted(view, drawing.all, section.blocks.iter().flat_map(names));
    let other = others.first().filter(|_| is_in && !held.is_empty())?;
    Some((heading, format!("its box ends before `{other}`, which stands under it")))
}

/// Why a box is wrong that holds the headings of several sections and not their texts.
fn bands_together<'n>(
    view: &View<'_>,
    drawing: &Drawing,
    composition: &'n Composition,
) -> Option<(&'n str, String)> {
    let is_in = |name: &str| view.place(name).is_some_and(|place| drawing.all.contains(place));
    let held = composition.sections.iter().filter(|section| is_in(&section.heading.leaf));
    let held: Vec<&Section> = held.collect();
    let [first, second, ..] = held.as_slice() else { return None };
    let is_without_texts = |section: &&Section| {
        let texts = section.blocks.iter().flat_map(names);
        let mut here = texts.filter(|name| view.place(name).is_some()).peekable();
        here.peek().is_none() || here.any(|name| !is_in(name))
    };
    let is_parted = drawing.is_closed && held.iter().any(is_without_texts);
    let reason =
        format!("one box or ground holds it and `{}`, and not their texts", second.heading.leaf);
    is_parted.then_some((&first.heading.leaf, reason))
}

#[cfg(test)]
mod tests {
    use super::super::{Line, line::a_line};
    use super::*;

    fn rect(left: f64, right: f64, top: f64, bottom: f64) -> Rect {
        Rect { left, right, top, bottom }
    }

    /// What is said of a shape at a text of two lines.
    fn said(shape: Rect, rtl: bool) -> &'static str {
        let lines: Vec<Line> = [10.0, 26.0]
            .map(|top| a_line("text", rect(100.0, 300.0, top, top + 10.0), top + 9.0))
            .into();
        let column = Column { name: "text", page: 0, lines: lines.iter().collect() };
        parted(&Drawing::ground(shape), &column, rtl).unwrap_or_default()
    }

    #[test]
    fn a_ground_goes_with_all_lines_and_no_line_lies_between_them() {
        assert_eq!(said(rect(90.0, 310.0, 5.0, 40.0), false), "");
        assert_eq!(said(rect(90.0, 310.0, 50.0, 90.0), false), "");
        assert!(said(rect(90.0, 310.0, 5.0, 22.0), false).contains("holds only some"));
        assert!(said(rect(90.0, 310.0, 22.0, 23.0), false).contains("between its lines"));
        assert_eq!(said(rect(90.0, 310.0, 40.0, 41.0), false), "");
    }

    #[test]
    fn a_bar_stands_beside_all_lines_or_none() {
        assert_eq!(said(rect(85.0, 90.0, 5.0, 40.0), false), "");
        assert!(said(rect(85.0, 90.0, 5.0, 22.0), false).contains("beside only some"));
        // Behind a text a bar belongs to what stands further on.
        assert_eq!(said(rect(315.0, 320.0, 5.0, 22.0), false), "");
        assert!(said(rect(315.0, 320.0, 5.0, 22.0), true).contains("beside only some"));
    }
}
