//! Which shapes are rectangles and straight lines, and which are not.

use super::*;
use typst::layout::{Ratio, Size};

fn p(x: f64, y: f64) -> Point {
    Point::new(Abs::pt(x), Abs::pt(y))
}

fn curve(points: &[(f64, f64)]) -> Geometry {
    let mut curve = Curve::new();
    for (index, &(x, y)) in points.iter().enumerate() {
        if index == 0 { curve.move_(p(x, y)) } else { curve.line(p(x, y)) }
    }
    Geometry::Curve(curve)
}

fn filled(geometry: Geometry) -> Result<Option<Drawing>, &'static str> {
    drawing(&geometry.filled(Color::BLACK), Transform::identity(), false)
}

fn stroked(geometry: Geometry) -> Result<Option<Drawing>, &'static str> {
    let stroke = FixedStroke::from_pair(Color::BLACK, Abs::pt(2.0));
    drawing(&geometry.stroked(stroke), Transform::identity(), false)
}

fn square() -> Geometry {
    Geometry::Rect(Size::new(Abs::pt(10.0), Abs::pt(8.0)))
}

#[test]
fn rectangles_and_straight_lines_are_taken() {
    let plate = filled(square()).expect("a kind").expect("ink").plate.expect("filled").0;
    assert_eq!(plate.bounds, Bounds { left: 0.0, top: 0.0, right: 10.0, bottom: 8.0 });
    let frame = stroked(square()).expect("a kind").expect("ink");
    assert_eq!((frame.rules.len(), frame.is_closed), (4, true));
    assert_eq!(frame.bounds, Bounds { left: -1.0, top: -1.0, right: 11.0, bottom: 9.0 });
    let line = stroked(Geometry::Line(p(30.0, 0.0))).expect("a kind").expect("ink");
    assert_eq!((line.rules.len(), line.is_closed), (1, false));
    let corner = stroked(curve(&[(0.0, 9.0), (0.0, 0.0), (9.0, 0.0)]));
    assert_eq!(corner.expect("part of a frame").expect("ink").rules.len(), 2);
}

#[test]
fn round_corners_are_taken_and_other_curves_are_not() {
    let round = |k: f64| {
        let mut curve = Curve::new();
        curve.move_(p(50.0, 0.0));
        for [a, b, to] in [
            [(50.0 + k, 0.0), (100.0, 50.0 - k), (100.0, 50.0)],
            [(100.0, 50.0 + k), (50.0 + k, 100.0), (50.0, 100.0)],
            [(50.0 - k, 100.0), (0.0, 50.0 + k), (0.0, 50.0)],
            [(0.0, 50.0 - k), (50.0 - k, 0.0), (50.0, 0.0)],
        ] {
            curve.cubic(p(a.0, a.1), p(b.0, b.1), p(to.0, to.1));
        }
        Geometry::Curve(curve)
    };
    let plate = filled(round(27.6)).expect("a kind").expect("ink").plate.expect("filled").0;
    assert!((plate.radius - 50.0).abs() < 1e-9);
    assert!(!plate.covers(Bounds { left: 1.0, top: 1.0, right: 40.0, bottom: 40.0 }));
    assert!(plate.covers(Bounds { left: 40.0, top: 40.0, right: 60.0, bottom: 60.0 }));
    assert!(filled(round(45.0)).is_err(), "a curve that bulges");
}

#[test]
fn shapes_that_could_be_signs_are_refused_for_what_they_are() {
    for odd in [
        curve(&[(0.0, 0.0), (9.0, 9.0)]),
        curve(&[(0.0, 0.0), (5.0, 9.0), (9.0, 0.0), (0.0, 0.0)]),
        // A digit of bars goes through the middle of the rectangle around it.
        curve(&[(0.0, 0.0), (9.0, 0.0), (9.0, 5.0), (0.0, 5.0), (0.0, 9.0), (9.0, 9.0)]),
    ] {
        assert!(stroked(odd.clone()).is_err(), "{odd:?}");
        assert!(filled(odd.clone()).is_err(), "{odd:?}");
    }
    // Twice around fills nothing with one rule and all with the other.
    let square = [(0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0), (0.0, 0.0)];
    assert!(filled(curve(&square)).is_ok());
    assert!(filled(curve(&[square.as_slice(), &square[1..]].concat())).is_err());
    let mut two = Curve::rect(Size::splat(Abs::pt(9.0)));
    two.move_(p(1.0, 1.0));
    two.line(p(5.0, 1.0));
    assert!(filled(Geometry::Curve(two)).is_err());
}

#[test]
fn a_frame_with_sides_of_different_thickness_is_its_sides() {
    // As the engine fills it: out at a corner, around, in, and back around.
    let ring = curve(&[
        (5.0, 1.0),
        (0.0, 0.0),
        (50.0, 0.0),
        (50.0, 30.0),
        (0.0, 30.0),
        (0.0, 0.0),
        (5.0, 1.0),
        (5.0, 29.0),
        (49.0, 29.0),
        (49.0, 1.0),
        (5.0, 1.0),
    ]);
    let sides = filled(ring).expect("a kind").expect("ink");
    assert_eq!(sides.rules.len(), 4);
    assert!(sides.plate.is_none());
    // The same points so that the middle is filled, too.
    let full = curve(&[
        (5.0, 1.0),
        (0.0, 0.0),
        (50.0, 0.0),
        (50.0, 30.0),
        (0.0, 30.0),
        (0.0, 0.0),
        (5.0, 1.0),
        (49.0, 1.0),
        (49.0, 29.0),
        (5.0, 29.0),
        (5.0, 1.0),
    ]);
    assert!(filled(full).is_err());
}

#[test]
fn only_shifts_and_opaque_colours_are_taken() {
    let turned = Transform::rotate(typst::layout::Angle::deg(90.0));
    let scaled = Transform::scale(Ratio::new(2.0), Ratio::new(2.0));
    for transform in [turned, scaled] {
        assert!(drawing(&square().filled(Color::BLACK), transform, false).is_err());
    }
    let shifted = Transform::translate(Abs::pt(3.0), Abs::pt(4.0));
    assert!(drawing(&square().filled(Color::BLACK), shifted, false).is_ok());
    let veil = Color::WHITE.with_alpha(0.5);
    assert!(drawing(&square().filled(veil), shifted, false).is_err());
}

#[test]
fn a_line_of_dashes_is_one_to_the_eye() {
    let dashed = |array: &[f64]| {
        let mut stroke = FixedStroke::from_pair(Color::BLACK, Abs::pt(1.0));
        let array = array.iter().map(|length| Abs::pt(*length)).collect();
        stroke.dash = Some(DashPattern { array, phase: Abs::zero() });
        drawing(&Geometry::Line(p(90.0, 0.0)).stroked(stroke), Transform::identity(), false)
    };
    assert!(dashed(&[3.0, 3.0]).is_ok());
    assert!(dashed(&[4.0, 500.0]).is_err(), "one dash alone is a minus");
}

#[test]
fn a_ground_stays_one_when_it_is_cut_and_a_frame_keeps_its_sides() {
    // What is left of it when the clip takes so many points of its right side.
    let is_closed = |drawing: Result<Option<Drawing>, _>, taken: f64| {
        let drawing = drawing.expect("a kind").expect("ink");
        let all = drawing.bounds;
        let clip = Bounds { right: all.right - taken, ..all };
        drawing.clipped(Plate { bounds: clip, radius: 0.0 }).expect("ink").is_closed
    };
    assert!(is_closed(filled(square()), 5.0));
    assert!(is_closed(stroked(square()), 0.4));
    assert!(!is_closed(stroked(square()), 0.6));
}
