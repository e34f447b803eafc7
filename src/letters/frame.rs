//! The frame in which fonts are compared: heights and widths are measured on many letters of a font
//! and evened out, so that wide and narrow, tall and low fonts lie over each other.

use std::collections::BTreeMap;

use super::drawing::{Outline, Picture};

/// Where the tops of small letters stand in the frame, of the height of a capital.
const X_HEIGHT: f64 = 0.72;
/// Tops of b, d, h, k, l, and bottoms of g, p, q, y.
const ASCENDER: f64 = 1.05;
const DESCENDER: f64 = -0.3;
/// Usual widths of ink: of small letters in x-heights, of capitals and digits in their own heights.
const LOWER_WIDTH: f64 = 0.98;
const UPPER_WIDTH: f64 = 0.75;
const DIGIT_WIDTH: f64 = 0.62;

/// Small letters beside a to z.
const LOWER: &str = "ßæœøłđðþıħμµ";
/// Digits as letters of their own, above the line.
pub(super) const RAISED: [(char, char); 3] = [('¹', '1'), ('²', '2'), ('³', '3')];

/// How a character is laid into the frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// By the font's x-height, ascenders and descenders.
    Lower,
    /// By its own height, as digits may stand above and below the line.
    Digit,
    /// By the height of the font's capitals.
    Other,
}

impl Kind {
    pub(super) const ALL: [Self; 3] = [Self::Lower, Self::Digit, Self::Other];
}

/// What a font measures, in its units.
#[derive(Debug, Clone)]
pub(super) struct Frame {
    x_height: f64,
    capital: f64,
    ascender: f64,
    descender: f64,
    digit: f64,
    lower_width: f64,
    upper_width: f64,
    digit_width: f64,
}

impl Frame {
    /// Measures a font; `None` where it lacks some letters and digits for it, or they have no size.
    /// A font with digits alone, for another script, is measured by these.
    pub(super) fn new(outlines: &BTreeMap<char, Outline>, em: f64) -> Option<Self> {
        let median = |letters: &str, of: fn(&Outline) -> f64| {
            let mut all: Vec<f64> =
                letters.chars().map(|c| Some(of(outlines.get(&c)?))).collect::<Option<_>>()?;
            all.sort_by(f64::total_cmp);
            Some(f64::midpoint(all[(all.len() - 1) / 2], all[all.len() / 2]))
        };
        let top = |outline: &Outline| outline.bounds[3];
        let digit = median("0123456789", Outline::height)?;
        let digit_width = median("0235689", Outline::width)?;
        let frame = if outlines.keys().any(char::is_ascii_alphabetic) {
            Self {
                x_height: median("vwxzuacemnors", top)?,
                capital: median("BDEFHIKLMNPRTUXZ", top)?,
                ascender: median("bdhkl", top)?,
                descender: median("gpqy", |outline| outline.bounds[1])?,
                digit,
                lower_width: median("bdhnopquaeg", Outline::width)?,
                upper_width: median("BDEHNPRUKX", Outline::width)?,
                digit_width,
            }
        } else {
            Self {
                x_height: X_HEIGHT * digit,
                capital: digit,
                ascender: ASCENDER * digit,
                descender: DESCENDER * digit,
                digit,
                lower_width: LOWER_WIDTH * X_HEIGHT * digit,
                upper_width: UPPER_WIDTH / DIGIT_WIDTH * digit_width,
                digit_width,
            }
        };
        let Self { x_height, capital, lower_width, upper_width, .. } = frame;
        let all = [x_height, capital, digit, lower_width, upper_width, digit_width];
        (all.iter().all(|&size| 0.05 * em < size) && frame.descender < 0.0).then_some(frame)
    }

    /// The height of a capital.
    pub(super) fn capital(&self) -> f64 {
        self.capital
    }

    /// Where the tops of small letters stand.
    pub(super) fn x_height(&self) -> f64 {
        self.x_height
    }

    /// Draws a character in the frame, as one of a kind.
    pub(super) fn picture(&self, kind: Kind, outline: &Outline) -> Picture {
        let capital = self.capital;
        match kind {
            Kind::Digit => {
                let [_, bottom, ..] = outline.bounds;
                let height = outline.height();
                let scale = height * self.digit_width / self.digit / DIGIT_WIDTH;
                outline.picture(|y| bottom + y * height, scale)
            }
            Kind::Lower => {
                let knots = [
                    (DESCENDER - 1.0, self.descender - capital),
                    (DESCENDER, self.descender),
                    (0.0, 0.0),
                    (X_HEIGHT, self.x_height),
                    (ASCENDER, self.ascender.max(capital)),
                    (ASCENDER + 1.0, self.ascender.max(capital) + capital),
                ];
                outline.picture(|y| between(&knots, y), self.lower_width / LOWER_WIDTH / X_HEIGHT)
            }
            Kind::Other => outline.picture(|y| y * capital, self.upper_width / UPPER_WIDTH),
        }
    }
}

/// The kind of a character.
pub(super) fn kind(c: char) -> Kind {
    if c.is_ascii_digit() || RAISED.iter().any(|&(raised, _)| raised == c) {
        Kind::Digit
    } else if c.is_ascii_lowercase() || LOWER.contains(c) {
        Kind::Lower
    } else {
        Kind::Other
    }
}

/// Follows straight lines from knot to knot.
fn between(knots: &[(f64, f64)], y: f64) -> f64 {
    let pair = knots.windows(2).find(|pair| y <= pair[1].0);
    match pair.or(knots.windows(2).last()) {
        Some([(a, from), (b, to)]) => from + (y - a) / (b - a) * (to - from),
        Some(_) | None => y,
    }
}
