//! What a renderer is told to draw: each glyph with its outline, each path, clip and picture.
//!
//! What is of a kind that no page may show is noted as it comes, wherever it stands.

use std::collections::BTreeMap;

use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_syntax::page::Page;
use hayro::hayro_interpret::{
    BlendMode, CacheKey as _, ClipPath, Context, Device, FillRule, GlyphDrawMode, Image, ImageData,
    InterpreterCache, InterpreterSettings, Paint, PathDrawMode, SoftMask, TransformExt as _,
    interpret_page,
};
use kurbo::{Affine, BezPath};

use super::outlines::{self, Outlines};
use super::plane::{self, Rect};
use super::plate::Plate;
use super::shapes;

/// A difference of a transform's parts that does not count: files have seven digits.
const SAME: f64 = 2e-6;

/// What a page shows, in the order in which it is painted.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Width and height in points.
    pub(super) size: (f64, f64),
    pub(super) items: Vec<Item>,
    /// What may stand on no page, as the finding says it, and where it stands.
    pub(super) refused: Vec<(&'static str, Rect)>,
}

/// One thing that is painted.
#[derive(Debug)]
pub(super) enum Item {
    Glyph(Drawn),
    Ink(Ink),
    Picture(Picture),
}

#[derive(Debug, Clone)]
pub(super) struct Drawn {
    /// Its place in the order of painting.
    pub(super) order: usize,
    /// What it can be: an index among the known outlines. `None` if no font draws it.
    pub(super) known: Option<usize>,
    /// Its size in points.
    pub(super) size: f64,
    /// Where it begins on its baseline.
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) color: [f64; 3],
    /// What its clips leave.
    pub(super) clip: Plate,
    /// Whether the file calls it decoration.
    pub(super) is_artifact: bool,
}

/// A filled or stroked path.
#[derive(Debug, Clone)]
pub(super) struct Ink {
    pub(super) order: usize,
    pub(super) path: BezPath,
    /// The width of its line, if it is stroked.
    pub(super) stroke: Option<f64>,
    /// The colour; `None` for what is not one opaque colour.
    pub(super) color: Option<[f64; 3]>,
    pub(super) clip: Plate,
    /// How much larger it is drawn than the file says.
    pub(super) scale: f64,
    /// Lengths of dashes and gaps.
    pub(super) dashes: Vec<f64>,
    pub(super) is_even_odd: bool,
}

/// A picture of pixels: rows of red, green, blue and opacity.
#[derive(Debug, Clone)]
pub(super) struct Picture {
    pub(super) order: usize,
    pub(super) place: Rect,
    pub(super) clip: Rect,
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) pixels: Vec<u8>,
}

/// Reads what a page shows.
pub(super) fn read<'a>(
    page: &'a Page<'a>,
    cache: &InterpreterCache<'a>,
    settings: &InterpreterSettings,
    outlines: &Outlines<'_>,
) -> Sheet {
    let (width, height) = page.render_dimensions();
    let (width, height) = (f64::from(width), f64::from(height));
    let initial = page.initial_transform(true).to_kurbo();
    let all = kurbo::Rect::new(0.0, 0.0, width, height);
    let mut context = Context::new(initial, all, cache, page.xref(), settings.clone());
    let mut reader = Reader {
        outlines,
        known: BTreeMap::new(),
        sheet: Sheet { size: (width, height), items: Vec::new(), refused: Vec::new() },
        clips: vec![Rect::from(all).into()],
        marks: Vec::new(),
        masked: false,
        blend: BlendMode::Normal,
    };
    interpret_page(page, &mut context, &mut reader);
    reader.sheet
}

/// Gathers what is painted.
struct Reader<'o> {
    outlines: &'o Outlines<'o>,
    /// What each glyph of the file is: a known outline, no known one, or blank.
    known: BTreeMap<u128, Form>,
    sheet: Sheet,
    clips: Vec<Plate>,
    /// Of each open mark whether it is decoration.
    marks: Vec<bool>,
    masked: bool,
    blend: BlendMode,
}

/// What the outline of a glyph is.
#[derive(Debug, Clone, Copy)]
enum Form {
    Blank,
    Known(usize),
    Unknown,
}

impl Reader<'_> {
    fn refuse(&mut self, what: &'static str, place: Rect) {
        self.sheet.refused.push((what, place));
    }

    fn order(&self) -> usize {
        self.sheet.items.len()
    }

    fn clip(&self) -> Plate {
        self.clips.last().copied().unwrap_or(Plate::from(Rect::NONE))
    }

    /// Reports what changes how all that follows is painted.
    fn settled(&mut self, place: Rect) {
        if self.masked {
            self.refuse("a mask", place);
        }
        if self.blend != BlendMode::Normal {
            self.refuse("a blend of colours", place);
        }
    }

    /// The factor of an upright transform that keeps shapes.
    fn factor(&mut self, transform: Affine, place: Rect) -> f64 {
        let [a, b, c, d, ..] = transform.as_coeffs();
        let slack = SAME * a.abs().max(1.0);
        if b.abs() > slack || c.abs() > slack || (a - d).abs() > slack || a <= 0.0 {
            self.refuse("something turned, mirrored, slanted or squeezed", place);
        }
        a
    }
}

/// The colour of an opaque paint.
fn opaque(paint: &Paint<'_>) -> Option<[f64; 3]> {
    let Paint::Color(color) = paint else { return None };
    let [r, g, b, alpha] = color.to_rgba().components();
    (0.999 < alpha).then(|| [r, g, b].map(f64::from))
}

impl<'a> Device<'a> for Reader<'_> {
    fn set_soft_mask(&mut self, mask: Option<SoftMask<'a>>) {
        self.masked = mask.is_some();
    }

    fn set_blend_mode(&mut self, blend_mode: BlendMode) {
        self.blend = blend_mode;
    }

    fn draw_path(
        &mut self,
        path: &BezPath,
        transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &PathDrawMode,
    ) {
        let path = transform * path;
        let [a, b, ..] = transform.as_coeffs();
        let half = match draw_mode {
            PathDrawMode::Stroke(stroke) => f64::from(stroke.line_width) * a.hypot(b) / 2.0,
            PathDrawMode::Fill(_) => 0.0,
        };
        let place = plane::bounds(&path).grown(half, half);
        self.settled(place);
        let scale = self.factor(transform, place);
        let (stroke, dashes, is_even_odd) = match draw_mode {
            PathDrawMode::Fill(rule) => (None, Vec::new(), *rule == FillRule::EvenOdd),
            PathDrawMode::Stroke(stroke) => {
                let dashes = stroke.dash_array.iter().map(|d| f64::from(*d) * scale).collect();
                (Some(f64::from(stroke.line_width) * scale), dashes, false)
            }
        };
        let ink = Ink {
            order: self.order(),
            path,
            stroke,
            color: opaque(paint),
            clip: self.clip(),
            scale,
            dashes,
            is_even_odd,
        };
        self.sheet.items.push(Item::Ink(ink));
    }

    fn push_clip_path(&mut self, clip_path: &ClipPath) {
        let inner = match shapes::filled(&clip_path.path) {
            Ok(shapes::Shape::Box(rect, radius)) => Plate { rect, radius },
            Ok(_) | Err(_) => {
                // A clip without area shows nothing.
                let all = plane::bounds(&clip_path.path);
                if !all.is_empty() {
                    self.refuse("something cut out in a shape that is no rectangle", all);
                }
                all.into()
            }
        };
        self.clips.push(self.clip().meet(inner));
    }

    fn push_transparency_group(
        &mut self,
        opacity: f32,
        mask: Option<SoftMask<'a>>,
        blend_mode: BlendMode,
    ) {
        if opacity < 0.999 {
            self.refuse("something that can be seen through", Rect::NONE);
        }
        if mask.is_some() {
            self.refuse("a mask", Rect::NONE);
        }
        if blend_mode != BlendMode::Normal {
            self.refuse("a blend of colours", Rect::NONE);
        }
    }

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        paint: &Paint<'a>,
        draw_mode: &GlyphDrawMode,
    ) {
        let matrix = transform * glyph_transform;
        let [along, tilt, slant, down, x, y] = matrix.as_coeffs();
        let size = along.hypot(tilt) * 1000.0;
        let place = Rect { left: x, top: y - size, right: x + size, bottom: y };
        self.settled(place);
        let Glyph::Outline(glyph) = glyph else {
            self.refuse("a letter that is a drawing", place);
            return;
        };
        let outlines = self.outlines;
        let key = glyph.identifier().cache_key();
        let form = *self.known.entry(key).or_insert_with(|| {
            let outline = glyph.outline();
            match outlines.find(&outline) {
                Some(known) => Form::Known(known),
                None if outlines::is_blank(&outline) => Form::Blank,
                None => Form::Unknown,
            }
        });
        let known = match form {
            Form::Blank => return,
            Form::Known(known) => Some(known),
            Form::Unknown => None,
        };
        if !matches!(draw_mode, GlyphDrawMode::Fill) {
            self.refuse("letters that are outlined or invisible", place);
        }
        let slack = SAME * along.abs();
        let is_upright =
            tilt.abs() <= slack && slant.abs() <= slack && (along + down).abs() <= slack;
        if !is_upright || along <= 0.0 {
            self.refuse("letters that are turned, mirrored, slanted or squeezed", place);
        }
        let Some(color) = opaque(paint) else {
            self.refuse("letters in no opaque colour", place);
            return;
        };
        let drawn = Drawn {
            order: self.order(),
            known,
            size,
            x,
            y,
            color,
            clip: self.clip(),
            is_artifact: self.marks.iter().any(|mark| *mark),
        };
        self.sheet.items.push(Item::Glyph(drawn));
    }

    fn draw_image(&mut self, image: Image<'a, '_>, transform: Affine) {
        let Image::Raster(raster) = image else {
            self.refuse("a stencil", Rect::NONE);
            return;
        };
        let (order, clip) = (self.order(), self.clip().rect);
        let scale_y = transform.as_coeffs()[3];
        let sheet = &mut self.sheet;
        raster.with_rgba(
            |data, alpha| {
                let (width, height) = (data.width(), data.height());
                let rgb: Vec<u8> = match data {
                    ImageData::Rgb(rgb) => rgb.data,
                    ImageData::Luma(luma) => luma.data.iter().flat_map(|l| [*l; 3]).collect(),
                };
                let alpha = alpha.filter(|a| (a.width, a.height) == (width, height));
                let alpha = alpha.map(|alpha| alpha.data);
                let pixels = rgb.chunks(3).enumerate().flat_map(|(at, rgb)| {
                    let a = alpha.as_ref().and_then(|alpha| alpha.get(at)).copied();
                    rgb.iter().copied().chain([a.unwrap_or(255)])
                });
                let corner = kurbo::Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
                let place = transform.transform_rect_bbox(corner).into();
                let pixels = pixels.collect();
                sheet.items.push(Item::Picture(Picture {
                    order,
                    place,
                    clip,
                    width,
                    height,
                    pixels,
                }));
            },
            None,
        );
        let place = match self.sheet.items.last() {
            Some(Item::Picture(picture)) if picture.order == order && 0.0 < scale_y => {
                picture.place
            }
            Some(_) | None => {
                self.refuse("a picture that cannot be read", Rect::NONE);
                return;
            }
        };
        self.settled(place);
        self.factor(transform, place);
    }

    fn pop_clip_path(&mut self) {
        self.clips.pop();
    }

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], _: Option<i32>) {
        self.marks.push(tag == b"Artifact");
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}
