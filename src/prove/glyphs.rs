//! What can be told of a run of text from the drawings of its glyphs.

use std::ops::RangeInclusive;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

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

/// The shapes of a font's glyphs, as far as they were looked at; working one out draws its outline,
/// so each is kept.
type Shapes = Arc<[OnceLock<Shape>]>;

/// The fonts that this process has looked at, the last one first.
static SEEN: Mutex<Vec<(FontInstance, Shapes)>> = Mutex::new(Vec::new());
/// How many fonts are kept.
const MAX_SEEN: usize = 16;

/// Returns the shapes of a font's glyphs.
fn shapes(font: &FontInstance) -> Shapes {
    // A panic elsewhere leaves the list whole.
    let mut seen = SEEN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, shapes)) = seen.iter().find(|(known, _)| known == font) {
        return Arc::clone(shapes);
    }
    let n_glyphs = usize::from(font.ttf().number_of_glyphs());
    let shapes: Shapes = (0..n_glyphs).map(|_| OnceLock::new()).collect();
    seen.truncate(MAX_SEEN - 1);
    seen.insert(0, (font.clone(), Arc::clone(&shapes)));
    shapes
}

/// The fonts of the pages that are walked.
#[derive(Default)]
pub(super) struct Glyphs(Vec<(usize, Shapes)>);

impl Glyphs {
    fn of(&mut self, font: &FontInstance) -> &Shapes {
        // Fonts stay where they are while pages are walked; a page has a handful.
        let key = std::ptr::from_ref(font.ttf()).addr();
        let at = self.0.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.0.push((key, shapes(font)));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

/// The shape of a glyph, which is looked at once; a number that is no glyph has none.
fn shape(known: &[OnceLock<Shape>], font: &FontInstance, glyph: u16) -> Shape {
    let Some(known) = known.get(usize::from(glyph)) else {
        return Shape { ink: None, advance: 0.0 };
    };
    *known.get_or_init(|| {
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
    let bytes = text.text.as_bytes();
    let mut next = text.glyphs.first().map(|glyph| Stands::of(text, glyph));
    for (at, glyph) in text.glyphs.iter().enumerate() {
        let this = next.unwrap_or(Stands::Nothing);
        next = text.glyphs.get(at + 1).map(|glyph| Stands::of(text, glyph));
        let Shape { ink, advance } = shape(known, &text.font, glyph.id);
        advances.add(this, next, glyph.x_advance.get(), advance);
        if let Some(ink) = ink {
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
            Some([byte]) if byte.is_ascii_graphic() => Self::Signs,
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
        // The same as the quotient's, without the division for each letter.
        self.one_is_wrong |= !(range.start() * own..=range.end() * own).contains(&set);
        self.set += set;
        self.own += own;
        self.n += 1;
    }

    fn are_wrong(&self) -> bool {
        let whole = LONG_RUN <= self.n && !ADVANCE_OF_RUN.contains(&(self.set / self.own));
        self.one_is_wrong || whole
    }
}
