//! A page as the rules about groups see it: texts in columns, pictures, and paths with what they hold.

use super::piece::CUT;
use std::collections::BTreeMap;

use super::device::{Ink, Sheet};
use super::found::Found;
use super::ink;
use super::line::{Line, Place};
use super::plane::Rect;
use super::shapes::{self, Shape};

/// The lines of one text on one page, each below the one before.
#[derive(Debug)]
pub(super) struct Column<'a> {
    pub(super) name: &'a str,
    pub(super) page: usize,
    pub(super) lines: Vec<&'a Line>,
}

impl Column<'_> {
    /// Returns what it covers.
    pub(super) fn ink(&self) -> Rect {
        self.lines.iter().fold(Rect::NONE, |all, line| all.join(line.ink))
    }

    pub(super) fn size(&self) -> f64 {
        self.lines.iter().map(|line| line.size).fold(0.0, f64::max)
    }

    /// Whether it stands at the head or foot of each page.
    pub(super) fn is_running(&self) -> bool {
        self.lines.iter().any(|line| line.is_running)
    }
}

/// Returns all texts in their columns, in reading order.
pub(super) fn columns(lines: &[Line]) -> Vec<Column<'_>> {
    let lines: Vec<&Line> = lines.iter().filter(|line| !line.is_label).collect();
    let goes_on =
        |a: &&Line, b: &&Line| a.name == b.name && a.page == b.page && a.baseline < b.baseline;
    lines
        .chunk_by(goes_on)
        .filter_map(|lines| {
            let first = lines.first()?;
            Some(Column { name: &first.name, page: first.page, lines: lines.to_vec() })
        })
        .collect()
}

/// One path that is not part of a picture.
#[derive(Debug)]
pub(super) struct Drawing {
    /// All that it covers.
    pub(super) all: Rect,
    /// The rectangle that it fills.
    pub(super) ground: Option<Rect>,
    /// Its lines, as thick as they are drawn.
    pub(super) bars: Vec<Rect>,
    /// Whether it fills a rectangle or goes around one.
    pub(super) is_closed: bool,
    pub(super) has_round_corners: bool,
    pub(super) is_dashed: bool,
    pub(super) color: [f64; 3],
}

impl Drawing {
    fn of(ink: &Ink) -> Option<Self> {
        let shape = match ink.stroke {
            None => shapes::filled(&ink.path),
            Some(width) => shapes::stroked(&ink.path, width),
        };
        let (whole, ground, bars, is_closed, has_round_corners) = match shape.ok()? {
            Shape::Box(all, radius) => (all, Some(all), Vec::new(), true, 0.0 < radius),
            Shape::Frame(all, bars) => (all, None, bars, true, false),
            Shape::RoundFrame(all, _) => {
                let width = ink.stroke.unwrap_or_default();
                (all, None, shapes::around(all, all.grown(-width, -width)), true, true)
            }
            Shape::Bars(bars) => {
                let all = bars.iter().fold(Rect::NONE, |all, bar| all.join(*bar));
                (all, None, bars, false, false)
            }
        };
        let seen = |rect: Rect| Some(rect.meet(ink.clip.rect)).filter(|seen| !seen.is_empty());
        Some(Self {
            all: seen(whole)?,
            // What is left of a ground is a ground; a frame without a side is not a frame.
            is_closed: is_closed
                && (ground.is_some() || ink.clip.rect.grown(CUT, CUT).contains(whole)),
            ground: ground.and_then(seen),
            bars: bars.into_iter().filter_map(seen).collect(),
            has_round_corners,
            is_dashed: !ink.dashes.is_empty(),
            color: ink.color?,
        })
    }

    /// Whether it goes around a rectangle and fills nothing.
    pub(super) fn is_frame(&self) -> bool {
        self.is_closed && self.ground.is_none()
    }

    /// Returns where it puts ink.
    pub(super) fn inks(&self) -> impl Iterator<Item = Rect> {
        self.ground.into_iter().chain(self.bars.iter().copied())
    }
}

/// A page with what stands on it.
pub(super) struct View<'a> {
    pub(super) page: usize,
    pub(super) size: (f64, f64),
    pub(super) columns: Vec<&'a Column<'a>>,
    pub(super) drawings: Vec<Drawing>,
    places: &'a BTreeMap<&'a str, Place>,
    pictures: Vec<&'a Found>,
}

impl<'a> View<'a> {
    pub(super) fn new(
        page: usize,
        sheet: &Sheet,
        columns: &'a [Column<'a>],
        places: &'a BTreeMap<&'a str, Place>,
        pictures: &'a [Found],
    ) -> Self {
        Self {
            page,
            size: sheet.size,
            columns: columns.iter().filter(|column| column.page == page).collect(),
            drawings: ink::loose(page, sheet, pictures).filter_map(Drawing::of).collect(),
            places,
            pictures: pictures.iter().filter(|found| found.page == page).collect(),
        }
    }

    /// Returns where a text or picture stands, if it begins on this page.
    pub(super) fn place(&self, name: &str) -> Option<Rect> {
        let text = self.places.get(name).filter(|place| place.page == self.page);
        text.map(|place| place.ink).or_else(|| self.picture(name))
    }

    /// Returns where a picture stands, if it does so here.
    pub(super) fn picture(&self, name: &str) -> Option<Rect> {
        self.pictures.iter().find(|found| found.name == name).map(|found| found.place)
    }

    /// Returns the colour of the ground on which a line stands.
    pub(super) fn ground(&self, line: &Line) -> [f64; 3] {
        let holds = |drawing: &&Drawing| drawing.ground.is_some_and(|all| all.contains(line.ink));
        self.drawings.iter().rfind(holds).map_or([1.0; 3], |drawing| drawing.color)
    }

    /// Whether a whole line or picture stands in a rectangle.
    pub(super) fn is_anything_in(&self, all: Rect) -> bool {
        self.lines().any(|line| all.contains(line.ink))
            || self.pictures.iter().any(|found| all.contains(found.place))
    }

    /// Whether neither words nor pictures stand in a rectangle.
    pub(super) fn is_bare(&self, all: Rect) -> bool {
        !self.lines().any(|line| line.ink.touches(all))
            && !self.pictures.iter().any(|found| found.place.touches(all))
    }

    pub(super) fn lines(&self) -> impl Iterator<Item = &'a Line> {
        self.columns.iter().flat_map(|column| column.lines.iter().copied())
    }

    /// A first page of A4 paper with these columns and nothing else.
    #[cfg(test)]
    pub(super) fn of(columns: &'a [Column<'a>], places: &'a BTreeMap<&'a str, Place>) -> Self {
        let columns = columns.iter().filter(|column| column.page == 0).collect();
        let (size, drawings) = ((595.0, 842.0), Vec::new());
        Self { page: 0, size, columns, drawings, places, pictures: Vec::new() }
    }
}

#[cfg(test)]
impl Drawing {
    pub(super) fn ground(all: Rect) -> Self {
        Self {
            all,
            ground: Some(all),
            bars: Vec::new(),
            is_closed: true,
            has_round_corners: false,
            is_dashed: false,
            color: [0.0; 3],
        }
    }

    /// The line around a rectangle.
    pub(super) fn frame(all: Rect, width: f64) -> Self {
        let bars = shapes::around(all, all.grown(-width, -width));
        Self { ground: None, bars, ..Self::ground(all) }
    }
}
