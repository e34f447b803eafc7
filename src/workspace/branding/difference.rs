//! In what a clinic's template differs from the shipped one, line by line, for its reviewers.

use std::fmt::Write as _;

use candor_model::digest::sha256;
use candor_model::tree::{Entry, Tree};
use candor_model::{Listing, OwnFile, OwnKind};

/// The most lines of a file that are shown.
const MAX_LINES: usize = 60;
/// The most lines of all files together.
const MAX_ALL: usize = 240;
/// The most letters of a line that are shown.
const MAX_LETTERS: usize = 160;
/// Pairs of lines that are compared; longer texts are shown as gone and new as a whole.
const MAX_PAIRS: usize = 4_000_000;
/// Unchanged lines that are shown around a change.
const AROUND: usize = 1;

/// Returns the clinic's own template files, each with what is new in it.
pub fn templates(own: &Tree, shipped: &Tree) -> Vec<OwnFile> {
    let mut room = MAX_ALL;
    let mut all = Vec::new();
    for (path, entry) in own.iter().filter(|(path, _)| path.ends_with(".typ")) {
        let Entry::File(bytes) = entry else { continue };
        let text = String::from_utf8_lossy(bytes);
        let kind = match shipped.get(path) {
            Some(Entry::File(before)) if before == bytes => continue,
            Some(Entry::File(before)) => {
                let before = String::from_utf8_lossy(before);
                OwnKind::Changed(listing(&changes(&before, &text), &mut room))
            }
            Some(Entry::Refused(_)) | None => {
                let lines: Vec<String> = text.lines().map(|line| format!("+ {line}")).collect();
                OwnKind::New(listing(&lines, &mut room))
            }
        };
        all.push(OwnFile { path: path.to_owned(), digest: sha256(bytes), kind });
    }
    all
}

/// As many lines as there is room for.
fn listing(lines: &[String], room: &mut usize) -> Listing {
    // An unchanged line without words says nothing, and has no ink on paper.
    let lines: Vec<&String> = lines.iter().filter(|line| !line.trim().is_empty()).collect();
    let n = lines.len().min(MAX_LINES).min(*room);
    *room -= n;
    Listing {
        lines: lines[..n].iter().map(|line| printable(line)).collect(),
        more: lines.len() - n,
    }
}

/// A line as a dossier can print it: what the shipped font lacks by its number, and no word so long
/// that it does not fit on a line.
fn printable(line: &str) -> String {
    const WORD: usize = 36;
    let mut out = String::new();
    let (mut n_letters, mut word) = (0, 0);
    for c in line.chars() {
        n_letters += 1;
        if MAX_LETTERS < n_letters {
            out.push_str(" …");
            break;
        }
        if c.is_whitespace() {
            word = 0;
            out.push(' ');
            continue;
        }
        if word == WORD {
            word = 0;
            out.push(' ');
        }
        word += 1;
        if c.is_ascii_graphic() || ('\u{c0}'..='\u{ff}').contains(&c) {
            out.push(c);
        } else {
            let _ = write!(out, "[U+{:04X}]", u32::from(c));
        }
    }
    out
}

/// The lines that are gone (`-`) and new (`+`), with those around them, and `@` with the number of
/// the line where a part begins.
fn changes(before: &str, after: &str) -> Vec<String> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let steps = steps(&old, &new);
    let mut out = Vec::new();
    let mut last_shown = None;
    for (index, step) in steps.iter().enumerate() {
        let near = steps[index.saturating_sub(AROUND)..].iter().take(2 * AROUND + 1);
        let from = index.saturating_sub(AROUND);
        let n_near = index - from + AROUND + 1;
        let is_near = near.take(n_near).any(|step| !matches!(step.kind, Kind::Same));
        if !is_near {
            continue;
        }
        if last_shown.is_none_or(|last| last + 1 < index) {
            out.push(format!("@ {}", step.line));
        }
        last_shown = Some(index);
        let sign = match step.kind {
            Kind::Same => ' ',
            Kind::Gone => '-',
            Kind::New => '+',
        };
        out.push(format!("{sign} {}", step.text));
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Same,
    Gone,
    New,
}

/// A line of either text.
struct Step<'a> {
    kind: Kind,
    text: &'a str,
    /// Its number, from 1, in the text that it stands in.
    line: usize,
}

/// The way from one text to the other by a longest common run of lines.
fn steps<'a>(old: &[&'a str], new: &[&'a str]) -> Vec<Step<'a>> {
    let head = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let tail = old[head..].iter().rev().zip(new[head..].iter().rev());
    let tail = tail.take_while(|(a, b)| a == b).count();
    let (a, b) = (&old[head..old.len() - tail], &new[head..new.len() - tail]);
    // How long the common run of what follows is, for each pair of places.
    let width = b.len() + 1;
    let is_short = (a.len() + 1).saturating_mul(width) <= MAX_PAIRS;
    let mut common = vec![0_u32; if is_short { (a.len() + 1) * width } else { 0 }];
    if is_short {
        for i in (0..a.len()).rev() {
            for j in (0..b.len()).rev() {
                common[i * width + j] = if a[i] == b[j] {
                    common[(i + 1) * width + j + 1] + 1
                } else {
                    common[(i + 1) * width + j].max(common[i * width + j + 1])
                };
            }
        }
    }
    let mut steps: Vec<Step<'_>> = Vec::new();
    let same = |text: &'a str, line| Step { kind: Kind::Same, text, line };
    steps.extend(old[..head].iter().enumerate().map(|(n, text)| same(text, n + 1)));
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        let is_same = is_short && i < a.len() && j < b.len() && a[i] == b[j];
        let goes = j == b.len()
            || (i < a.len()
                && (!is_short || common[i * width + j + 1] <= common[(i + 1) * width + j]));
        if is_same {
            steps.push(same(b[j], head + j + 1));
            (i, j) = (i + 1, j + 1);
        } else if goes {
            steps.push(Step { kind: Kind::Gone, text: a[i], line: head + i + 1 });
            i += 1;
        } else {
            steps.push(Step { kind: Kind::New, text: b[j], line: head + j + 1 });
            j += 1;
        }
    }
    let from = new.len() - tail;
    steps.extend(new[from..].iter().enumerate().map(|(n, text)| same(text, from + n + 1)));
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_difference_names_each_line_that_is_gone_or_new() {
        let before = "a\nb\nc\nd\ne\nf\ng\n";
        let after = "a\nb\nC\nd\ne\nf\ng\nh\n";
        assert_eq!(
            changes(before, after),
            ["@ 2", "  b", "- c", "+ C", "  d", "@ 7", "  g", "+ h"]
        );
        assert_eq!(changes(before, before), Vec::<String>::new());
        assert_eq!(changes("", "x\n"), ["@ 1", "+ x"]);
        assert_eq!(changes("x\n", ""), ["@ 1", "- x"]);
    }

    #[test]
    fn applying_a_difference_gives_the_other_text() {
        let texts = ["", "a\n", "a\nb\na\nb\n", "b\na\nc\n", "c\nc\na\n", "a\nb\nc\nd\n"];
        for before in texts {
            for after in texts {
                let (old, new): (Vec<&str>, Vec<&str>) =
                    (before.lines().collect(), after.lines().collect());
                let steps = steps(&old, &new);
                let side = |not: Kind| -> Vec<&str> {
                    steps.iter().filter(|step| step.kind != not).map(|step| step.text).collect()
                };
                assert_eq!(side(Kind::New), old, "{before:?} {after:?}");
                assert_eq!(side(Kind::Gone), new, "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn a_listing_is_bounded_and_counts_the_rest() {
        let tree = |text: String| {
            let mut tree = Tree::new("templates/");
            tree.insert("sheet.typ", Entry::File(text.into_bytes().into()));
            tree
        };
        let long = tree("let x = 1\n".repeat(5000));
        let all = templates(&long, &Tree::default());
        let OwnKind::New(listing) = &all[0].kind else { panic!("{all:?}") };
        assert_eq!((listing.lines.len(), listing.more), (MAX_LINES, 5000 - MAX_LINES));
        let changed = templates(&long, &tree("y\n".repeat(5000)));
        let OwnKind::Changed(listing) = &changed[0].kind else { panic!("{changed:?}") };
        assert_eq!(listing.lines.len(), MAX_LINES);
        assert!(5000 < listing.more);
        assert!(templates(&long, &long).is_empty(), "the shipped file itself");
    }

    #[test]
    fn every_line_can_be_printed() {
        assert_eq!(printable("a\t\u{202e}\u{5d0}é"), "a [U+202E][U+05D0]é");
        let word = printable(&"x".repeat(100));
        assert!(word.split(' ').all(|part| part.len() <= 36), "{word}");
        assert!(printable(&"ab ".repeat(500)).chars().count() <= MAX_LETTERS + 2);
    }
}
