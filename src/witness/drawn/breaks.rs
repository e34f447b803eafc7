//! Where the lines of a text begin and end: at one edge, where its width ends them, in a width that
//! leaves this to the words.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::groups::{Group, Kind};
use super::line::Line;
use super::order;
use super::outlines::Outlines;
use super::view::Column;
use candor_composition::Composition;
use candor_model::LeafFamily;

/// A word has room on a line if so much is left over, in points: a file rounds each advance.
const SLACK: f64 = 0.2;
/// How far the edges of lines may differ, in ems.
const EDGE: f64 = 0.25;
/// Baselines nearer than this are one, in points.
const SAME_LINE: f64 = 0.1;
/// A text of several lines is at least so wide, in ems; a title or heading.
const WIDTH: f64 = 11.0;
const TITLE_WIDTH: f64 = 8.0;

/// Reports texts whose lines begin or end where a template likes.
pub(super) fn check(
    columns: &[Column<'_>],
    groups: &[Group<'_>],
    composition: &Composition,
    outlines: &Outlines,
    rtl: bool,
    findings: &mut Findings,
) {
    let leaves = composition.leaves().into_iter().map(|(_, leaf)| leaf);
    let texts: BTreeMap<&str, String> = leaves
        .chain(composition.running.all())
        .map(|leaf| (leaf.leaf.as_str(), leaf.text()))
        .collect();
    for column in columns.iter().filter(|column| 1 < column.lines.len()) {
        let text = texts.get(column.name).map(String::as_str).unwrap_or_default();
        let text = text.replace("{page}", &(column.page + 1).to_string());
        let chars: Vec<char> = text.chars().collect();
        if let Some(word) = broken_off(column, &chars, outlines, rtl) {
            let reason = format!("a line ends before \"{word}\", for which there is room on it");
            findings.add(column.name, Some(column.page), reason);
        }
        if let Some(reason) = uneven(column, columns, groups, rtl) {
            findings.add(column.name, Some(column.page), reason);
        }
    }
}

/// The word before which a line ends although it has room there.
fn broken_off(
    column: &Column<'_>,
    chars: &[char],
    outlines: &Outlines,
    rtl: bool,
) -> Option<String> {
    let end = |line: &Line| if rtl { -line.left } else { line.right };
    let room = column.lines.iter().map(|line| end(line)).fold(f64::MIN, f64::max);
    column.lines.windows(2).find_map(|pair| {
        let (line, next) = (pair[0], pair[1]);
        let from = next.places.iter().copied().min()?;
        let to = order::word_end(chars, from, rtl);
        let (mut left, mut right) = (f64::MAX, f64::MIN);
        for ((ink, known), _) in
            next.letters.iter().zip(&next.places).filter(|(_, at)| (from..to).contains(at))
        {
            let known = outlines.get(*known);
            let begin = ink.left - known.ink.left * next.size;
            left = left.min(begin);
            right = right.max(begin + known.advance * next.size);
        }
        let spaces = line.letters.iter().map(|(_, known)| outlines.get(*known).space);
        let space = spaces.fold(0.0, f64::max) * line.size;
        let fits = end(line) + space + (right - left) < room - SLACK;
        fits.then(|| chars.get(from..to).unwrap_or_default().iter().collect())
    })
}

/// Why the edges of a text are wrong, or its width.
fn uneven(
    column: &Column<'_>,
    columns: &[Column<'_>],
    groups: &[Group<'_>],
    rtl: bool,
) -> Option<&'static str> {
    if goes_on(column, columns, rtl) {
        return None;
    }
    if !begins_alike(&column.lines, rtl) {
        return Some("its lines begin at several edges");
    }
    // The cells of a table and the words beside a picture are narrow by nature.
    let in_block =
        |group: &Group<'_>| group.kind != Kind::List && group.names.contains(&column.name);
    let is_title = LeafFamily::Title.has(column.name) || LeafFamily::Heading.has(column.name);
    let least = column.size() * if is_title { TITLE_WIDTH } else { WIDTH };
    let widest = column.lines.iter().map(|line| line.ink.width()).fold(0.0, f64::max);
    (widest < least && !groups.iter().any(in_block))
        .then_some("its lines are so short that they part what belongs together")
}

/// Whether lines begin at one edge, or have one middle.
fn begins_alike(lines: &[&Line], rtl: bool) -> bool {
    let most = EDGE * lines.iter().map(|line| line.size).fold(0.0, f64::max);
    let same = |of: fn(&Line) -> f64| {
        let all = || lines.iter().map(|line| of(line));
        all().fold(f64::MIN, f64::max) - all().fold(f64::MAX, f64::min) < most
    };
    let begin: fn(&Line) -> f64 = if rtl { |line| line.right } else { |line| line.left };
    same(begin) || same(|line| f64::midpoint(line.left, line.right))
}

/// Whether the first line follows another text on its line, as one sentence does another, and the
/// others begin alike.
fn goes_on(column: &Column<'_>, columns: &[Column<'_>], rtl: bool) -> bool {
    let Some((first, others)) = column.lines.split_first() else { return true };
    let follows = |other: &Line| {
        let before = if rtl { first.right <= other.left } else { other.right <= first.left };
        before && other.page == first.page && (other.baseline - first.baseline).abs() < SAME_LINE
    };
    begins_alike(others, rtl)
        && columns.iter().any(|column| column.lines.iter().any(|line| follows(line)))
}

#[cfg(test)]
mod tests {
    use super::super::line::a_line;
    use super::super::plane::Rect;
    use super::*;

    const REGULAR: &[u8] =
        include_bytes!("../../../templates/fonts/AtkinsonHyperlegibleNext_400Regular.ttf");

    /// Lines of the letter `a`, each of words of so many letters, from 100 pt on.
    fn lines(words: &[&[usize]], outlines: &Outlines) -> (Vec<Line>, Vec<char>) {
        let known = outlines.get(0);
        let (mut lines, mut chars) = (Vec::new(), Vec::new());
        for (number, words) in words.iter().enumerate() {
            let top = 16.0 * f64::from(u32::try_from(number).expect("few lines"));
            let mut line = a_line("text", Rect::NONE, top + 9.0);
            line.left = 100.0;
            let mut x = line.left;
            for n in *words {
                for _ in 0..*n {
                    let left = x + known.ink.left * line.size;
                    let ink = Rect { left, right: left + 5.0, top, bottom: top + 9.0 };
                    line.letters.push((ink, 0));
                    line.places.push(chars.len());
                    line.ink = line.ink.join(ink);
                    chars.push('a');
                    x += known.advance * line.size;
                    line.right = x;
                }
                chars.push(' ');
                x += known.space * line.size;
            }
            lines.push(line);
        }
        (lines, chars)
    }

    #[test]
    fn a_line_ends_before_a_word_for_which_there_is_no_room() {
        let outlines = Outlines::new([(REGULAR, 0)].into_iter(), &['a'].into());
        let said = |words: &[&[usize]], rtl| {
            let (mut lines, chars) = lines(words, &outlines);
            if rtl {
                // The same from the right.
                for line in &mut lines {
                    let width = line.right - line.left;
                    (line.left, line.right) = (500.0 - width, 500.0);
                }
            }
            let lines = lines.iter().collect();
            broken_off(&Column { name: "text", page: 0, lines }, &chars, &outlines, rtl)
        };
        for rtl in [false, true] {
            assert_eq!(said(&[&[4, 4], &[4, 4], &[2]], rtl), None);
            assert_eq!(said(&[&[4], &[5, 3], &[2]], rtl), None);
            assert_eq!(said(&[&[4], &[4, 5], &[2]], rtl), Some("aaaa".to_owned()));
        }
    }

    #[test]
    fn lines_begin_at_one_edge_in_a_width_that_does_not_part_them() {
        let outlines = Outlines::new([(REGULAR, 0)].into_iter(), &['a'].into());
        let said = |n: usize, shift: f64, name: &'static str| {
            let (mut lines, _) = lines(&[&[n], &[n], &[3]], &outlines);
            lines[1].left += shift;
            lines[1].right += shift;
            let columns = [Column { name, page: 0, lines: lines.iter().collect() }];
            uneven(&columns[0], &columns, &[], false).unwrap_or_default()
        };
        assert_eq!(said(30, 0.0, "item.a"), "");
        assert_eq!(said(30, 2.0, "item.a"), "");
        assert!(said(30, 4.0, "item.a").contains("several edges"));
        assert!(said(18, 0.0, "item.a").contains("so short"));
        assert_eq!(said(18, 0.0, "heading.a"), "");
    }
}
