//! What does not part at the end of a line: hyphenated words, phone numbers, and in a line from
//! right to left a phrase of Latin words.

use std::ops::Range;

use typst::foundations::{Content, NativeElement as _, Smart};
use typst::layout::{BoxElem, Dir};
use typst::syntax::Span;
use typst::text::{TextDir, TextElem};

/// Keeps hyphenated words and phone numbers whole at a line's end; a long web address may part.
pub(super) fn whole(text: &str, span: Span) -> Vec<Content> {
    let plain = |text: &str| TextElem::packed(text).spanned(span);
    let mut parts = Vec::new();
    let mut begin = 0;
    for word in text.split(char::is_whitespace).filter(|word| is_kept(word)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if begin < start {
            parts.push(plain(&text[begin..start]));
        }
        parts.push(BoxElem::new().with_body(Some(plain(word))).pack().spanned(span));
        begin = start + word.len();
    }
    if begin < text.len() {
        parts.push(plain(&text[begin..]));
    }
    parts
}

/// The longest phrase that does not part at a line end.
const MAX_PHRASE: usize = 32;

/// In a line that runs from right to left, a phone number, a check code or a phrase of Latin words
/// with a hyphen still runs from left to right, as a whole; a long phrase may part at a line end.
pub(super) fn leftwards(text: &str, span: Span) -> Vec<Content> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for phrase in latin(text).filter(|phrase| text[phrase.clone()].contains('-')) {
        parts.extend(whole(&text[begin..phrase.start], span));
        let mut body = TextElem::packed(&text[phrase.clone()]).spanned(span);
        if phrase.len() <= MAX_PHRASE {
            body = body.set(TextElem::dir, TextDir(Smart::Custom(Dir::LTR)));
            body = BoxElem::new().with_body(Some(body)).pack().spanned(span);
        }
        parts.push(body);
        begin = phrase.end;
    }
    parts.extend(whole(&text[begin..], span));
    parts
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
    fn latin_phrases_are_found_whole() {
        let found = |text: &'static str| -> Vec<&str> { latin(text).map(|at| &text[at]).collect() };
        assert_eq!(found("קח 1.5 mg-a, (b) ועוד low-dose."), ["1.5 mg-a, (b", "low-dose"]);
        assert!(found("אין").is_empty());
    }
}
