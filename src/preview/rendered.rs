//! What a try rendered, and the last good pages.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use super::api::Graded;
use candor_composition::DocumentSpec;
use candor_document::export::Picture;

/// A text of the page.
#[derive(Debug)]
pub(super) struct PlacedText {
    pub(super) leaf: String,
    pub(super) says: String,
    pub(super) page: usize,
    pub(super) bounds: [f64; 4],
    pub(super) item: Option<String>,
    pub(super) record: Option<String>,
}

/// What a good try gave.
#[derive(Debug, Default)]
pub(super) struct Made {
    pub(super) pages: Vec<Picture>,
    pub(super) leaves: Vec<PlacedText>,
    pub(super) reading: Vec<Graded>,
    pub(super) text: Option<String>,
    /// How long it took to draw the pages and to grade the words.
    pub(super) draw: Duration,
    pub(super) grade: Duration,
}

/// The last good pages of sheets and formats.
#[derive(Default)]
pub(super) struct LastGood(VecDeque<(String, DocumentSpec, Arc<Made>)>);

impl LastGood {
    pub(super) fn keep(&mut self, sheet: &str, wanted: DocumentSpec, made: Arc<Made>) {
        self.0.retain(|(known, kind, _)| !(known == sheet && *kind == wanted));
        self.0.push_front((sheet.to_owned(), wanted, made));
        self.0.truncate(KEPT);
    }

    pub(super) fn last(&self, sheet: &str, wanted: DocumentSpec) -> Option<Arc<Made>> {
        let found = self.0.iter().find(|(known, kind, _)| known == sheet && *kind == wanted);
        found.map(|(_, _, made)| Arc::clone(made))
    }
}

/// How many sets of good pages are kept.
pub(super) const KEPT: usize = 16;
