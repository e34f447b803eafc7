//! Letters with accents: the letter is the font's own one, and an accent stands over, under or beside
//! it. Which accent it is, is not judged.

use unicode_normalization::UnicodeNormalization as _;
use unicode_script::{Script, UnicodeScript as _};

use super::drawing::{Glyphs, Outline};
use super::frame::{Frame, kind};
use super::shapes::Shape;

/// The accent that leaves a dot in its place: a tail below.
const BELOW: char = '\u{328}';
/// How unlike the letter under an accent may be to the plain one.
const LIMIT: f32 = 0.3;
/// The least height of an accent, in heights of a capital.
const ACCENT: f64 = 0.04;

/// Returns the font's letters with accents; whether each is the plain letter and something around it.
pub(super) fn check(glyphs: &Glyphs<'_>, frame: &Frame) -> Vec<(char, bool)> {
    let mut letters: Vec<char> =
        glyphs.characters().filter(|c| c.script() == Script::Latin && !c.is_ascii()).collect();
    letters.sort_unstable();
    letters.dedup();
    let mut found = Vec::new();
    for accented in letters {
        let mut parts = accented.nfd();
        let Some(plain) = parts.next().filter(char::is_ascii_alphabetic) else { continue };
        let accents: String = parts.collect();
        if accents.is_empty() {
            continue;
        }
        // An accent above takes the place of the dot.
        let bare = match plain {
            'i' if !accents.contains(BELOW) => 'ı',
            'j' => 'ȷ',
            plain => plain,
        };
        let base = glyphs.outline(bare).or_else(|| glyphs.outline(plain));
        let (Some(base), Some(outline)) = (base, glyphs.outline(accented)) else { continue };
        // A háček beside a tall letter is an apostrophe.
        let beside = accents == "\u{30c}" && matches!(plain, 'd' | 'l' | 't' | 'L');
        found.push((accented, is_accented(plain, &base, &outline, frame, beside)));
    }
    found
}

fn is_accented(
    plain: char,
    base: &Outline,
    outline: &Outline,
    frame: &Frame,
    beside: bool,
) -> bool {
    let least = ACCENT * frame.capital();
    let [left, bottom, right, top] = outline.bounds;
    let [base_left, base_bottom, base_right, base_top] = base.bounds;
    let is_there = base_top + least < top
        || bottom < base_bottom - least
        || (right - left) - (base_right - base_left) > least;
    let mut letter = outline.between(base_bottom, base_top);
    if beside {
        letter = letter.left_of(left + base.width() + least / 2.0);
    }
    let seen = |outline| Shape::new(&frame.picture(kind(plain), outline));
    is_there && letter.has_ink() && seen(base).distance(&seen(&letter)) < LIMIT
}
