//! What can be told of a run of text from the drawings of its glyphs.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use typst::layout::{Abs, Em, Point, Transform};
use typst::text::{FontInstance, TextItem};

use super::geometry::{Bounds, spot};
use super::shaped::Shaped;
use candor_letters::Reading;

/// Letters whose tops are at x-height.
const X_HIGH: &[u8] = b"acemnorsuvwxz";

/// A font that was looked at: the shapes of its glyphs, and what the shaper made of texts in it.
pub(super) struct Face {
    /// The ink of each glyph in ems, y upwards, as far as it was looked at; working one out draws its
    /// outline, so each is kept.
    inks: Box<[OnceLock<Option<Bounds>>]>,
    /// The width of its space in ems.
    space: OnceLock<f64>,
    pub(super) shaped: Mutex<Shaped>,
    /// What its letters were found to be, where it is a clinic's font.
    reading: OnceLock<Arc<Reading>>,
}

impl Face {
    /// Returns the width of the font's space in ems; a quarter, if it has none.
    pub(super) fn space(&self, font: &FontInstance) -> f64 {
        *self.space.get_or_init(|| {
            let glyph = font.ttf().glyph_index(' ');
            glyph.and_then(|glyph| font.x_advance(glyph.0)).map_or(0.25, Em::get)
        })
    }
}

/// The fonts that this process has looked at, the last one first.
static SEEN: Mutex<Vec<(FontInstance, Arc<Face>)>> = Mutex::new(Vec::new());
/// How many fonts are kept.
const MAX_SEEN: usize = 16;

/// Returns what is known of a font.
fn face(font: &FontInstance) -> Arc<Face> {
    // A panic elsewhere leaves the list whole.
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, face)) = seen.iter().find(|(known, _)| known == font) {
        return Arc::clone(face);
    }
    let n_glyphs = usize::from(font.ttf().number_of_glyphs());
    let inks = (0..n_glyphs).map(|_| OnceLock::new()).collect();
    let face = Arc::new(Face {
        inks,
        space: OnceLock::new(),
        shaped: Mutex::default(),
        reading: OnceLock::new(),
    });
    seen.truncate(MAX_SEEN - 1);
    seen.insert(0, (font.clone(), Arc::clone(&face)));
    face
}

/// Returns what reading a clinic's font found.
pub(super) fn reading(text: &TextItem) -> Arc<Reading> {
    let face = face(&text.font);
    Arc::clone(face.reading.get_or_init(|| candor_letters::read(text.font.font().data())))
}

/// Returns the first character of a text that its font, a clinic's, was not found to draw rightly.
pub(super) fn untrusted(text: &TextItem) -> Option<char> {
    let reading = reading(text);
    text.text.chars().find(|&c| !reading.trusts(c))
}

/// The fonts of the pages that are walked.
#[derive(Default)]
pub(super) struct Faces(Vec<(usize, Arc<Face>)>);

impl Faces {
    pub(super) fn of(&mut self, font: &FontInstance) -> &Face {
        // Fonts stay where they are while pages are walked; a page has a handful.
        let key = std::ptr::from_ref(font.ttf()).addr();
        let at = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, face(font)));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

/// The ink of a glyph, which is looked at once; a number without a glyph has none.
fn ink(known: &[OnceLock<Option<Bounds>>], font: &FontInstance, glyph: u16) -> Option<Bounds> {
    *known.get(usize::from(glyph))?.get_or_init(|| {
        let rect = font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph))?;
        let em = |units: i16| font.to_em(units).get();
        Some(Bounds {
            left: em(rect.x_min),
            top: em(rect.y_max),
            right: em(rect.x_max),
            bottom: em(rect.y_min),
        })
    })
}

/// What the drawings of a run say of it.
pub(super) struct Measured {
    /// The box of its ink on the page.
    pub(super) bounds: Option<Bounds>,
    /// The least height of its lower-case letters in points, before scaling.
    pub(super) x_height: Option<f64>,
}

pub(super) fn measure(text: &TextItem, transform: Transform, face: &Face) -> Measured {
    let mut bounds: Option<Bounds> = None;
    let mut x_height: Option<f64> = None;
    let (mut x, mut y) = (0.0, 0.0);
    let size = text.size.to_pt();
    let bytes = text.text.as_bytes();
    for glyph in &text.glyphs {
        if let Some(ink) = ink(&face.inks, &text.font, glyph.id) {
            let (ox, oy) = (x + glyph.x_offset.get() * size, y + glyph.y_offset.get() * size);
            // Glyphs have y upwards, frames have y downwards.
            let on_line = Bounds {
                left: ox + ink.left * size,
                top: -(oy + ink.top * size),
                right: ox + ink.right * size,
                bottom: -(oy + ink.bottom * size),
            };
            match &mut bounds {
                Some(bounds) => bounds.grow(on_line),
                None => bounds = Some(on_line),
            }
            if let Some([letter]) = bytes.get(glyph.range())
                && X_HIGH.contains(letter)
            {
                let height = (ink.top - ink.bottom) * size;
                x_height = Some(x_height.map_or(height, |least| least.min(height)));
            }
        }
        x += glyph.x_advance.get() * size;
        y += glyph.y_advance.get() * size;
    }
    Measured { bounds: bounds.and_then(|bounds| on_page(bounds, transform)), x_height }
}

/// The box on the page around a box in a frame.
fn on_page(Bounds { left, top, right, bottom }: Bounds, transform: Transform) -> Option<Bounds> {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let spots = corners.map(|(x, y)| spot(Point::new(Abs::pt(x), Abs::pt(y)), transform));
    Bounds::around(spots)
}
