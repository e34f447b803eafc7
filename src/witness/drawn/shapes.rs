//! Paths as the few kinds of shapes that a page may show: rectangles, their sides, and bars.

use super::plane::same;
use kurbo::{BezPath, ParamCurve as _, PathEl, PathSeg, Point, Shape as _};

use super::curved::rounded;
use super::plane::{Rect, SAME, bounds};

/// How far areas may differ, as a share.
const AREA: f64 = 0.005;
/// In how many parts a round corner is followed.
const STEPS: u32 = 16;

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

/// Takes the area of a filled path, or says why it is not of a kind that a page may show.
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

/// Takes what a stroked path covers, or says why it is not of a kind that a page may show.
pub(super) fn stroked(path: &BezPath, width: f64) -> Result<Shape, &'static str> {
    let half = width / 2.0;
    let all = bounds(path);
    if rounded(path).is_some() {
        return Ok(Shape::RoundFrame(all.grown(half, half), along(path, half)));
    }
    let (mut bars, mut dots) = (Vec::new(), Vec::new());
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
        } else if *el != PathEl::ClosePath {
            dots.push(Rect::of(&[at, to]).grown(half, half));
        }
        at = to;
    }
    // A line of no length shows what its ends do: a dot or a square.
    dots.retain(|dot| !bars.iter().any(|bar: &Rect| bar.contains(*dot)));
    bars.extend(dots);
    let is_box = n_parts == 1 && is_closed && bars.len() == 4;
    Ok(if is_box { Shape::Frame(all.grown(half, half), bars) } else { Shape::Bars(bars) })
}

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
pub(super) fn around(outer: Rect, inner: Rect) -> Vec<Rect> {
    let bars = [
        Rect { bottom: inner.top, ..outer },
        Rect { top: inner.bottom, ..outer },
        Rect { right: inner.left, ..outer },
        Rect { left: inner.right, ..outer },
    ];
    bars.to_vec()
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
        list.dedup_by(|a, b| (*a - *b).abs() < SAME / 4.0);
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
    let mut bars = around(all, inner);
    bars.retain(|bar| SAME / 4.0 < bar.width() && SAME / 4.0 < bar.height());
    Ok(bars)
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
    fn the_thinnest_side_and_a_line_of_no_length_are_seen() {
        let frame = path(&[
            (0.0, 0.0),
            (90.0, 0.0),
            (90.0, 50.0),
            (0.0, 50.0),
            (0.0, 0.0),
            (0.01, 2.0),
            (0.01, 48.0),
            (88.0, 48.0),
            (88.0, 2.0),
            (0.01, 2.0),
        ]);
        let Ok(Shape::Frame(_, bars)) = filled(&frame) else { panic!("{:?}", filled(&frame)) };
        let side = bars.iter().find(|bar| bar.width() < 0.02).expect("the left side");
        assert!((side.shown().width() - 0.25).abs() < 1e-9);
        let mut dot = BezPath::new();
        dot.move_to((5.0, 5.0));
        dot.line_to((5.0, 5.0));
        let square = Rect { left: 3.0, top: 3.0, right: 7.0, bottom: 7.0 };
        assert_eq!(stroked(&dot, 4.0), Ok(Shape::Bars(vec![square])));
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
}
