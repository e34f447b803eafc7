//! Plane geometry for the page proof, in points from a page's upper left corner.

use typst::layout::{Abs, Point, Transform};
use typst::visualize::{Curve, CurveItem, Geometry};

/// A point on the page.
pub(super) type Spot = (f64, f64);

/// An upright rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Bounds {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Bounds {
    /// The smallest rectangle around some points.
    pub(super) fn around(spots: impl IntoIterator<Item = Spot>) -> Option<Self> {
        let mut spots = spots.into_iter();
        let (x, y) = spots.next()?;
        let first = Self { left: x, top: y, right: x, bottom: y };
        Some(spots.fold(first, |bounds, (x, y)| Self {
            left: bounds.left.min(x),
            top: bounds.top.min(y),
            right: bounds.right.max(x),
            bottom: bounds.bottom.max(y),
        }))
    }

    /// The smallest rectangle around both.
    pub(super) fn join(mut self, other: Self) -> Self {
        self.grow(other);
        self
    }

    /// Grows until the other is inside.
    pub(super) fn grow(&mut self, other: Self) {
        if other.left < self.left {
            self.left = other.left;
        }
        if other.top < self.top {
            self.top = other.top;
        }
        if self.right < other.right {
            self.right = other.right;
        }
        if self.bottom < other.bottom {
            self.bottom = other.bottom;
        }
    }

    /// The rectangle with `by` taken away on each side.
    pub(super) fn shrunk(self, by: f64) -> Self {
        Self {
            left: self.left + by,
            top: self.top + by,
            right: self.right - by,
            bottom: self.bottom - by,
        }
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn height(self) -> f64 {
        self.bottom - self.top
    }

    /// The rectangle that both cover, if they cover any.
    pub(super) fn overlap(self, other: Self) -> Option<Self> {
        let both = Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        };
        (both.left < both.right && both.top < both.bottom).then_some(both)
    }

    pub(super) fn contains(self, other: Self) -> bool {
        self.left <= other.left
            && self.top <= other.top
            && other.right <= self.right
            && other.bottom <= self.bottom
    }

    fn corners(self) -> [Spot; 4] {
        [
            (self.left, self.top),
            (self.right, self.top),
            (self.right, self.bottom),
            (self.left, self.bottom),
        ]
    }
}

/// An area bounded by straight edges; curves are flattened.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Area {
    edges: Vec<(Spot, Spot)>,
    /// The smallest rectangle around the edges.
    around: Option<Bounds>,
    /// How many segments the drawing had before it was flattened.
    pub(super) n_segments: usize,
}

/// How an area lies to a rectangle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lies {
    /// It covers the whole rectangle.
    Over,
    /// It covers a part.
    Across,
    /// It covers nothing of it.
    Apart,
}

/// How many straight edges stand for one cubic segment.
const STEPS: u32 = 8;

impl Area {
    /// The area of a geometry at `origin` under `transform`.
    pub(super) fn new(geometry: &Geometry, transform: Transform) -> Self {
        let at = |x: Abs, y: Abs| spot(Point::new(x, y), transform);
        match geometry {
            Geometry::Line(end) => {
                Self::of_edges(vec![(at(Abs::zero(), Abs::zero()), at(end.x, end.y))], 1)
            }
            Geometry::Rect(size) => {
                let corners = [
                    at(Abs::zero(), Abs::zero()),
                    at(size.x, Abs::zero()),
                    at(size.x, size.y),
                    at(Abs::zero(), size.y),
                ];
                let edges = (0..4).map(|i| (corners[i], corners[(i + 1) % 4])).collect();
                Self::of_edges(edges, 4)
            }
            Geometry::Curve(curve) => Self::of_curve(curve, transform),
        }
    }

    /// The area of a curve under `transform`.
    pub(super) fn of_curve(curve: &Curve, transform: Transform) -> Self {
        let at = |point: &Point| spot(*point, transform);
        let mut edges = Vec::new();
        let mut n_segments = 0;
        let mut start = spot(Point::zero(), transform);
        let mut here = start;
        for item in &curve.0 {
            match item {
                CurveItem::Move(to) => {
                    // An open subpath is filled as if it were closed.
                    edges.push((here, start));
                    start = at(to);
                    here = start;
                }
                CurveItem::Line(to) => {
                    n_segments += 1;
                    edges.push((here, at(to)));
                    here = at(to);
                }
                CurveItem::Cubic(a, b, to) => {
                    n_segments += 1;
                    let (a, b, to) = (at(a), at(b), at(to));
                    let mut from = here;
                    for step in 1..=STEPS {
                        let next = cubic([here, a, b, to], f64::from(step) / f64::from(STEPS));
                        edges.push((from, next));
                        from = next;
                    }
                    here = to;
                }
                CurveItem::Close => {
                    edges.push((here, start));
                    here = start;
                }
            }
        }
        edges.push((here, start));
        edges.retain(|(from, to)| from != to);
        Self::of_edges(edges, n_segments)
    }

    fn of_edges(edges: Vec<(Spot, Spot)>, n_segments: usize) -> Self {
        let around = Bounds::around(edges.iter().flat_map(|&(from, to)| [from, to]));
        Self { edges, around, n_segments }
    }

    /// The smallest rectangle around the area.
    pub(super) fn bounds(&self) -> Option<Bounds> {
        self.around
    }

    /// Whether nothing of the area, grown by `by`, can meet a rectangle.
    fn is_far(&self, bounds: Bounds, by: f64) -> bool {
        self.around.is_none_or(|around| {
            let around = around.shrunk(-by);
            around.right < bounds.left
                || bounds.right < around.left
                || around.bottom < bounds.top
                || bounds.bottom < around.top
        })
    }

    /// How the filled area lies to a rectangle.
    pub(super) fn lies(&self, bounds: Bounds) -> Lies {
        if self.is_far(bounds, 0.0) {
            return Lies::Apart;
        }
        if self.edges.iter().any(|&edge| crosses(edge, bounds)) {
            return Lies::Across;
        }
        // No edge touches the rectangle, so one corner speaks for all of it.
        if self.covers(bounds.corners()[0]) { Lies::Over } else { Lies::Apart }
    }

    /// Whether a stroke of this thickness along the edges touches a rectangle.
    pub(super) fn stroke_touches(&self, thickness: f64, bounds: Bounds) -> bool {
        if self.is_far(bounds, thickness) {
            return false;
        }
        let grown = bounds.shrunk(-thickness / 2.0);
        self.edges.iter().any(|&edge| crosses(edge, grown))
    }

    /// Even-odd rule: how often a ray to the right meets an edge.
    fn covers(&self, (x, y): Spot) -> bool {
        let meets = self.edges.iter().filter(|&&((x0, y0), (x1, y1))| {
            (y0 <= y) != (y1 <= y) && x < (y - y0) / (y1 - y0) * (x1 - x0) + x0
        });
        meets.count() % 2 == 1
    }
}

/// A point on a cubic Bézier curve.
fn cubic([p0, p1, p2, p3]: [Spot; 4], t: f64) -> Spot {
    let u = 1.0 - t;
    let mix = |a: f64, b: f64, c: f64, d: f64| {
        u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
    };
    (mix(p0.0, p1.0, p2.0, p3.0), mix(p0.1, p1.1, p2.1, p3.1))
}

/// Whether a segment touches the inside of a rectangle (Liang and Barsky's clipping).
fn crosses(((x0, y0), (x1, y1)): (Spot, Spot), bounds: Bounds) -> bool {
    let (dx, dy) = (x1 - x0, y1 - y0);
    let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
    let sides = [
        (-dx, x0 - bounds.left),
        (dx, bounds.right - x0),
        (-dy, y0 - bounds.top),
        (dy, bounds.bottom - y0),
    ];
    for (p, q) in sides {
        if p == 0.0 {
            if q <= 0.0 {
                return false;
            }
        } else if p < 0.0 {
            enter = enter.max(q / p);
        } else {
            leave = leave.min(q / p);
        }
    }
    enter < leave
}

/// Where a point lands on the page.
pub(super) fn spot(point: Point, transform: Transform) -> Spot {
    let point = point.transform(transform);
    (point.x.to_pt(), point.y.to_pt())
}

#[cfg(test)]
mod tests {
    use super::*;
    use typst::layout::Size;

    fn bounds(left: f64, top: f64, right: f64, bottom: f64) -> Bounds {
        Bounds { left, top, right, bottom }
    }

    #[test]
    fn a_rectangle_covers_crosses_or_stands_apart() {
        let square = Geometry::Rect(Size::new(Abs::pt(10.0), Abs::pt(10.0)));
        let area = Area::new(&square, Transform::translate(Abs::pt(5.0), Abs::pt(5.0)));
        assert_eq!(area.lies(bounds(6.0, 6.0, 14.0, 14.0)), Lies::Over);
        assert_eq!(area.lies(bounds(0.0, 6.0, 14.0, 14.0)), Lies::Across);
        assert_eq!(area.lies(bounds(20.0, 6.0, 24.0, 14.0)), Lies::Apart);
        assert!(area.stroke_touches(2.0, bounds(15.5, 6.0, 18.0, 8.0)));
        assert!(!area.stroke_touches(0.5, bounds(15.5, 6.0, 18.0, 8.0)));
    }

    #[test]
    fn rounded_corners_do_not_cover_what_stands_in_the_corner() {
        let p = |x, y| Point::new(Abs::pt(x), Abs::pt(y));
        let mut curve = Curve::new();
        curve.move_(p(50.0, 0.0));
        curve.cubic(p(77.6, 0.0), p(100.0, 22.4), p(100.0, 50.0));
        curve.cubic(p(100.0, 77.6), p(77.6, 100.0), p(50.0, 100.0));
        curve.cubic(p(22.4, 100.0), p(0.0, 77.6), p(0.0, 50.0));
        curve.cubic(p(0.0, 22.4), p(22.4, 0.0), p(50.0, 0.0));
        let area = Area::of_curve(&curve, Transform::identity());
        assert_eq!(area.n_segments, 4);
        assert_eq!(area.lies(bounds(40.0, 40.0, 60.0, 60.0)), Lies::Over);
        assert_eq!(area.lies(bounds(1.0, 1.0, 8.0, 8.0)), Lies::Apart);
        assert_eq!(area.lies(bounds(1.0, 1.0, 40.0, 40.0)), Lies::Across);
    }
}
