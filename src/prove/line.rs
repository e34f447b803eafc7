//! A line of a text: which of the text's characters stand in it, where, and how wide.

use std::ops::Range;

use typst::layout::Em;

use super::shaping;
use super::walk::Run;

/// A line of a text: its runs, and which of the text's characters stand in them.
pub(super) struct Line<'a> {
    pub(super) runs: Vec<&'a Run<'a>>,
    /// Places among the characters of the text that are not white space.
    pub(super) letters: Range<usize>,
}

/// A sign of a line with the letters that it stands for.
pub(super) struct Cell {
    pub(super) left: f64,
    pub(super) right: f64,
    pub(super) letters: Range<usize>,
    pub(super) rightwards: bool,
}

/// The signs of a line that are not spaces.
pub(super) fn cells(line: &Line<'_>) -> Vec<Cell> {
    let mut cells = Vec::new();
    let mut before = line.letters.start;
    for run in &line.runs {
        let text = run.text();
        let rightwards = reads_rightwards(run);
        let (mut left, _) = run.extent();
        let scale = run.item.size.to_pt() * run.transform.sx.get();
        let letter = |at: usize| {
            text.get(..at).unwrap_or_default().chars().filter(|c| !c.is_whitespace()).count()
        };
        for glyph in &run.item.glyphs {
            let right = left + glyph.x_advance.get() * scale;
            let range = glyph.range();
            let letters = before + letter(range.start)..before + letter(range.end);
            match cells.last_mut() {
                // Signs that stand for the same letters are one.
                Some(Cell { letters: known, right: end, .. }) if *known == letters => {
                    *end = right.max(*end);
                }
                _ if letters.is_empty() => {}
                _ => cells.push(Cell { left, right, letters, rightwards }),
            }
            left = right;
        }
        before += letter(text.len());
    }
    cells
}

/// The width of a space in a run's font, in ems.
pub(super) fn space_of(run: &Run<'_>) -> f64 {
    let font = &run.item.font;
    let glyph = font.ttf().glyph_index(' ').and_then(|glyph| font.x_advance(glyph.0));
    glyph.map_or(0.25, Em::get)
}

/// How wide the first letters of a line are that runs from left to right, in points.
pub(super) fn width_of(line: &Line<'_>, n_letters: usize) -> f64 {
    let (mut width, mut seen) = (0.0, 0);
    for run in &line.runs {
        let size = run.item.size.to_pt();
        for glyph in &run.item.glyphs {
            if n_letters <= seen {
                return width;
            }
            let letters = run.text().get(glyph.range()).unwrap_or_default();
            let n = letters.chars().filter(|c| !c.is_whitespace()).count();
            if 0 < n || 0 < seen {
                width += glyph.x_advance.get() * size;
            }
            seen += n;
        }
    }
    width
}

/// How wide some letters of a line are, in points.
pub(super) fn width_in(line: &Line<'_>, letters: &Range<usize>) -> f64 {
    let mine = |cell: &Cell| letters.contains(&cell.letters.start);
    cells(line).into_iter().filter(mine).map(|cell| cell.right - cell.left).sum()
}

/// Whether the letters of a run stand from left to right.
pub(super) fn reads_rightwards(run: &Run<'_>) -> bool {
    shaping::runs(&run.item) == super::shaped::Runs::Rightwards
}

pub(super) fn is_white(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// Whether a word may part between two of its letters: behind a hyphen or stroke, around a dash, and
/// between letters of a script that sets no spaces; an address or path beside any sign. Not by a number, nor
/// before a hyphen or point, which would read as another sign at the head of a line. The engine parts
/// at some of these places (UAX 14).
pub(super) fn may_part(word: &str, before: char, after: char) -> bool {
    let sets_no_spaces = |c: char| c >= '\u{2e80}' && c.is_alphabetic();
    let is_sign = |c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '\u{2019}');
    let begins =
        !matches!(after, '-' | '\u{2010}' | '\u{2013}' | '\u{2212}' | '+' | '.' | ',' | '%');
    let by_number = before.is_numeric() || after.is_numeric();
    let is_hinge =
        matches!(before, '-' | '\u{2010}' | '\u{2013}' | '\u{2014}' | '/') || after == '\u{2014}';
    let is_address = ["://", "\\", "]("].iter().any(|sign| word.contains(sign));
    let is_joint = is_address && (is_sign(before) || is_sign(after));
    (begins && !by_number && (is_hinge || is_joint))
        || (sets_no_spaces(before) && sets_no_spaces(after))
}

/// The word around a place in a text.
pub(super) fn word_at(text: &str, at: usize) -> &str {
    let start = text.get(..at).unwrap_or_default().rfind(char::is_whitespace);
    let start =
        start.map_or(0, |space| space + text[space..].chars().next().map_or(1, char::len_utf8));
    let rest = text.get(start..).unwrap_or_default();
    rest.split(char::is_whitespace).next().unwrap_or_default()
}

/// The beginning of a run's words.
pub(super) fn short(text: &str) -> String {
    text.trim().chars().take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_part_behind_hyphens_and_slashes_and_numbers_never() {
        let parts = |text: &str| -> Vec<usize> {
            let letters: Vec<(usize, char)> = text.char_indices().collect();
            letters
                .windows(2)
                .filter(|pair| may_part(text, pair[0].1, pair[1].1))
                .map(|pair| pair[1].0)
                .collect()
        };
        assert_eq!(parts("and/or"), [4]);
        assert_eq!(parts("(e.g.tea)"), Vec::<usize>::new());
        assert_eq!(parts("one-by-one"), [4, 7]);
        for whole in
            ["4.5", "1/2", "7-10", "0.25mg", "1,000", "medicine", "don't", "B-12", "-5", "<5"]
        {
            assert_eq!(parts(whole), Vec::<usize>::new(), "{whole}");
        }
        assert!(parts("https://example.org/leaflets").contains(&8));
    }

    #[test]
    fn the_word_at_a_place_is_found_whole() {
        let text = "take 4.5 mg";
        assert_eq!(word_at(text, 6), "4.5");
        assert_eq!(word_at(text, 0), "take");
        assert_eq!(word_at(text, 10), "mg");
    }
}
