//! Room and ink: a character stands within its advance, a point has a least size, a space a sane width,
//! and nothing is a box.

use super::drawing::{Glyphs, Outline};
use super::frame::Frame;
use super::named;

/// How far ink may reach out of its advance at the left and at the right, in ems: of most characters,
/// of those with a hook or a tail, of digits and the signs in numbers.
const OUT: f64 = 0.1;
const FAR_OUT: f64 = 0.22;
const NUMBER_OUT: f64 = 0.04;
const HOOKED: &str = "fjJQ/\\";
const NUMBER: &str = "0123456789.,:;-+%<>=≤≥±×";
/// The least side of a point, and the room that it takes at least, in ems.
const POINT: f64 = 0.055;
const POINT_ROOM: f64 = 0.12;
/// The same in widths of the stem of an l.
const POINT_STEM: f64 = 0.8;
/// The least ink of a point, of a square of its width.
const FULL: f64 = 0.4;
/// The most of its box that a character's ink fills; I and l may be bars, i nearly one.
const SOLID: f64 = 0.88;
const SOLID_I: f64 = 0.95;
/// The sign of a list is a full, round or square spot: its least ink, of its box, how much wider than
/// high it may be or the other way round, and its size in ems. A tick or an arrow is none.
const SPOT: f64 = 0.7;
const SPOT_SIDES: f64 = 1.35;
const SPOT_SIZE: std::ops::RangeInclusive<f64> = 0.12..=0.6;
/// Widths of a space, in ems.
const SPACE: std::ops::RangeInclusive<f64> = 0.12..=0.9;

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
    let (width, height) = (right - left, top - bottom);
    let least = POINT.max(POINT_STEM * stem / em);
    if matches!(c, '.' | ',' | ':' | ';')
        && (width < least || height < least || advance < POINT_ROOM)
    {
        return Some(format!("draws {name} that is too small or has too little room"));
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
    let is_in_line = (-0.4..0.15).contains(&bottom) && (0.55..1.2).contains(&top);
    if c.is_ascii_digit() && !(is_in_line && 0.55 < top - bottom) {
        return Some(format!("draws {name} that is too small or stands off the line"));
    }
    None
}

/// What is wrong with the spaces of a font.
pub(super) fn spaces(glyphs: &Glyphs<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    for (c, name) in [(' ', "space"), ('\u{a0}', "no-break space")] {
        let Some(outline) = glyphs.outline(c) else { continue };
        if outline.has_ink() {
            faults.push(format!("draws something for a {name}"));
        } else if !SPACE.contains(&(outline.advance / glyphs.em)) {
            faults.push(format!("has a {name} that is too narrow or too wide"));
        }
    }
    faults
}
