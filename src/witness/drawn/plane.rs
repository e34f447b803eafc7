//! Upright rectangles on a page, and how far paths and colours differ.
//!
//! Points are those of the page: from its upper left corner, y downwards, in points.

use kurbo::{BezPath, PathEl, Point, Shape as _};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

/// Coordinates nearer than this are the same, in points: a file has seven digits.
pub(super) const SAME: f64 = 1e-3;

/// What is thinner is seen as thick as this, in points.
const HAIRLINE: f64 = 0.25;

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rect {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Rect {
    /// The empty rectangle: joined with another it gives the other.
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

    /// Returns it with room on each side; negative room makes it smaller.
    pub(super) fn grown(self, x: f64, y: f64) -> Self {
        Self {
            left: self.left - x,
            top: self.top - y,
            right: self.right + x,
            bottom: self.bottom + y,
        }
    }

    /// Returns the two ends of a bar, each so long.
    pub(super) fn ends(self, reach: f64) -> [Self; 2] {
        if self.width() < self.height() {
            [Self { bottom: self.top + reach, ..self }, Self { top: self.bottom - reach, ..self }]
        } else {
            [Self { right: self.left + reach, ..self }, Self { left: self.right - reach, ..self }]
        }
    }

    /// Returns it as a viewer shows it, which draws a hairline one pixel wide.
    pub(super) fn shown(self) -> Self {
        let room = |length: f64| ((HAIRLINE - length) / 2.0).max(0.0);
        self.grown(room(self.width()), room(self.height()))
    }

    pub(super) fn of(points: &[Point]) -> Self {
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
pub(super) fn points(el: PathEl) -> (u8, [Point; 3]) {
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

pub(super) fn same(a: Point, b: Point) -> bool {
    (a.x - b.x).abs() < SAME && (a.y - b.y).abs() < SAME
}
