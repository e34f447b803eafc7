//! The order in which an eye meets the characters of a line, and where a line may end.

use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, Level, bidi_class};

/// Most parts of a word with hyphens that stays whole, and most letters of each.
const MAX_PARTS: usize = 4;
const MAX_PART: usize = 20;
/// The longest phrase from left to right that stays whole in a line from right to left, in bytes.
const MAX_PHRASE: usize = 32;
/// Isolates: what is between is set by itself, from left to right or from right to left.
const LEFT_TO_RIGHT: char = '\u{2066}';
const RIGHT_TO_LEFT: char = '\u{2067}';
const END: char = '\u{2069}';

/// The levels of a text's characters (UAX 9).
#[derive(Debug)]
pub(super) struct Order {
    levels: Vec<Level>,
}

impl Order {
    /// Returns the order of a text; `None` where an eye meets it as it is written.
    pub(super) fn of(chars: &[char], rtl: bool) -> Option<Self> {
        let turns =
            |c: &char| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL | BidiClass::AN);
        if !rtl && !chars.iter().any(turns) {
            return None;
        }
        let apart = isolated(chars, rtl);
        let mut text = String::new();
        // For each character with its place in the text; isolates have none.
        let mut places = Vec::new();
        for (index, c) in chars.iter().enumerate() {
            for (range, mark) in &apart {
                if range.start == index {
                    text.push(*mark);
                }
            }
            places.push(text.len());
            text.push(*c);
            if apart.iter().any(|(range, _)| range.end == index + 1) {
                text.push(END);
            }
        }
        let base = if rtl { Level::rtl() } else { Level::ltr() };
        let info = BidiInfo::new(&text, Some(base));
        let levels = places.into_iter().filter_map(|at| info.levels.get(at).copied()).collect();
        Some(Self { levels })
    }

    /// Returns the characters of a line from left to right, by their place in the text.
    pub(super) fn line(&self, range: Range<usize>) -> Vec<(usize, bool)> {
        let Some(levels) = self.levels.get(range.clone()) else { return Vec::new() };
        let order = BidiInfo::reorder_visual(levels).into_iter();
        order.map(|at| (range.start + at, levels[at].is_rtl())).collect()
    }
}

/// What is set by itself within a line.
fn isolated(chars: &[char], rtl: bool) -> Vec<(Range<usize>, char)> {
    let mut found = Vec::new();
    let mut begin = 0;
    let own = if rtl { RIGHT_TO_LEFT } else { LEFT_TO_RIGHT };
    if rtl {
        for phrase in phrases(chars) {
            if !chars[phrase.clone()].contains(&'-') {
                continue;
            }
            found.extend(kept(chars, begin..phrase.start).map(|word| (word, own)));
            begin = phrase.end;
            if phrase.len() <= MAX_PHRASE {
                found.push((phrase, LEFT_TO_RIGHT));
            }
        }
    }
    found.extend(kept(chars, begin..chars.len()).map(|word| (word, own)));
    found
}

/// Phrases of ASCII from one letter or digit to another, each as long as it can be.
fn phrases(chars: &[char]) -> Vec<Range<usize>> {
    let is_end = |at: &usize| chars[*at].is_ascii_alphanumeric();
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in 0..chars.len() {
        if !is_end(&start) || found.last().is_some_and(|last| start < last.end) {
            continue;
        }
        let inner = chars[start..].iter().take_while(|c| matches!(c, ' '..='~')).count();
        if let Some(last) = (start..start + inner).rev().find(is_end) {
            found.push(start..last + 1);
        }
    }
    found
}

/// The words of a part of a text that stay whole.
fn kept(chars: &[char], within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    words(chars, within).filter(|word| stays_whole(&chars[word.clone()]))
}

fn words(chars: &[char], within: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut at = within.start;
    std::iter::from_fn(move || {
        while at < within.end && chars[at].is_whitespace() {
            at += 1;
        }
        let start = at;
        while at < within.end && !chars[at].is_whitespace() {
            at += 1;
        }
        (start < at).then_some(start..at)
    })
}

/// Whether a word has a hyphen inside and is short: a phone number, low-dose.
fn stays_whole(word: &[char]) -> bool {
    let has_hyphen = 2 < word.len() && word[1..word.len() - 1].contains(&'-');
    let mut parts = word.split(|c| *c == '-');
    has_hyphen
        && word.iter().filter(|c| **c == '-').count() < MAX_PARTS
        && parts.all(|part| part.len() <= MAX_PART)
}

/// Whether a line may end before a character of a text: after a space, or after a hyphen or a
/// stroke of a long word, never within a number; in an address or path beside any sign, but not before one
/// that would read as another at the head of a line. In a line from right to left a long phrase from left
/// to right parts after any hyphen.
pub(super) fn may_end(chars: &[char], at: usize, rtl: bool) -> bool {
    let (Some(before), Some(after)) = (at.checked_sub(1).and_then(|b| chars.get(b)), chars.get(at))
    else {
        return false;
    };
    if *before == ' ' {
        return true;
    }
    let is_hinge = matches!(before, '-' | '‐' | '–' | '—' | '/') || *after == '—';
    let word = words(chars, 0..chars.len()).find(|word| word.contains(&at));
    let in_phrase = || {
        let around = phrases(chars).into_iter().find(|phrase| phrase.contains(&at));
        around.is_some_and(|phrase| MAX_PHRASE < phrase.len())
    };
    let whole = word.is_none_or(|word| stays_whole(&chars[word])) && !(rtl && in_phrase());
    let is_sign = |c: &char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}');
    let in_address = words(chars, 0..chars.len()).any(|word| {
        let word = if word.contains(&at) { &chars[word] } else { &[] };
        word.contains(&'\\')
            || word.windows(2).any(|two| *two == [']', '('])
            || word.windows(3).any(|three| *three == [':', '/', '/'])
    });
    let is_joint = in_address && (is_sign(before) || is_sign(after));
    let begins = !matches!(after, '-' | '‐' | '–' | '−' | '+' | '.' | ',' | '%');
    let by_number = before.is_numeric() || after.is_numeric();
    (is_hinge || is_joint) && begins && !by_number && !whole
}

/// Returns where the word ends that begins at a place of a text, with all that does not part from it.
pub(super) fn word_end(chars: &[char], at: usize, rtl: bool) -> usize {
    let mut whole = phrases(chars);
    whole
        .retain(|phrase| rtl && phrase.len() <= MAX_PHRASE && chars[phrase.clone()].contains(&'-'));
    let parts = |at: &usize| {
        let is_space = chars[*at].is_whitespace() && !matches!(chars[*at], '\u{a0}' | '\u{202f}');
        is_space && !whole.iter().any(|phrase| phrase.contains(at))
    };
    (at..chars.len()).find(parts).unwrap_or(chars.len())
}

/// Returns the sign that is drawn for one in a run from right to left.
pub(super) fn mirrored(c: char) -> char {
    const PAIRS: [(char, char); 6] =
        [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    let other = PAIRS.iter().find_map(|(a, b)| match c {
        _ if c == *a => Some(*b),
        _ if c == *b => Some(*a),
        _ => None,
    });
    other.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().collect()
    }

    #[test]
    fn lines_end_after_spaces_and_in_long_addresses() {
        let may = |text: &str, at| may_end(&chars(text), at, false);
        assert!(may("take it", 5) && may("see a/b/c", 6));
        assert!(!may("take it", 4) && !may("take it", 2));
        assert!(!may("low-dose", 4) && !may("1-800-222-1222", 2) && !may("4.5\u{a0}mg", 4));
        assert!(!may("4.5", 2) && !may("7–10", 2));
        assert!(may("a-b-c-d-e-f", 4));
        assert!(may("https://example.org", 16) && !may("https://example.org", 15));
        assert!(!may("(e.g. tea", 3));
    }

    #[test]
    fn a_word_ends_at_a_space_at_which_a_line_may_end() {
        let end = |text: &str, rtl| word_end(&chars(text), 0, rtl);
        assert_eq!((end("take it", false), end("4.5\u{a0}mg daily", false)), (4, 6));
        assert_eq!((end("low-dose use", false), end("low-dose use", true)), (8, 12));
    }

    #[test]
    fn hebrew_is_met_from_the_right_and_numbers_in_it_from_the_left() {
        let text = chars("אב 1.5 גד");
        let order = Order::of(&text, true).expect("it turns");
        let met: String = order.line(0..text.len()).iter().map(|(at, _)| text[*at]).collect();
        assert_eq!(met, "דג 1.5 בא");
        assert!(Order::of(&chars("plain"), false).is_none());
        let phone = chars("אב 1-800-222-1222 גד");
        let order = Order::of(&phone, true).expect("it turns");
        let met: String = order.line(0..phone.len()).iter().map(|(at, _)| phone[*at]).collect();
        assert_eq!(met, "דג 1-800-222-1222 בא");
    }
}
