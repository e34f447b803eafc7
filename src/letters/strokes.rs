//! How thick a character is drawn: in one file all are as thick as its n and o, or nearly. Digits of
//! hairlines among black words go under, and so does a pale t in "not".
//!
//! The stroke of a character is twice its ink divided by the length of its edge. Widths of stems at
//! one height would miss round and slanting ones.

use super::drawing::Outline;
use super::limits::named;

/// On how many lines across a character its ink is measured, in each of four directions.
const LINES: u8 = 60;
/// The directions, as cosine and sine.
const TURNS: [(f64, f64); 4] = [
    (1.0, 0.0),
    (0.0, 1.0),
    (std::f64::consts::FRAC_1_SQRT_2, std::f64::consts::FRAC_1_SQRT_2),
    (std::f64::consts::FRAC_1_SQRT_2, -std::f64::consts::FRAC_1_SQRT_2),
];
/// How thick each character is at least and at most, in strokes of n and o. These are the second least
/// and the second most of 450 upright text fonts from Debian's packages that pass otherwise, serif and
/// sans, light to bold, and 4 % more; signs may be thicker, which hides nothing.
const BOUNDS: [(char, f64, f64); 86] = [
    ('A', 0.79, 1.19),
    ('B', 0.93, 1.29),
    ('C', 0.80, 1.14),
    ('D', 0.96, 1.33),
    ('E', 0.77, 1.22),
    ('F', 0.81, 1.23),
    ('G', 0.85, 1.18),
    ('H', 0.93, 1.33),
    ('I', 0.87, 1.40),
    ('J', 0.89, 1.33),
    ('K', 0.84, 1.23),
    ('L', 0.86, 1.25),
    ('M', 0.77, 1.24),
    ('N', 0.77, 1.23),
    ('O', 0.93, 1.32),
    ('P', 0.91, 1.27),
    ('Q', 0.93, 1.28),
    ('R', 0.95, 1.31),
    ('S', 0.79, 1.19),
    ('T', 0.82, 1.19),
    ('U', 0.77, 1.24),
    ('V', 0.78, 1.19),
    ('W', 0.71, 1.27),
    ('X', 0.73, 1.17),
    ('Y', 0.81, 1.20),
    ('Z', 0.82, 1.20),
    ('a', 0.80, 1.08),
    ('b', 0.93, 1.20),
    ('c', 0.75, 1.04),
    ('d', 0.93, 1.15),
    ('e', 0.76, 1.07),
    ('f', 0.84, 1.21),
    ('g', 0.77, 1.14),
    ('h', 0.88, 1.14),
    ('i', 0.69, 1.13),
    ('j', 0.79, 1.13),
    ('k', 0.83, 1.18),
    ('l', 0.85, 1.21),
    ('m', 0.79, 1.13),
    ('n', 0.90, 1.09),
    ('o', 0.91, 1.10),
    ('p', 0.92, 1.16),
    ('q', 0.92, 1.16),
    ('r', 0.78, 1.14),
    ('s', 0.69, 1.03),
    ('t', 0.84, 1.20),
    ('u', 0.90, 1.17),
    ('v', 0.71, 1.04),
    ('w', 0.68, 1.09),
    ('x', 0.68, 1.12),
    ('y', 0.67, 1.06),
    ('z', 0.72, 1.08),
    ('0', 0.89, 1.35),
    ('1', 0.85, 1.29),
    ('2', 0.79, 1.16),
    ('3', 0.75, 1.14),
    ('4', 0.77, 1.21),
    ('5', 0.73, 1.12),
    ('6', 0.81, 1.18),
    ('7', 0.72, 1.25),
    ('8', 0.85, 1.20),
    ('9', 0.81, 1.17),
    ('.', 0.52, 1.50),
    (',', 0.51, 1.50),
    (':', 0.53, 1.50),
    (';', 0.53, 1.50),
    ('-', 0.51, 1.09),
    ('–', 0.40, 1.30),
    ('—', 0.40, 1.30),
    ('−', 0.42, 1.30),
    ('+', 0.43, 1.30),
    ('/', 0.42, 1.30),
    ('%', 0.53, 1.04),
    ('(', 0.66, 1.16),
    (')', 0.65, 1.16),
    ('<', 0.43, 1.30),
    ('>', 0.42, 1.30),
    ('=', 0.44, 1.30),
    ('≤', 0.46, 1.30),
    ('≥', 0.46, 1.30),
    ('×', 0.49, 1.30),
    ('±', 0.54, 1.30),
    ('!', 0.71, 1.85),
    ('?', 0.67, 1.40),
    ('\'', 0.45, 1.50),
    ('•', 0.92, 3.77),
];

/// The mean stroke of a character, in units of the font.
pub(super) fn of(outline: &Outline) -> f64 {
    let (mut ink, mut edge) = (0.0, 0.0);
    for (cos, sin) in TURNS {
        let turn = |(x, y): (f64, f64)| (x * cos - y * sin, x * sin + y * cos);
        let lines = outline.lines.iter().map(|line| line.map(turn)).collect();
        let turned = Outline::new(lines, outline.advance);
        let step = turned.height() / f64::from(LINES);
        for line in 0..LINES {
            for (from, to) in turned.inked(turned.bounds[1] + (f64::from(line) + 0.5) * step) {
                ink += (to - from) * step;
                // The edge begins and ends the span.
                edge += 2.0 * step;
            }
        }
    }
    // Of an edge that runs in all directions, a line across meets two parts in pi.
    2.0 * ink / (edge * std::f64::consts::FRAC_PI_2).max(f64::MIN_POSITIVE)
}

/// What is wrong with the stroke of a character, in a font whose n and o have such a stroke.
pub(super) fn fault(c: char, outline: &Outline, usual: f64) -> Option<String> {
    let &(_, least, most) = BOUNDS.iter().find(|(known, ..)| *known == c)?;
    let name = named(c);
    match of(outline) / usual {
        share if share < least => Some(format!("draws {name} thinner than fits its n and o")),
        share if most < share => Some(format!("draws {name} thicker than fits its n and o")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_is_as_thick_as_it_is_drawn() {
        let bar = |width: f64| {
            let corners = [(0.0, 0.0), (width, 0.0), (width, 800.0), (0.0, 800.0), (0.0, 0.0)];
            Outline::new(corners.windows(2).map(|pair| [pair[0], pair[1]]).collect(), 600.0)
        };
        for width in [40.0, 80.0] {
            let due = 2.0 * width * 800.0 / (2.0 * (width + 800.0));
            assert!((of(&bar(width)) / due - 1.0).abs() < 0.15, "{width}: {}", of(&bar(width)));
        }
        assert!(fault('I', &bar(80.0), 78.0).is_none());
        assert!(fault('I', &bar(60.0), 78.0).is_some_and(|said| said.contains("thinner")));
        assert!(fault('I', &bar(125.0), 78.0).is_some_and(|said| said.contains("thicker")));
    }
}
