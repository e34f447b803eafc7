//! All that is said is in one family, titles and headings as well, and its small letters have one height
//! in one size.

use std::collections::BTreeSet;

use super::findings::Findings;
use super::line::Line;
use super::outlines::Outlines;
use super::view::Column;

/// How much higher the small letters of one text may be than those of another, in their own sizes.
const HIGHER: f64 = 1.1;
/// Letters that end where small letters do, above and below.
const FLAT: [&str; 4] = ["v", "w", "x", "z"];

/// A text that differs from the first of all.
struct Odd<'a> {
    name: &'a str,
    page: usize,
}

/// Reports texts in another family, and with lower letters, than others.
pub(super) fn check(columns: &[Column<'_>], outlines: &Outlines, findings: &mut Findings) {
    if let Some(Odd { name, page }) = other_family(columns.iter(), outlines) {
        findings.add(name, Some(page), "it is set in another family than the texts before it");
    }
    if let Some((Odd { name, page }, other)) = lower(columns.iter(), outlines) {
        let reason = format!("its letters are lower than those of `{other}`, in the same size");
        findings.add(name, Some(page), reason);
    }
}

/// The first text that can be in none of the families in which all before it can be.
fn other_family<'a>(
    texts: impl Iterator<Item = &'a Column<'a>>,
    outlines: &Outlines,
) -> Option<Odd<'a>> {
    let mut all: Option<BTreeSet<&str>> = None;
    for column in texts {
        for line in &column.lines {
            for (_, known) in &line.letters {
                let known = outlines.get(*known);
                let is_latin = |text: &String| text.chars().all(|c| c.is_ascii_alphanumeric());
                if !known.texts.iter().any(is_latin) {
                    continue;
                }
                let families = || known.families.iter().map(String::as_str);
                let all = all.get_or_insert_with(|| families().collect());
                all.retain(|family| known.families.contains(*family));
                if all.is_empty() {
                    return Some(Odd { name: column.name, page: column.page });
                }
            }
        }
    }
    None
}

/// The text with the lowest small letters, if those of another one are higher.
fn lower<'a>(
    texts: impl Iterator<Item = &'a Column<'a>>,
    outlines: &Outlines,
) -> Option<(Odd<'a>, &'a str)> {
    let mut highest: Option<(f64, &str)> = None;
    let mut lowest: Option<(f64, Odd<'_>)> = None;
    for column in texts {
        for height in column.lines.iter().filter_map(|line| height(line, outlines)) {
            if highest.is_none_or(|(known, _)| known < height) {
                highest = Some((height, column.name));
            }
            if lowest.as_ref().is_none_or(|(known, _)| height < *known) {
                lowest = Some((height, Odd { name: column.name, page: column.page }));
            }
        }
    }
    let ((high, other), (low, odd)) = highest.zip(lowest)?;
    (low * HIGHER < high).then_some((odd, other))
}

/// How high the first flat small letter of a line is, in its size.
fn height(line: &Line, outlines: &Outlines) -> Option<f64> {
    let mut letters = line.letters.iter();
    let (ink, _) = letters.find(|(_, known)| {
        let texts = &outlines.get(*known).texts;
        FLAT.iter().any(|letter| texts.contains(*letter))
    })?;
    Some(ink.height() / line.size)
}

#[cfg(test)]
mod tests {
    use super::super::plane::Rect;
    use super::super::{line::a_line, view};
    use super::*;

    const REGULAR: &[u8] =
        include_bytes!("../../../templates/fonts/AtkinsonHyperlegibleNext_400Regular.ttf");
    const OTHER: &[u8] = include_bytes!("../../../tests/fonts/LibertinusSerif-Regular-subset.otf");

    #[test]
    fn texts_are_in_one_family_and_their_letters_of_one_height() {
        let due = ['x'].into();
        let outlines = Outlines::new([(REGULAR, 0), (OTHER, 0)].into_iter(), &due);
        let line = |name: &str, known: usize, height: f64| {
            let ink = Rect { left: 0.0, right: 6.0, top: 100.0 - height, bottom: 100.0 };
            Line { letters: vec![(ink, known)], places: vec![0], ..a_line(name, ink, 100.0) }
        };
        let said = |lines: &[Line]| {
            let columns = view::columns(lines);
            let family = other_family(columns.iter(), &outlines).map(|odd| odd.name.to_owned());
            let low = lower(columns.iter(), &outlines).map(|(odd, _)| odd.name.to_owned());
            (family, low)
        };
        let name = |name: &str| Some(name.to_owned());
        assert_eq!(said(&[line("a", 0, 6.0), line("b", 0, 6.5)]), (None, None));
        assert_eq!(said(&[line("a", 0, 6.0), line("b", 1, 6.0)]), (name("b"), None));
        assert_eq!(said(&[line("a", 0, 6.0), line("b", 0, 6.7)]), (None, name("a")));
    }
}
