//! Plane geometry for the page proof, in points from a page's upper left corner.

use typst::layout::{Point, Transform};

/// Points in a millimetre.
pub(super) const MM: f64 = 72.0 / 25.4;

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

    /// How much of both stands side by side: negative where one stands above the other.
    pub(super) fn beside(self, other: Self) -> f64 {
        self.bottom.min(other.bottom) - self.top.max(other.top)
    }

    /// How far one stands to the side of the other: negative where one stands above the other.
    pub(super) fn apart(self, other: Self) -> f64 {
        (self.left - other.right).max(other.left - self.right)
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

/// A filled rectangle, whose corners may be round.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plate {
    pub(super) bounds: Bounds,
    /// The greatest radius of its corners.
    pub(super) radius: f64,
}

impl Plate {
    /// Whether all of a rectangle lies on it.
    pub(super) fn covers(self, other: Bounds) -> bool {
        let Self { bounds, radius } = self;
        // What is nearer to both sides of a corner than its radius must be within the arc.
        let within = |(x, y): Spot| {
            let dx = (bounds.left + radius - x).max(x - (bounds.right - radius)).max(0.0);
            let dy = (bounds.top + radius - y).max(y - (bounds.bottom - radius)).max(0.0);
            dx.hypot(dy) <= radius || dx == 0.0 || dy == 0.0
        };
        bounds.contains(other) && (radius == 0.0 || other.corners().into_iter().all(within))
    }

    /// What a clip leaves of it; of the round corners of both, the rounder ones count for all.
    pub(super) fn clipped(self, clip: Self) -> Option<Self> {
        if clip.covers(self.bounds) {
            return Some(self);
        }
        let bounds = self.bounds.overlap(clip.bounds)?;
        Some(Self { bounds, radius: self.radius.max(clip.radius) })
    }
}

/// Where a point lands on the page.
pub(super) fn spot(point: Point, transform: Transform) -> Spot {
    let point = point.transform(transform);
    (point.x.to_pt(), point.y.to_pt())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bounds(left: f64, top: f64, right: f64, bottom: f64) -> Bounds {
        Bounds { left, top, right, bottom }
    }

    #[test]
    fn a_plate_covers_what_lies_on_it_whole() {
        let plate = Plate { bounds: bounds(5.0, 5.0, 15.0, 15.0), radius: 0.0 };
        assert!(plate.covers(bounds(6.0, 6.0, 14.0, 14.0)));
        assert!(plate.covers(plate.bounds));
        assert!(!plate.covers(bounds(0.0, 6.0, 14.0, 14.0)));
        assert!(!plate.covers(bounds(20.0, 6.0, 24.0, 14.0)));
    }

    #[test]
    fn rounded_corners_do_not_cover_what_stands_in_the_corner() {
        let plate = Plate { bounds: bounds(0.0, 0.0, 100.0, 60.0), radius: 30.0 };
        assert!(plate.covers(bounds(30.0, 10.0, 70.0, 50.0)));
        assert!(plate.covers(bounds(10.0, 20.0, 90.0, 40.0)));
        assert!(!plate.covers(bounds(1.0, 1.0, 8.0, 8.0)));
        assert!(!plate.covers(bounds(4.0, 4.0, 90.0, 40.0)));
    }

    #[test]
    fn a_clip_leaves_what_lies_within_it() {
        let plate = Plate { bounds: bounds(0.0, 0.0, 100.0, 60.0), radius: 0.0 };
        let clip = Plate { bounds: bounds(50.0, 0.0, 200.0, 10.0), radius: 4.0 };
        assert_eq!(
            plate.clipped(clip),
            Some(Plate { bounds: bounds(50.0, 0.0, 100.0, 10.0), radius: 4.0 })
        );
        let elsewhere = Plate { bounds: bounds(0.0, 70.0, 200.0, 80.0), radius: 0.0 };
        assert_eq!(plate.clipped(elsewhere), None);
        assert_eq!(
            plate.clipped(Plate { bounds: bounds(-9.0, -9.0, 200.0, 80.0), radius: 4.0 }),
            Some(plate)
        );
    }
}
