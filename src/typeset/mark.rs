//! The marks by which the engine carries the name of a text to its glyphs.

use super::paths::composition_file;
use std::num::NonZeroU64;

use typst::syntax::Span;
use typst::utils::hash128;

/// The name whose mark Candor's own lines and frames in the release block carry.
pub const BLOCK: &str = "release.block";

/// Marks are numbers below this; larger ones mean something else in a span.
pub(super) const MARKS: u64 = 1 << 46;

/// Returns the mark of a text or picture: a span in the composition's file, from its name.
///
/// A mark follows from the name alone, so that the same text has the same mark on every sheet.
pub fn mark(name: &str) -> Span {
    let number = u64::try_from(hash128(name) % u128::from(MARKS - 2)).unwrap_or_default() + 2;
    let file = u64::from(composition_file().into_raw().get());
    NonZeroU64::new(file << 48 | number).map_or(Span::detached(), Span::from_raw)
}

/// Whether a span is the mark of some text.
pub fn is_mark(span: Span) -> bool {
    span.id() == Some(composition_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_from_names() {
        assert_eq!(mark("title"), mark("title"));
        assert_ne!(mark("title"), mark("purpose"));
        assert!(is_mark(mark("title")) && !is_mark(Span::detached()));
    }
}
