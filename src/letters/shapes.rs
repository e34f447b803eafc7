//! Shapes of characters in many honest fonts, to which those of a clinic's font are compared.
//!
//! `references.png` holds them as coarse pictures, a line for each character of `references.txt`,
//! which says from which fonts they come. `tests/fonts/references.py` makes both.

use std::sync::LazyLock;

use super::drawing::{COLUMNS, Picture, ROWS};

const PICTURES: &[u8] = include_bytes!("references.png");
const INDEX: &str = include_str!("references.txt");

/// The row in the middle of small letters.
const HALF_X_HEIGHT: usize = 15;

/// A cell of a picture with more than this is ink, of 15.
const INK: u8 = 4;

/// A picture with soft edges, and the sum of its squares.
pub(super) struct Shape {
    cells: [u8; ROWS * COLUMNS],
    norm: u32,
}

/// What is known of a character.
pub(super) struct Known {
    pub(super) c: char,
    /// How far from all its shapes a font may draw it.
    pub(super) limit: f32,
    /// How many cells of ink a font may have where none of them has any.
    pub(super) stray_limit: f32,
    /// Where one of them has ink, or beside it.
    around: [bool; ROWS * COLUMNS],
    shapes: Vec<Shape>,
    /// The same with a line through them, of letters and digits.
    struck: Vec<Shape>,
}

/// All characters that are compared; each process reads them once, and only for a clinic's font.
pub(super) static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| read().unwrap_or_default());

impl Shape {
    /// Softens a picture's edges, so that a hair's breadth does not count.
    pub(super) fn new(picture: &Picture) -> Self {
        let cell = |row: usize, column: usize| {
            let inside = (1..=ROWS).contains(&row) && (1..=COLUMNS).contains(&column);
            if inside { picture[(row - 1) * COLUMNS + column - 1] } else { 0 }
        };
        let mut cells = [0; ROWS * COLUMNS];
        for (at, soft) in cells.iter_mut().enumerate() {
            let (row, column) = (at / COLUMNS, at % COLUMNS);
            for (y, tall) in [1, 2, 1].into_iter().enumerate() {
                for (x, wide) in [1, 2, 1].into_iter().enumerate() {
                    *soft += tall * wide * cell(row + y, column + x);
                }
            }
        }
        let norm = cells.iter().map(|&cell| u32::from(cell) * u32::from(cell)).sum();
        Self { cells, norm }
    }

    /// How unlike two shapes are: 0 for the same, 1 for shapes that share no ink.
    pub(super) fn distance(&self, other: &Self) -> f32 {
        let both: u32 =
            self.cells.iter().zip(&other.cells).map(|(&a, &b)| u32::from(a) * u32::from(b)).sum();
        let sum = self.norm + other.norm;
        // Sums of 784 squares of at most 240 are whole in 32 bits, and near enough in a float.
        #[expect(clippy::cast_precision_loss, reason = "seven digits are enough")]
        let [apart, sum] = [sum - 2 * both, sum].map(|n| n as f32);
        if sum > 0.0 { apart / sum } else { 1.0 }
    }
}

impl Known {
    /// How unlike a shape is to the nearest one of this character.
    pub(super) fn distance(&self, shape: &Shape) -> f32 {
        nearest(&self.shapes, shape)
    }

    /// How many cells of ink a picture has where none of this character has any.
    pub(super) fn stray(&self, picture: &Picture) -> f32 {
        let cells = picture.iter().zip(self.around).filter(|(_, around)| !around);
        cells.map(|(&ink, _)| f32::from(ink) / 15.0).sum()
    }

    /// How unlike it is to the nearest one with a line through it.
    pub(super) fn distance_struck(&self, shape: &Shape) -> f32 {
        nearest(&self.struck, shape)
    }
}

/// Where one of some pictures has ink, or one beside it, above it or below it has.
fn around(pictures: &[Picture]) -> [bool; ROWS * COLUMNS] {
    let is_ink = |row: usize, column: usize| {
        let is_inside = row < ROWS && column < COLUMNS;
        is_inside && pictures.iter().any(|picture| INK < picture[row * COLUMNS + column])
    };
    let mut around = [false; ROWS * COLUMNS];
    for (at, is_around) in around.iter_mut().enumerate() {
        let (row, column) = (at / COLUMNS, at % COLUMNS);
        *is_around = is_ink(row, column)
            || is_ink(row + 1, column)
            || is_ink(row.wrapping_sub(1), column)
            || is_ink(row, column + 1)
            || is_ink(row, column.wrapping_sub(1));
    }
    around
}

fn nearest(shapes: &[Shape], shape: &Shape) -> f32 {
    shapes.iter().map(|known| known.distance(shape)).fold(1.0, f32::min)
}

/// A picture with a line through its middle, or through the middle of small letters, which is a little
/// wider than its ink.
fn struck(picture: &Picture, in_middle: bool) -> Picture {
    let inked = |at: &usize| picture[*at] != 0;
    let rows = || (0..ROWS * COLUMNS).filter(inked).map(|at| at / COLUMNS);
    let columns = || (0..ROWS * COLUMNS).filter(inked).map(|at| at % COLUMNS);
    let of = |ends: (Option<usize>, Option<usize>)| ends.0.zip(ends.1).unwrap_or_default();
    let (top, bottom) = of((rows().min(), rows().max()));
    let (left, right) = of((columns().min(), columns().max()));
    let row = if in_middle { usize::midpoint(top, bottom) } else { HALF_X_HEIGHT };
    let mut struck = *picture;
    let line = left.saturating_sub(1)..=(right + 1).min(COLUMNS - 1);
    struck[row * COLUMNS..][line].fill(15);
    struck
}

/// Returns what is known of a character.
pub(super) fn known(c: char) -> Option<&'static Known> {
    KNOWN.iter().find(|known| known.c == c)
}

fn read() -> Option<Vec<Known>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(PICTURES)).read_info().ok()?;
    let mut bytes = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut bytes).ok()?;
    // Two cells to a byte.
    let width = info.line_size;
    let cell = |row: usize, column: usize| {
        let pair = bytes[row * width + column / 2];
        if column.is_multiple_of(2) { pair >> 4 } else { pair & 15 }
    };
    let picture = |line: usize, n: usize| {
        let mut picture = [0; ROWS * COLUMNS];
        for (at, taken) in picture.iter_mut().enumerate() {
            *taken = cell(line * ROWS + at / COLUMNS, n * COLUMNS + at % COLUMNS);
        }
        picture
    };
    let lines = INDEX.lines().filter(|line| line.starts_with('='));
    lines
        .enumerate()
        .map(|(line, text)| {
            let mut words = text.split(' ');
            let c = words.next()?.chars().nth(1)?;
            let limit = words.next()?.parse().ok()?;
            let stray_limit = words.next()?.parse().ok()?;
            let pictures: Vec<Picture> = words.enumerate().map(|(n, _)| picture(line, n)).collect();
            let shapes = pictures.iter().map(Shape::new).collect();
            let lines = if c.is_ascii_alphanumeric() { &[true, false][..] } else { &[] };
            let struck = lines.iter().flat_map(|&in_middle| {
                pictures.iter().map(move |picture| Shape::new(&struck(picture, in_middle)))
            });
            let (around, struck) = (around(&pictures), struck.collect());
            Some(Known { c, limit, stray_limit, around, shapes, struck })
        })
        .collect()
}
