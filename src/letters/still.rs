//! The programs of a TrueType font, made idle.
//!
//! Such a program moves the points of an outline when letters are drawn in pixels, in some viewers and
//! printers; the file keeps it. So a font could be read here with one shape and seen with another.

use skrifa::raw::tables::glyf::Glyph;
use skrifa::raw::types::{GlyphId, Tag};
use skrifa::raw::{FontRef, TableProvider as _};

/// An instruction that moves no point and takes nothing from the stack: round to the grid.
const IDLE: u8 = 0x18;

/// Returns a font file whose programs do nothing; every table keeps its place and length.
pub fn still(bytes: &[u8]) -> Vec<u8> {
    let mut stilled = bytes.to_vec();
    for font in FontRef::fonts(bytes).flatten() {
        let mut idle = |program: &[u8]| {
            // The program is a part of these bytes.
            let start = program.as_ptr().addr() - bytes.as_ptr().addr();
            stilled[start..start + program.len()].fill(IDLE);
        };
        for tag in [b"fpgm", b"prep"] {
            if let Some(table) = font.table_data(Tag::new(tag)) {
                idle(table.as_bytes());
            }
        }
        let (Ok(places), Ok(glyphs), Ok(most)) = (font.loca(None), font.glyf(), font.maxp()) else {
            continue;
        };
        for id in 0..most.num_glyphs() {
            match places.get_glyf(GlyphId::from(id), &glyphs) {
                Ok(Some(Glyph::Simple(glyph))) => idle(glyph.instructions()),
                Ok(Some(Glyph::Composite(glyph))) => {
                    if let Some(program) = glyph.instructions() {
                        idle(program);
                    }
                }
                Ok(None) | Err(_) => {}
            }
        }
    }
    stilled
}
