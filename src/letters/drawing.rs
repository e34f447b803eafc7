//! Glyphs as lines, and lines as coarse pictures.

#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "cells and points of a small picture"
)]

use skrifa::instance::{LocationRef, Size};
use skrifa::outline::{DrawSettings, OutlinePen};
use skrifa::raw::TableProvider as _;
use skrifa::{FontRef, GlyphId, MetadataProvider as _};

/// Cells of a picture from top to bottom, and from left to right.
pub(super) const ROWS: usize = 28;
pub(super) const COLUMNS: usize = 28;
/// Cells to the height of a capital.
pub(super) const CELLS: f64 = 16.0;
/// How far above the baseline a picture begins, in heights of a capital.
pub(super) const TOP: f64 = 1.3;
/// Into how many lines a curve is cut.
const STEPS: u8 = 8;
/// Lines across each row of cells on which ink is measured.
const SCANS: u8 = 6;

/// What a font says of its glyphs.
pub(super) struct Glyphs<'a> {
    font: FontRef<'a>,
    /// Units to an em.
    pub(super) em: f64,
}

/// The drawing of a glyph, in units of the font, y upwards.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) lines: Vec<[(f64, f64); 2]>,
    /// Left, bottom, right and top of its ink.
    pub(super) bounds: [f64; 4],
    pub(super) advance: f64,
}

/// A coarse picture: how much of each cell is ink, from 0 to 15.
pub(super) type Picture = [u8; ROWS * COLUMNS];

impl<'a> Glyphs<'a> {
    /// Reads a font file; `index` is the font's number in a collection.
    pub(super) fn new(bytes: &'a [u8], index: u32) -> Option<Self> {
        let font = FontRef::from_index(bytes, index).ok()?;
        let em = f64::from(font.head().ok()?.units_per_em());
        (0.0 < em).then_some(Self { font, em })
    }

    /// Whether the font has more than one form, by axes.
    pub(super) fn is_variable(&self) -> bool {
        !self.font.axes().is_empty()
    }

    /// The weight that the font tells (OpenType, usWeightClass).
    pub(super) fn weight(&self) -> Option<u16> {
        Some(self.font.os2().ok()?.us_weight_class())
    }

    /// The glyph that the font names for a character.
    pub(super) fn named(&self, c: char) -> Option<GlyphId> {
        self.font.charmap().map(c).filter(|glyph| glyph.to_u32() != 0)
    }

    /// All characters that the font names a glyph for.
    pub(super) fn characters(&self) -> impl Iterator<Item = char> {
        self.font.charmap().mappings().filter_map(|(c, _)| char::from_u32(c))
    }

    /// Draws a character; `None` where the font has none or its drawing is broken.
    pub(super) fn outline(&self, c: char) -> Option<Outline> {
        let id = self.named(c)?;
        let mut pen = Pen::default();
        let settings = DrawSettings::unhinted(Size::unscaled(), LocationRef::default());
        self.font.outline_glyphs().get(id)?.draw(settings, &mut pen).ok()?;
        pen.close();
        let metrics = self.font.glyph_metrics(Size::unscaled(), LocationRef::default());
        let advance = f64::from(metrics.advance_width(id)?);
        Some(Outline::new(pen.lines, advance))
    }
}

impl Outline {
    pub(super) fn has_ink(&self) -> bool {
        !self.lines.is_empty()
    }

    pub(super) fn width(&self) -> f64 {
        self.bounds[2] - self.bounds[0]
    }

    pub(super) fn height(&self) -> f64 {
        self.bounds[3] - self.bounds[1]
    }

    /// Draws it in cells: `source` says which height of the glyph a height of the picture shows, and
    /// `scale` how wide in its units the height of a capital is drawn.
    pub(super) fn picture(&self, source: impl Fn(f64) -> f64, scale: f64) -> Picture {
        let middle = f64::midpoint(self.bounds[0], self.bounds[2]);
        let half = COLUMNS as f64 / 2.0;
        let column = |x: f64| ((x - middle) / scale * CELLS + half).clamp(0.0, COLUMNS as f64);
        let mut picture = [0; ROWS * COLUMNS];
        for (row, cells) in picture.chunks_exact_mut(COLUMNS).enumerate() {
            let mut ink = [0.0_f64; COLUMNS];
            for scan in 0..SCANS {
                let into = (f64::from(scan) + 0.5) / f64::from(SCANS);
                let y = source(TOP - (row as f64 + into) / CELLS);
                for (from, to) in self.inked(y) {
                    let (from, to) = (column(from), column(to));
                    let (first, last) = (from as usize, (to as usize).min(COLUMNS - 1));
                    for (at, ink) in ink.iter_mut().enumerate().take(last + 1).skip(first) {
                        *ink += (to.min(at as f64 + 1.0) - from.max(at as f64)).max(0.0);
                    }
                }
            }
            for (cell, ink) in cells.iter_mut().zip(ink) {
                *cell = (ink / f64::from(SCANS) * 15.0).round().clamp(0.0, 15.0) as u8;
            }
        }
        picture
    }

    /// Where its ink lies at a height, from left to right; what overlaps is ink.
    pub(super) fn inked(&self, y: f64) -> Vec<(f64, f64)> {
        let mut crossings: Vec<(f64, i32)> = self
            .lines
            .iter()
            .filter_map(|&[(ax, ay), (bx, by)]| {
                let turns = match (ay <= y, by <= y) {
                    (true, false) => 1,
                    (false, true) => -1,
                    (true, true) | (false, false) => return None,
                };
                Some((ax + (y - ay) / (by - ay) * (bx - ax), turns))
            })
            .collect();
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let (mut spans, mut wound, mut from) = (Vec::new(), 0, 0.0);
        for (x, turns) in crossings {
            if wound == 0 {
                from = x;
            }
            wound += turns;
            if wound == 0 {
                spans.push((from, x));
            }
        }
        spans
    }

    /// The share of its box that is ink.
    pub(super) fn solidity(&self) -> f64 {
        const SCANS: u8 = 48;
        let at = |n: u8| self.bounds[1] + self.height() * (f64::from(n) + 0.5) / f64::from(SCANS);
        let ink = (0..SCANS).flat_map(|n| self.inked(at(n))).map(|(from, to)| to - from);
        ink.sum::<f64>() / f64::from(SCANS) / self.width().max(f64::MIN_POSITIVE)
    }

    /// The width of its widest ink at a height, which is given as a share of its own.
    pub(super) fn stem(&self, share: f64) -> f64 {
        let y = self.bounds[1] + share * self.height();
        self.inked(y).iter().map(|(from, to)| to - from).fold(0.0, f64::max)
    }

    /// What of it stands between two heights.
    pub(super) fn between(&self, bottom: f64, top: f64) -> Self {
        let cut = |&[from, to]: &[(f64, f64); 2]| {
            let at = |y: f64| {
                let part = (y.clamp(bottom, top) - from.1) / (to.1 - from.1);
                (from.0 + part * (to.0 - from.0), y.clamp(bottom, top))
            };
            let is_level = (from.1 - to.1).abs() < f64::EPSILON;
            let outside = from.1.max(to.1) < bottom || top < from.1.min(to.1);
            (!is_level && !outside).then(|| [at(from.1), at(to.1)])
        };
        Self::new(self.lines.iter().filter_map(cut).collect(), self.advance)
    }

    /// What of it stands left of a place, where nothing goes across it.
    pub(super) fn left_of(&self, right: f64) -> Self {
        let is_left = |line: &&[(f64, f64); 2]| line.iter().all(|(x, _)| *x < right);
        Self::new(self.lines.iter().filter(is_left).copied().collect(), self.advance)
    }

    pub(super) fn new(lines: Vec<[(f64, f64); 2]>, advance: f64) -> Self {
        let mut bounds = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        for &(x, y) in lines.iter().flatten() {
            let [left, bottom, right, top] = bounds;
            bounds = [left.min(x), bottom.min(y), right.max(x), top.max(y)];
        }
        if lines.is_empty() {
            bounds = [0.0; 4];
        }
        Self { lines, bounds, advance }
    }
}

/// Takes an outline as straight lines.
#[derive(Default)]
struct Pen {
    lines: Vec<[(f64, f64); 2]>,
    start: (f64, f64),
    here: (f64, f64),
}

fn point(x: f32, y: f32) -> (f64, f64) {
    (f64::from(x), f64::from(y))
}

impl Pen {
    fn line(&mut self, to: (f64, f64)) {
        if to != self.here {
            self.lines.push([self.here, to]);
        }
        self.here = to;
    }

    fn curve(&mut self, a: (f64, f64), b: (f64, f64), to: (f64, f64)) {
        let from = self.here;
        for step in 1..=STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let at = |from: f64, a: f64, b: f64, to: f64| {
                let u = 1.0 - t;
                u * u * u * from + 3.0 * u * u * t * a + 3.0 * u * t * t * b + t * t * t * to
            };
            self.line((at(from.0, a.0, b.0, to.0), at(from.1, a.1, b.1, to.1)));
        }
    }
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.close();
        self.start = point(x, y);
        self.here = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.line(point(x, y));
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        let (from, c, to) = (self.here, point(cx, cy), point(x, y));
        let near = |end: (f64, f64)| {
            (end.0 + (c.0 - end.0) * 2.0 / 3.0, end.1 + (c.1 - end.1) * 2.0 / 3.0)
        };
        self.curve(near(from), near(to), to);
    }

    fn curve_to(&mut self, cx0: f32, cy0: f32, cx1: f32, cy1: f32, x: f32, y: f32) {
        self.curve(point(cx0, cy0), point(cx1, cy1), point(x, y));
    }

    fn close(&mut self) {
        self.line(self.start);
    }
}
