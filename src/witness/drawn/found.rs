//! A picture that was found on a page.

use super::plane::Rect;

/// A picture where it is drawn.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) name: String,
    pub(super) page: usize,
    pub(super) place: Rect,
    /// The places of what is painted for it, in the order of painting.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether it must stand on a light ground.
    pub(super) is_dark: bool,
}
