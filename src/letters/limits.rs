//! How far a letter may be from what it should be.

/// How much less like itself than like the nearest other character one may be drawn.
pub(super) const RATIO: f32 = 1.2;
/// The same among digits, which carry doses.
pub(super) const RATIO_DIGIT: f32 = 0.85;
/// The same for letters, and for digits against letters, where the font's own drawing of the other
/// one tells them apart.
pub(super) const SOFT_LETTER: f32 = 2.5;
pub(super) const SOFT_DIGIT: f32 = 1.5;
/// How much better two letters of a font must fit in their places than if they were exchanged.
pub(super) const EXCHANGED: f32 = 0.7;
/// Two letters or digits of one font that are no further apart are one drawing.
pub(super) const TWIN: f32 = 0.006;
/// The ratio for characters that differ more from font to font, and for signs that are not digits.
pub(super) const LOOSE_RATIO: f32 = 2.0;
pub(super) const SIGN_RATIO: f32 = 4.0;
/// What is further than this from another character cannot be mistaken for it: a letter from a letter,
/// a digit from a digit; and one that is neither, or from one of another kind.
pub(super) const UNLIKE: f32 = 0.2;
pub(super) const UNLIKE_OTHER: f32 = 0.08;
/// Least limits of how unlike a character may be to all that is known of it: of letters and digits, of
/// points and colons, of other signs of numbers, of letters of few languages. Other signs have none.
pub(super) const LETTER: f32 = 0.16;
pub(super) const POINT: f32 = 0.2;
pub(super) const COLON: f32 = 0.45;
pub(super) const NUMBER: f32 = 0.7;
pub(super) const LOOSE: f32 = 0.3;
pub(super) const FREE: f32 = 1.0;
/// Fonts that nobody here has seen may be this much further off than those that were.
pub(super) const WIDER: f32 = 1.3;
/// Most limits, of letters and of digits.
pub(super) const MOST_LETTER: f32 = 0.3;
pub(super) const MOST_DIGIT: f32 = 0.2;
/// At which share of its height the stem of an l is measured.
pub(super) const STEM: f64 = 0.4;
/// From this distance on a shape that is more like itself when it is turned, or when a line goes
/// through it, is spoiled.
pub(super) const TURNED: f32 = 0.03;
/// How much more ink may stand where no known font has any than in the fonts that were looked at.
pub(super) const STRAY: f32 = 1.15;
/// A spoiled shape is this much nearer.
pub(super) const SPOILED: f32 = 2.0;
/// One with a line through it is this much nearer.
pub(super) const STRUCK: f32 = 1.7;
/// Shapes of how many font files are kept.
pub(super) const MAX_KEPT: usize = 16;

/// A character as findings name it, with its article.
pub(super) fn named(c: char) -> String {
    let name = match c {
        '.' => "full stop",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '-' => "hyphen",
        '–' | '—' => "dash",
        '−' => "minus sign",
        '•' => "bullet",
        // These are spoken with a vowel first.
        c if "8AEFHILMNORSXaefhilmnorsx".contains(c) => return format!("an {c}"),
        c => return format!("a {c}"),
    };
    format!("a {name}")
}
