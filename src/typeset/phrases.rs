//! What does not part at the end of a line: hyphenated words, phone numbers, and in a line from
//! right to left a phrase of Latin words.

use std::ops::Range;

use typst::foundations::{Content, NativeElement as _, Smart};
use typst::layout::{BoxElem, Dir};
use typst::syntax::Span;
use typst::text::{TextDir, TextElem};

use candor_model::Writing;

/// Words that do not part at the end of a line, which layout sets in a box of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Where they stand in the text, in bytes.
    pub range: Range<usize>,
    /// Whether they run from left to right.
    pub rightwards: bool,
}

/// Returns what does not part of a text, in order.
pub fn kept(text: &str, writing: Writing) -> Vec<Kept> {
    let words = |range: Range<usize>, rightwards: bool| {
        text[range].split(char::is_whitespace).filter(|word| is_kept(word)).map(move |word| {
            let start = word.as_ptr() as usize - text.as_ptr() as usize;
            Kept { range: start..start + word.len(), rightwards }
        })
    };
    if writing == Writing::Ltr {
        return words(0..text.len(), true).collect();
    }
    let (mut all, mut begin) = (Vec::new(), 0);
    for phrase in phrases(text) {
        all.extend(words(begin..phrase.start, false));
        begin = phrase.end;
        if phrase.len() <= MAX_PHRASE {
            all.push(Kept { range: phrase, rightwards: true });
        }
    }
    all.extend(words(begin..text.len(), false));
    all
}

/// The content of a text, with what does not part in boxes.
///
/// In a line that runs from right to left, a phone number, a check code or a phrase of Latin words
/// with a hyphen still runs from left to right, as a whole; a long phrase may part at a line end, as
/// may a long web address.
pub(super) fn content(text: &str, writing: Writing, span: Span) -> Vec<Content> {
    let plain = |text: &str| TextElem::packed(text).spanned(span);
    let mut parts = Vec::new();
    let mut begin = 0;
    for Kept { range, rightwards } in kept(text, writing) {
        if begin < range.start {
            parts.push(plain(&text[begin..range.start]));
        }
        let mut body = plain(&text[range.clone()]);
        if rightwards && writing == Writing::Rtl {
            body = body.set(TextElem::dir, TextDir(Smart::Custom(Dir::LTR)));
        }
        parts.push(BoxElem::new().with_body(Some(body)).pack().spanned(span));
        begin = range.end;
    }
    if begin < text.len() {
        parts.push(plain(&text[begin..]));
    }
    parts
}

/// The longest phrase that does not part at a line end, in bytes.
const MAX_PHRASE: usize = 32;

/// The Latin phrases of a text that have a hyphen.
fn phrases(text: &str) -> impl Iterator<Item = Range<usize>> {
    latin(text).filter(|phrase| text[phrase.clone()].contains('-'))
}

/// The phrases of a text that begin and end in a Latin letter or digit, with nothing but ASCII
/// between them, each as long as it can be.
fn latin(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let len = bytes[start..].iter().take_while(|b| matches!(b, b' '..=b'~')).count();
        let last = bytes[start..start + len].iter().rposition(u8::is_ascii_alphanumeric)?;
        at = start + last + 1;
        Some(start..at)
    })
}

/// Most parts of a word that is kept whole.
const MAX_PARTS: usize = 4;
/// Most letters of each part.
const MAX_PART: usize = 20;

/// Whether a word has a hyphen inside and is short enough to be kept whole.
fn is_kept(word: &str) -> bool {
    let mut inner = word.chars();
    inner.next();
    inner.next_back();
    inner.as_str().contains('-')
        && word.split('-').count() <= MAX_PARTS
        && word.split('-').all(|part| part.chars().count() <= MAX_PART)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphenated_words_are_kept_and_long_addresses_are_not() {
        for word in ["low-dose", "1-800-222-1222.", "7-OH", "a-b-"] {
            assert!(is_kept(word), "{word}");
        }
        for word in ["-", "-a", "a-", "plain", "a-b-c-d-e", "an-address-that-goes-on/and/on/and/on"]
        {
            assert!(!is_kept(word), "{word}");
        }
    }

    #[test]
    fn what_is_kept_is_found_in_order_with_its_direction() {
        let found = |text: &'static str, writing| -> Vec<(&str, bool)> {
            let all = kept(text, writing).into_iter();
            all.map(|kept| (&text[kept.range], kept.rightwards)).collect()
        };
        assert_eq!(
            found("A low-dose at 555-0100.", Writing::Ltr),
            [("low-dose", true), ("555-0100.", true)]
        );
        assert_eq!(
            found("אב-גד low-dose mg ועוד", Writing::Rtl),
            [("אב-גד", false), ("low-dose mg", true)]
        );
        let long = "אב long-winded words that go on for a long time";
        assert_eq!(found(long, Writing::Rtl), []);
    }

    #[test]
    fn latin_phrases_are_found_whole() {
        let found = |text: &'static str| -> Vec<&str> { latin(text).map(|at| &text[at]).collect() };
        assert_eq!(found("קח 1.5 mg-a, (b) ועוד low-dose."), ["1.5 mg-a, (b", "low-dose"]);
        assert!(found("אין").is_empty());
    }
}
