//! Upright rectangles on a page, and paths as the few kinds of shapes that a page may show.
//!
//! Points are those of the page: from its upper left corner, y downwards, in points.

use kurbo::{BezPath, ParamCurve as _, PathEl, PathSeg, Point, Shape as _};

/// Coordinates nearer than this are the same, in points: a file has seven digits.
const SAME: f64 = 1e-3;

/// How far from a corner the curve that rounds it has its handles, as a share of its radius.
const HANDLE: std::ops::RangeInclusive<f64> = 0.54..=0.56;
/// How far areas may differ, as a share.
const AREA: f64 = 0.005;

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// Nothing: joined with another it gives the other.
    pub(super) const NONE: Self = Self { left: 1e9, top: 1e9, right: -1e9, bottom: -1e9 };

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    pub(super) fn is_empty(self) -> bool {
        self.right <= self.left || self.bottom <= self.top
    }

    pub(super) fn join(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }

    /// Returns what both cover.
    pub(super) fn meet(self, other: Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    /// Whether more than a hair of both is the same.
    pub(super) fn touches(self, other: Self) -> bool {
        let both = self.meet(other);
        SAME < both.width() && SAME < both.height()
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left + SAME
            && self.top <= other.top + SAME
            && other.right <= self.right + SAME
            && other.bottom <= self.bottom + SAME
    }

    /// Returns it with room on each side; less than nothing makes it smaller.
    pub(super) fn grown(self, x: f64, y: f64) -> Self {
        Self {
            left: self.left - x,
            top: self.top - y,
            right: self.right + x,
            bottom: self.bottom + y,
        }
    }

    fn of(points: &[Point]) -> Self {
        points.iter().fold(Self::NONE, |all, p| {
            all.join(Self { left: p.x, top: p.y, right: p.x, bottom: p.y })
        })
    }
}

impl From<kurbo::Rect> for Rect {
    fn from(rect: kurbo::Rect) -> Self {
        Self { left: rect.x0, top: rect.y0, right: rect.x1, bottom: rect.y1 }
    }
}

/// Returns what a path covers at most.
pub(super) fn bounds(path: &BezPath) -> Rect {
    path.bounding_box().into()
}

/// Returns the kind of a part of a path, as its number of points, and its points.
fn points(el: PathEl) -> (u8, [Point; 3]) {
    match el {
        PathEl::MoveTo(p) => (0, [p; 3]),
        PathEl::LineTo(p) => (1, [p; 3]),
        PathEl::QuadTo(a, p) => (2, [a, p, p]),
        PathEl::CurveTo(a, b, p) => (3, [a, b, p]),
        PathEl::ClosePath => (4, [Point::ZERO; 3]),
    }
}

/// Returns how far the points of two paths lie apart at most; without end where they are of other
/// parts.
pub(super) fn distance(one: &BezPath, other: &BezPath) -> f64 {
    if one.elements().len() != other.elements().len() {
        return f64::INFINITY;
    }
    let mut most = 0.0_f64;
    for (mine, theirs) in one.elements().iter().zip(other.elements()) {
        let ((kind, mine), (other_kind, theirs)) = (points(*mine), points(*theirs));
        if kind != other_kind {
            return f64::INFINITY;
        }
        for (a, b) in mine.iter().zip(theirs) {
            most = most.max((a.x - b.x).abs()).max((a.y - b.y).abs());
        }
    }
    most
}

/// Whether two colours are the same but for rounding.
pub(super) fn is_same_color(a: [f64; 3], b: [f64; 3]) -> bool {
    a.iter().zip(b).all(|(a, b)| (a - b).abs() < 0.004)
}

/// A shape of a kind that a page may show.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Shape {
    /// A rectangle, with round corners if the radius is above zero.
    Box(Rect, f64),
    /// The four sides of a rectangle, as thick as they are drawn.
    Frame(Rect, Vec<Rect>),
    /// The same with round corners, each followed by short bars.
    RoundFrame(Rect, Vec<Rect>),
    /// Bars, each by itself.
    Bars(Vec<Rect>),
}

/// Takes the area of a filled path, or says why it is of no kind that a page may show.
pub(super) fn filled(path: &BezPath) -> Result<Shape, &'static str> {
    let n_parts = path.elements().iter().filter(|el| matches!(el, PathEl::MoveTo(_))).count();
    if n_parts != 1 {
        return Err("a shape of several parts");
    }
    let all = bounds(path);
    if let Some(radius) = rounded(path) {
        // Straight across from where it ends, it would fill something else.
        let whole = Ok(Shape::Box(all, radius));
        return if is_closed(path) { whole } else { Err("a shape that is no rectangle") };
    }
    let corners = corners(path).ok_or("a shape with curves")?;
    if corners.len() == 4 && is_rectilinear(&corners) {
        return Ok(Shape::Box(all, 0.0));
    }
    let bars = sides(&corners, all)?;
    Ok(if bars.len() == 4 { Shape::Frame(all, bars) } else { Shape::Bars(bars) })
}

/// Takes what a stroked path covers, or says why it is of no kind that a page may show.
pub(super) fn stroked(path: &BezPath, width: f64) -> Result<Shape, &'static str> {
    let half = width / 2.0;
    let all = bounds(path);
    if rounded(path).is_some() {
        return Ok(Shape::RoundFrame(all.grown(half, half), along(path, half)));
    }
    let mut bars = Vec::new();
    let (mut at, mut start) = (Point::ZERO, Point::ZERO);
    let (mut n_parts, mut is_closed) = (0, false);
    for el in path.elements() {
        let to = match *el {
            PathEl::MoveTo(p) => {
                (at, start) = (p, p);
                n_parts += 1;
                continue;
            }
            PathEl::LineTo(p) => p,
            PathEl::ClosePath => {
                is_closed = true;
                start
            }
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return Err("a curved line"),
        };
        if SAME < (to.x - at.x).abs() && SAME < (to.y - at.y).abs() {
            return Err("a slanting line");
        }
        if SAME < (to.x - at.x).abs() || SAME < (to.y - at.y).abs() {
            bars.push(Rect::of(&[at, to]).grown(half, half));
        }
        at = to;
    }
    let is_box = n_parts == 1 && is_closed && bars.len() == 4;
    Ok(if is_box { Shape::Frame(all.grown(half, half), bars) } else { Shape::Bars(bars) })
}

/// In how many parts a round corner is followed.
const STEPS: u32 = 16;

/// The bars of a line along straight sides and round corners.
fn along(path: &BezPath, half: f64) -> Vec<Rect> {
    let mut bars = Vec::new();
    for segment in path.segments() {
        let n = if matches!(segment, PathSeg::Line(_)) { 1 } else { STEPS };
        let at = |step: u32| segment.eval(f64::from(step) / f64::from(n));
        bars.extend((0..n).map(|step| Rect::of(&[at(step), at(step + 1)]).grown(half, half)));
    }
    bars
}

/// Whether a line goes around all of the box that it lies in; its ends count as joined.
pub(super) fn is_closed(path: &BezPath) -> bool {
    let all = bounds(path);
    let whole = all.width() * all.height();
    let mut way = path.clone();
    if !matches!(path.elements().last(), Some(PathEl::ClosePath)) {
        way.close_path();
    }
    let arcs = path.segments().filter_map(|segment| match segment {
        PathSeg::Cubic(arc) => Some((arc.p3.x - arc.p0.x).powi(2)),
        PathSeg::Line(_) | PathSeg::Quad(_) => None,
    });
    let cut = (1.0 - std::f64::consts::FRAC_PI_4) * arcs.sum::<f64>();
    SAME < whole && (way.area().abs() - (whole - cut)).abs() <= AREA * whole
}

/// What of a box lies outside another one in it, as bars along its sides.
fn around(outer: Rect, inner: Rect) -> Vec<Rect> {
    let bars = [
        Rect { bottom: inner.top, ..outer },
        Rect { top: inner.bottom, ..outer },
        Rect { right: inner.left, ..outer },
        Rect { left: inner.right, ..outer },
    ];
    bars.into_iter().filter(|bar| SAME < bar.width() && SAME < bar.height()).collect()
}

/// The corners of a closed path of straight lines.
fn corners(path: &BezPath) -> Option<Vec<Point>> {
    let mut corners: Vec<Point> = Vec::new();
    for el in path.elements() {
        match *el {
            PathEl::MoveTo(p) | PathEl::LineTo(p) => {
                if corners.last().is_none_or(|last| !same(*last, p)) {
                    corners.push(p);
                }
            }
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) | PathEl::CurveTo(..) => return None,
        }
    }
    while corners.len() > 1 && same(corners[0], corners[corners.len() - 1]) {
        corners.pop();
    }
    Some(corners)
}

fn same(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < SAME && (a.y - b.y).abs() < SAME
}

fn is_rectilinear(corners: &[Point]) -> bool {
    edges(corners).all(|(a, b)| (a.x - b.x).abs() < SAME || (a.y - b.y).abs() < SAME)
}

fn edges(corners: &[Point]) -> impl Iterator<Item = (Point, Point)> {
    corners.iter().zip(corners.iter().cycle().skip(1)).map(|(a, b)| (*a, *b))
}

/// How many corners the sides of a box may have: two for each, and the seam where they meet.
const MAX_CORNERS: usize = 12;

/// Takes a polygon as what is left of its box around one inner box: the drawn sides of a frame.
///
/// Where sides of other thickness meet there is a seam, which is passed forth and back.
fn sides(corners: &[Point], all: Rect) -> Result<Vec<Rect>, &'static str> {
    if MAX_CORNERS < corners.len() {
        return Err("a shape of many corners");
    }
    let slanting: Vec<(Point, Point)> = edges(corners)
        .filter(|(a, b)| SAME < (a.x - b.x).abs() && SAME < (a.y - b.y).abs())
        .collect();
    let is_seam = |(a, b): &(Point, Point)| {
        slanting.iter().filter(|(c, d)| same(*a, *d) && same(*b, *c)).count() == 1
    };
    if !slanting.iter().all(is_seam) {
        return Err("a shape with a slanting side");
    }
    let mut xs: Vec<f64> = corners.iter().map(|p| p.x).collect();
    let mut ys: Vec<f64> = corners.iter().map(|p| p.y).collect();
    for list in [&mut xs, &mut ys] {
        list.sort_by(f64::total_cmp);
        list.dedup_by(|a, b| (*a - *b).abs() < SAME);
    }
    let mut inner = Rect::NONE;
    let (mut covered, mut free) = (0.0, 0.0);
    for x in xs.windows(2) {
        for y in ys.windows(2) {
            let cell = Rect { left: x[0], right: x[1], top: y[0], bottom: y[1] };
            let area = cell.width() * cell.height();
            let middle = Point::new(f64::midpoint(x[0], x[1]), f64::midpoint(y[0], y[1]));
            if winding(corners, middle) == 0 {
                inner = inner.join(cell);
                free += area;
            } else {
                covered += area;
            }
        }
    }
    let is_one_box = (inner.width() * inner.height() - free).abs() < 1.0;
    if inner.is_empty() || !is_one_box || covered <= 0.0 {
        return Err("a shape that is no rectangle");
    }
    Ok(around(all, inner))
}

fn winding(corners: &[Point], at: Point) -> i32 {
    let crossed = |(a, b): (Point, Point)| {
        if (a.y <= at.y) == (b.y <= at.y) {
            return 0;
        }
        let x = a.x + (at.y - a.y) * (b.x - a.x) / (b.y - a.y);
        if x <= at.x {
            0
        } else if a.y < b.y {
            1
        } else {
            -1
        }
    };
    edges(corners).map(crossed).sum()
}

/// The corner that a curve rounds as a quarter of a circle.
fn quarter([from, a, b, to]: [Point; 4]) -> Option<Point> {
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    if SAME.max(0.01 * dx.abs()) <= (dx.abs() - dy.abs()).abs() {
        return None;
    }
    let near = |a: f64, b: f64| (a - b).abs() < SAME;
    let share = |part: f64, whole: f64| HANDLE.contains(&(part / whole));
    if near(a.y, from.y) && near(b.x, to.x) && share(a.x - from.x, dx) && share(to.y - b.y, dy) {
        return Some(Point::new(to.x, from.y));
    }
    if near(a.x, from.x) && near(b.y, to.y) && share(a.y - from.y, dy) && share(to.x - b.x, dx) {
        return Some(Point::new(from.x, to.y));
    }
    None
}

/// The largest radius of a box with round corners; nothing, if the path is no such box.
fn rounded(path: &BezPath) -> Option<f64> {
    let all = bounds(path);
    let (mut at, mut radius, mut n_parts, mut n_curves) = (Point::ZERO, 0.0_f64, 0, 0);
    for el in path.elements() {
        match *el {
            PathEl::MoveTo(p) => {
                at = p;
                n_parts += 1;
            }
            PathEl::LineTo(p) => {
                // Lines run along the sides.
                let on = |value: f64, a: f64, b: f64| {
                    (value - a).abs() < SAME || (value - b).abs() < SAME
                };
                let along_x = (p.y - at.y).abs() < SAME && on(p.y, all.top, all.bottom);
                let along_y = (p.x - at.x).abs() < SAME && on(p.x, all.left, all.right);
                if !(along_x || along_y || same(at, p)) {
                    return None;
                }
                at = p;
            }
            PathEl::CurveTo(a, b, p) => {
                let from = std::mem::replace(&mut at, p);
                if same(from, p) && same(from, a) && same(from, b) {
                    continue;
                }
                let corner = quarter([from, a, b, p])?;
                let on_side = |value: f64, a: f64, b: f64| {
                    (value - a).abs() < SAME || (value - b).abs() < SAME
                };
                let is_corner = on_side(corner.x, all.left, all.right)
                    && on_side(corner.y, all.top, all.bottom);
                if !is_corner {
                    return None;
                }
                radius = radius.max((p.x - from.x).abs());
                n_curves += 1;
            }
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) => return None,
        }
    }
    (n_parts == 1 && 0 < n_curves).then_some(radius)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(points: &[(f64, f64)]) -> BezPath {
        let mut path = BezPath::new();
        path.move_to(points[0]);
        for point in &points[1..] {
            path.line_to(*point);
        }
        path.close_path();
        path
    }

    #[test]
    fn boxes_and_the_sides_of_boxes_are_known() {
        let rect = path(&[(0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0)]);
        let all = Rect { left: 0.0, top: 0.0, right: 9.0, bottom: 5.0 };
        assert_eq!(filled(&rect), Ok(Shape::Box(all, 0.0)));
        // As the engine draws a frame whose left side is thicker.
        let frame = path(&[
            (2.5, 0.4),
            (-2.5, -0.4),
            (539.0, -0.4),
            (539.0, 142.8),
            (-2.5, 142.8),
            (-2.5, -0.4),
            (2.5, 0.4),
            (2.5, 142.1),
            (538.2, 142.1),
            (538.2, 0.4),
        ]);
        let Ok(Shape::Frame(_, bars)) = filled(&frame) else { panic!("{:?}", filled(&frame)) };
        assert_eq!(bars.len(), 4);
        assert!(bars.iter().all(|bar| bar.width() < 5.1 || bar.height() < 1.0), "{bars:?}");
    }

    #[test]
    fn other_shapes_are_no_kind() {
        let triangle = path(&[(0.0, 0.0), (9.0, 0.0), (9.0, 5.0)]);
        assert!(filled(&triangle).is_err());
        let letter = path(&[
            (0.0, 0.0),
            (9.0, 0.0),
            (9.0, 2.0),
            (2.0, 2.0),
            (2.0, 4.0),
            (9.0, 4.0),
            (9.0, 6.0),
            (2.0, 6.0),
            (2.0, 9.0),
            (0.0, 9.0),
        ]);
        assert!(filled(&letter).is_err(), "an F");
        let mut twice = path(&[(0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0)]);
        twice.extend(path(&[(1.0, 1.0), (8.0, 1.0), (8.0, 4.0), (1.0, 4.0)]));
        assert!(filled(&twice).is_err(), "one in the other");
        let mut spike = BezPath::new();
        spike.move_to((0.0, 0.0));
        spike.line_to((20.0, 1.0));
        assert!(stroked(&spike, 2.0).is_err());
    }

    #[test]
    fn a_box_has_round_corners_and_its_whole_area() {
        // A bar with two round corners, as the engine draws the left side of a round box.
        let bar = BezPath::from_svg(
            "M3,250 L1.6,250 C0.7163,250 0,249.2837 0,248.4 L0,1.6 C0,0.7163 0.7163,0 1.6,0 L3,0 Z",
        );
        let bar = bar.expect("a path");
        assert!(matches!(filled(&bar), Ok(Shape::Box(_, radius)) if (radius - 1.6).abs() < 1e-6));
        let cut = BezPath::from_svg("M50,0 L10,0 C4.477,0 0,4.477 0,10 L0,50 Z").expect("a path");
        assert!(filled(&cut).is_err(), "straight across from where it ends");
        let bulge = BezPath::from_svg("M50,0 L10,0 C1,0 0,1 0,10 L0,50 L50,50 Z").expect("a path");
        assert!(filled(&bulge).is_err(), "a curve that bulges");
    }

    #[test]
    fn a_line_around_a_round_box_is_as_thick_as_it_is_drawn() {
        let round = BezPath::from_svg(
            "M30,0 L70,0 C86.57,0 100,13.43 100,30 L100,70 C100,86.57 86.57,100 70,100 L30,100 \
             C13.43,100 0,86.57 0,70 L0,30 C0,13.43 13.43,0 30,0 Z",
        );
        let round = round.expect("a path");
        let Ok(Shape::RoundFrame(_, bars)) = stroked(&round, 1.0) else { panic!("a frame") };
        let free = Rect { left: 2.0, top: 40.0, right: 98.0, bottom: 60.0 };
        assert!(!bars.iter().any(|bar| bar.touches(free)), "{bars:?}");
        assert!(is_closed(&round));
    }
}
