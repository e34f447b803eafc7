//! Room between characters: words stand apart, and what is one word or number does not. "7 to 1 0
//! days" is read as 7 to 1, and "4 .5 mg" as half a milligram.

use std::collections::BTreeMap;

use super::drawing::{Glyphs, Outline};
use super::limits::named;

/// How far the ink of two characters stands apart at most, in shares of the room between two words that
/// end and begin with an n, or with an m or h that has less beside it. Of 460 upright text fonts from
/// Debian's packages, 456 stay below: two ones at 0.88, a 1 before others at 0.8 (digits of one width
/// leave much room beside it), a 1 behind others at 0.74, two other digits at 0.54, a digit and a point
/// at 0.64, a digit and a hyphen at 0.75, two letters at 0.56.
const ONES: f64 = 0.9;
const AFTER_ONE: f64 = 0.82;
const BEFORE_ONE: f64 = 0.76;
const DIGITS: f64 = 0.56;
const AT_POINT: f64 = 0.66;
const HYPHEN: f64 = 0.77;
const LETTERS: f64 = 0.6;
/// The same on a page, where spaces may be narrower than the font's own.
const ON_PAGE: f64 = 0.9;
/// Widths of a space, in ems: those of condensed text fonts are 0.173.
const SPACE: std::ops::RangeInclusive<f64> = 0.17..=0.9;
/// Widths of a no-break space, in widths of the space.
const NO_BREAK: std::ops::RangeInclusive<f64> = 0.6..=2.3;

/// Room beside the ink of characters, in thousandths of an em.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Room {
    /// At the left and at the right of each letter, digit, point, comma and hyphen.
    sides: BTreeMap<char, [i32; 2]>,
    /// Between two words, in the same unit.
    words: i32,
}

impl Room {
    /// Measures a font; `None` where it lacks letters or a space.
    pub(super) fn new(outlines: &BTreeMap<char, Outline>, space: f64, em: f64) -> Option<Self> {
        #[expect(clippy::cast_possible_truncation, reason = "a few ems at most")]
        let thousandths = |units: f64| (units / em * 1000.0).round() as i32;
        let sides = |outline: &Outline| {
            [outline.bounds[0], outline.advance - outline.bounds[2]].map(thousandths)
        };
        // A font could widen its n alone.
        let (n, m, h) = (outlines.get(&'n')?, outlines.get(&'m')?, outlines.get(&'h')?);
        let left = sides(n)[0].min(sides(m)[0]);
        let right = sides(n)[1].min(sides(m)[1]).min(sides(h)[1]);
        let held = outlines
            .iter()
            .filter(|(c, _)| c.is_ascii_alphabetic() || is_in_number(**c) || **c == '-');
        Some(Self {
            sides: held.map(|(&c, outline)| (c, sides(outline))).collect(),
            words: left + right + thousandths(space),
        })
    }

    /// The two characters that stand too far apart, if there are any; the worst ones.
    pub(super) fn fault(&self) -> Option<String> {
        let all = self.sides.keys().flat_map(|&a| self.sides.keys().map(move |&b| (a, b)));
        let over = |(a, b): (char, char)| {
            let over = self.apart(a, b)? - share(a, b)? * f64::from(self.words) / 1000.0;
            (0.0 < over).then_some((over, a, b))
        };
        let (_, a, b) = all.filter_map(over).max_by(|a, b| a.0.total_cmp(&b.0))?;
        let (a, b) = (named(a), named(b));
        Some(format!("sets {a} and {b} behind it nearly as far apart as two words"))
    }

    /// Whether two characters stand as far apart as words do, or nearly, where the second is moved by
    /// so many ems, on a line whose spaces are so much narrower than the font's own.
    pub(super) fn parts(&self, a: char, b: char, by: f64, narrower: f64) -> bool {
        let (Some(apart), Some(share)) = (self.apart(a, b), share(a, b)) else { return false };
        let words = f64::from(self.words) / 1000.0;
        (share * words).min(ON_PAGE * (words - narrower)) < apart + by
    }

    /// How far the ink of two characters is apart, in ems.
    fn apart(&self, a: char, b: char) -> Option<f64> {
        let ([_, right], [left, _]) = (self.sides.get(&a)?, self.sides.get(&b)?);
        Some(f64::from(right + left) / 1000.0)
    }
}

fn is_in_number(c: char) -> bool {
    c.is_ascii_digit() || is_point(c)
}

fn is_point(c: char) -> bool {
    matches!(c, '.' | ',')
}

/// How far two characters of a word or number may be apart.
fn share(a: char, b: char) -> Option<f64> {
    let is_number = is_in_number(a) && is_in_number(b) && !(is_point(a) && is_point(b));
    match (a, b) {
        ('1', '1') => Some(ONES),
        ('1', _) if is_number => Some(AFTER_ONE),
        (_, '1') if is_number => Some(BEFORE_ONE),
        _ if is_number && (is_point(a) || is_point(b)) => Some(AT_POINT),
        _ if is_number => Some(DIGITS),
        _ if [a, b].contains(&'-') && (a.is_ascii_digit() || b.is_ascii_digit()) => Some(HYPHEN),
        _ if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => Some(LETTERS),
        _ => None,
    }
}

/// What is wrong with the spaces of a font.
pub(super) fn spaces(glyphs: &Glyphs<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let space = glyphs.outline(' ').map(|outline| outline.advance);
    for (c, name) in [(' ', "space"), ('\u{a0}', "no-break space")] {
        let Some(outline) = glyphs.outline(c) else { continue };
        let is_even = space.is_none_or(|space| NO_BREAK.contains(&(outline.advance / space)));
        if outline.has_ink() {
            faults.push(format!("draws something for a {name}"));
        } else if !(SPACE.contains(&(outline.advance / glyphs.em)) && is_even) {
            faults.push(format!("has a {name} that is too narrow or too wide"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_word_stands_nearer_than_words() {
        let sides: BTreeMap<char, [i32; 2]> =
            [('1', [180, 180]), ('4', [60, 60]), ('.', [70, 70]), ('n', [60, 60])].into();
        let room = Room { sides, words: 400 };
        assert_eq!(room.fault(), None);
        let narrow = Room { words: 380, ..room.clone() };
        assert!(narrow.fault().is_some_and(|said| said.starts_with("sets a 1 and a 1 behind it")));
        for (a, b, by, narrower, parts) in [
            ('1', '1', -0.01, 0.0, false),
            ('1', '1', -0.01, 0.1, true),
            ('4', '4', 0.1, 0.0, false),
            ('4', '4', 0.12, 0.0, true),
            ('4', '.', 0.12, 0.0, false),
            ('4', '.', 0.14, 0.0, true),
            ('n', 'n', 0.11, 0.0, false),
            ('n', 'n', 0.13, 0.0, true),
            ('n', '4', 0.3, 0.0, false),
        ] {
            assert_eq!(room.parts(a, b, by, narrower), parts, "{a}{b} by {by}, {narrower}");
        }
    }
}
