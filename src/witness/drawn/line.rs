//! A line of text as it was read, and where it belongs.

use std::collections::BTreeMap;

use super::plane::Rect;

/// A line of a text, as it is drawn.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) page: usize,
    /// What its ink covers.
    pub(super) ink: Rect,
    /// From where the first glyph begins to the last one's advance.
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
    pub(super) color: [f64; 3],
    /// The places of its first and last glyph in the order of painting.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Whether it is the label of an entry.
    pub(super) is_label: bool,
    /// Whether its letters are bold.
    pub(super) is_bold: bool,
    /// Whether it stands at the head or foot of each page.
    pub(super) is_running: bool,
    /// Each letter's ink and outline.
    pub(super) letters: Vec<(Rect, usize)>,
    /// For each of them where in its text it stands, counted in characters.
    pub(super) places: Vec<usize>,
}

#[cfg(test)]
impl Line {
    pub(super) fn named(self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self }
    }
}

/// Where a text stands on the page on which it begins.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) ink: Rect,
}

/// Returns where each text begins that stands once.
pub(super) fn places(lines: &[Line]) -> BTreeMap<&str, Place> {
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_label && !line.is_running) {
        let first = Place { page: line.page, ink: line.ink };
        let place = places.entry(&line.name).or_insert(first);
        if place.page == line.page {
            place.ink = place.ink.join(line.ink);
        }
    }
    places
}

/// A line of ordinary text for tests.
#[cfg(test)]
pub(super) fn a_line(name: &str, ink: Rect, baseline: f64) -> Line {
    Line {
        name: name.to_owned(),
        page: 0,
        ink,
        left: ink.left,
        right: ink.right,
        baseline,
        size: 12.0,
        color: [0.0; 3],
        first: 10,
        last: 20,
        is_label: false,
        is_bold: false,
        is_running: false,
        letters: Vec::new(),
        places: Vec::new(),
    }
}
