//! What is of one rank looks alike and stands alike: the entries of a list, the cells of a column,
//! the arms of a trial, the headings.
//!
//! Emphasis is a statement: a dose in larger type looks like the one that was chosen, an entry that
//! is set in hangs under the one above it and is skipped with it. So a template chooses for all.

use super::finding::finding;
use super::gathered::{Gathered, Line, Look, Place, Text};
use super::geometry::MM;
use super::ink::is_same_paint;
use super::parts::{Kind, Parts};
use crate::rules::{page_leaf_order, page_lines, page_parted, page_unseen};
use candor_composition::{Block, Composition};
use candor_model::diag::Diagnostics;
use candor_model::{LeafFamily, Writing};

/// Sizes and distances are compared with this tolerance, in points.
pub(super) const TOLERANCE: f64 = 0.5;
/// How far edges may differ, in ems: a dash or point at the head of a line hangs out a little.
const EDGE: f64 = 0.25;
/// How far entries of a list, rows of a table and parts of a figure may stand apart, in ems.
const MAX_GAP: f64 = 4.0;
/// Below the last text of a page there may be so much more room than the next one takes, in ems.
const MAX_ROOM: f64 = 6.0;
/// A text of several lines is at least so wide, in ems, and a title or heading: a narrow one parts
/// where a template likes.
const MIN_WIDTH: f64 = 11.0;
const MIN_TITLE_WIDTH: f64 = 8.0;

/// A block with the places where its texts begin.
struct Placed<'b> {
    kind: Kind,
    places: Vec<Place>,
    equals: &'b [Vec<&'b str>],
}

/// Reports what looks or stands differently from its equals.
pub(super) fn check(
    gathered: &Gathered<'_, '_>,
    parts: &[Parts<'_>],
    composition: &Composition,
    page_height: f64,
    diagnostics: &mut Diagnostics,
) {
    for part in parts {
        let places = part.all.iter().filter_map(|leaf| gathered.place(leaf)).collect();
        let block = Placed { kind: part.kind, places, equals: &part.equals };
        headed(gathered, part, diagnostics);
        for equals in block.equals {
            alike(gathered, equals, true, diagnostics);
            in_line(gathered, equals, &block, composition, page_height, diagnostics);
        }
    }
    let headings: Vec<&str> =
        composition.sections.iter().map(|section| section.heading.leaf.as_str()).collect();
    alike(gathered, &headings, false, diagnostics);
    alike(gathered, &titles(composition), true, diagnostics);
}

/// Reports the head of a column that does not stand over its cells.
fn headed(gathered: &Gathered<'_, '_>, part: &Parts<'_>, diagnostics: &mut Diagnostics) {
    for (head, cells) in part.header.iter().zip(&part.headed) {
        let Some(over) = gathered.text(head) else { continue };
        let Some(above) = over.columns().last() else { continue };
        let page = over.place().page;
        // On a further page cells have no head over them.
        let under = cells.iter().filter_map(|cell| gathered.text(cell)?.columns().next());
        let under = under.filter(|lines| lines.first().is_some_and(|line| line.page == page));
        let edges = under.map(|below| shared_edges(above, below));
        let [left, middle, right] =
            edges.fold([true; 3], |all, one| [0, 1, 2].map(|at| all[at] && one[at]));
        if !(left || middle || right) {
            let reason = "it does not stand over the cells of its column";
            diagnostics.push(finding(page_parted::CODE, head, Some(page), reason));
            return;
        }
    }
}

/// The titles of figures.
fn titles(composition: &Composition) -> Vec<&str> {
    let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
    let titles = blocks.filter_map(|block| match block {
        Block::Figure { figure: _, title, rows: _, axis: _, notes: _ } => title.as_ref(),
        Block::Paragraph(_)
        | Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::Table { .. }
        | Block::WriteLines { .. }
        | Block::Standing { .. }
        | Block::Calendar { .. } => None,
    });
    titles.map(|title| title.leaf.as_str()).collect()
}

/// Reports a text that is set differently from the first of its equals; headings may have the
/// colours of their boxes.
pub(super) fn alike(
    gathered: &Gathered<'_, '_>,
    equals: &[&str],
    in_colour: bool,
    diagnostics: &mut Diagnostics,
) {
    let mut first: Option<(&str, &Look<'_>)> = None;
    for leaf in equals {
        let Some(text) = gathered.text(leaf) else { continue };
        let (other, look) = first.get_or_insert((leaf, &text.look));
        let same = (text.look.size - look.size).abs() < TOLERANCE
            && text.look.is_in_fonts_of(look)
            && (!in_colour || is_same_paint(text.look.fill, look.fill));
        if !same {
            let reason = format!("it is set otherwise than `{other}`, which is of the same rank");
            diagnostics.push(finding(page_unseen::CODE, leaf, Some(text.place().page), reason));
            return;
        }
    }
}

/// Reports an entry that begins at another edge than the one above it, or far from it.
fn in_line(
    gathered: &Gathered<'_, '_>,
    equals: &[&str],
    block: &Placed<'_>,
    composition: &Composition,
    page_height: f64,
    diagnostics: &mut Diagnostics,
) {
    let texts: Vec<&Text<'_>> = equals.iter().filter_map(|leaf| gathered.text(leaf)).collect();
    for pair in texts.windows(2) {
        let (Some(above), Some(below)) = (pair[0].columns().last(), pair[1].columns().next())
        else {
            continue;
        };
        let (Some(last), Some(first)) = (above.last(), below.first()) else { continue };
        let end = above.first().map_or(last.ink.bottom, |begin| block.row_end(begin));
        let reason = if last.page != first.page {
            let bottom = page_height - composition.format.setting().margin_mm * MM;
            let needed = block.row_end(first) - first.ink.top;
            let is_left = needed + MAX_ROOM * last.size < bottom - end
                && last.page + 1 == first.page
                && !is_anything_below(gathered, last);
            is_left.then_some("empty room parts it from")
        } else if block.kind == Kind::Figure || !is_below(first, last) {
            None
        } else if !has_edge_of(above, below, block.kind, composition) {
            Some("it does not begin at the same edge as")
        } else if MAX_GAP * last.size < first.ink.top - end {
            Some("it stands too far from")
        } else if block.kind == Kind::Table
            && first.baseline - last.baseline + TOLERANCE < leading(above).max(leading(below))
        {
            Some("its own lines stand further apart than it does from")
        } else {
            None
        };
        if let Some(reason) = reason {
            let reason = format!("{reason} `{}`, which is of the same rank", pair[0].leaf);
            diagnostics.push(finding(page_parted::CODE, pair[1].leaf, Some(first.page), reason));
            return;
        }
    }
}

impl Placed<'_> {
    /// Where what begins beside a line ends: its text, or the row of a table.
    fn row_end(&self, line: &Line) -> f64 {
        let beside = self.places.iter().filter(|place| {
            place.page == line.page && (place.ink.top - line.ink.top).abs() < line.size
        });
        beside.map(|place| place.ink.bottom).fold(line.ink.bottom, f64::max)
    }
}

/// Whether a line stands in the column of one above it.
fn is_below(line: &Line, above: &Line) -> bool {
    let both = line.ink.right.min(above.ink.right) - line.ink.left.max(above.ink.left);
    0.0 < both && above.baseline < line.baseline
}

/// Whether two texts begin at one edge; the cells of a column may also end at one, or have one middle.
fn has_edge_of(above: &[Line], below: &[Line], kind: Kind, composition: &Composition) -> bool {
    let [left, middle, right] = shared_edges(above, below);
    let start = match composition.writing {
        Writing::Ltr => left,
        Writing::Rtl => right,
    };
    start || (kind == Kind::Table && (left || middle || right))
}

/// Whether two texts have their left edge, their middle and their right edge at one place.
fn shared_edges(above: &[Line], below: &[Line]) -> [bool; 3] {
    let span = |lines: &[Line]| {
        let extents = lines.iter().map(|line| line.extent);
        extents.fold((f64::MAX, f64::MIN), |(a, b), (from, to)| (a.min(from), b.max(to)))
    };
    let most = EDGE * above.iter().map(|line| line.size).fold(0.0, f64::max);
    let (above, below) = (span(above), span(below));
    let same = |a: f64, b: f64| (a - b).abs() < most;
    [same(above.0, below.0), same(above.0 + above.1, below.0 + below.1), same(above.1, below.1)]
}

/// The greatest distance of two lines of a text.
fn leading(lines: &[Line]) -> f64 {
    lines.windows(2).map(|pair| pair[1].baseline - pair[0].baseline).fold(0.0, f64::max)
}

/// Whether a text stands under a line, in its column.
fn is_anything_below(gathered: &Gathered<'_, '_>, line: &Line) -> bool {
    let mut lines = gathered.texts().filter(|text| !LeafFamily::Running.has(text.leaf));
    lines
        .any(|text| text.lines.iter().any(|other| other.page == line.page && is_below(other, line)))
}

/// Reports texts whose lines begin at several edges, and pages on which nothing stands.
pub(super) fn edges(
    gathered: &Gathered<'_, '_>,
    parts: &[Parts<'_>],
    composition: &Composition,
    n_pages: usize,
    diagnostics: &mut Diagnostics,
) {
    for text in gathered.texts() {
        // The cells of a table and the words beside a picture are narrow by nature.
        let in_block =
            |block: &Parts<'_>| block.kind != Kind::List && block.all.contains(&text.leaf);
        let in_block = || parts.iter().any(in_block);
        let is_title = LeafFamily::Title.has(text.leaf) || LeafFamily::Heading.has(text.leaf);
        let least = if is_title { MIN_TITLE_WIDTH } else { MIN_WIDTH } * text.look.size;
        for lines in text.columns().filter(|lines| 1 < lines.len()) {
            let Some(page) = lines.first().map(|line| line.page) else { continue };
            let widest = lines.iter().map(|line| line.ink.width()).fold(0.0, f64::max);
            let (code, reason) = if !begins_alike(lines, composition) {
                (page_leaf_order::CODE, "its lines begin at several edges")
            } else if widest < least && !in_block() {
                (page_lines::CODE, "its lines are so short that they part what belongs together")
            } else {
                continue;
            };
            if goes_on(gathered, lines, composition) {
                continue;
            }
            diagnostics.push(finding(code, text.leaf, Some(page), reason));
        }
    }
    for page in 0..n_pages {
        let mut texts = gathered.texts().filter(|text| !LeafFamily::Running.has(text.leaf));
        if !texts.any(|text| text.lines.iter().any(|line| line.page == page)) {
            let reason = "nothing of the sheet stands on it";
            diagnostics.push(finding(page_parted::CODE, "template", Some(page), reason));
        }
    }
}

/// Whether lines begin at one edge, or end at one, or have one middle.
fn begins_alike(lines: &[Line], composition: &Composition) -> bool {
    let most_off = EDGE * lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let same = |of: fn(&Line) -> f64| {
        let all = lines.iter().map(of);
        let (least, most) = all.fold((f64::MAX, f64::MIN), |(a, b), x| (a.min(x), b.max(x)));
        most - least < most_off
    };
    let start = match composition.writing {
        Writing::Ltr => same(|line| line.extent.0),
        Writing::Rtl => same(|line| line.extent.1),
    };
    start || same(|line| f64::midpoint(line.extent.0, line.extent.1))
}

/// Whether the first line follows another text on its line, as one sentence does another, and the
/// others begin alike.
fn goes_on(gathered: &Gathered<'_, '_>, lines: &[Line], composition: &Composition) -> bool {
    let Some((first, others)) = lines.split_first() else { return true };
    let follows = |other: &Line| {
        let before = match composition.writing {
            Writing::Ltr => other.extent.1 <= first.extent.0,
            Writing::Rtl => first.extent.1 <= other.extent.0,
        };
        other.page == first.page && (other.baseline - first.baseline).abs() < 0.1 && before
    };
    begins_alike(others, composition) && gathered.texts().any(|text| text.lines.iter().any(follows))
}
