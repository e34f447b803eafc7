//! Ink in pieces that lie or stand.

use super::plane::Rect;
use super::plate::Plate;

/// One piece of ink.
pub(super) struct Piece {
    pub(super) order: usize,
    pub(super) plate: Plate,
    pub(super) color: [f64; 3],
    /// Whether it is a side or a line, which is not a ground.
    pub(super) is_bar: bool,
    /// Whether it stands for a part of a round corner, which is not drawn again.
    pub(super) is_round: bool,
}

impl Piece {
    pub(super) fn rect(&self) -> Rect {
        self.plate.rect
    }
}

/// A path that is filled, stroked or both.
pub(super) struct Shown {
    pub(super) pieces: Vec<Piece>,
    pub(super) bounds: Rect,
    /// Whether it fills a box or goes around a whole one.
    pub(super) is_closed: bool,
}

/// How much of a frame may be cut off by a clip, in points.
pub(super) const CUT: f64 = 0.5;
/// The thickest bar that stands, or side of a frame, in points.
pub(super) const MAX_BAR: f64 = 12.0;
/// The thickest line that lies, in points.
pub(super) const MAX_THICK: f64 = 3.0;

/// Whether ink is a line that lies, or a bar that stands: what is thicker holds words.
pub(super) fn is_thin(rect: Rect) -> bool {
    if rect.width() < rect.height() { rect.width() <= MAX_BAR } else { rect.height() <= MAX_THICK }
}
