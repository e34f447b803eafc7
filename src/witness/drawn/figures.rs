//! Drawings that are held against each other have one scale, the words of their axis stand at its ends
//! and its middle, and none stands nearer to the line of another one than to its own.

use super::findings::Findings;
use super::found::Found;
use super::line::Line;
use super::plane::Rect;
use candor_composition::{Block, Composition, FigureRow};

/// How far the widths of two drawings may differ, as a share.
const SAME: f64 = 0.01;
/// How far the words of an axis may stand from their place, in widths of the drawing.
const OFF: f64 = 0.08;
/// A drawing beside its line shares so much of the height of the lower one.
const BESIDE: f64 = 0.5;
/// How far the next line may reach over the foot of a drawing, in points.
const OVER: f64 = 1.0;

/// Reports drawings of another scale, words away from their place on an axis, and drawings that an eye
/// takes for those of another line.
pub(super) fn check(
    lines: &[Line],
    pictures: &[Found],
    composition: &Composition,
    findings: &mut Findings,
) {
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Figure { rows, axis, figure: _, title: _, notes: _ } = block else { continue };
        let drawn = rows.iter().map(|row| pictures.iter().find(|f| f.name == row.drawn.drawn));
        let mut first: Option<&Found> = None;
        for found in drawn.flatten() {
            let width = found.place.width();
            let other = first.get_or_insert(found).place.width();
            if SAME * other < (width - other).abs() {
                let reason = "it has another scale than the drawing that it is held against";
                findings.add(&found.name, Some(found.page), reason);
            }
            let own = rows.iter().find(|row| row.drawn.drawn == found.name);
            if let Some(rival) = own.and_then(|row| rival(found, &row.text.leaf, rows, lines)) {
                let reason = format!("it stands nearer to `{rival}` than to its own line");
                findings.add(&found.name, Some(found.page), reason);
            }
            for (index, leaf) in axis.iter().enumerate() {
                let mine = lines.iter().filter(|line| line.name == leaf.leaf && !line.is_label);
                let words = mine.fold(Rect::NONE, |all, line| all.join(line.ink));
                if !words.is_empty() && OFF * width < off(index, words, found.place) {
                    let reason = format!("it stands away from its place under `{}`", found.name);
                    findings.add(&leaf.leaf, Some(found.page), reason);
                }
            }
        }
    }
}

/// The line of another drawing that stands nearer below a drawing than its own stands above it.
fn rival<'a>(found: &Found, own: &str, rows: &'a [FigureRow], lines: &[Line]) -> Option<&'a str> {
    let ink = |name: &str| {
        let mine = lines.iter().filter(|line| line.page == found.page && line.name == name);
        mine.fold(Rect::NONE, |all, line| all.join(line.ink))
    };
    let (place, above) = (found.place, ink(own));
    let low = place.height().min(above.height());
    if above.is_empty() || BESIDE * low <= above.meet(place).height() {
        return None;
    }
    let others = rows.iter().map(|row| row.text.leaf.as_str()).filter(|name| *name != own);
    others.into_iter().find(|name| {
        let below = ink(name);
        let gap = below.top - place.bottom;
        0.0 < below.meet(place).width() && (-OVER..place.top - above.bottom).contains(&gap)
    })
}

/// How far words stand from the beginning, the middle or the end of an axis, which may run either
/// way.
fn off(index: usize, words: Rect, axis: Rect) -> f64 {
    let at_left = (words.left - axis.left).abs();
    let at_right = (words.right - axis.right).abs();
    if index == 1 {
        let middle = |rect: Rect| f64::midpoint(rect.left, rect.right);
        (middle(words) - middle(axis)).abs()
    } else {
        at_left.min(at_right)
    }
}
