//! Place and ink: a character stands within its advance, a point has a least size, digits stand on the
//! line and are of one height, and nothing is a box.

use std::collections::BTreeMap;

use super::drawing::Outline;
use super::frame::Frame;
use super::limits::{STEM, named};

/// How far ink may reach out of its advance at the left and at the right, in ems: of most characters,
/// of those with a hook or a tail, of digits and the signs in numbers.
const OUT: f64 = 0.1;
const FAR_OUT: f64 = 0.22;
const NUMBER_OUT: f64 = 0.04;
const HOOKED: &str = "fjJQ/\\";
const NUMBER: &str = "0123456789.,:;-+%<>=≤≥±×";
/// How much room a letter, and a digit, leaves at each of its sides at most, in ems.
const ROOM: f64 = 0.25;
const NUMBER_ROOM: f64 = 0.28;
/// How far the stem of a 1 may lean, in ems: its middle at 0.55 of its height from that at 0.25. Its
/// flag takes it to the left.
const LEANS: std::ops::RangeInclusive<f64> = -0.14..=0.02;
/// How high the lowest digit is at least, in heights of a capital, and the highest in heights of the
/// lowest: digits of small letters' heights are given up. Text fonts with lining digits have 0.873 and
/// more, and 1.098 and less.
const LOWEST_DIGIT: f64 = 0.87;
const HIGHEST_DIGIT: f64 = 1.11;
/// Where a digit begins and ends, in heights of a capital above the line: a raised 0 makes of 10 a power
/// of ten. Of 460 text fonts, 458 have -0.071 to 0.014, and tops at 0.873 to 1.094.
const DIGIT_BOTTOM: std::ops::RangeInclusive<f64> = -0.08..=0.03;
const DIGIT_TOP: std::ops::RangeInclusive<f64> = 0.85..=1.12;
/// Heights of small letters, in ems.
const X_HEIGHT: std::ops::RangeInclusive<f64> = 0.4..=0.6;
/// The stem of an l in heights of small letters: at least, where a font calls itself regular, and where
/// it calls itself bold.
const THINNEST: f64 = 0.085;
const REGULAR: std::ops::RangeInclusive<f64> = 0.115..=0.235;
const BOLD: f64 = 0.18;
/// Weights as fonts name them (OpenType, usWeightClass).
const REGULAR_WEIGHTS: std::ops::Range<u16> = 400..600;
const BOLD_WEIGHTS: std::ops::RangeFrom<u16> = 600..;
/// A full stop that is higher, in its own widths, or reaches further below the line, in ems, is a comma.
const HIGH: f64 = 1.6;
const BELOW: f64 = 0.04;
/// The least side of a point, and the room that it takes at least, in ems.
const POINT: f64 = 0.06;
const POINT_ROOM: f64 = 0.12;
/// Its least side, and the least mean of both, in widths of the stem of an l: fonts have 0.88 and 0.936.
const POINT_STEM: f64 = 0.87;
const POINT_MEAN: f64 = 0.93;
/// The least ink of a point, of a square of its width.
const FULL: f64 = 0.4;
/// The most of its box that a character's ink fills; I and l may be bars, i nearly one.
const SOLID: f64 = 0.88;
const SOLID_I: f64 = 0.95;
/// The sign of a list is a full, round or square spot: its least ink, of its box, how much wider
/// than high it may be or the other way round, and its size in ems. A tick or an arrow is not one.
const SPOT: f64 = 0.7;
const SPOT_SIDES: f64 = 1.35;
const SPOT_SIZE: std::ops::RangeInclusive<f64> = 0.12..=0.6;
/// What stands in numbers, and at how many heights it is looked at: so far apart, and from so far below
/// the line, in ems.
const IN_NUMBERS: &str = "0123456789.,";
const HEIGHTS: u8 = 130;
const STEP: f64 = 0.01;
const BELOW_LINE: f64 = 0.3;
/// How the stems of letters may differ from that of an l, and their heights from each other, as ratios:
/// a pale letter among black ones takes the word away.
const STEMS: std::ops::RangeInclusive<f64> = 0.62..=1.5;
const HEIGHTS_APART: f64 = 0.1;

/// What is wrong with the room and the ink of a character; `stem` is the width of the stem of an l.
pub(super) fn of(c: char, frame: &Frame, em: f64, stem: f64, outline: &Outline) -> Option<String> {
    let [left, bottom, right, top] = outline.bounds.map(|side| side / em);
    let advance = outline.advance / em;
    let out = match c {
        c if NUMBER.contains(c) => NUMBER_OUT,
        c if HOOKED.contains(c) || !c.is_ascii() => FAR_OUT,
        _ => OUT,
    };
    let name = named(c);
    if advance <= 0.0 || left < -out || advance + out < right {
        return Some(format!("draws {name} outside of its room"));
    }
    let room = if c.is_ascii_digit() { NUMBER_ROOM } else { ROOM };
    if c.is_ascii_alphanumeric() && room < left.max(advance - right) {
        return Some(format!("leaves much room beside {name}"));
    }
    let (width, height) = (right - left, top - bottom);
    if c == '1' && !LEANS.contains(&((middle(outline, 0.55) - middle(outline, 0.25)) / em)) {
        return Some(format!("draws {name} that leans like a 7"));
    }
    if c == '.' && (HIGH * width < height || bottom < -BELOW) {
        return Some(format!("draws {name} that looks like a comma"));
    }
    let least = POINT.max(POINT_STEM * stem / em);
    if matches!(c, '.' | ',' | ':' | ';')
        && (width < least || height < least || advance < POINT_ROOM)
    {
        return Some(format!("draws {name} that is too small or has too little room"));
    }
    if c == '.' && f64::midpoint(width, height) < POINT_MEAN * stem / em {
        return Some(format!("draws {name} that is smaller than its strokes are thick"));
    }
    let is_spot = outline.solidity() >= SPOT
        && (1.0 / SPOT_SIDES..=SPOT_SIDES).contains(&(width / height))
        && SPOT_SIZE.contains(&width);
    if c == '•' && !is_spot {
        return Some(format!("draws {name} that is no full spot"));
    }
    let n_points = match c {
        ':' => 2.0,
        ';' => 1.5,
        _ => 1.0,
    };
    let ink = outline.solidity() * width * height;
    if matches!(c, '.' | ',' | ':' | ';') && ink < FULL * n_points * width * width {
        return Some(format!("draws {name} that is hollow"));
    }
    let solid = if c == 'i' { SOLID_I } else { SOLID };
    if c.is_ascii_alphanumeric() && !matches!(c, 'I' | 'l') && solid < outline.solidity() {
        return Some(format!("draws a box for {name}"));
    }
    let [bottom, top] = [bottom, top].map(|height| height * em / frame.capital());
    if c.is_ascii_digit() && !(DIGIT_BOTTOM.contains(&bottom) && DIGIT_TOP.contains(&top)) {
        return Some(format!("draws {name} that is too small or stands off the line"));
    }
    None
}

/// The middle of all ink at a height, which is given as a share of a character's own.
fn middle(outline: &Outline, share: f64) -> f64 {
    let spans = outline.inked(outline.bounds[1] + share * outline.height());
    let ends = spans.first().zip(spans.last());
    ends.map_or(0.0, |((from, _), (_, to))| f64::midpoint(*from, *to))
}

/// What is wrong with a font's sizes and weight: those that it draws, not those that it tells.
pub(super) fn face(
    outlines: &BTreeMap<char, Outline>,
    frame: &Frame,
    em: f64,
    weight: Option<u16>,
) -> Vec<String> {
    let mut faults = Vec::new();
    let digits = ('0'..='9').filter_map(|c| Some(outlines.get(&c)?.height()));
    let (low, high) =
        digits.fold((f64::MAX, 0.0_f64), |(low, high), height| (low.min(height), high.max(height)));
    if low < LOWEST_DIGIT * frame.capital() || HIGHEST_DIGIT * low < high {
        faults.push("has digits as low as small letters".to_owned());
    }
    let Some(l) = outlines.get(&'l') else { return faults };
    if !X_HEIGHT.contains(&(frame.x_height() / em)) {
        faults.push("draws its small letters too low or too high in their size".to_owned());
    }
    let is_odd = |c: &char| {
        let inked = outlines.get(c).map(|letter| letter.inked(STEM * frame.x_height()));
        let widths = inked.unwrap_or_default().into_iter().map(|(from, to)| to - from);
        !STEMS.contains(&(widths.fold(0.0, f64::max) / l.stem(STEM)))
    };
    if let Some(odd) = "bdhnopqu".chars().find(is_odd) {
        faults.push(format!("draws {} paler or blacker than its other letters", named(odd)));
    }
    let is_low = |c: &char| {
        let top = outlines.get(c).map_or(0.0, |letter| letter.bounds[3]);
        HEIGHTS_APART < (top / frame.x_height() - 1.0).abs()
    };
    if let Some(odd) = "acemnorsuvwxz".chars().find(is_low) {
        faults.push(format!("draws {} lower or higher than its other letters", named(odd)));
    }
    let stem = l.stem(STEM) / frame.x_height();
    let (is_sound, told) = match weight {
        Some(weight) if REGULAR_WEIGHTS.contains(&weight) => (REGULAR.contains(&stem), "regular"),
        Some(weight) if BOLD_WEIGHTS.contains(&weight) => (BOLD <= stem, "bold"),
        Some(_) | None => (THINNEST <= stem, "a text font"),
    };
    if !is_sound {
        faults
            .push(format!("calls itself {told}, and its letters are too thin or too thick for it"));
    }
    faults
}

/// Where a character's ink begins and ends at each height, in units of the font.
struct Sides {
    c: char,
    advance: f64,
    ends: Vec<Option<(f64, f64)>>,
}

impl Sides {
    fn of(c: char, outline: &Outline, em: f64) -> Self {
        let ends = (0..HEIGHTS).map(|step| {
            let spans = outline.inked((f64::from(step) * STEP - BELOW_LINE) * em);
            let (first, last) = (spans.first()?, spans.last()?);
            Some((first.0, last.1))
        });
        Self { c, advance: outline.advance, ends: ends.collect() }
    }
}

/// How far each two characters of a number are apart at the heights where both have ink, in thousandths
/// of an em.
pub(super) fn numbers(outlines: &BTreeMap<char, Outline>, em: f64) -> Vec<((char, char), i32)> {
    let sides = IN_NUMBERS.chars().filter_map(|c| Some(Sides::of(c, outlines.get(&c)?, em)));
    let sides: Vec<Sides> = sides.collect();
    let mut found = Vec::new();
    for Sides { c: first, advance, ends: right } in &sides {
        for Sides { c: second, advance: _, ends: left } in &sides {
            // What stands a little higher or lower touches as well.
            let near = |at: usize| at.saturating_sub(2)..(at + 3).min(left.len());
            let apart = right.iter().enumerate().filter_map(|(at, ends)| {
                let (_, end) = (*ends)?;
                let begins = near(at).filter_map(|at| left[at].map(|(begin, _)| begin));
                begins.reduce(f64::min).map(|begin| advance - end + begin)
            });
            let least = apart.reduce(f64::min).unwrap_or(em) / em;
            #[expect(clippy::cast_possible_truncation, reason = "a few ems at most")]
            found.push(((*first, *second), (least * 1000.0).floor() as i32));
        }
    }
    found
}
