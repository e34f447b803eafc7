//! For which other character each one could be mistaken.

use super::frame::RAISED;
use super::limits::{
    COLON, FREE, LETTER, LOOSE, LOOSE_RATIO, MOST_DIGIT, MOST_LETTER, NUMBER, POINT, RATIO,
    RATIO_DIGIT, SIGN_RATIO,
};
use super::shapes::{KNOWN, Known};

/// Letters beside A to Z and a to z, and the sign of the prefix micro.
const MORE: &str = "ßæœøłđðþÆŒØŁĐÐÞıħĦµμ";

/// Characters that honest fonts draw alike, or that differ in height or in a small part alone.
const ALIKE: [&str; 35] = [
    "1Il|ıi", "0O", "oO", "0o", "Jj", "cC", "sS", "vV", "wW", "xX", "zZ", "pP", "kK", "uU", "µμu",
    "µμp", "ĐÐD", "øo", "PÞ", "lłI", "LŁ", "tł", "Øo", "ØO0", "Þþ", "đd", "ðd", "æœ", "ÆŒ",
    "QOGD0", "ßB8", "hħ", "HĦ", "bþ", "pþD",
];

/// Signs of numbers and doses with the characters for which they could be mistaken there.
const SIGNS: [(char, &str); 22] = [
    ('.', ",:;-–1"),
    (',', ".:-1"),
    (':', ".-!;"),
    (';', ".-"),
    ('-', "+=./:1"),
    ('–', "+=./1"),
    ('—', "+=./1"),
    ('−', "+=./1"),
    ('+', "-–−=./×"),
    ('/', "1|.-\\(7"),
    ('%', "0123456789+/.!?="),
    ('(', ")107<>.-"),
    (')', "(107<>.-"),
    ('!', "?=+1"),
    ('?', "=+!"),
    ('\'', ".=-/+"),
    ('<', ">=-+"),
    ('>', "<=-+"),
    ('≤', "≥>="),
    ('≥', "≤<="),
    ('=', "-+<>"),
    ('×', "+-."),
];

/// Letters that are like a sign in honest fonts.
const LIKE_SIGNS: &str = "lIiJj1";
/// Other signs that are like a digit in honest fonts.
const LIKE_DIGITS: &str = "|!¡ºo°$§®©@&[]{}½¼¾";

/// Whether a character is neither letter nor digit.
fn is_sign(c: char) -> bool {
    !c.is_ascii_alphanumeric() && !MORE.contains(c)
}

/// Whether honest fonts draw two characters alike.
pub(super) fn alike(a: char, b: char) -> bool {
    ALIKE.iter().any(|alike| alike.contains(a) && alike.contains(b))
}

/// Whether a font cannot do without a character: letters, digits and signs of numbers.
pub(super) fn is_needed(c: char) -> bool {
    c.is_ascii_alphanumeric() || SIGNS.iter().any(|(sign, _)| *sign == c)
}

/// How unlike to all that is known of it a character may be, at least.
pub(super) fn limit(c: char) -> f32 {
    match c {
        '¹' | '²' | '³' => LOOSE,
        'ı' => FREE,
        c if c.is_ascii_alphanumeric() => LETTER,
        c if MORE.contains(c) => LOOSE,
        '.' | ',' => POINT,
        ':' | ';' => COLON,
        c if SIGNS.iter().any(|(sign, _)| *sign == c) => NUMBER,
        _ => FREE,
    }
}

/// How unlike it may be at most.
pub(super) fn most(c: char) -> f32 {
    match c {
        '0'..='9' => MOST_DIGIT,
        c if c.is_ascii_alphabetic() => MOST_LETTER,
        _ => FREE,
    }
}

/// The characters for which one could be mistaken, each with how much more like it may be drawn than
/// like itself.
pub(super) fn of(c: char) -> impl Iterator<Item = (&'static Known, f32)> {
    KNOWN.iter().filter_map(move |rival| Some((rival, ratio(c, rival.c)?)))
}

fn ratio(c: char, rival: char) -> Option<f32> {
    if let Some(&(_, digit)) = RAISED.iter().find(|(raised, _)| *raised == c) {
        return (rival.is_ascii_digit() && rival != digit).then_some(LOOSE_RATIO);
    }
    if let Some((_, rivals)) = SIGNS.iter().find(|(sign, _)| *sign == c) {
        let is_other = rival.is_ascii_alphanumeric() && !LIKE_SIGNS.contains(rival);
        return (is_other || rivals.contains(rival)).then_some(LOOSE_RATIO);
    }
    if is_sign(c) {
        let is_like = LIKE_DIGITS.contains(c);
        return (rival.is_ascii_digit() && !is_like).then_some(SIGN_RATIO);
    }
    let is_alike = alike(c, rival);
    let is_kin = rival.is_ascii_alphanumeric() || (MORE.contains(c) && MORE.contains(rival));
    if c == 'ı' || c == rival || !is_kin || is_alike {
        return None;
    }
    if c.is_ascii_digit() && rival.is_ascii_digit() {
        return Some(RATIO_DIGIT);
    }
    let are_alike = c.is_ascii_digit() == rival.is_ascii_digit();
    Some(if MORE.contains(c) || !are_alike { LOOSE_RATIO } else { RATIO })
}
