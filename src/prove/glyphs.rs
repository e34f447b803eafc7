//! What can be told of a run of text from the drawings of its glyphs.

use std::ops::RangeInclusive;

use typst::layout::{Abs, Em, Point, Transform};
use typst::text::{FontInstance, Glyph, TextItem};

use super::geometry::{Bounds, spot};

/// How far a letter's advance may depart from the font's own; honest kerning goes to 0.83.
const ADVANCE: RangeInclusive<f64> = 0.75..=1.3;
/// The same beside quotes, slashes and points, which fonts draw close to letters.
const ADVANCE_BY_SIGNS: RangeInclusive<f64> = 0.0..=1.6;
/// The same for a run as a whole, from this many glyphs on.
const ADVANCE_OF_RUN: RangeInclusive<f64> = 0.85..=1.15;
const LONG_RUN: usize = 8;

/// Letters whose tops are at x-height.
const X_HIGH: &[u8] = b"acemnorsuvwxz";

/// A glyph of a font, in ems.
#[derive(Clone, Copy)]
struct Shape {
    /// Its ink; y goes upwards.
    ink: Option<Bounds>,
    advance: f64,
}

/// The shapes of glyphs of each font, as far as they were looked at; working one out draws its
/// outline, so each is kept.
#[derive(Default)]
pub(super) struct Glyphs(Vec<(usize, Vec<Option<Shape>>)>);

impl Glyphs {
    fn of(&mut self, font: &FontInstance) -> &mut [Option<Shape>] {
        let face = font.ttf();
        // Fonts stay where they are while pages are walked; a page has a handful.
        let key = std::ptr::from_ref(face).addr();
        let at = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, vec![None; usize::from(face.number_of_glyphs())]));
            self.0.len() - 1
        });
        &mut self.0[at].1
    }
}

/// The shape of a glyph, which is looked at once; a number that is no glyph has none.
fn shape(known: &mut [Option<Shape>], font: &FontInstance, glyph: u16) -> Shape {
    let Some(known) = known.get_mut(usize::from(glyph)) else {
        return Shape { ink: None, advance: 0.0 };
    };
    *known.get_or_insert_with(|| {
        let rect = font.ttf().glyph_bounding_box(ttf_parser::GlyphId(glyph));
        let em = |units: i16| font.to_em(units).get();
        let ink = rect.map(|rect| Bounds {
            left: em(rect.x_min),
            top: em(rect.y_max),
            right: em(rect.x_max),
            bottom: em(rect.y_min),
        });
        Shape { ink, advance: font.x_advance(glyph).map_or(0.0, Em::get) }
    })
}

/// What the drawings of a run say of it.
pub(super) struct Measured {
    /// The box of its ink on the page.
    pub(super) bounds: Option<Bounds>,
    /// The least height of its lower-case letters in points, before scaling.
    pub(super) x_height: Option<f64>,
    /// Whether its letters are pushed together or pulled apart.
    pub(super) is_squeezed: bool,
}

/// Measures a run.
pub(super) fn measure(text: &TextItem, transform: Transform, glyphs: &mut Glyphs) -> Measured {
    let known = glyphs.of(&text.font);
    let mut bounds: Option<Bounds> = None;
    let mut x_height: Option<f64> = None;
    let mut advances = Advances::default();
    let (mut x, mut y) = (0.0, 0.0);
    let size = text.size.to_pt();
    let mut stands = text.glyphs.iter().map(|glyph| Stands::of(text, glyph)).peekable();
    for glyph in &text.glyphs {
        let this = stands.next().unwrap_or(Stands::Nothing);
        let Shape { ink, advance } = shape(known, &text.font, glyph.id);
        advances.add(this, stands.peek().copied(), glyph.x_advance.get(), advance);
        if let Some(ink) = ink {
            let (ox, oy) = (x + glyph.x_offset.get() * size, y + glyph.y_offset.get() * size);
            // Glyphs have y upwards, frames have y downwards.
            let on_line = Bounds {
                left: ox + ink.left * size,
                top: -(oy + ink.top * size),
                right: ox + ink.right * size,
                bottom: -(oy + ink.bottom * size),
            };
            bounds = Some(bounds.map_or(on_line, |bounds| bounds.join(on_line)));
            if let Some([letter]) = text.text.as_bytes().get(glyph.range())
                && X_HIGH.contains(letter)
            {
                let height = (ink.top - ink.bottom) * size;
                x_height = Some(x_height.map_or(height, |least| least.min(height)));
            }
        }
        x += glyph.x_advance.get() * size;
        y += glyph.y_advance.get() * size;
    }
    Measured {
        bounds: bounds.and_then(|bounds| on_page(bounds, transform)),
        x_height,
        is_squeezed: advances.are_wrong(),
    }
}

/// The box on the page around a box in a frame.
fn on_page(Bounds { left, top, right, bottom }: Bounds, transform: Transform) -> Option<Bounds> {
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom)];
    let spots = corners.map(|(x, y)| spot(Point::new(Abs::pt(x), Abs::pt(y)), transform));
    Bounds::around(spots)
}

/// What a glyph stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stands {
    /// It belongs to a glyph beside it.
    Nothing,
    Space,
    Letters,
    Signs,
}

impl Stands {
    fn of(item: &TextItem, glyph: &Glyph) -> Self {
        match item.text.as_bytes().get(glyph.range()) {
            Some([byte]) if byte.is_ascii_alphanumeric() => Self::Letters,
            Some(b" ") => Self::Space,
            _ => {
                let text = item.text.get(glyph.range()).unwrap_or_default();
                if text.is_empty() {
                    Self::Nothing
                } else if text.trim().is_empty() {
                    Self::Space
                } else if text.chars().all(char::is_alphanumeric) {
                    Self::Letters
                } else {
                    Self::Signs
                }
            }
        }
    }
}

/// How far the advances of a run's letters depart from the font's own.
#[derive(Default)]
struct Advances {
    /// Whether one of them departs too far.
    one_is_wrong: bool,
    set: f64,
    own: f64,
    n: usize,
}

impl Advances {
    /// Adds a glyph, what it stands for and what the next one does, its advance in the run and its own.
    fn add(&mut self, stands: Stands, next: Option<Stands>, set: f64, own: f64) {
        // Spaces stretch and shrink in justified lines.
        if matches!(stands, Stands::Space | Stands::Nothing) || own <= 0.0 {
            return;
        }
        let before_letters = matches!(next, None | Some(Stands::Letters | Stands::Nothing));
        let among_letters = stands == Stands::Letters && before_letters;
        let range = if among_letters { ADVANCE } else { ADVANCE_BY_SIGNS };
        self.one_is_wrong |= !range.contains(&(set / own));
        self.set += set;
        self.own += own;
        self.n += 1;
    }

    fn are_wrong(&self) -> bool {
        let whole = LONG_RUN <= self.n && !ADVANCE_OF_RUN.contains(&(self.set / self.own));
        self.one_is_wrong || whole
    }
}
