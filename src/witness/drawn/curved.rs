//! Shapes with curves that a page may show: a box with round corners, and one of its sides.

use kurbo::{BezPath, PathEl, Point};

use super::plane::{Rect, SAME, bounds, points};
use super::shapes::same;

/// The thickest bar with ends of its own, in points, and how far the ends reach, in thicknesses.
const MAX_SIDE: f64 = 12.0;
const ENDS: f64 = 2.5;

/// Whether a path is a bar that is straight but for its ends: one side of a box with round corners.
pub(super) fn has_ends(path: &BezPath, all: Rect) -> bool {
    let thick = all.width().min(all.height());
    let is_bar = thick < MAX_SIDE && 3.0 * ENDS * thick < all.width().max(all.height());
    let ends = all.ends(ENDS * thick);
    let (mut at, mut start) = (Point::ZERO, Point::ZERO);
    let (mut n_parts, mut n_long, mut n_curves, mut n_slanting) = (0, 0, 0, 0);
    let is_straight = path.elements().iter().all(|el| {
        let (kind, [a, b, to]) =
            points(if *el == PathEl::ClosePath { PathEl::LineTo(start) } else { *el });
        let part = Rect::of(&[at, a, b, to]);
        at = to;
        if kind == 0 {
            (start, n_parts) = (to, n_parts + 1);
            return true;
        }
        let is_end = ends.iter().any(|end| end.contains(part));
        let slants = SAME <= part.width().min(part.height());
        n_long += u32::from(!is_end);
        n_curves += u32::from(1 < kind);
        n_slanting += u32::from(kind == 1 && slants);
        is_end || (kind == 1 && !slants)
    });
    // At each end a seam and the arcs of a corner: an arrow has more.
    let has_ends = (1..=4).contains(&n_curves) && n_slanting <= 2;
    is_bar && is_straight && n_parts == 1 && n_long == 2 && has_ends
}

/// The largest radius of a box with round corners; nothing, if the path is no such box.
///
/// A corner is one or two curves within the square between its ends.
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
                let square = Rect::of(&[at, p]);
                let inside = square.contains(Rect::of(&[a, b]));
                let corner = [all.left, all.right].iter().any(|x| {
                    [all.top, all.bottom].iter().any(|y| {
                        let near = Rect { left: *x, right: *x, top: *y, bottom: *y };
                        let reach = square.join(near);
                        reach.width() < 0.51 * all.width() + SAME
                            && reach.height() < 0.51 * all.height() + SAME
                            && reach.width() < 2.2 * reach.height() + SAME
                            && reach.height() < 2.2 * reach.width() + SAME
                    })
                });
                if !inside || !corner {
                    return None;
                }
                radius = radius.max(square.width()).max(square.height());
                n_curves += 1;
                at = p;
            }
            PathEl::ClosePath => {}
            PathEl::QuadTo(..) => return None,
        }
    }
    (n_parts == 1 && (1..=8).contains(&n_curves)).then_some(radius)
}
