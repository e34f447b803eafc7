//! What is set off, and in which colours: nothing more than who must not take the medicine.
//!
//! A box, a ground or a bar says "this first", and a bright one says it louder than a grey one, whatever
//! the words in them weigh. Green says "go" and red says "stop", so a sheet has one hue.

use super::finding::finding;
use super::gathered::Gathered;
use super::geometry::Bounds;
use super::ink::{Drawing, Rgb, opaque};
use super::page::Page;
use super::whole::names;
use crate::rules::page_ink;
use candor_composition::{Composition, Section};
use candor_model::diag::Diagnostics;
use candor_model::{LeafFamily, Place};

/// What may be set off as strongly: it is as urgent, and the key points repeat it.
const URGENT: [Place; 2] = [Place::HelpNow, Place::Key];
/// How much stronger a colour may be around other words: of its red, green and blue, each from 0 to 1,
/// the greatest less the least.
const STRONGER: f64 = 0.25;
/// A bar stands beside words that are not further from it, in points.
const BESIDE: f64 = 30.0;
/// A colour counts as one, and not as grey, from this on: the greatest of its red, green and blue,
/// times its strength.
const COLOURED: f64 = 0.05;
/// How far two hues may lie apart that are one, in degrees.
const ONE_HUE: f64 = 40.0;

/// How much a text is set off.
#[derive(Debug, Clone, Copy, Default)]
struct SetOff {
    is_boxed: bool,
    strength: f64,
}

/// Reports the author's words in a box where who must not take it stands in none, and words in a
/// stronger colour than that.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let (mut must_not, mut others) = (Vec::new(), Vec::new());
    for Section { place, heading, blocks } in &composition.sections {
        let all = if *place == Place::MustNot {
            &mut must_not
        } else if URGENT.contains(place) {
            continue;
        } else {
            &mut others
        };
        all.push(heading.leaf.as_str());
        all.extend(blocks.iter().flat_map(names));
    }
    let (mut most, mut set_off_too) = (None::<SetOff>, Vec::new());
    for page in pages {
        for column in &page.columns {
            if must_not.contains(&column.leaf) {
                let SetOff { is_boxed, strength } = set_off(page, column.ink);
                let known = most.unwrap_or_default();
                most = Some(SetOff {
                    is_boxed: known.is_boxed || is_boxed,
                    strength: known.strength.max(strength),
                });
            } else if others.contains(&column.leaf) {
                set_off_too.push((page, column.leaf, set_off(page, column.ink)));
            }
        }
    }
    let Some(most) = most else { return };
    let wrong = set_off_too.iter().find_map(|(page, leaf, own)| {
        let reason = match () {
            () if own.is_boxed && !most.is_boxed && LeafFamily::Author.has(leaf) => {
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

/// Reports colours of two hues: besides greys a sheet has one.
pub(super) fn hues(
    pages: &[Page<'_, '_>],
    gathered: &Gathered<'_, '_>,
    diagnostics: &mut Diagnostics,
) {
    let drawn = pages.iter().flat_map(|page| {
        page.drawings().flat_map(|drawing| {
            let ground = drawing.plate.iter().map(|(_, rgb)| *rgb);
            ground.chain(drawing.rules.iter().map(|(_, rgb)| *rgb)).map(|rgb| (page.index, rgb))
        })
    });
    let words =
        gathered.texts().filter_map(|text| Some((text.place().page, opaque(text.look.fill)?)));
    let mut known: Option<f64> = None;
    for (page, rgb) in drawn.chain(words) {
        let Some(hue) = hue(rgb) else { continue };
        let away = (hue - *known.get_or_insert(hue)).abs();
        if ONE_HUE < away.min(360.0 - away) {
            let reason = "it has colours of two hues, and each says something: take one, and greys";
            diagnostics.push(finding(page_ink::CODE, "template", Some(page), reason));
            return;
        }
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

/// The hue of a colour that is not grey, in degrees.
fn hue(rgb: Rgb) -> Option<f64> {
    let [red, green, blue] = rgb;
    let most = red.max(green).max(blue);
    let strength = strength(rgb);
    if most * strength < COLOURED {
        return None;
    }
    let sixths = if most <= red {
        (green - blue) / strength
    } else if most <= green {
        2.0 + (blue - red) / strength
    } else {
        4.0 + (red - green) / strength
    };
    Some((60.0 * sixths).rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tints_and_dark_tones_are_greys_until_they_are_seen_as_colours() {
        let eight = |red: u8, green: u8, blue: u8| {
            hue([red, green, blue].map(|part| f64::from(part) / 255.0)).map(f64::round)
        };
        // Ink, the shipped tint and rules, a cream page.
        for (red, green, blue) in
            [(0, 0, 0), (0xec, 0xee, 0xf1), (0x26, 0x30, 0x3b), (0xff, 0xfe, 0xf5)]
        {
            assert_eq!(eight(red, green, blue), None);
        }
        assert_eq!(eight(255, 0, 0), Some(0.0));
        assert_eq!(eight(0, 255, 0), Some(120.0));
        assert_eq!(eight(0xff, 0xcc, 0), Some(48.0));
        assert_eq!(eight(0xe0, 0xe8, 0xff), Some(225.0));
        assert_eq!(eight(0x7a, 0x1f, 0x2f), Some(349.0));
    }
}
