//! Where a clinic's font is used, each character is drawn by the glyph that the font's table of
//! characters names for it: what a font may put in the place of others (GSUB) is off.
//!
//! A font could draw "not" as "now" by a ligature. Scripts whose letters join need such tables, so a
//! document in one of them keeps them.

use typst::syntax::FileId;
use unicode_script::{Script, UnicodeScript as _};

use super::paths;
use candor_composition::Composition;

/// Features that a shaper applies by itself and that may replace glyphs.
pub const OFF: [[u8; 4]; 18] = [
    *b"calt", *b"ccmp", *b"clig", *b"dnom", *b"frac", *b"liga", *b"locl", *b"ltra", *b"ltrm",
    *b"numr", *b"rand", *b"rclt", *b"rlig", *b"rtla", *b"rtlm", *b"Harf", *b"HARF", *b"Buzz",
];

/// Whether a document is set so.
const FILE: &str = "/plain.txt";

/// The line of the entry file that sets a document so.
pub(super) fn rule() -> String {
    let tags: Vec<String> = OFF
        .iter()
        .map(|tag| format!("{}: 0", tag.iter().map(|&byte| char::from(byte)).collect::<String>()))
        .collect();
    format!("#set text(features: ({})) if is-plain()", tags.join(", "))
}

/// The file that says whether a document is set so.
pub(super) fn file() -> FileId {
    paths::sound(FILE)
}

/// The bytes of that file.
pub(super) fn said(composition: &Composition) -> Vec<u8> {
    if is_plain(composition) { b"yes".to_vec() } else { Vec::new() }
}

/// Whether no script of a document needs shaping. It follows from the words that are the same in
/// every stage, so that a reviewer's name changes nothing.
pub fn is_plain(composition: &Composition) -> bool {
    let headings = composition.sections.iter().map(|section| &section.heading);
    let mut texts = std::iter::once(&composition.title).chain(headings);
    texts.all(|leaf| leaf.text().chars().all(needs_no_shaping))
}

/// Whether a character's script has one drawing for each character.
pub fn needs_no_shaping(c: char) -> bool {
    use Script::{
        Armenian, Bopomofo, Common, Cyrillic, Georgian, Greek, Han, Hangul, Hebrew, Hiragana,
        Inherited, Katakana, Latin,
    };
    matches!(
        c.script(),
        Common
            | Inherited
            | Latin
            | Greek
            | Cyrillic
            | Hebrew
            | Armenian
            | Georgian
            | Han
            | Hiragana
            | Katakana
            | Bopomofo
            | Hangul
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_whose_letters_join_keep_their_tables() {
        assert!("Do not take 1.5 mg ≤ 3 é Ελληνικά Привет שלום".chars().all(needs_no_shaping));
        for c in ['ع', 'क', 'ก', 'က'] {
            assert!(!needs_no_shaping(c), "{c}");
        }
    }

    #[test]
    fn the_rule_names_each_feature_once() {
        let rule = rule();
        for tag in OFF {
            let tag: String = tag.iter().map(|&byte| char::from(byte)).collect();
            assert_eq!(rule.matches(&format!("{tag}: 0")).count(), 1, "{tag}");
        }
    }
}
