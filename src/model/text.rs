//! The written form of text before it is composed.
//!
//! One place decides what white space and which hyphens reach the page, so that the words which
//! are owed and the words which are composed are compared in the same form.

use std::borrow::Cow;

/// Units that must not part from the number before them (RULES 7.1, G24).
const UNITS: [&str; 24] = [
    "mg",
    "mL",
    "ml",
    "g",
    "kg",
    "mcg",
    "cm",
    "mm",
    "microgram",
    "micrograms",
    "milligrams",
    "weeks",
    "week",
    "days",
    "day",
    "months",
    "month",
    "years",
    "year",
    "hours",
    "hour",
    "minutes",
    "minute",
    "°C",
];

/// A space that does not break.
const NO_BREAK_SPACE: char = '\u{a0}';

/// Brings a one-line text into its printed form.
///
/// White space becomes single spaces; hyphens and spaces that the font lacks become the ones
/// that it has; a number keeps its unit on the same line.
pub fn normalize(text: &str) -> String {
    if is_plain(text.as_bytes()) {
        return text.to_owned();
    }
    let changes = |c: char| matches!(c, '\u{2007}'..='\u{2011}' | '\u{202f}');
    let mapped = if text.is_ascii() || !text.contains(changes) {
        Cow::Borrowed(text)
    } else {
        let map = |c: char| match c {
            '\u{2010}' | '\u{2011}' => '-',
            '\u{2007}' | '\u{2009}' | '\u{202f}' => NO_BREAK_SPACE,
            c => c,
        };
        Cow::Owned(text.chars().map(map).collect())
    };
    let mut out = String::with_capacity(mapped.len());
    let space = |c: char| c.is_whitespace() && c != NO_BREAK_SPACE;
    let mut words = mapped.split(space).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        out.push_str(word);
        if let Some(next) = words.peek() {
            out.push(if is_number(word) && (is_unit(next) || is_number_part(next)) {
                NO_BREAK_SPACE
            } else {
                ' '
            });
        }
    }
    out
}

/// Whether nothing is to be done: words of ASCII without digits, with one space between each.
fn is_plain(text: &[u8]) -> bool {
    let mut before = b' ';
    for &byte in text {
        let is_word = byte.is_ascii_graphic() && !byte.is_ascii_digit();
        if !is_word && (byte != b' ' || before == b' ') {
            return false;
        }
        before = byte;
    }
    before != b' ' || text.is_empty()
}

fn is_number(word: &str) -> bool {
    // Most words are not numbers, as their last byte tells.
    if !word.ends_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let word = word.trim_start_matches('(');
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit() || b == b'.' || b == b',')
}

/// Whether a word continues a number, as in `0800 731 6789`.
fn is_number_part(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ')', ';']);
    !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a word is a unit that must not part from the number before it.
pub fn is_unit_of_measure(word: &str) -> bool {
    is_unit(word)
}

fn is_unit(word: &str) -> bool {
    let word = word.trim_end_matches(|c: char| !c.is_alphanumeric());
    UNITS.contains(&word)
}

/// Returns every number in digits that a reader sees, such as `7`, `4.5` and `1-800-222-1222`.
///
/// Digits that begin a name, as in `7-OH`, are not a number.
pub fn numbers(text: &str) -> Vec<&str> {
    let mut found = digit_runs(text);
    found.retain(|number| {
        let end = number.as_ptr() as usize - text.as_ptr() as usize + number.len();
        let mut rest = text[end..].chars();
        !(rest.next() == Some('-') && rest.next().is_some_and(char::is_uppercase))
    });
    found
}

fn digit_runs(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut start = None;
    for (index, byte) in bytes.iter().enumerate() {
        let joins = start.is_some()
            && matches!(byte, b'.' | b',' | b'-')
            && bytes.get(index + 1).is_some_and(u8::is_ascii_digit);
        if byte.is_ascii_digit() || joins {
            start.get_or_insert(index);
        } else if let Some(from) = start.take() {
            found.push(&text[from..index]);
        }
    }
    if let Some(from) = start {
        found.push(&text[from..]);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_is_single_and_units_stay() {
        assert_eq!(normalize("  take\n 1.5 mg,  then\twait "), "take 1.5\u{a0}mg, then wait");
        for kept in ["", "a", "Do not stop; ask \"us\"."] {
            assert_eq!(normalize(kept), kept);
        }
        for spaced in [" a b", "a  b", "a b ", "a\nb"] {
            assert_eq!(normalize(spaced), "a b");
        }
        assert_eq!(normalize(" "), "");
        assert_eq!(normalize("(2 weeks)"), "(2\u{a0}weeks)");
        assert_eq!(normalize("low\u{2011}dose"), "low-dose");
        assert_eq!(normalize("in 2024. Days"), "in 2024. Days");
        assert_eq!(normalize("call 0800 731 6789."), "call 0800\u{a0}731\u{a0}6789.");
    }

    #[test]
    fn numbers_are_found_whole() {
        assert_eq!(numbers("7 to 10 days, 4.5 mg."), ["7", "10", "4.5"]);
        assert_eq!(numbers("Call 1-800-222-1222."), ["1-800-222-1222"]);
        assert_eq!(numbers("41 of 49"), ["41", "49"]);
        assert_eq!(numbers("7-OH and a 10-day wait"), ["10"]);
        assert!(numbers("none").is_empty());
    }
}
