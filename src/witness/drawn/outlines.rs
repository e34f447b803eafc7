//! The nominal outlines of the characters that are due, in each font that may be used.
//!
//! A drawn glyph is known by its outline, never by what a file says of it. Nominal is the glyph
//! that a font's own table gives for a character, or the ligature that it makes of several by the
//! features that are on without being asked for.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{BezPath, PathEl, Point, Shape as _};
use ttf_parser::gsub::SubstitutionSubtable;
use ttf_parser::{Face, GlyphId, OutlineBuilder, Tag, name_id};

use super::kerning::Kerning;
use super::look::Look;
use super::plane::{self, Rect};

/// Outlines are compared in thousandths of an em.
const UNITS: f64 = 1000.0;
/// How far two points may lie apart that are the same, in thousandths of an em: parsers round.
const SAME: f64 = 1.5;
/// Ligatures that are made without being asked for.
const LIGATURES: [&[u8; 4]; 4] = [b"liga", b"clig", b"rlig", b"ccmp"];

/// An outline that is due somewhere.
#[derive(Debug)]
pub(super) struct Known {
    /// What it can stand for.
    pub(super) texts: BTreeSet<String>,
    /// Its advance, in ems.
    pub(super) advance: f64,
    /// What its ink covers, in ems, y downwards.
    pub(super) ink: Rect,
    /// The area of its ink, in ems by ems.
    pub(super) area: f64,
    /// How the fonts look from which it can come.
    pub(super) looks: BTreeSet<Look>,
    /// The fonts that draw it, with its number in each.
    fonts: Vec<(usize, GlyphId)>,
    pub(super) families: BTreeSet<String>,
    /// The widest space of them, in ems.
    pub(super) space: f64,
    path: BezPath,
}

/// All outlines that are due.
#[derive(Debug, Default)]
pub(super) struct Outlines<'f> {
    fonts: Vec<Kerning<'f>>,
    known: Vec<Known>,
    /// By their number of points.
    by_len: BTreeMap<usize, Vec<usize>>,
}

impl<'f> Outlines<'f> {
    /// Prepares the outlines of characters in fonts, each given by its file and number in it.
    pub(super) fn new(fonts: impl Iterator<Item = (&'f [u8], u32)>, due: &BTreeSet<char>) -> Self {
        let mut outlines = Self::default();
        for (data, index) in fonts {
            let Ok(face) = Face::parse(data, index) else { continue };
            let mut glyphs: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
            let mut nominal: BTreeMap<u16, BTreeSet<char>> = BTreeMap::new();
            for &c in due {
                if let Some(id) = face.glyph_index(c).filter(|id| id.0 != 0) {
                    glyphs.entry(id.0).or_default().insert(c.to_string());
                    nominal.entry(id.0).or_default().insert(c);
                }
            }
            for (id, text) in ligatures(&face, &nominal) {
                glyphs.entry(id.0).or_default().insert(text);
            }
            for (id, texts) in glyphs {
                outlines.add(&face, GlyphId(id), texts);
            }
            outlines.fonts.push(Kerning::of(face));
        }
        outlines
    }

    fn add(&mut self, face: &Face<'_>, id: GlyphId, texts: BTreeSet<String>) {
        let scale = UNITS / f64::from(face.units_per_em());
        let mut pen = Pen { path: BezPath::new(), scale };
        if face.outline_glyph(id, &mut pen).is_none() {
            return;
        }
        let advance = f64::from(face.glyph_hor_advance(id).unwrap_or(0)) * scale / UNITS;
        let space = face.glyph_index(' ').and_then(|id| face.glyph_hor_advance(id));
        let space = f64::from(space.unwrap_or(0)) * scale / UNITS;
        let path = even(&pen.path);
        if path.elements().is_empty() {
            return;
        }
        // Latin and Greek letters of one drawing are told apart by nobody.
        let bucket = self.by_len.entry(path.elements().len()).or_default();
        let twin = bucket.iter().copied().find(|index| {
            let known: &Known = &self.known[*index];
            (known.advance - advance).abs() < 0.002 && plane::distance(&known.path, &path) < 0.05
        });
        let font = (self.fonts.len(), id);
        if let Some(twin) = twin {
            let known = &mut self.known[twin];
            known.texts.extend(texts);
            known.looks.insert(Look::of(face));
            known.families.extend(family(face));
            known.space = known.space.max(space);
            known.fonts.push(font);
            return;
        }
        bucket.push(self.known.len());
        let area = covered(&path) / (UNITS * UNITS);
        let ink = path.bounding_box();
        let ink = Rect {
            left: ink.x0 / UNITS,
            right: ink.x1 / UNITS,
            top: -ink.y1 / UNITS,
            bottom: -ink.y0 / UNITS,
        };
        let (looks, families) = ([Look::of(face)].into(), family(face).into_iter().collect());
        let fonts = vec![font];
        self.known.push(Known { texts, advance, ink, area, looks, fonts, families, space, path });
    }

    /// Returns the number of the known outline that is the same as one of a thousand units.
    pub(super) fn find(&self, outline: &BezPath) -> Option<usize> {
        let outline = even(outline);
        let near = self.by_len.get(&outline.elements().len())?;
        let distance = |index: &usize| plane::distance(&self.known[*index].path, &outline);
        let nearest = near.iter().min_by(|a, b| distance(a).total_cmp(&distance(b)))?;
        (distance(nearest) <= SAME).then_some(*nearest)
    }

    pub(super) fn get(&self, index: usize) -> &Known {
        &self.known[index]
    }

    /// How far beyond its advance the second of two letters of a word may stand, in ems: by the
    /// pair that a font makes of them, or by none.
    pub(super) fn pairs(&self, first: usize, second: usize, turned: bool) -> Vec<f64> {
        let mut pairs = vec![0.0];
        for (font, glyph) in &self.known[first].fonts {
            let others = self.known[second].fonts.iter().filter(|(other, _)| other == font);
            let pair = |(_, other): &(usize, GlyphId)| {
                // Where a script runs from the right, the right one of both comes first.
                let (first, second) = if turned { (*other, *glyph) } else { (*glyph, *other) };
                self.fonts[*font].pair(first, second)
            };
            pairs.extend(others.map(pair));
        }
        pairs
    }

    /// The narrowest and the widest space of the fonts of two letters, in ems.
    pub(super) fn spaces(&self, first: usize, second: usize) -> (f64, f64) {
        let fonts = self.known[first].fonts.iter().chain(&self.known[second].fonts);
        let spaces = fonts.filter_map(|(font, _)| self.fonts[*font].space());
        spaces.fold((f64::MAX, 0.0), |(least, most), space| (least.min(space), most.max(space)))
    }

    /// Whether an outline is a bold one, and of no other font.
    pub(super) fn is_bold(&self, index: usize) -> bool {
        self.known[index].fonts.iter().all(|(font, _)| self.fonts[*font].is_bold())
    }
}

/// The family of a font: the one that its fonts of all weights share, if it names that.
fn family(face: &Face<'_>) -> Option<String> {
    let named = |id: u16| {
        let names = face.names().into_iter();
        names.filter(|name| name.name_id == id).find_map(|name| name.to_string())
    };
    named(name_id::TYPOGRAPHIC_FAMILY).or_else(|| named(name_id::FAMILY))
}

/// Whether an outline has no ink.
pub(super) fn is_blank(outline: &BezPath) -> bool {
    even(outline).elements().is_empty()
}

/// The ligatures of a font whose parts are all due.
fn ligatures(face: &Face<'_>, nominal: &BTreeMap<u16, BTreeSet<char>>) -> Vec<(GlyphId, String)> {
    let mut found = Vec::new();
    let Some(table) = face.tables().gsub else { return found };
    let mut lookups = BTreeSet::new();
    for feature in table.features {
        if LIGATURES.iter().any(|tag| feature.tag == Tag::from_bytes(tag)) {
            lookups.extend(feature.lookup_indices);
        }
    }
    for lookup in lookups.into_iter().filter_map(|index| table.lookups.get(index)) {
        for subtable in lookup.subtables.into_iter::<SubstitutionSubtable<'_>>() {
            let SubstitutionSubtable::Ligature(subtable) = subtable else { continue };
            for (&first, starts) in nominal {
                let Some(set) = subtable
                    .coverage
                    .get(GlyphId(first))
                    .and_then(|index| subtable.ligature_sets.get(index))
                else {
                    continue;
                };
                for ligature in set {
                    let mut texts: Vec<String> = starts.iter().map(char::to_string).collect();
                    for part in ligature.components {
                        let Some(ends) = nominal.get(&part.0) else {
                            texts.clear();
                            break;
                        };
                        let longer = texts.iter().flat_map(|text| {
                            ends.iter().map(move |c| {
                                let mut text = text.clone();
                                text.push(*c);
                                text
                            })
                        });
                        texts = longer.collect();
                    }
                    found.extend(texts.into_iter().map(|text| (ligature.glyph, text)));
                }
            }
        }
    }
    found
}

/// An outline without what does not show: closing lines and lines of no length.
fn even(path: &BezPath) -> BezPath {
    let mut even = BezPath::new();
    let (mut start, mut at) = (Point::ZERO, Point::ZERO);
    let mut part: Vec<PathEl> = Vec::new();
    let mut flush = |part: &mut Vec<PathEl>, start: Point| {
        if let Some(PathEl::LineTo(last)) = part.last()
            && last.distance(start) < 0.01
        {
            part.pop();
        }
        if 1 < part.len() {
            even.extend(part.drain(..));
        }
        part.clear();
    };
    for el in path.elements() {
        match *el {
            PathEl::MoveTo(p) => {
                flush(&mut part, start);
                (start, at) = (p, p);
                part.push(*el);
            }
            PathEl::LineTo(p) => {
                if 0.01 <= p.distance(at) {
                    part.push(*el);
                }
                at = p;
            }
            PathEl::QuadTo(_, p) | PathEl::CurveTo(_, _, p) => {
                part.push(*el);
                at = p;
            }
            PathEl::ClosePath => {}
        }
    }
    flush(&mut part, start);
    even
}

/// Rows in which the area of an outline is taken.
const ROWS: u32 = 96;

/// The area that an outline fills: its parts may lie over each other.
fn covered(path: &BezPath) -> f64 {
    let mut edges: Vec<(Point, Point)> = Vec::new();
    let (mut start, mut at) = (Point::ZERO, Point::ZERO);
    kurbo::flatten(path, 1.0, |el| match el {
        PathEl::MoveTo(p) => {
            edges.push((at, start));
            (start, at) = (p, p);
        }
        PathEl::LineTo(p) => {
            edges.push((at, p));
            at = p;
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) | PathEl::ClosePath => {}
    });
    edges.push((at, start));
    let all = path.bounding_box();
    let high = all.height() / f64::from(ROWS);
    let mut area = 0.0;
    for row in 0..ROWS {
        let y = all.y0 + (f64::from(row) + 0.5) * high;
        let mut crossings: Vec<(f64, i32)> = edges
            .iter()
            .filter(|(a, b)| (a.y <= y) != (b.y <= y))
            .map(|(a, b)| {
                let x = a.x + (y - a.y) * (b.x - a.x) / (b.y - a.y);
                (x, if a.y < b.y { 1 } else { -1 })
            })
            .collect();
        crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut winding = 0;
        for pair in crossings.windows(2) {
            winding += pair[0].1;
            if winding != 0 {
                area += (pair[1].0 - pair[0].0) * high;
            }
        }
    }
    area
}

/// Takes an outline at a thousand units to the em.
struct Pen {
    path: BezPath,
    scale: f64,
}

impl Pen {
    fn at(&self, x: f32, y: f32) -> Point {
        Point::new(f64::from(x) * self.scale, f64::from(y) * self.scale)
    }
}

impl OutlineBuilder for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(self.at(x, y));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(self.at(x, y));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.path.quad_to(self.at(x1, y1), self.at(x, y));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.path.curve_to(self.at(x1, y1), self.at(x2, y2), self.at(x, y));
    }

    fn close(&mut self) {
        self.path.close_path();
    }
}
