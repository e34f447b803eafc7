//! The parts of a run of text that carry one mark each.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use typst::layout::{Abs, Em};
use typst::syntax::Span;
use typst::text::{Glyph, TextItem};

/// A part of a run of text that carries one mark.
pub(super) struct Piece<'a> {
    pub(super) span: Span,
    /// Its distance from the start of the run.
    pub(super) offset: Abs,
    /// Its glyphs among those of the run.
    pub(super) glyphs: Range<usize>,
    pub(super) item: Cow<'a, TextItem>,
}

/// The parts of a run of text that carry one mark each.
///
/// The engine sets neighbouring texts of the same look as one run.
pub(super) fn pieces(text: &TextItem) -> Vec<Piece<'_>> {
    let first = text.glyphs.first().map_or(Span::detached(), |glyph| glyph.span.0);
    if text.glyphs.iter().all(|glyph| glyph.span.0 == first) {
        let glyphs = 0..text.glyphs.len();
        return vec![Piece { span: first, offset: Abs::zero(), glyphs, item: Cow::Borrowed(text) }];
    }
    // In a line that runs from right to left, glyphs stand in another order than they are read.
    let mut pieces: BTreeMap<usize, Piece<'_>> = BTreeMap::new();
    let (mut offset, mut at) = (Em::zero(), 0);
    for glyphs in text.glyphs.chunk_by(|a, b| a.span.0 == b.span.0) {
        let from = glyphs.iter().map(|glyph| glyph.range().start).min().unwrap_or_default();
        let to = glyphs.iter().map(|glyph| glyph.range().end).max().unwrap_or_default();
        let shifted = |at: u16| at.saturating_sub(u16::try_from(from).unwrap_or(u16::MAX));
        let item = TextItem {
            text: text.text.get(from..to).unwrap_or_default().into(),
            glyphs: glyphs
                .iter()
                .map(|glyph| Glyph {
                    range: shifted(glyph.range.start)..shifted(glyph.range.end),
                    ..glyph.clone()
                })
                .collect(),
            ..text.clone()
        };
        let piece = Piece {
            span: glyphs[0].span.0,
            offset: offset.at(text.size),
            glyphs: at..at + glyphs.len(),
            item: Cow::Owned(item),
        };
        pieces.insert(from, piece);
        offset += glyphs.iter().map(|glyph| glyph.x_advance).sum();
        at += glyphs.len();
    }
    pieces.into_values().collect()
}
