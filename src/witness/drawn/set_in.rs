//! Headings begin where the texts above them begin, and where their own do: one that stands further in
//! reads as a part of the section above, and one at the other edge as a part of the next column.

use super::findings::Findings;
use super::groups::names;
use super::plane::Rect;
use super::view::{Column, View};
use candor_composition::Composition;

/// How much further in than the text above it a heading may begin, in points.
const FURTHER: f64 = 10.0;
/// How far from where its first text begins a heading may begin, and from the middle of its texts or its
/// box have its own, in points.
const ASIDE: f64 = 30.0;
/// A text stands above a heading if they share more than this of the narrower one's width.
const SHARE: f64 = 1.0 / 3.0;
/// How far a heading may reach into the height of the text above it, in points.
const INTO: f64 = 1.0;

/// Reports headings that are set in under the texts of another section.
pub(super) fn check(
    view: &View<'_>,
    composition: &Composition,
    rtl: bool,
    findings: &mut Findings,
) {
    for section in &composition.sections {
        let heading = section.heading.leaf.as_str();
        let Some(ink) = view.place(heading) else { continue };
        let own: Vec<&str> = section.blocks.iter().flat_map(names).collect();
        let others = composition.sections.iter().filter(|other| other.heading.leaf != heading);
        let others: Vec<&str> =
            others.flat_map(|other| other.blocks.iter().flat_map(names)).collect();
        let is_other = |name: &str| others.contains(&name) && !own.contains(&name);
        if let Some(above) = under(view, ink, is_other, rtl) {
            let reason = format!("it is set in under `{above}`, as if it belonged to it");
            findings.add(heading, Some(view.page), reason);
        }
        if is_aside(view, ink, |name| own.contains(&name), rtl) {
            let reason = "it does not begin where the text under it begins";
            findings.add(heading, Some(view.page), reason);
        }
    }
}

/// Whether a heading stands aside of its own texts.
fn is_aside(view: &View<'_>, heading: Rect, is_own: impl Fn(&str) -> bool, rtl: bool) -> bool {
    let own = view.columns.iter().filter(|column| is_own(column.name));
    let own: Vec<Rect> = own
        .map(|column| Column::ink(column))
        .filter(|text| {
            let shared = text.meet(heading).width();
            let least = SHARE * text.width().min(heading.width());
            heading.bottom <= text.top + INTO && least < shared
        })
        .collect();
    let Some(first) = own.iter().copied().min_by(|a, b| a.top.total_cmp(&b.top)) else {
        return false;
    };
    let all = own.iter().copied().fold(Rect::NONE, Rect::join);
    let boxes = view.drawings.iter().filter(|one| one.is_closed && one.all.contains(heading));
    let mut around = boxes.map(|one| one.all).chain([all]);
    let middle = |at: Rect| f64::midpoint(at.left, at.right);
    let has_middle = around.any(|at| (middle(at) - middle(heading)).abs() < ASIDE);
    let aside = if rtl { first.right - heading.right } else { heading.left - first.left };
    ASIDE < aside && !has_middle
}

/// The text of another section under which a heading is set in; neither stands in a box.
fn under<'a>(
    view: &View<'a>,
    heading: Rect,
    is_other: impl Fn(&str) -> bool,
    rtl: bool,
) -> Option<&'a str> {
    let is_boxed = |ink: Rect| {
        view.drawings.iter().any(|drawing| drawing.is_closed && drawing.all.contains(ink))
    };
    let texts = view.columns.iter().filter(|column| is_other(column.name));
    let texts = texts.map(|column| (column.name, Column::ink(column)));
    let above = texts.filter(|(_, ink)| {
        let shared = ink.meet(heading).width();
        ink.bottom <= heading.top + INTO && SHARE * ink.width().min(heading.width()) < shared
    });
    let (name, ink) = above.max_by(|(_, a), (_, b)| a.bottom.total_cmp(&b.bottom))?;
    let further = if rtl { ink.right - heading.right } else { heading.left - ink.left };
    (FURTHER < further && !is_boxed(heading) && !is_boxed(ink)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::super::view::{self, Drawing};
    use super::super::{line::a_line, places};
    use super::*;

    #[test]
    fn a_heading_that_begins_further_in_than_the_text_above_belongs_to_it() {
        let ink = |left: f64, top: f64| Rect { left, right: 300.0, top, bottom: top + 10.0 };
        let lines =
            [a_line("above", ink(50.0, 100.0), 109.0), a_line("own", ink(70.0, 60.0), 69.0)];
        let (columns, places) = (view::columns(&lines), places(&lines));
        let mut view = View::of(&columns, &places);
        let said = |view: &View<'_>, left: f64, top: f64, rtl| {
            under(view, ink(left, top), |name| name == "above", rtl).is_some()
        };
        assert!(!said(&view, 59.0, 130.0, false) && said(&view, 61.0, 130.0, false));
        assert!(!said(&view, 80.0, 130.0, true), "both end at one edge");
        assert!(!said(&view, 80.0, 80.0, false), "it stands above");
        let all = Rect { left: 40.0, right: 310.0, top: 120.0, bottom: 160.0 };
        view.drawings.push(Drawing::frame(all, 1.0));
        assert!(!said(&view, 61.0, 130.0, false), "in a box of its own");
    }

    #[test]
    fn a_heading_begins_where_its_texts_do_or_has_their_middle() {
        let own = Rect { left: 50.0, right: 300.0, top: 100.0, bottom: 110.0 };
        let lines = [a_line("own", own, 109.0)];
        let (columns, places) = (view::columns(&lines), places(&lines));
        let view = View::of(&columns, &places);
        let said = |left: f64, right: f64| {
            is_aside(&view, Rect { left, right, top: 80.0, bottom: 90.0 }, |_| true, false)
        };
        assert!(!said(50.0, 120.0) && !said(130.0, 220.0), "at its edge and in its middle");
        assert!(said(200.0, 300.0), "at the other edge");
    }
}
