//! How near letters stand to each other, from the fonts' own tables.
//!
//! Nothing is shaped here: a pair of letters stands as far apart as their advances say, or as the
//! font's table of pairs says of these two. No pair is made where another run of text begins, so
//! both are right.

use std::collections::BTreeSet;

use ttf_parser::gpos::{PairAdjustment, PositioningSubtable};
use ttf_parser::opentype_layout::Lookup;
use ttf_parser::{Face, GlyphId, Tag};

/// How far a font may move two characters of a number, and other letters, together and apart, in ems:
/// as far as free text fonts do.
const NUMBERS: (f64, f64) = (-0.165, 0.045);
const LETTERS: (f64, f64) = (-0.26, 0.24);

/// The pairs of a font.
#[derive(Debug)]
pub(super) struct Kerning<'f> {
    face: Face<'f>,
    lookups: Vec<Lookup<'f>>,
}

impl<'f> Kerning<'f> {
    pub(super) fn of(face: Face<'f>) -> Self {
        let mut lookups = Vec::new();
        if let Some(table) = face.tables().gpos {
            let mut indices = BTreeSet::new();
            for feature in table.features {
                if feature.tag == Tag::from_bytes(b"kern") {
                    indices.extend(feature.lookup_indices);
                }
            }
            lookups.extend(indices.into_iter().filter_map(|index| table.lookups.get(index)));
        }
        Self { face, lookups }
    }

    fn em(&self, units: i32) -> f64 {
        f64::from(units) / f64::from(self.face.units_per_em())
    }

    /// How far the second of two letters moves away from the first, in ems; no further than a font may
    /// move them.
    pub(super) fn pair(&self, first: GlyphId, second: GlyphId) -> f64 {
        let of_lookups = self.lookups.iter().map(|lookup| adjusted(lookup, first, second));
        let units: i32 = of_lookups.sum();
        let told =
            if self.lookups.is_empty() { self.old_pair(first, second) } else { self.em(units) };
        let is_number = self.is_in_number(first) && self.is_in_number(second);
        let (together, apart) = if is_number { NUMBERS } else { LETTERS };
        told.clamp(together, apart)
    }

    /// Whether a glyph is that of a digit or of a point between digits.
    fn is_in_number(&self, glyph: GlyphId) -> bool {
        "0123456789.,".chars().any(|c| self.face.glyph_index(c) == Some(glyph))
    }

    /// The same from the table that fonts had before.
    fn old_pair(&self, first: GlyphId, second: GlyphId) -> f64 {
        let subtables = self.face.tables().kern.into_iter().flat_map(|table| table.subtables);
        let subtables = subtables.filter(|s| s.horizontal && !s.has_state_machine);
        let units = subtables.filter_map(|s| s.glyphs_kerning(first, second)).map(i32::from);
        self.em(units.sum())
    }

    /// The width of a space in ems.
    pub(super) fn space(&self) -> Option<f64> {
        let glyph = self.face.glyph_index(' ')?;
        Some(self.em(i32::from(self.face.glyph_hor_advance(glyph)?)))
    }

    pub(super) fn is_bold(&self) -> bool {
        self.face.is_bold()
    }
}

/// What one lookup does to two letters: its first subtable that knows them decides.
fn adjusted(lookup: &Lookup<'_>, first: GlyphId, second: GlyphId) -> i32 {
    for subtable in lookup.subtables.into_iter::<PositioningSubtable<'_>>() {
        let PositioningSubtable::Pair(pairs) = subtable else { continue };
        let Some(index) = pairs.coverage().get(first) else { continue };
        let found = match pairs {
            PairAdjustment::Format1 { sets, .. } => sets.get(index).and_then(|set| set.get(second)),
            PairAdjustment::Format2 { classes, matrix, .. } => {
                matrix.get((classes.0.get(first), classes.1.get(second)))
            }
        };
        if let Some((value, _)) = found {
            return i32::from(value.x_advance);
        }
    }
    0
}
