//! What a format owes, by its kind.
//!
//! Repeats on purpose what the rows of `model/print.rs` say: a row that selects too little must not
//! prove itself.

use candor_model::Format;

/// What a format owes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Every item but those for clinicians, in their plain words.
    Leaflet,
    /// What one leaf has room for: core items and those that apply, in their short words.
    Handout,
    /// The words of the card, and no item.
    Card,
    /// Every line with what it rests on.
    Dossier,
}

/// Returns what a format owes.
pub(crate) fn kind(format: Format) -> Kind {
    match format {
        Format::Handout => Kind::Handout,
        Format::Card => Kind::Card,
        Format::Dossier => Kind::Dossier,
        Format::Full
        | Format::Large
        | Format::Giant
        | Format::Text
        | Format::Html
        | Format::Notice => Kind::Leaflet,
    }
}
