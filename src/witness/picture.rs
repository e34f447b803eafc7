//! Two finished files as pictures: outside given places their pages show the same.
//!
//! Frames can be the same and pages not, where a file says something else than its frames: a
//! release is drawn by another renderer, beside the candidate that people signed.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings, render};

/// Room around a place in which its edges are drawn, in pixels of which 72 are an inch.
const EDGE: f64 = 2.0;
/// How far a part of a colour may be off, of 255.
const SAME: u8 = 8;

/// Returns the number of the first page, from 0, on which two files show other than the same outside
/// the places that are given for each page as left, top, right and bottom, in points. A file that
/// cannot be drawn differs from its first page on.
pub fn differs(one: &[u8], other: &[u8], places: &[Vec<[f64; 4]>]) -> Option<usize> {
    let drawn = |pdf: &[u8]| {
        let pdf = pdf.to_vec();
        catch_unwind(AssertUnwindSafe(|| draw(pdf))).ok().flatten()
    };
    let (Some(one), Some(other)) = (drawn(one), drawn(other)) else { return Some(0) };
    if one.len() != other.len() {
        return Some(one.len().min(other.len()));
    }
    let nowhere = Vec::new();
    (0..one.len()).find(|&page| {
        let places = places.get(page).unwrap_or(&nowhere);
        !is_same(&one[page], &other[page], places)
    })
}

/// Each page, 72 pixels to the inch.
fn draw(pdf: Vec<u8>) -> Option<Vec<Pixmap>> {
    let file = Pdf::new(pdf).ok()?;
    let (cache, settings) = (RenderCache::new(), InterpreterSettings::default());
    let shown = RenderSettings { bg_color: WHITE, ..RenderSettings::default() };
    let pages = file.pages();
    Some(pages.iter().map(|page| render(page, &cache, &settings, &shown)).collect())
}

fn is_same(one: &Pixmap, other: &Pixmap, places: &[[f64; 4]]) -> bool {
    let size = |map: &Pixmap| (map.width(), map.height());
    let width = usize::from(one.width());
    let is_apart = |at: usize| {
        let coordinate = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX)) + 0.5;
        let (x, y) = (coordinate(at % width), coordinate(at / width));
        !places.iter().any(|[left, top, right, bottom]| {
            (left - EDGE..=right + EDGE).contains(&x) && (top - EDGE..=bottom + EDGE).contains(&y)
        })
    };
    let mut pixels = one.data().iter().zip(other.data()).enumerate();
    size(one) == size(other)
        && pixels.all(|(at, (a, b))| {
            let near = |a: u8, b: u8| a.abs_diff(b) <= SAME;
            (near(a.r, b.r) && near(a.g, b.g) && near(a.b, b.b)) || !is_apart(at)
        })
}
