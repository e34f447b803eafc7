//! A clinic's font may move its letters together and apart, as fonts do, and no further; and it has all
//! of a sheet's words.
//!
//! Pairs are kerned by the font, and what a font kerns is what its shaper makes of a line. So a font
//! could set the point of 1.5 into its 1, 999 into one 9, or a gap into "not". The bounds are what 533
//! free text fonts need.

use std::ops::RangeInclusive;

use typst::text::{FontInstance, Glyph, TextItem};

use super::finding::finding;
use super::gathered::Gathered;
use super::glyphs::reading;
use super::shaping::may_run_leftwards;
use super::walk::Run;
use crate::rules::{page_type_too_small, page_unseen};
use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_typeset::{Engine, needs_no_shaping};

/// How far a font moves the second of two characters, in ems: two digits or a digit and a point,
/// a point under the arm of a 7, two small letters, one of them a digit, others.
const NUMBERS: RangeInclusive<f64> = -0.105..=0.045;
const AFTER_SEVEN: RangeInclusive<f64> = -0.165..=0.045;
const SMALL: RangeInclusive<f64> = -0.11..=0.14;
const DIGIT: RangeInclusive<f64> = -0.175..=0.09;
const OTHER: RangeInclusive<f64> = -0.26..=0.24;
/// How far the ink of two characters of a number stays apart, in ems: a point that touches a digit is
/// part of it.
const FREE: f64 = 0.012;
/// How much higher the letters of one text may be than those of another, in their own sizes: bold ones
/// are a little.
const HEIGHTS: f64 = 1.1;
/// How far a glyph may stand off its line, in ems.
const OFF: f64 = 0.002;

/// Reports characters of a clinic's font that are moved too far, and texts that are in part in another
/// font than all else.
pub(super) fn check(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    engine: &Engine,
    diagnostics: &mut Diagnostics,
) {
    for (leaf, runs) in gathered.all_runs() {
        let mut own = runs.iter().filter(|run| engine.is_own_font(run.item.font.font()));
        if let Some((run, pair)) = own.find_map(|run| Some((run, moved(&run.item)?))) {
            let reason = format!("the clinic's font moves \"{pair}\" too far together or apart");
            diagnostics.push(finding(page_unseen::CODE, leaf, Some(run.page), reason));
            return;
        }
    }
    families(gathered, composition, diagnostics);
    heights(gathered, diagnostics);
}

/// Letters of one size are of one height: a font can draw them smaller than it says.
fn heights(gathered: &Gathered<'_, '_>, diagnostics: &mut Diagnostics) {
    let mut tallest: Option<(&str, f64)> = None;
    let mut lowest: Option<(&str, usize, f64)> = None;
    for (leaf, runs) in gathered.all_runs() {
        for run in runs {
            let Some(height) = run.x_height.map(|height| height / run.item.size.to_pt()) else {
                continue;
            };
            if tallest.is_none_or(|(_, known)| known < height) {
                tallest = Some((leaf, height));
            }
            if lowest.is_none_or(|(_, _, known)| height < known) {
                lowest = Some((leaf, run.page, height));
            }
        }
    }
    if let (Some((other, tall)), Some((leaf, page, low))) = (tallest, lowest)
        && low * HEIGHTS < tall
    {
        let reason = format!("its letters are lower than those of `{other}`, in the same size");
        diagnostics.push(finding(page_type_too_small::CODE, leaf, Some(page), reason));
    }
}

/// The first two characters that a font moves too far, or one that it moves off its place.
fn moved(item: &TextItem) -> Option<String> {
    // Words that run from right to left have their pairs in the order of the eye.
    if may_run_leftwards(item) {
        return None;
    }
    let reading = reading(item);
    let ttf = item.font.ttf();
    let em = f64::from(ttf.units_per_em());
    let character = |glyph: &Glyph| {
        let mut cluster = item.text.get(glyph.range())?.chars();
        cluster.next().filter(|c| cluster.next().is_none() && needs_no_shaping(*c))
    };
    let room = |glyph: &Glyph| {
        let room = ttf.glyph_hor_advance(ttf_parser::GlyphId(glyph.id)).unwrap_or_default();
        f64::from(room) / em
    };
    // A space at the end of a line has no width.
    let within = item.glyphs.split_last().map_or(&[][..], |(_, within)| within);
    let spaces = within.iter().filter(|glyph| character(glyph) == Some(' '));
    let narrower = spaces.map(|space| room(space) - space.x_advance.get()).fold(0.0, f64::max);
    for pair in item.glyphs.windows(2) {
        let [first, second] = pair else { continue };
        let (Some(a), Some(b)) = (character(first), character(second)) else { continue };
        // From where the first is drawn to where the second is.
        let step = first.x_advance.get() - first.x_offset.get() + second.x_offset.get();
        let by = step - room(first);
        let is_off = OFF < first.y_offset.get().abs();
        let is_space = a.is_whitespace() || b.is_whitespace();
        let touches = reading.apart(a, b).is_some_and(|apart| apart + by < FREE);
        let parts = reading.parts(a, b, by, narrower);
        if is_off || (!is_space && !bounds(a, b).contains(&by)) || touches || parts {
            return Some([a, b].iter().collect());
        }
    }
    None
}

fn is_in_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '.' | ',')
}

/// How far a font may move the second of two characters.
fn bounds(a: char, b: char) -> RangeInclusive<f64> {
    match (a, b) {
        ('7', '.' | ',') => AFTER_SEVEN,
        _ if is_in_number(a) && is_in_number(b) => NUMBERS,
        _ if a.is_ascii_digit() || b.is_ascii_digit() => DIGIT,
        _ if a.is_ascii_lowercase() && b.is_ascii_lowercase() => SMALL,
        _ => OTHER,
    }
}

/// All that is said is in one family; what that has is in no other.
fn families(gathered: &Gathered<'_, '_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let mut first: Option<(&str, &FontInstance)> = None;
    for (leaf, runs) in gathered.all_runs() {
        let has_letters =
            |run: &&&Run<'_>| run.text().contains(|c: char| c.is_ascii_alphanumeric());
        let Some(run) = runs.iter().find(has_letters) else { continue };
        let font = &run.item.font;
        let (other, known) = *first.get_or_insert((leaf, font));
        if known.font().info().family != font.font().info().family {
            let reason = format!("it is set in another family than `{other}`");
            diagnostics.push(finding(page_unseen::CODE, leaf, Some(run.page), reason));
            return;
        }
        // Where a language has fonts of its own, signs may come from these.
        let has = |c: char| !c.is_whitespace() && font.ttf().glyph_index(c).is_some();
        let strange = runs.iter().find(|run| {
            run.item.font.font().info().family != font.font().info().family
                && run.text().contains(has)
        });
        if let Some(run) = strange.filter(|_| composition.fonts.is_empty()) {
            let reason = format!("\"{}\" is set in another font than its words", run.text().trim());
            diagnostics.push(finding(page_unseen::CODE, leaf, Some(run.page), reason));
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_moved_less_than_letters() {
        for (a, b, by, fits) in [
            ('7', '.', -0.16, true),
            ('1', '.', -0.16, false),
            ('1', '0', 0.05, false),
            ('o', 't', 0.15, false),
            ('o', 't', -0.1, true),
            ('f', ')', 0.22, true),
            ('A', 'V', -0.2, true),
            ('n', 'o', -0.3, false),
            ('f', '7', 0.085, true),
        ] {
            assert_eq!(bounds(a, b).contains(&by), fits, "{a}{b} by {by}");
        }
    }
}
