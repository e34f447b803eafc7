//! Drawings that are held against each other have one scale, and the words of their axis stand at
//! its ends and its middle.

use super::pictures::Found;
use super::plane::Rect;
use super::{Findings, Line};
use crate::compose::{Block, Composition};

/// How far the widths of two drawings may differ, as a share.
const SAME: f64 = 0.01;
/// How far the words of an axis may stand from their place, in widths of the drawing.
const OFF: f64 = 0.08;

/// Reports drawings of another scale, and words away from their place on an axis.
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

/// How far words stand from the begin, the middle or the end of an axis, which may run either way.
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
