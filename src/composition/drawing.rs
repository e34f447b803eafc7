//! Pictures that Candor draws from numbers: the same numbers always give the same bytes.
//!
//! Black on white, without a word: what a picture says stands beside it as text, and in its
//! alternative text. Filled and empty shapes can be told apart on any copy.

use std::fmt::Write as _;

use serde::Serialize;

use candor_model::digest::sha256;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum Drawing {
    /// Steps that rise, some of them filled.
    Steps {
        /// How many are filled.
        filled: u32,
        /// How many there are.
        of: u32,
    },
    /// Dots for people, some of them filled.
    Dots {
        /// How many are filled.
        filled: u32,
        /// How many there are.
        of: u32,
    },
    /// A dot with its interval on a line whose middle is no difference; better lies to the left.
    /// In thousandths.
    Interval {
        /// The better end of the interval.
        low: i64,
        value: i64,
        /// The worse end of the interval.
        high: i64,
        /// Where the line ends on both sides.
        bound: i64,
    },
    /// Empty boxes to tick.
    Boxes {
        /// How many there are.
        of: u32,
    },
}

/// Width of the line on which an interval is drawn.
const LINE: i64 = 2000;
/// Dots stand in rows of so many, with a gap in the middle.
const ROW: u32 = 20;

impl Drawing {
    /// Returns the picture as SVG.
    pub fn svg(self) -> Vec<u8> {
        let (width, height, shapes) = match self {
            Self::Steps { filled, of } => steps(filled, of),
            Self::Dots { filled, of } => dots(filled, of),
            Self::Interval { low, value, high, bound } => interval(low, value, high, bound),
            Self::Boxes { of } => boxes(of),
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" \
             width=\"{width}\" height=\"{height}\">\
             <g fill=\"#fff\" stroke=\"#000\">{shapes}</g></svg>\n"
        )
        .into_bytes()
    }

    /// Returns the name under which the picture stands in a composition.
    pub fn name(self) -> String {
        format!("{}.svg", sha256(&self.svg()))
    }

    /// Returns the least width on paper, in millimetres, at which it can be read: a dot of two
    /// millimetres, a box that a pen can tick.
    pub fn least_width_mm(self) -> f64 {
        match self {
            Self::Steps { .. } => 9.0,
            Self::Dots { of, .. } => 2.0 * f64::from(of.min(ROW)),
            Self::Interval { .. } => 40.0,
            Self::Boxes { of } => 4.0 * f64::from(of),
        }
    }
}

fn steps(filled: u32, of: u32) -> (u32, u32, String) {
    let mut shapes = String::new();
    for step in 1..=of {
        let (x, height) = ((step - 1) * 15 + 2, 4 + step * 7);
        let y = 4 + of * 7 - height + 2;
        let fill = if step <= filled { " fill=\"#000\"" } else { "" };
        // Writing to a string does not fail.
        let _ = write!(shapes, "<path stroke-width=\"2\"{fill} d=\"M{x} {y}h11v{height}h-11z\"/>");
    }
    (of * 15, 4 + of * 7 + 4, shapes)
}

fn dots(filled: u32, of: u32) -> (u32, u32, String) {
    let row = of.min(ROW);
    let mut shapes = String::new();
    for dot in 0..of {
        let (column, line) = (dot % row, dot / row);
        let x = 10 + column * 20 + if column < ROW / 2 { 0 } else { 10 };
        let y = 10 + line * 20;
        let fill = if dot < filled { " fill=\"#000\"" } else { "" };
        let _ = write!(shapes, "<circle stroke-width=\"2\"{fill} cx=\"{x}\" cy=\"{y}\" r=\"8\"/>");
    }
    let gap = if row <= ROW / 2 { 0 } else { 10 };
    (row * 20 + gap, of.div_ceil(row) * 20, shapes)
}

fn interval(low: i64, value: i64, high: i64, bound: i64) -> (u32, u32, String) {
    let at = |thousandths: i64| LINE / 2 + thousandths * (LINE / 2 - 40) / bound.max(1);
    let (left, right, middle) = (at(low), at(high), at(value));
    let (from, to, zero) = (at(-bound), at(bound), at(0));
    let shapes = format!(
        "<path stroke-width=\"8\" d=\"M{from} 100H{to}M{from} 70V130M{to} 70V130\"/>\
         <path stroke-width=\"10\" stroke-dasharray=\"30 20\" d=\"M{zero} 0V200\"/>\
         <path stroke-width=\"22\" d=\"M{left} 100H{right}M{left} 60V140M{right} 60V140\"/>\
         <circle fill=\"#000\" cx=\"{middle}\" cy=\"100\" r=\"42\"/>"
    );
    (2000, 200, shapes)
}

fn boxes(of: u32) -> (u32, u32, String) {
    let mut shapes = String::new();
    for index in 0..of {
        let x = index * 20 + 2;
        let _ = write!(shapes, "<path stroke-width=\"1.5\" d=\"M{x} 2h16v16h-16z\"/>");
    }
    (of * 20, 20, shapes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(drawing: Drawing) -> String {
        String::from_utf8(drawing.svg()).expect("text")
    }

    #[test]
    fn as_many_shapes_are_drawn_and_filled_as_the_numbers_say() {
        for of in [10, 20, 50, 100] {
            for filled in 0..=of {
                let svg = text(Drawing::Dots { filled, of });
                assert_eq!(svg.matches("<circle").count(), of as usize);
                assert_eq!(svg.matches("fill=\"#000\" cx").count(), filled as usize);
            }
        }
        let steps = text(Drawing::Steps { filled: 2, of: 4 });
        assert_eq!(steps.matches("<path").count(), 4);
        assert_eq!(steps.matches("fill=\"#000\" d").count(), 2);
        assert_eq!(text(Drawing::Boxes { of: 7 }).matches("<path").count(), 7);
    }

    #[test]
    fn an_interval_stands_where_its_numbers_say() {
        let svg = text(Drawing::Interval { low: -950, value: -340, high: 270, bound: 2000 });
        // -0.34 of ±2 is 17 % of half the line to the left of the middle.
        assert!(svg.contains(&format!("cx=\"{}\"", 1000 - 340 * 960 / 2000)), "{svg}");
        assert!(svg.contains(&format!(
            "M{} 100H{}",
            1000 - 950 * 960 / 2000,
            1000 + 270 * 960 / 2000
        )));
    }
}
