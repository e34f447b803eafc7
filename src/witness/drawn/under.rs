//! What stands under a heading is its own, and what stands under the title of a figure.
//!
//! An eye takes for the heading of a text the lowest one above it in its column, wherever its own one
//! stands.

use super::findings::Findings;
use super::groups::names;
use super::plane::Rect;
use super::view::{Column, View};
use candor_composition::{Block, Composition};

/// How far a text may reach into the height of a heading above it, in points.
const INTO: f64 = 1.0;
/// A text stands in the column of a heading if they share more than this of the narrower one's width.
const SHARE: f64 = 1.0 / 3.0;

/// A heading, or the title of a figure, with what it stands over.
struct Head<'a> {
    name: &'a str,
    own: Vec<&'a str>,
}

/// Reports texts and pictures that an eye takes for those of another section or figure.
pub(super) fn check(views: &[View<'_>], composition: &Composition, findings: &mut Findings) {
    let headings: Vec<Head<'_>> = composition
        .sections
        .iter()
        .map(|section| Head {
            name: &section.heading.leaf,
            own: section.blocks.iter().flat_map(names).collect(),
        })
        .collect();
    let mut titles = Vec::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Figure { figure: _, title: Some(title), rows: _, axis: _, notes: _ } = block {
            let own = names(block).filter(|name| *name != title.leaf).collect();
            titles.push(Head { name: &title.leaf, own });
        }
    }
    for view in views {
        for heads in [&headings, &titles] {
            for head in heads {
                judge(view, head, heads, findings);
            }
        }
    }
}

fn judge(view: &View<'_>, head: &Head<'_>, heads: &[Head<'_>], findings: &mut Findings) {
    for name in &head.own {
        let parts = view.columns.iter().filter(|column| column.name == *name);
        let mut parts: Vec<Rect> = parts.map(|column| Column::ink(column)).collect();
        if parts.is_empty() {
            parts.extend(view.place(name));
        }
        let rival = parts.into_iter().find_map(|part| rival(view, head, part, heads));
        if let Some(rival) = rival {
            let reason = format!("it stands under `{}`, which is not its own", rival.name);
            findings.add(name, Some(view.page), reason);
        }
    }
}

/// The head of others under which a part of a text stands.
fn rival<'h, 'a>(
    view: &View<'_>,
    own: &Head<'_>,
    part: Rect,
    heads: &'h [Head<'a>],
) -> Option<&'h Head<'a>> {
    let is_over = |ink: Rect| {
        let least = ink.width().min(part.width());
        ink.bottom <= part.top + INTO && SHARE * least < ink.meet(part).width()
    };
    let above = heads.iter().filter_map(|head| Some((head, view.place(head.name)?)));
    let above = above.filter(|(head, ink)| is_over(*ink) && !is_apart(view, head, *ink, part));
    let (lowest, ink) = above.max_by(|(_, a), (_, b)| a.bottom.total_cmp(&b.bottom))?;
    let is_own = lowest.name == own.name || is_nearer(view, own, ink, part);
    (!is_own && !is_within(view, own, ink, part)).then_some(lowest)
}

/// Whether its own head stands below another one in the column of that, and over the text: a short
/// heading over a table does not reach over its last column.
fn is_nearer(view: &View<'_>, own: &Head<'_>, other: Rect, part: Rect) -> bool {
    view.place(own.name).is_some_and(|ink| {
        let shared = ink.meet(other).width();
        other.bottom <= ink.top + INTO
            && ink.bottom <= part.top + INTO
            && SHARE * ink.width().min(other.width()) < shared
    })
}

/// Whether a box holds a head and what it stands over, and not a text.
fn is_apart(view: &View<'_>, head: &Head<'_>, ink: Rect, part: Rect) -> bool {
    let mut boxes = view.drawings.iter().filter(|drawing| {
        drawing.is_closed && drawing.all.contains(ink) && !drawing.all.contains(part)
    });
    boxes.any(|drawing| {
        let mut own = head.own.iter().filter_map(|name| view.place(name));
        own.any(|place| drawing.all.contains(place))
    })
}

/// Whether a box holds a text with its own head, and not another one.
fn is_within(view: &View<'_>, own: &Head<'_>, other: Rect, part: Rect) -> bool {
    let Some(ink) = view.place(own.name) else { return false };
    view.drawings.iter().any(|drawing| {
        let all = drawing.all;
        drawing.is_closed && all.contains(ink) && all.contains(part) && !all.contains(other)
    })
}

#[cfg(test)]
mod tests {
    use super::super::view::{Drawing, columns};
    use super::super::{Line, line::a_line, places};
    use super::*;

    fn rect(left: f64, top: f64) -> Rect {
        Rect { left, right: left + 200.0, top, bottom: top + 10.0 }
    }

    /// Under whose heading a text is taken to stand: its own one and that of others stand so.
    fn said(own: Option<Rect>, other: Rect, boxes: &[Rect]) -> Option<String> {
        let line = |name: &str, ink: Rect| a_line(name, ink, ink.bottom - 1.0);
        let mut lines: Vec<Line> = own.map(|ink| line("own", ink)).into_iter().collect();
        lines.extend([line("other", other), line("others", rect(other.left, other.top + 15.0))]);
        lines.push(line("text", rect(50.0, 300.0)));
        let (columns, places) = (columns(&lines), places(&lines));
        let mut view = View::of(&columns, &places);
        view.drawings.extend(boxes.iter().copied().map(Drawing::ground));
        let heads =
            [Head { name: "own", own: vec!["text"] }, Head { name: "other", own: vec!["others"] }];
        rival(&view, &heads[0], rect(50.0, 300.0), &heads).map(|head| head.name.to_owned())
    }

    #[test]
    fn the_lowest_heading_above_a_text_is_its_own() {
        let other = Some("other".to_owned());
        assert_eq!(said(Some(rect(50.0, 200.0)), rect(50.0, 100.0), &[]), None);
        assert_eq!(said(Some(rect(50.0, 100.0)), rect(50.0, 200.0), &[]), other);
        assert_eq!(said(Some(rect(300.0, 200.0)), rect(50.0, 100.0), &[]), other);
        assert_eq!(said(None, rect(50.0, 100.0), &[]), other, "on another page");
        assert_eq!(said(None, rect(300.0, 100.0), &[]), None, "in another column");
        assert_eq!(said(None, rect(50.0, 320.0), &[]), None, "below it");
        let short = Rect { right: 49.0, left: 40.0, ..rect(0.0, 200.0) };
        let wide = Rect { left: 40.0, ..rect(50.0, 100.0) };
        assert_eq!(said(Some(short), wide, &[]), None, "below another one in its column");
    }

    #[test]
    fn boxes_tell_what_a_heading_stands_over() {
        let all = |top, bottom| Rect { left: 0.0, right: 520.0, top, bottom };
        let (own, other) = (Some(rect(300.0, 200.0)), rect(50.0, 100.0));
        assert_eq!(said(own, other, &[all(190.0, 320.0)]), None, "with its own");
        assert_eq!(said(own, other, &[all(90.0, 130.0)]), None, "without the other");
        assert!(said(own, other, &[all(90.0, 112.0)]).is_some(), "a heading alone");
        assert!(said(own, other, &[all(90.0, 320.0)]).is_some(), "with both");
    }
}
