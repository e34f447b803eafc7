//! The author's words are set off no more than who must not take the medicine.
//!
//! A box, a ground or a bar says "this first", and a bright one says it louder than a grey one, whatever
//! the words in them weigh.

use super::geometry::Bounds;
use super::ink::{Drawing, Rgb};
use super::page::Page;
use super::whole::names;
use crate::compose::Composition;
use crate::diag::Diagnostics;

/// The heading of who must not take it.
const MUST_NOT: &str = "heading.must-not";
/// How much stronger a colour may be around the author's words: of its red, green and blue, each from
/// 0 to 1, the greatest less the least.
const STRONGER: f64 = 0.15;
/// A bar stands beside words that are not further from it, in points.
const BESIDE: f64 = 30.0;

/// How much a text is set off.
#[derive(Debug, Clone, Copy, Default)]
struct SetOff {
    is_boxed: bool,
    strength: f64,
}

/// Reports the author's words in a box where who must not take it stands in none, or in a stronger
/// colour than that.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let sections = composition.sections.iter();
    let urgent = sections.filter(|section| section.heading.leaf == MUST_NOT);
    let urgent: Vec<&str> =
        urgent.flat_map(|section| section.blocks.iter().flat_map(names)).collect();
    let (mut most, mut authors) = (None::<SetOff>, Vec::new());
    for page in pages {
        for column in &page.columns {
            if urgent.contains(&column.leaf) {
                let SetOff { is_boxed, strength } = set_off(page, column.ink);
                let known = most.unwrap_or_default();
                most = Some(SetOff {
                    is_boxed: known.is_boxed || is_boxed,
                    strength: known.strength.max(strength),
                });
            } else if column.leaf.starts_with("author.") {
                authors.push((page, column.leaf, set_off(page, column.ink)));
            }
        }
    }
    let Some(most) = most else { return };
    let wrong = authors.iter().find_map(|(page, leaf, own)| {
        let reason = match () {
            () if own.is_boxed && !most.is_boxed => {
                "it stands in a box, and who must not take the medicine stands in none"
            }
            () if most.strength + STRONGER < own.strength => {
                "it is set off in a stronger colour than who must not take the medicine"
            }
            () => return None,
        };
        Some((page, leaf, reason))
    });
    if let Some((page, leaf, reason)) = wrong {
        page.report(leaf, reason, diagnostics);
    }
}

/// How much the boxes that hold some words, and the bars beside them, set them off.
fn set_off(page: &Page<'_, '_>, words: Bounds) -> SetOff {
    let mut all = SetOff::default();
    for drawing in page.drawings() {
        let Drawing { plate, rules, bounds, is_closed, is_dashed: _, in_block: _ } = drawing;
        let holds = *is_closed && bounds.contains(words);
        all.is_boxed |= holds;
        let ground = plate.filter(|(plate, _)| holds || is_beside(plate.bounds, words));
        let lines = rules.iter().filter(|(rule, _)| holds || is_beside(*rule, words));
        let colors = ground.map(|(_, rgb)| rgb).into_iter().chain(lines.map(|(_, rgb)| *rgb));
        all.strength = colors.map(strength).fold(all.strength, f64::max);
    }
    all
}

/// Whether what stands upright stands beside words.
fn is_beside(ink: Bounds, words: Bounds) -> bool {
    let away = (words.left - ink.right).max(ink.left - words.right);
    ink.width() < ink.height() && (0.0..BESIDE).contains(&away) && 0.0 < ink.beside(words)
}

fn strength(rgb: Rgb) -> f64 {
    let most = rgb.into_iter().fold(0.0, f64::max);
    most - rgb.into_iter().fold(1.0, f64::min)
}
