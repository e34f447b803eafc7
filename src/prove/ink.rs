//! What a page may show besides words and pictures: a short list of kinds.
//!
//! Rectangles, filled or with a line around them, their corners square or round; parts of such a
//! line; straight lines that lie or stand; all in one opaque colour and only shifted. Anything
//! else is refused for what it is, wherever it stands: what cannot be drawn need not be judged.
//! Shapes are those of Typst 0.15.1 (typst-layout `shapes.rs`).

use typst::layout::{Abs, Point, Transform};
use typst::visualize::{
    Color, Curve, CurveItem, DashPattern, FixedStroke, Geometry, Paint, ProcessColor, Shape,
};

use super::geometry::{Bounds, Plate, Spot, spot};

/// Red, green and blue from 0 to 1.
pub(super) type Rgb = [f64; 3];

/// Lengths are compared with this tolerance, in points.
const TOLERANCE: f64 = 1e-3;
/// A side of no length, in points.
const NO_AREA: f64 = 1e-6;
/// Distance of the control points of a quarter of a circle, in radii.
const QUARTER: std::ops::RangeInclusive<f64> = 0.54..=0.56;
/// The longest dash or gap of a line, in points.
const MAX_DASH: f64 = 6.0;
/// In how many parts an arc is followed.
const STEPS: u32 = 16;
/// How much of a frame a clip may cut off at each side, in points.
const CUT: f64 = 0.5;
/// How far areas may differ, as a share.
const AREA: f64 = 0.005;

/// A thing that is drawn, of a kind that may be.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Drawing {
    pub(super) plate: Option<(Plate, Rgb)>,
    /// The lines, each as the rectangle that its ink fills.
    pub(super) rules: Vec<(Bounds, Rgb)>,
    pub(super) bounds: Bounds,
    /// Whether it goes around a whole rectangle or fills it.
    pub(super) is_closed: bool,
    /// Whether its lines are dashes or dots: a place to cut.
    pub(super) is_dashed: bool,
    /// Whether it is Candor's own, in the release block.
    pub(super) in_block: bool,
}

impl Drawing {
    /// Where it puts ink, one rectangle for each of its parts.
    pub(super) fn inks(&self) -> impl Iterator<Item = Bounds> {
        let plate = self.plate.iter().map(|(plate, _)| plate.bounds);
        plate.chain(self.rules.iter().map(|(bounds, _)| *bounds))
    }

    /// What a clip leaves of it.
    pub(super) fn clipped(self, clip: Plate) -> Option<Self> {
        let Self { plate, rules, bounds, is_closed, is_dashed, in_block } = self;
        let plate = plate.and_then(|(plate, rgb)| Some((plate.clipped(clip)?, rgb)));
        let rules: Vec<_> = rules
            .into_iter()
            .filter_map(|(rule, rgb)| Some((rule.overlap(clip.bounds)?, rgb)))
            .collect();
        if plate.is_none() && rules.is_empty() {
            return None;
        }
        // What is left of a ground is a ground; a frame that has lost a side is not a frame.
        let Bounds { left, top, right, bottom } = bounds;
        let inner =
            Bounds { left: left + CUT, top: top + CUT, right: right - CUT, bottom: bottom - CUT };
        let is_closed = is_closed && (plate.is_some() || clip.bounds.contains(inner));
        let bounds = bounds.overlap(clip.bounds)?;
        Some(Self { plate, rules, bounds, is_closed, is_dashed, in_block })
    }
}

/// The colour of an opaque paint; `None` for all else. The file holds it as sRGB or grey, whatever
/// space it was named in; printing inks come out differently on each printer.
pub(super) fn opaque(paint: &Paint) -> Option<Rgb> {
    let Paint::Solid(Color::Process(color)) = paint else { return None };
    match color {
        ProcessColor::Luma(_)
        | ProcessColor::Rgb(_)
        | ProcessColor::LinearRgb(_)
        | ProcessColor::Oklab(_)
        | ProcessColor::Oklch(_)
        | ProcessColor::Hsl(_)
        | ProcessColor::Hsv(_) => {}
        ProcessColor::Cmyk(_) => return None,
    }
    let rgb = color.to_rgb();
    (rgb.alpha >= 1.0).then(|| [rgb.red, rgb.green, rgb.blue].map(f64::from))
}

/// How far the parts of two colours that look the same may differ: a file has eight bits of each.
const SAME_COLOR: f64 = 1.0 / 254.0;

/// Whether two paints look the same; paints that cannot be judged do if they are equal.
pub(super) fn is_same_paint(a: &Paint, b: &Paint) -> bool {
    a == b
        || opaque(a)
            .zip(opaque(b))
            .is_some_and(|(a, b)| a.iter().zip(b).all(|(a, b)| (a - b).abs() < SAME_COLOR))
}

/// How far a transform shifts, if it does nothing else.
pub(super) fn shift(transform: Transform) -> Option<Spot> {
    let Transform { sx, ky, kx, sy, tx, ty } = transform;
    let is = |ratio: f64, wanted: f64| (ratio - wanted).abs() < 1e-9;
    let only = is(sx.get(), 1.0) && is(sy.get(), 1.0) && is(kx.get(), 0.0) && is(ky.get(), 0.0);
    only.then(|| (tx.to_pt(), ty.to_pt()))
}

/// Whether a transform leaves what it moves upright and in its own proportions.
pub(super) fn keeps_shape(transform: Transform) -> bool {
    let Transform { sx, ky, kx, sy, .. } = transform;
    let is_zero = |ratio: f64| ratio.abs() < 1e-9;
    is_zero(kx.get()) && is_zero(ky.get()) && 0.0 < sx.get() && is_zero(sx.get() - sy.get())
}

const NOT_SHIFTED: &str = "it is turned, scaled or skewed";
const NOT_OPAQUE: &str = "its colour is not one opaque colour in sRGB or grey";
const SLANTS: &str = "it draws a line that neither lies nor stands";
const SEVERAL: &str = "it draws several outlines at once";
const NOT_STRAIGHT: &str = "it is neither a rectangle nor a line that lies or stands";

/// Takes a shape of the engine; `None` if it leaves no ink.
///
/// # Errors
/// Why it is not of a kind that a page may show.
pub(super) fn drawing(
    shape: &Shape,
    here: Transform,
    in_block: bool,
) -> Result<Option<Drawing>, &'static str> {
    let Shape { geometry, fill, fill_rule: _, stroke } = shape;
    if fill.is_none() && stroke.is_none() {
        return Ok(None);
    }
    if shift(here).is_none() {
        return Err(NOT_SHIFTED);
    }
    let color = |paint: &Paint| opaque(paint).ok_or(NOT_OPAQUE);
    let steps = steps(geometry, here)?;
    let Some(bounds) = around(&steps) else { return Ok(None) };
    // A fill without area leaves no ink, whatever its colour.
    let has_area = NO_AREA <= bounds.width() && NO_AREA <= bounds.height();
    if stroke.is_none() && !has_area {
        return Ok(None);
    }
    let mut drawing = Drawing {
        plate: None,
        rules: Vec::new(),
        bounds,
        is_closed: true,
        is_dashed: false,
        in_block,
    };
    let odd = if steps.iter().any(slants) { SLANTS } else { NOT_STRAIGHT };
    // Lines on the way around a rectangle, whole or in part, leave no word.
    let follows = follows(&steps, bounds);
    let is_area = has_area && !matches!(geometry, Geometry::Line(_));
    if let Some(paint) = fill.as_ref().filter(|_| is_area) {
        let rgb = color(paint)?;
        if follows && is_filled(&steps, bounds) {
            let radius = steps.iter().filter_map(|step| step.corner).map(|(_, radius)| radius);
            let radius = radius.fold(0.0, f64::max);
            drawing.plate = Some((Plate { bounds, radius }, rgb));
        } else {
            let ring = ring(&steps, bounds).ok_or(odd)?;
            drawing.rules.extend(ring.into_iter().map(|rule| (rule, rgb)));
        }
    }
    if let Some(stroke) = stroke {
        if !follows {
            return Err(odd);
        }
        let rgb = color(&stroke.paint)?;
        if stroke.dash.as_ref().is_some_and(|dash| !is_even(dash)) {
            return Err("its dashes and gaps are not even");
        }
        drawing.is_closed = is_filled(&steps, bounds);
        drawing.is_dashed = stroke.dash.is_some();
        let rules = lines(&steps, stroke);
        for rule in &rules {
            drawing.bounds.grow(*rule);
        }
        drawing.rules.extend(rules.into_iter().map(|rule| (rule, rgb)));
    }
    Ok(Some(drawing))
}

/// Takes a clip.
///
/// # Errors
/// Why it is not a rectangle, with what lies around it.
pub(super) fn clip(curve: &Curve, here: Transform) -> Result<Plate, &'static str> {
    if shift(here).is_none() {
        return Err(NOT_SHIFTED);
    }
    let steps = along(curve, here)?;
    let bounds = around(&steps).ok_or("it shows nothing")?;
    if !follows(&steps, bounds) || !is_filled(&steps, bounds) {
        return Err("it is cut along something that is no rectangle");
    }
    let radius = steps.iter().filter_map(|step| step.corner).map(|(_, radius)| radius);
    Ok(Plate { bounds, radius: radius.fold(0.0, f64::max) })
}

/// The box around a shape of any kind, to say where it stands.
pub(super) fn place(geometry: &Geometry, here: Transform) -> Option<Bounds> {
    let at = |x: Abs, y: Abs| spot(Point::new(x, y), here);
    let zero = Abs::zero();
    match geometry {
        Geometry::Line(to) => Bounds::around([at(zero, zero), at(to.x, to.y)]),
        Geometry::Rect(size) => {
            Bounds::around([at(zero, zero), at(size.x, zero), at(size.x, size.y), at(zero, size.y)])
        }
        Geometry::Curve(curve) => Bounds::around(curve.0.iter().flat_map(|item| match item {
            CurveItem::Move(to) | CurveItem::Line(to) => vec![spot(*to, here)],
            CurveItem::Cubic(a, b, to) => [a, b, to].map(|point| spot(*point, here)).to_vec(),
            CurveItem::Close => Vec::new(),
        })),
    }
}

/// A part of an outline: a straight line, or a quarter of a circle with the corner that it rounds.
#[derive(Debug, Clone, Copy)]
struct Step {
    from: Spot,
    to: Spot,
    /// The corner and the radius.
    corner: Option<(Spot, f64)>,
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < TOLERANCE
}

fn is_same_spot(a: Spot, b: Spot) -> bool {
    same(a.0, b.0) && same(a.1, b.1)
}

/// The way around a shape.
fn steps(geometry: &Geometry, here: Transform) -> Result<Vec<Step>, &'static str> {
    let at = |x: Abs, y: Abs| spot(Point::new(x, y), here);
    let zero = Abs::zero();
    match geometry {
        Geometry::Line(to) => Ok(vec![straight(at(zero, zero), at(to.x, to.y))]),
        Geometry::Rect(size) => {
            let corners = [at(zero, zero), at(size.x, zero), at(size.x, size.y), at(zero, size.y)];
            let next = corners.iter().cycle().skip(1);
            Ok(corners.iter().zip(next).map(|(from, to)| straight(*from, *to)).collect())
        }
        Geometry::Curve(curve) => along(curve, here),
    }
}

/// The way along a curve that begins once.
fn along(curve: &Curve, here: Transform) -> Result<Vec<Step>, &'static str> {
    let at = |point: &Point| spot(*point, here);
    let mut items = curve.0.iter().peekable();
    let mut now = spot(Point::zero(), here);
    if let Some(CurveItem::Move(to)) = items.peek() {
        now = at(to);
        items.next();
    }
    let start = now;
    let mut steps = Vec::new();
    while let Some(item) = items.next() {
        match item {
            CurveItem::Move(_) => return Err(SEVERAL),
            CurveItem::Line(to) => {
                steps.push(straight(now, at(to)));
                now = at(to);
            }
            CurveItem::Cubic(a, b, to) => {
                steps.push(quarter([now, at(a), at(b), at(to)])?);
                now = at(to);
            }
            CurveItem::Close if items.peek().is_some() => return Err(SEVERAL),
            CurveItem::Close => steps.push(straight(now, start)),
        }
    }
    steps.retain(|step| !is_same_spot(step.from, step.to));
    Ok(steps)
}

fn straight(from: Spot, to: Spot) -> Step {
    Step { from, to, corner: None }
}

/// Whether a part is straight and neither lies nor stands.
fn slants(step: &Step) -> bool {
    let Step { from, to, corner } = step;
    corner.is_none() && !same(from.0, to.0) && !same(from.1, to.1)
}

/// A quarter of a circle between a line that lies and one that stands.
fn quarter([from, a, b, to]: [Spot; 4]) -> Result<Step, &'static str> {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    if is_same_spot(from, to) && is_same_spot(from, a) && is_same_spot(from, b) {
        return Ok(Step { from, to, corner: None });
    }
    let is_round = (dx.abs() - dy.abs()).abs() < TOLERANCE.max(0.01 * dx.abs());
    let share = |part: f64, whole: f64| QUARTER.contains(&(part / whole));
    let lies_first =
        same(a.1, from.1) && same(b.0, to.0) && share(a.0 - from.0, dx) && share(to.1 - b.1, dy);
    let stands_first =
        same(a.0, from.0) && same(b.1, to.1) && share(a.1 - from.1, dy) && share(to.0 - b.0, dx);
    let corner = match (lies_first, stands_first) {
        (true, _) => (to.0, from.1),
        (false, true) => (from.0, to.1),
        (false, false) => return Err("it draws a curve that rounds no corner"),
    };
    if !is_round {
        return Err("it draws a curve that rounds no corner");
    }
    Ok(Step { from, to, corner: Some((corner, dx.abs())) })
}

fn around(steps: &[Step]) -> Option<Bounds> {
    Bounds::around(steps.iter().flat_map(|step| [step.from, step.to]))
}

/// Whether all parts lie on the outline of a rectangle: straight ones on its sides, curved ones at
/// its corners.
fn follows(steps: &[Step], bounds: Bounds) -> bool {
    steps.iter().all(|step| match step.corner {
        Some(((x, y), _)) => {
            (same(x, bounds.left) || same(x, bounds.right))
                && (same(y, bounds.top) || same(y, bounds.bottom))
        }
        None => !slants(step) && on_outline(step, bounds),
    })
}

fn on_outline(step: &Step, bounds: Bounds) -> bool {
    let Step { from, to, .. } = *step;
    let along_x = |x: f64| same(from.0, x) && same(to.0, x);
    let along_y = |y: f64| same(from.1, y) && same(to.1, y);
    along_x(bounds.left) || along_x(bounds.right) || along_y(bounds.top) || along_y(bounds.bottom)
}

/// Whether the way goes around the rectangle once, so that what it fills is the rectangle.
fn is_filled(steps: &[Step], bounds: Bounds) -> bool {
    let whole = bounds.width() * bounds.height();
    let corners = steps.iter().filter_map(|step| step.corner);
    let cut: f64 = corners.map(|(_, r)| (1.0 - std::f64::consts::FRAC_PI_4) * r * r).sum();
    TOLERANCE < whole && (area(steps).abs() - (whole - cut)).abs() <= AREA * whole
}

/// The area that a way goes around, with its sign.
fn area(steps: &[Step]) -> f64 {
    let mut doubled = 0.0;
    let mut add = |(x0, y0): Spot, (x1, y1): Spot| doubled += x0 * y1 - x1 * y0;
    for step in steps {
        let mut from = step.from;
        for spot in points(step) {
            add(from, spot);
            from = spot;
        }
    }
    if let (Some(first), Some(last)) = (steps.first(), steps.last()) {
        add(last.to, first.from);
    }
    doubled / 2.0
}

/// Points along a part, to its end.
fn points(step: &Step) -> Vec<Spot> {
    let Some(((x, y), _)) = step.corner else { return vec![step.to] };
    // The middle of the circle lies across from the corner.
    let middle = (step.from.0 + step.to.0 - x, step.from.1 + step.to.1 - y);
    let at = |part: u32| {
        let (sin, cos) =
            (f64::from(part) / f64::from(STEPS) * std::f64::consts::FRAC_PI_2).sin_cos();
        let mix =
            |from: f64, to: f64, middle: f64| middle + (from - middle) * cos + (to - middle) * sin;
        (mix(step.from.0, step.to.0, middle.0), mix(step.from.1, step.to.1, middle.1))
    };
    (1..=STEPS).map(at).collect()
}

/// The sides of a frame that is filled between an outer and an inner rectangle, as the engine
/// draws lines of different thickness around a box.
fn ring(steps: &[Step], outer: Bounds) -> Option<Vec<Bounds>> {
    if steps.iter().any(|step| step.corner.is_some()) {
        return None;
    }
    let middle = (f64::midpoint(outer.left, outer.right), f64::midpoint(outer.top, outer.bottom));
    let mut inner =
        Bounds { left: outer.left, top: outer.top, right: outer.right, bottom: outer.bottom };
    for &(x, y) in steps.iter().flat_map(|step| [&step.from, &step.to]) {
        let (near, far) = if x < middle.0 { (x, inner.right) } else { (inner.left, x) };
        (inner.left, inner.right) = (inner.left.max(near), inner.right.min(far));
        let (near, far) = if y < middle.1 { (y, inner.bottom) } else { (inner.top, y) };
        (inner.top, inner.bottom) = (inner.top.max(near), inner.bottom.min(far));
    }
    let in_place = steps.iter().all(|step| {
        // From an outer corner to the inner one beside it, and back.
        let at_corner = |(x, y): Spot| {
            let is_left = same(x, outer.left) || same(x, inner.left);
            let is_top = same(y, outer.top) || same(y, inner.top);
            let is_right = same(x, outer.right) || same(x, inner.right);
            let is_bottom = same(y, outer.bottom) || same(y, inner.bottom);
            ((is_left || is_right) && (is_top || is_bottom)).then_some((is_left, is_top))
        };
        let (from, to) = (at_corner(step.from), at_corner(step.to));
        (!slants(step) && (on_outline(step, outer) || on_outline(step, inner)))
            || (from.is_some() && from == to)
    });
    let between = outer.width() * outer.height() - inner.width() * inner.height();
    let right = (area(steps).abs() - between).abs() <= AREA * between.max(TOLERANCE);
    let sides = [
        Bounds { right: inner.left, ..outer },
        Bounds { left: inner.right, ..outer },
        Bounds { bottom: inner.top, ..outer },
        Bounds { top: inner.bottom, ..outer },
    ];
    let sides =
        sides.into_iter().filter(|side| TOLERANCE < side.width() && TOLERANCE < side.height());
    (in_place && right).then(|| sides.collect())
}

/// Whether a line of dashes or dots is one to the eye, and no single sign of it stands alone.
fn is_even(dash: &DashPattern<Abs, Abs>) -> bool {
    let mut lengths = dash.array.iter().map(|length| length.to_pt());
    lengths.all(|length| (0.0..=MAX_DASH).contains(&length))
}

/// The rectangles that a line along some parts fills; its ends and corners count in full.
fn lines(steps: &[Step], stroke: &FixedStroke) -> Vec<Bounds> {
    let half = stroke.thickness.to_pt().abs() / 2.0;
    let mut rules = Vec::new();
    for step in steps {
        let mut from = step.from;
        for to in points(step) {
            let rule = Bounds::around([from, to]).map(|bounds| bounds.shrunk(-half));
            rules.extend(rule);
            from = to;
        }
    }
    rules
}

#[cfg(test)]
mod tests;
