//! One page as the rules about what is drawn on it see it.

use std::collections::BTreeMap;

use super::finding::finding;
use super::gathered::{Gathered, Line};
use super::geometry::Bounds;
use super::ink::Drawing;
use super::walk::{Painted, Sheet, Walked};
use crate::rules::page_ink;
use candor_model::diag::Diagnostics;

/// A page with its texts and pictures.
pub(super) struct Page<'g, 'a> {
    pub(super) index: usize,
    pub(super) sheet: &'g Sheet<'a>,
    pub(super) columns: Vec<Column<'g>>,
    /// Where each text begins on it.
    places: BTreeMap<&'g str, Bounds>,
    /// Where each picture with a name stands.
    named: BTreeMap<&'g str, Bounds>,
    pub(super) pictures: Vec<Bounds>,
}

/// Lines of a text that stand under each other.
pub(super) struct Column<'g> {
    pub(super) leaf: &'g str,
    /// There is at least one.
    pub(super) lines: &'g [Line],
    /// The ink of all of them.
    pub(super) ink: Bounds,
}

/// Texts and pictures that belong together, as far as they begin on one page.
pub(super) struct Group<'n> {
    pub(super) names: Vec<(&'n str, Bounds)>,
    /// All of them together.
    pub(super) bounds: Bounds,
}

impl<'n> Group<'n> {
    /// Returns the first that a frame holds and the first that it does not.
    pub(super) fn parted(&self, frame: Bounds) -> Option<(&'n str, &'n str)> {
        if frame.contains(self.bounds) {
            return None;
        }
        let first = |is_held| {
            let mut names = self.names.iter();
            names.find(|(_, place)| frame.contains(*place) == is_held).map(|(name, _)| *name)
        };
        Some((first(true)?, first(false)?))
    }

    /// Returns those that a frame holds.
    pub(super) fn held(&self, frame: Bounds) -> impl Iterator<Item = &'n str> {
        let names = self.names.iter();
        names.filter(move |(_, place)| frame.contains(*place)).map(|(name, _)| *name)
    }
}

impl<'g, 'a> Page<'g, 'a> {
    /// Returns the pages in their order.
    pub(super) fn all(walked: &'g Walked<'a>, gathered: &'g Gathered<'_, 'a>) -> Vec<Self> {
        let pages = walked.pages.iter().enumerate();
        let mut pages: Vec<Self> = pages.map(|(index, sheet)| Self::new(index, sheet)).collect();
        for text in gathered.texts() {
            let place = text.place();
            if let Some(page) = pages.get_mut(place.page) {
                page.places.insert(text.leaf, place.ink);
            }
            for lines in text.columns() {
                let Some(first) = lines.first() else { continue };
                let ink = lines.iter().map(|line| line.ink).fold(first.ink, Bounds::join);
                if let Some(page) = pages.get_mut(first.page) {
                    page.columns.push(Column { leaf: text.leaf, lines, ink });
                }
            }
        }
        pages
    }

    /// A page with its pictures and no texts.
    fn new(index: usize, sheet: &'g Sheet<'a>) -> Self {
        let mut page = Self {
            index,
            sheet,
            columns: Vec::new(),
            places: BTreeMap::new(),
            named: BTreeMap::new(),
            pictures: Vec::new(),
        };
        for item in &sheet.items {
            match item {
                Painted::Image { leaf, bounds: Some(bounds), .. } => {
                    page.named.extend(leaf.as_deref().map(|name| (name, *bounds)));
                    page.pictures.push(*bounds);
                }
                Painted::Image { bounds: None, .. }
                | Painted::Text(_)
                | Painted::Drawing(_)
                | Painted::Link => {}
            }
        }
        page
    }

    /// What a template draws on it; the release block is Candor's own.
    pub(super) fn drawings(&self) -> impl Iterator<Item = &'g Drawing> {
        self.all_drawings().filter(|drawing| !drawing.in_block)
    }

    /// What is drawn on it, the lines of the release block too.
    pub(super) fn all_drawings(&self) -> impl Iterator<Item = &'g Drawing> {
        self.sheet.items.iter().filter_map(|item| match item {
            Painted::Drawing(drawing) => Some(drawing),
            Painted::Text(_) | Painted::Image { .. } | Painted::Link => None,
        })
    }

    pub(super) fn paper(&self) -> Bounds {
        let (right, bottom) = self.sheet.size;
        Bounds { left: 0.0, top: 0.0, right, bottom }
    }

    /// Whether something reaches onto the paper.
    pub(super) fn shows(&self, ink: Bounds) -> bool {
        ink.overlap(self.paper()).is_some()
    }

    /// All lines of all texts.
    pub(super) fn lines(&self) -> impl Iterator<Item = &'g Line> {
        self.columns.iter().flat_map(|column| column.lines)
    }

    /// Where a text or picture begins, if it does so here.
    pub(super) fn place(&self, name: &str) -> Option<Bounds> {
        self.places.get(name).copied().or_else(|| self.picture(name))
    }

    /// Where a picture stands, if it does so here.
    pub(super) fn picture(&self, name: &str) -> Option<Bounds> {
        self.named.get(name).copied()
    }

    /// Where a picture without a name stands, by the SHA-256 of its bytes.
    pub(super) fn unnamed(&self, file: &str) -> Option<Bounds> {
        self.sheet.items.iter().find_map(|item| match item {
            Painted::Image { leaf: None, digest, bounds, .. }
                if digest.as_deref() == Some(file) =>
            {
                *bounds
            }
            Painted::Image { .. } | Painted::Text(_) | Painted::Drawing(_) | Painted::Link => None,
        })
    }

    /// Returns those of some texts and pictures that begin here; `None` if none does.
    pub(super) fn group<'n>(&self, names: impl IntoIterator<Item = &'n str>) -> Option<Group<'n>> {
        let names = names.into_iter().filter_map(|name| Some((name, self.place(name)?)));
        let names: Vec<(&str, Bounds)> = names.collect();
        let bounds = names.iter().map(|(_, place)| *place).reduce(Bounds::join)?;
        Some(Group { names, bounds })
    }

    /// Reports what is drawn.
    pub(super) fn report(&self, leaf: &str, reason: &str, diagnostics: &mut Diagnostics) {
        diagnostics.push(finding(page_ink::CODE, leaf, Some(self.index), reason));
    }
}
