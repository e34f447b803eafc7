//! The pictures that a composition names, known by their shapes: Candor's own drawings, the code of
//! a release, and a clinic's logo.
//!
//! What must be drawn follows from the picture's own bytes. A picture is known as a whole, under one
//! scale and a shift, and nothing of it may be missing, cut off, or away from its line.

use super::found::Found;
use kurbo::{Affine, BezPath, PathEl, Point};
use usvg::tiny_skia_path::PathSegment;

use super::captions;
use super::device::{Ink, Item, Sheet};
use super::findings::Findings;
use super::line::Line;
use super::plane::{self, MM, Rect};
use super::shapes;
use candor_composition::Composition;
use candor_typeset::Engine;

/// How far a clip may reach into the box of a picture, in points: what a file rounds.
const CLIP: f64 = 0.05;
/// How far a point may lie from where it is due, in points.
const SAME: f64 = 0.05;
/// The least width of the code of a release, in millimetres.
const CODE_MM: f64 = 32.0;
/// The least side of a logo, in millimetres.
const LOGO_MM: f64 = 5.0;

/// One path that a picture paints.
struct Path {
    outline: BezPath,
    stroke: Option<(f64, Vec<f64>)>,
    /// Whether what a path goes around twice is not filled.
    is_even_odd: bool,
    /// The colour; `None` for a gradient.
    color: Option<[f64; 3]>,
}

/// Finds every picture that is due, and reports those that are not as they must be.
pub(super) fn check(
    sheets: &[Sheet],
    composition: &Composition,
    engine: &Engine,
    lines: &[Line],
    findings: &mut Findings,
) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for drawn in composition.drawings() {
        let svg = drawn.draws.svg();
        let Some(place) = vector(sheets, &svg, &drawn.drawn, true, &found, findings) else {
            continue;
        };
        if place.place.width() < drawn.draws.least_width_mm() * MM - SAME {
            findings.add(&drawn.drawn, Some(place.page), "it is too small to be read");
        }
        found.push(place);
    }
    if let Some(code) = &composition.code
        && let Some(svg) = candor_composition::qr::svg(&code.qr)
        && let Some(place) = vector(sheets, &svg, "code", true, &found, findings)
    {
        if place.place.width() < CODE_MM * MM - SAME {
            findings.add("code", Some(place.page), "it is too small to be read");
        }
        found.push(place);
    }
    if let Some(logo) = &composition.logo {
        let bytes = engine.picture_bytes(&logo.picture).unwrap_or_default();
        let place = if logo.picture.ends_with(".svg") {
            vector(sheets, &bytes, "logo", false, &found, findings)
        } else {
            raster(sheets, &bytes, findings)
        };
        if let Some(place) = place {
            let least = LOGO_MM * MM;
            if place.place.width() < least && place.place.height() < least {
                findings.add("logo", Some(place.page), "it is too small to be seen");
            }
            found.push(place);
        }
    }
    captions::check(&found, composition, lines, findings);
    for (page, sheet) in sheets.iter().enumerate() {
        for item in &sheet.items {
            if let Item::Picture(picture) = item
                && !found.iter().any(|f| f.page == page && f.first == picture.order)
            {
                findings.add("template", Some(page), "it draws a picture of its own");
            }
        }
    }
    found
}

/// Finds a picture of shapes.
fn vector(
    sheets: &[Sheet],
    svg: &[u8],
    name: &str,
    is_dark: bool,
    found: &[Found],
    findings: &mut Findings,
) -> Option<Found> {
    let Some((size, paths)) = paths(svg) else {
        findings.add(name, None, "its picture cannot be read");
        return None;
    };
    for (page, sheet) in sheets.iter().enumerate() {
        let mut from = 0;
        while from < sheet.items.len() {
            let used = found.iter().find(|f| f.page == page && (f.first..=f.last).contains(&from));
            if let Some(used) = used {
                from = used.last + 1;
                continue;
            }
            if let Some((scale, shift)) = matched(&sheet.items[from..], &paths) {
                let place = Rect {
                    left: shift.x,
                    top: shift.y,
                    right: shift.x + size.0 * scale,
                    bottom: shift.y + size.1 * scale,
                };
                let last = from + paths.len() - 1;
                for item in &sheet.items[from..=last] {
                    if let Item::Ink(ink) = item
                        && !ink.clip.rect.grown(CLIP, CLIP).contains(place)
                    {
                        findings.add(name, Some(page), "its picture is cut off");
                        break;
                    }
                }
                let name = name.to_owned();
                return Some(Found { name, page, place, first: from, last, is_dark });
            }
            from += 1;
        }
    }
    findings.add(name, None, "its picture is not drawn whole, upright and in its own shape");
    None
}

/// Whether items begin with the paths of a picture; returns its scale and shift.
fn matched(items: &[Item], paths: &[Path]) -> Option<(f64, Point)> {
    let first = paths.first()?;
    let Item::Ink(ink) = items.first()? else { return None };
    let (drawn, due) = (plane::bounds(&ink.path), plane::bounds(&first.outline));
    let scale = if due.height() < due.width() {
        drawn.width() / due.width()
    } else {
        drawn.height() / due.height()
    };
    if !scale.is_finite() || scale <= 0.0 {
        return None;
    }
    let shift = Point::new(drawn.left - due.left * scale, drawn.top - due.top * scale);
    if items.len() < paths.len() {
        return None;
    }
    let all = items.iter().zip(paths);
    let mut same = all.map(|(item, path)| match item {
        Item::Ink(ink) => is_same(ink, path, scale, shift),
        Item::Glyph(_) | Item::Picture(_) => false,
    });
    same.all(|same| same).then_some((scale, shift))
}

fn is_same(ink: &Ink, path: &Path, scale: f64, shift: Point) -> bool {
    let color = match (ink.color, path.color) {
        (Some(a), Some(b)) => plane::is_same_color(a, b),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    };
    let stroke = match (ink.stroke, &path.stroke) {
        (None, None) => true,
        (Some(drawn), Some((due, dashes))) => {
            (drawn - due * scale).abs() < SAME
                && ink.dashes.len() == dashes.len()
                && ink.dashes.iter().zip(dashes).all(|(a, b)| (a - b * scale).abs() < SAME)
        }
        (Some(_), None) | (None, Some(_)) => false,
    };
    if !color || !stroke || ink.is_even_odd != path.is_even_odd {
        return false;
    }
    let due = Affine::new([scale, 0.0, 0.0, scale, shift.x, shift.y]) * &path.outline;
    match (corners(&ink.path), corners(&due)) {
        (Some(drawn), Some(due)) => {
            drawn.iter().zip(due).all(|(a, b)| (a.x - b.x).abs().max((a.y - b.y).abs()) < SAME)
        }
        _ => plane::distance(&ink.path, &due) < SAME,
    }
}

/// The corners of a rectangle, upper left and lower right: a renderer may go round it another way.
fn corners(path: &BezPath) -> Option<[Point; 2]> {
    let straight = path
        .elements()
        .iter()
        .all(|el| matches!(el, PathEl::MoveTo(_) | PathEl::LineTo(_) | PathEl::ClosePath));
    if !straight || path.elements().len() != 5 {
        return None;
    }
    match shapes::filled(path) {
        Ok(shapes::Shape::Box(all, _)) => {
            Some([Point::new(all.left, all.top), Point::new(all.right, all.bottom)])
        }
        Ok(_) | Err(_) => None,
    }
}

/// The paths of an SVG, in the order in which they are painted, and its size.
fn paths(svg: &[u8]) -> Option<((f64, f64), Vec<Path>)> {
    let tree = usvg::Tree::from_data(svg, &usvg::Options::default()).ok()?;
    let size = tree.size();
    let mut paths = Vec::new();
    gather(tree.root(), &mut paths)?;
    Some(((f64::from(size.width()), f64::from(size.height())), paths))
}

fn gather(group: &usvg::Group, paths: &mut Vec<Path>) -> Option<()> {
    for node in group.children() {
        match node {
            usvg::Node::Group(group) => gather(group, paths)?,
            usvg::Node::Path(path) if path.is_visible() => {
                // A line without area is not filled.
                let has_area = !plane::bounds(&placed(path)).is_empty();
                let fill = path.fill().filter(|_| has_area).map(|fill| Path {
                    outline: placed(path),
                    stroke: None,
                    is_even_odd: fill.rule() == usvg::FillRule::EvenOdd,
                    color: color(fill.paint(), fill.opacity()),
                });
                let factor = f64::from(path.abs_transform().get_scale().0);
                let stroke = path.stroke().map(|stroke| Path {
                    outline: placed(path),
                    stroke: Some((
                        f64::from(stroke.width().get()) * factor,
                        stroke
                            .dasharray()
                            .unwrap_or_default()
                            .iter()
                            .map(|dash| f64::from(*dash) * factor)
                            .collect(),
                    )),
                    is_even_odd: false,
                    color: color(stroke.paint(), stroke.opacity()),
                });
                match path.paint_order() {
                    usvg::PaintOrder::FillAndStroke => paths.extend(fill.into_iter().chain(stroke)),
                    usvg::PaintOrder::StrokeAndFill => paths.extend(stroke.into_iter().chain(fill)),
                }
            }
            usvg::Node::Path(_) => {}
            // Words and pictures have no place in a logo.
            usvg::Node::Image(_) | usvg::Node::Text(_) => return None,
        }
    }
    Some(())
}

fn color(paint: &usvg::Paint, opacity: usvg::Opacity) -> Option<[f64; 3]> {
    match paint {
        usvg::Paint::Color(c) if 0.999 < opacity.get() => {
            Some([c.red, c.green, c.blue].map(|part| f64::from(part) / 255.0))
        }
        usvg::Paint::Color(_)
        | usvg::Paint::LinearGradient(_)
        | usvg::Paint::RadialGradient(_)
        | usvg::Paint::Pattern(_) => None,
    }
}

/// A path in the picture's own units.
fn placed(path: &usvg::Path) -> BezPath {
    let t = path.abs_transform();
    let at = |p: usvg::tiny_skia_path::Point| {
        let (x, y) = (f64::from(p.x), f64::from(p.y));
        Point::new(
            x * f64::from(t.sx) + y * f64::from(t.kx) + f64::from(t.tx),
            x * f64::from(t.ky) + y * f64::from(t.sy) + f64::from(t.ty),
        )
    };
    let mut placed = BezPath::new();
    for segment in path.data().segments() {
        match segment {
            PathSegment::MoveTo(p) => placed.move_to(at(p)),
            PathSegment::LineTo(p) => placed.line_to(at(p)),
            PathSegment::QuadTo(a, p) => placed.quad_to(at(a), at(p)),
            PathSegment::CubicTo(a, b, p) => placed.curve_to(at(a), at(b), at(p)),
            PathSegment::Close => placed.close_path(),
        }
    }
    placed
}

/// Finds a logo of pixels.
fn raster(sheets: &[Sheet], bytes: &[u8], findings: &mut Findings) -> Option<Found> {
    let due = pixels(bytes);
    for (page, sheet) in sheets.iter().enumerate() {
        for item in &sheet.items {
            let Item::Picture(picture) = item else { continue };
            let same = due.as_ref().is_some_and(|(width, height, pixels)| {
                (*width, *height) == (picture.width, picture.height)
                    && alike(pixels, &picture.pixels)
            });
            if !same {
                continue;
            }
            if !picture.clip.grown(SAME, SAME).contains(picture.place) {
                findings.add("logo", Some(page), "its picture is cut off");
            }
            return Some(Found {
                name: "logo".to_owned(),
                page,
                place: picture.place,
                first: picture.order,
                last: picture.order,
                is_dark: false,
            });
        }
    }
    findings.add("logo", None, "its picture is not drawn whole, upright and in its own shape");
    None
}

/// Whether pixels are the same but for rounding; what is clear has no colour.
fn alike(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len()
        && a.chunks(4).zip(b.chunks(4)).all(|(a, b)| {
            (a[3] == 0 && b[3] == 0) || a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= 2)
        })
}

/// The pixels of a PNG as red, green, blue and opacity.
fn pixels(bytes: &[u8]) -> Option<(u32, u32, Vec<u8>)> {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().ok()?;
    let mut buffer = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut buffer).ok()?;
    buffer.truncate(info.buffer_size());
    let pixels = match info.color_type {
        png::ColorType::Rgba => buffer,
        png::ColorType::Rgb => buffer.chunks(3).flat_map(|p| [p[0], p[1], p[2], 255]).collect(),
        png::ColorType::Grayscale => buffer.iter().flat_map(|l| [*l, *l, *l, 255]).collect(),
        png::ColorType::GrayscaleAlpha => {
            buffer.chunks(2).flat_map(|p| [p[0], p[0], p[0], p[1]]).collect()
        }
        png::ColorType::Indexed => return None,
    };
    Some((info.width, info.height, pixels))
}
