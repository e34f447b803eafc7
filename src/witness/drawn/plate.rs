//! Rectangles whose corners may be round.

use super::plane::Rect;

/// A rectangle with the greatest radius of its corners.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Plate {
    pub(super) rect: Rect,
    pub(super) radius: f64,
}

impl Plate {
    /// Whether all of a rectangle lies on it, also where its corners are cut.
    pub(super) fn covers(self, other: Rect) -> bool {
        let Self { rect, radius } = self;
        if !rect.contains(other) {
            return false;
        }
        let middle = rect.grown(-radius, -radius);
        let corners = [
            (other.left, other.top),
            (other.right, other.top),
            (other.left, other.bottom),
            (other.right, other.bottom),
        ];
        corners.into_iter().all(|(x, y)| {
            let aside = (middle.left - x).max(x - middle.right).max(0.0);
            let beyond = (middle.top - y).max(y - middle.bottom).max(0.0);
            aside == 0.0 || beyond == 0.0 || aside.hypot(beyond) <= radius
        })
    }

    /// What a clip leaves of it; the rounder corners of both count for all.
    pub(super) fn meet(self, clip: Self) -> Self {
        if clip.covers(self.rect) {
            return self;
        }
        Self { rect: self.rect.meet(clip.rect), radius: self.radius.max(clip.radius) }
    }
}

impl From<Rect> for Plate {
    fn from(rect: Rect) -> Self {
        Self { rect, radius: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rect(left: f64, top: f64, right: f64, bottom: f64) -> Rect {
        Rect { left, top, right, bottom }
    }

    #[test]
    fn what_stands_in_a_cut_corner_is_not_covered() {
        let plate = Plate { rect: rect(0.0, 0.0, 100.0, 60.0), radius: 20.0 };
        assert!(plate.covers(rect(20.0, 0.0, 80.0, 60.0)));
        assert!(plate.covers(rect(6.0, 6.0, 94.0, 54.0)));
        assert!(!plate.covers(rect(2.0, 2.0, 50.0, 30.0)));
        assert!(!plate.covers(rect(50.0, 30.0, 101.0, 40.0)));
    }

    #[test]
    fn a_clip_rounds_what_it_cuts() {
        let plate = Plate::from(rect(0.0, 0.0, 100.0, 60.0));
        let clip = Plate { rect: rect(50.0, 0.0, 200.0, 90.0), radius: 4.0 };
        let left = Plate { rect: rect(50.0, 0.0, 100.0, 60.0), radius: 4.0 };
        assert_eq!(plate.meet(clip), left);
        let around = Plate { rect: rect(-9.0, -9.0, 200.0, 90.0), radius: 4.0 };
        assert_eq!(plate.meet(around), plate);
    }
}
