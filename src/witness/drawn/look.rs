//! How a character looks: its fonts that are possible.

use ttf_parser::Face;

/// The weight from which a font is bold.
const BOLD: u16 = 700;

/// How a font draws its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    /// From 100 to 900, as fonts count.
    pub(super) weight: u16,
    pub(super) is_slanted: bool,
    pub(super) width: u16,
}

impl Look {
    pub(super) fn of(face: &Face<'_>) -> Self {
        let weight = face.weight().to_number();
        Self {
            weight: if face.is_bold() { weight.max(BOLD) } else { weight },
            is_slanted: face.is_italic() || face.is_oblique(),
            width: face.width().to_number(),
        }
    }
}
