//! The runs of each text, gathered once for the rules that look at texts as a whole.

use std::collections::BTreeMap;

use super::geometry::Bounds;
use super::walk::{Painted, Run, Walked};

/// Where a text begins: the page, and its ink there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) page: usize,
    pub(super) ink: Bounds,
}

/// The runs of each text by its name, in the order in which they are painted.
pub(super) struct Gathered<'w, 'a>(BTreeMap<&'w str, Vec<&'w Run<'a>>>);

impl<'w, 'a> Gathered<'w, 'a> {
    pub(super) fn of(walked: &'w Walked<'a>) -> Self {
        let items = walked.pages.iter().flat_map(|sheet| &sheet.items);
        let runs: Vec<(&str, &Run<'a>)> = items
            .filter_map(|item| match item {
                Painted::Text(run) => Some((run.leaf.as_deref()?, &**run)),
                Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
            })
            .collect();
        let mut texts: BTreeMap<&str, Vec<&Run<'a>>> = BTreeMap::new();
        // The runs of a text mostly follow each other.
        for chunk in runs.chunk_by(|(a, _), (b, _)| std::ptr::eq(*a, *b)) {
            let Some((leaf, _)) = chunk.first() else { continue };
            texts.entry(leaf).or_default().extend(chunk.iter().map(|(_, run)| run));
        }
        Self(texts)
    }

    /// Returns the runs of a text; none, if it is not on the pages.
    pub(super) fn runs(&self, leaf: &str) -> &[&'w Run<'a>] {
        self.0.get(leaf).map_or(&[], Vec::as_slice)
    }

    /// Returns each text with its runs, by its name.
    pub(super) fn texts(&self) -> impl Iterator<Item = (&'w str, &[&'w Run<'a>])> {
        self.0.iter().map(|(leaf, runs)| (*leaf, runs.as_slice()))
    }

    /// Returns where a text begins, if it has ink.
    pub(super) fn place(&self, leaf: &str) -> Option<Place> {
        let mut place: Option<Place> = None;
        for run in self.runs(leaf) {
            let Some(ink) = run.bounds else { continue };
            let known = place.get_or_insert(Place { page: run.page, ink });
            if known.page == run.page {
                known.ink.grow(ink);
            }
        }
        place
    }
}
