//! Boxes with round corners.

use kurbo::{BezPath, PathEl, Point};

use super::plane::same;
use super::plane::{SAME, bounds};

/// How far from a corner the curve that rounds it has its handles, as a share of its radius.
const HANDLE: std::ops::RangeInclusive<f64> = 0.54..=0.56;

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

/// The largest radius of a box with round corners; `None` if the path is not such a box.
pub(super) fn rounded(path: &BezPath) -> Option<f64> {
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
