//! A text or a picture that is owed.

use candor_composition::Run;
use candor_composition::drawing::Drawing;
use candor_model::Place;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OwedText {
    pub(super) leaf: String,
    pub(super) place: Option<Place>,
    pub(super) words: Said,
}

/// What a text says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Said {
    /// These words, in runs of one weight.
    Words(Vec<Run>),
    /// Texts that are numbered from one, with words that the proof does not know; or, where there is
    /// nothing to say, this one.
    Numbered(String),
    /// Texts by the parts of a sheet: these words with the part filled in, and a number in each other
    /// blank.
    ByPart(String),
    /// One of the texts that are numbered.
    Anything,
    /// One of the texts by parts.
    Blanks(String),
}

impl OwedText {
    /// Returns a text of one weight that is owed in a place.
    pub(super) fn new(leaf: impl Into<String>, place: Option<Place>, text: String) -> Self {
        Self::in_runs(leaf.into(), place, vec![Run { text, strong: false }])
    }

    pub(super) fn in_runs(leaf: String, place: Option<Place>, runs: Vec<Run>) -> Self {
        Self { leaf, place, words: Said::Words(runs) }
    }
}

/// A picture that must be in the composition: by name, what it draws, what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) drawn: String,
    pub(super) drawing: Drawing,
    pub(super) alt: String,
}
