//! What is drawn and holds nothing is thin, a band across the page, or room for a hand; dashes are
//! there to cut along.
//!
//! A thick bar looks like one of a chart, a small round frame like a zero.

use super::findings::Findings;
use super::groups::names;
use super::piece::is_thin;
use super::plane::Rect;
use super::view::{Drawing, View};
use candor_composition::{Composition, Section};
use candor_model::Format;

/// Least room of an empty frame, in points; it is wider than high.
const ROOM: (f64, f64) = (120.0, 36.0);
/// The thickest line of such a frame, in points; a file rounds.
const LINE: f64 = 1.6 + 0.01;
/// Candor's own frame, where a code will stand: least side, how far its sides may differ and the
/// thickest line, in points.
const CODE: (f64, f64, f64) = (90.0, 0.1, 0.8);
/// A ground and the line around it differ at most by so much, in points.
const AROUND: f64 = 12.0;
/// What lies this near to an edge of the paper reaches it, in points.
const EDGE: f64 = 0.5;

/// Reports empty shapes and frames, and dashes that cut nothing out.
pub(super) fn check(views: &[View<'_>], composition: &Composition, findings: &mut Findings) {
    // There is one place for a code, and a frame for it before there is one.
    let mut is_code_due = composition.code.is_none() && composition.format != Format::Card;
    for view in views {
        let mut wrong: Vec<(&str, &str)> = Vec::new();
        for drawing in &view.drawings {
            if drawing.bars.iter().any(|bar| !is_thin(*bar)) {
                wrong.push(("template", "a line or bar is too thick"));
            }
            let is_loose = |ground: Rect| {
                !is_thin(ground) && !is_band(view, ground) && !view.is_anything_in(ground)
            };
            if drawing.ground.is_some_and(is_loose) {
                wrong.push(("template", "it fills a shape that holds no words"));
            }
            // A frame that is hardly higher than its lines is a line.
            let is_bare = drawing.is_frame()
                && !is_thin(drawing.all)
                && !has_ground(view, drawing)
                && !view.is_anything_in(drawing.all);
            if is_bare && std::mem::take(&mut is_code_due) && is_for_code(drawing) {
                continue;
            }
            if is_bare && !is_room(drawing) {
                wrong.push(("template", "it draws an empty frame that is no room to write in"));
            }
            wrong.extend(cut(view, drawing, composition));
        }
        for (name, reason) in wrong {
            findings.add(name, Some(view.page), reason);
        }
    }
}

/// Whether ink is a band across all that stands on the page, or along an edge of the paper.
fn is_band(view: &View<'_>, ground: Rect) -> bool {
    let all = view.lines().fold(Rect::NONE, |all, line| all.join(line.ink));
    let reaches_edge = ground.left <= EDGE || view.size.0 - EDGE <= ground.right;
    !all.is_empty()
        && ((ground.left <= all.left && all.right <= ground.right)
            || (reaches_edge && ground.top <= all.top && all.bottom <= ground.bottom))
}

/// Whether a frame is the line around a ground.
fn has_ground(view: &View<'_>, frame: &Drawing) -> bool {
    let grounds = view.drawings.iter().filter_map(|drawing| drawing.ground);
    grounds.into_iter().any(|ground| {
        ground.grown(AROUND, AROUND).contains(frame.all)
            && frame.all.grown(AROUND, AROUND).contains(ground)
    })
}

/// The thickest line of a frame.
fn thickness(frame: &Drawing) -> f64 {
    frame.bars.iter().map(|bar| bar.width().min(bar.height())).fold(0.0, f64::max)
}

fn is_room(frame: &Drawing) -> bool {
    let (width, height) = (frame.all.width(), frame.all.height());
    ROOM.0 <= width
        && ROOM.1 <= height
        && height < width
        && !frame.has_round_corners
        && thickness(frame) <= LINE
}

fn is_for_code(frame: &Drawing) -> bool {
    let (least, same, line) = CODE;
    let (width, height) = (frame.all.width(), frame.all.height());
    least <= width
        && (width - height).abs() < same
        && !frame.has_round_corners
        && !frame.is_dashed
        && thickness(frame) <= line
}

/// Why dashes are wrong: they stand on cards, around each.
fn cut<'c>(
    view: &View<'_>,
    drawing: &Drawing,
    composition: &'c Composition,
) -> Option<(&'c str, &'static str)> {
    if !drawing.is_dashed {
        return None;
    }
    if composition.format != Format::Card {
        return Some(("template", "it draws dashes, which say that here is to be cut"));
    }
    let touches = |Section { place: _, heading, blocks }: &&Section| {
        let all = blocks.iter().flat_map(names).chain([heading.leaf.as_str()]);
        let card = all.filter_map(|name| view.place(name)).reduce(Rect::join);
        card.is_some_and(|card| !drawing.is_closed || drawing.inks().any(|ink| ink.touches(card)))
    };
    let section = composition.sections.iter().find(touches)?;
    Some((&section.heading.leaf, "a line to cut along does not go around its card"))
}

#[cfg(test)]
mod tests {
    use super::super::line::a_line;
    use super::super::view::columns;
    use super::*;

    fn rect(width: f64, height: f64) -> Rect {
        Rect { left: 60.0, right: 60.0 + width, top: 300.0, bottom: 300.0 + height }
    }

    #[test]
    fn an_empty_frame_is_room_to_write_in_or_the_place_of_a_code() {
        let frame = |width, height, line| Drawing::frame(rect(width, height), line);
        assert!(is_room(&frame(200.0, 40.0, 1.0)) && !is_room(&frame(200.0, 40.0, 2.0)));
        assert!(!is_room(&frame(100.0, 40.0, 1.0)) && !is_room(&frame(200.0, 30.0, 1.0)));
        assert!(!is_room(&frame(130.0, 140.0, 1.0)));
        assert!(!is_room(&Drawing { has_round_corners: true, ..frame(200.0, 40.0, 1.0) }));
        assert!(is_for_code(&frame(92.0, 92.0, 0.75)) && !is_for_code(&frame(92.0, 92.0, 1.0)));
        assert!(!is_for_code(&frame(80.0, 80.0, 0.75)) && !is_for_code(&frame(92.0, 95.0, 0.75)));
    }

    #[test]
    fn a_band_goes_across_all_that_stands_on_the_page() {
        let ink = Rect { left: 50.0, right: 500.0, top: 100.0, bottom: 110.0 };
        let lines = [a_line("text", ink, 109.0)];
        let (columns, places) = (columns(&lines), super::super::places(&lines));
        let view = View::of(&columns, &places);
        assert!(is_band(&view, Rect { left: 40.0, ..rect(460.0, 20.0) }));
        assert!(!is_band(&view, rect(460.0, 20.0)));
        assert!(is_band(&view, Rect { left: 0.0, right: 20.0, top: 90.0, bottom: 200.0 }));
        assert!(!is_band(&view, Rect { left: 5.0, right: 25.0, top: 90.0, bottom: 200.0 }));
    }
}
