//! How the words of a text follow each other on the page: in one size, on one line, in the order in
//! which an eye of their script meets them, without a gap that the text does not have; and where
//! their lines end.
//!
//! Holds the places of the letters against the text itself, not against what the engine meant.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use typst::text::FontVariant;
use typst::visualize::Paint;
use unicode_bidi::{BidiInfo, Level};

use super::finding::finding;
use super::gathered::Gathered;
use super::ink::is_same_paint;
use super::line::{
    Line, cells, is_white, may_part, reads_rightwards, short, space_of, width_in, width_of, word_at,
};
use super::shaping::{self, is_leftwards};
use super::walk::Run;
use crate::rules::{page_leaf_order, page_lines, page_unseen};
use candor_composition::Composition;
use candor_model::Writing;
use candor_model::diag::{Code, Diagnostic, Diagnostics};
use candor_typeset::{Kept, kept};

/// Baselines nearer than this are one line, in points.
const SAME_BASELINE: f64 = 0.05;
/// What stands less than this below another word, in ems, was meant to stand on its line.
const RAISED: f64 = 0.9;
/// How far what goes on within a word may begin from where the last letter ends, in ems.
const JOINED: f64 = 0.002;
/// How wide the space between two words may be, in ems.
const SPACE: std::ops::RangeInclusive<f64> = 0.1..=0.8;
/// Sizes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.01;
/// A word has room on a line if so much is left over, in points.
const SLACK: f64 = 0.05;

/// Reports each text whose words stand in another order, apart, raised, or in several sizes.
pub(super) fn check(
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let writing = composition.writing;
    let leaves = composition.leaves().into_iter();
    for (_, leaf) in leaves {
        let runs = gathered.runs(&leaf.leaf);
        let parts = leaf.runs.iter().map(|run| (Cow::Borrowed(run.text.as_str()), run.strong));
        if runs.is_empty() {
            continue;
        }
        if let Some(wrong) = Printed::new(&leaf.leaf, parts, runs, writing).wrong() {
            diagnostics.push(wrong);
        }
    }
    // A running line is set again on each page.
    for leaf in composition.running.all() {
        let runs = gathered.runs(&leaf.leaf);
        for runs in runs.chunk_by(|a, b| a.page == b.page) {
            let page = runs.first().map_or(0, |run| run.page) + 1;
            let parts = leaf.runs.iter();
            let parts = parts
                .map(|run| (Cow::Owned(run.text.replace("{page}", &page.to_string())), run.strong));
            if let Some(wrong) = Printed::new(&leaf.leaf, parts, runs, writing).wrong() {
                diagnostics.push(wrong);
            }
        }
    }
}

/// A text as it is printed.
struct Printed<'a> {
    leaf: &'a str,
    text: Cow<'a, str>,
    /// For each character that is not white space, whether the composition sets it bold.
    strong: Vec<bool>,
    runs: &'a [&'a Run<'a>],
    writing: Writing,
    /// Words and phrases that do not part at a line's end.
    kept: Vec<Kept>,
}

impl<'a> Printed<'a> {
    /// A text of these parts, each with whether it is bold, as these runs print it.
    fn new(
        leaf: &'a str,
        parts: impl Iterator<Item = (Cow<'a, str>, bool)>,
        runs: &'a [&'a Run<'a>],
        writing: Writing,
    ) -> Self {
        let (mut text, mut strong, mut all) = (Cow::Borrowed(""), Vec::new(), Vec::new());
        for (part, is_strong) in parts {
            let start = text.len();
            let moved = |kept: Kept| Kept {
                range: start + kept.range.start..start + kept.range.end,
                rightwards: kept.rightwards,
            };
            all.extend(kept(&part, writing).into_iter().map(moved));
            let n = part.chars().filter(|c| !c.is_whitespace()).count();
            strong.extend(std::iter::repeat_n(is_strong, n));
            text += part;
        }
        Self { leaf, text, strong, runs, writing, kept: all }
    }

    fn report(&self, code: Code, reason: impl AsRef<str>) -> Diagnostic {
        finding(code, self.leaf, self.runs.first().map(|run| run.page), reason)
    }

    fn wrong(&self) -> Option<Diagnostic> {
        let sizes = self.runs.iter().filter_map(|run| run.upright_size());
        let (least, most) = sizes
            .fold((f64::MAX, 0.0_f64), |(least, most), size| (least.min(size), most.max(size)));
        if least + TOLERANCE < most {
            let reason =
                format!("its words are set in several sizes, from {least:.1} to {most:.1} pt");
            return Some(self.report(page_unseen::CODE, reason));
        }
        // What is no more than spaces is not looked at by itself elsewhere.
        let is_odd = |run: &&&Run<'_>| run.fault.is_some() && run.text().trim().is_empty();
        if self.runs.iter().find(is_odd).is_some() {
            let reason = "its words are pushed together or pulled apart";
            return Some(self.report(page_unseen::CODE, reason));
        }
        if self.is_picked_out() {
            let reason = "some of its words are set apart by weight or colour, which the sheet \
                          does not ask for";
            return Some(self.report(page_unseen::CODE, reason));
        }
        let lines = match self.lines() {
            Ok(lines) => lines,
            Err(wrong) => return Some(*wrong),
        };
        let letters: Vec<(usize, char)> =
            self.text.char_indices().filter(|(_, c)| !c.is_whitespace()).collect();
        let parts = lines.windows(2).find_map(|pair| self.parted(&letters, pair[0].letters.end));
        let parts = parts.or_else(|| self.broken_off(&lines, &letters));
        let turns = self.writing == Writing::Rtl || self.text.chars().any(is_leftwards);
        parts.or_else(|| {
            lines.iter().find_map(|line| {
                if turns { self.turned(line, &letters) } else { self.followed(line) }
            })
        })
    }

    /// Whether some words have another weight, slant, colour or family than the others of their kind,
    /// or bold ones are lighter: "Do not **take it**".
    fn is_picked_out(&self) -> bool {
        let mut looks: [Option<(FontVariant, &Paint)>; 2] = [None, None];
        let mut family: Option<&str> = None;
        let mut at = 0;
        for run in self.runs {
            let n = run.text().chars().filter(|c| !c.is_whitespace()).count();
            let info = run.item.font.font().info();
            let look = (info.variant, &run.item.fill);
            if run.text().contains(|c: char| c.is_ascii_alphanumeric())
                && *family.get_or_insert(&info.family) != info.family
            {
                return true;
            }
            for strong in self.strong.iter().skip(at).take(n) {
                let known = looks[usize::from(*strong)].get_or_insert(look);
                if known.0 != look.0 || !is_same_paint(known.1, look.1) {
                    return true;
                }
            }
            at += n;
        }
        let [plain, bold] = looks.map(|look| look.map(|(variant, _)| variant.weight));
        matches!((plain, bold), (Some(plain), Some(bold)) if bold < plain)
    }

    /// Parts the runs into lines.
    fn lines(&self) -> Result<Vec<Line<'a>>, Box<Diagnostic>> {
        let mut lines: Vec<Line<'a>> = Vec::new();
        let mut n_letters = 0;
        for &run in self.runs {
            let n = run.text().chars().filter(|c| !c.is_whitespace()).count();
            let last = lines.last_mut().and_then(|line| Some((line.runs.last().copied()?, line)));
            match last {
                Some((before, line)) if before.page == run.page => {
                    let off = (run.baseline - before.baseline).abs();
                    let size = run.upright_size().unwrap_or(run.item.size.to_pt());
                    if off < SAME_BASELINE || n == 0 && off < RAISED * size {
                        line.runs.push(run);
                        line.letters.end += n;
                    } else if off < RAISED * size {
                        return Err(Box::new(self.report(
                            page_unseen::CODE,
                            format!(
                                "\"{}\" stands higher or lower than its line",
                                run.text().trim()
                            ),
                        )));
                    } else {
                        lines.push(Line { runs: vec![run], letters: n_letters..n_letters + n });
                    }
                }
                _ => lines.push(Line { runs: vec![run], letters: n_letters..n_letters + n }),
            }
            n_letters += n;
        }
        Ok(lines)
    }

    /// Reports a line that ends before the letter of this number, where the text must not part.
    fn parted(&self, letters: &[(usize, char)], next: usize) -> Option<Diagnostic> {
        let &(at, after) = letters.get(next)?;
        let &(before_at, before) = letters.get(next.checked_sub(1)?)?;
        let between = self.text.get(before_at + before.len_utf8()..at)?;
        let may = if between.is_empty() {
            may_part(word_at(&self.text, at), before, after)
        } else {
            between.chars().any(|c| c != '\u{a0}')
        };
        if may && !self.kept.iter().any(|kept| kept.range.start < at && at < kept.range.end) {
            return None;
        }
        let word = word_at(&self.text, at);
        Some(self.report(page_lines::CODE, format!("a line ends inside \"{word}\"")))
    }

    /// Reports a line that ends before a word for which there is room on it: only the width of a text
    /// ends its lines, and nobody chooses where "Do not / take it" parts.
    fn broken_off(&self, lines: &[Line<'_>], letters: &[(usize, char)]) -> Option<Diagnostic> {
        let ltr = self.writing == Writing::Ltr;
        let end = |line: &Line<'_>| {
            let ends =
                line.runs.iter().map(|run| if ltr { run.extent().1 } else { -run.extent().0 });
            ends.fold(f64::MIN, f64::max)
        };
        for column in lines.chunk_by(|a, b| {
            let (a, b) = (a.runs.first(), b.runs.first());
            a.zip(b).is_some_and(|(a, b)| a.page == b.page && a.baseline < b.baseline)
        }) {
            let room = column.iter().map(end).fold(f64::MIN, f64::max);
            for pair in column.windows(2) {
                let (line, next) = (&pair[0], &pair[1]);
                let Some(run) = line.runs.first() else { continue };
                let word = self.first_word(next, letters);
                let space = space_of(run) * run.item.size.to_pt();
                let width = if ltr { width_of(next, word.len()) } else { width_in(next, &word) };
                if end(line) + space + width < room - SLACK {
                    let word = word_at(&self.text, letters.get(word.start)?.0);
                    let reason =
                        format!("a line ends before \"{word}\", for which there is room on it");
                    return Some(self.report(page_lines::CODE, reason));
                }
            }
        }
        None
    }

    /// The letters of the first word of a line, with all that does not part from it.
    fn first_word(&self, line: &Line<'_>, letters: &[(usize, char)]) -> Range<usize> {
        let first = line.letters.start;
        let Some(&(from, _)) = letters.get(first) else { return first..first };
        let rest = self.text.get(from..).unwrap_or_default();
        let parts = |(at, c): &(usize, char)| {
            let at = from + at;
            let is_kept = |kept: &Kept| kept.range.start < at && at < kept.range.end;
            c.is_whitespace() && *c != '\u{a0}' && !self.kept.iter().any(is_kept)
        };
        let to = rest.char_indices().find(parts).map_or(self.text.len(), |(at, _)| from + at);
        let n =
            letters.get(first..).unwrap_or_default().iter().take_while(|(at, _)| *at < to).count();
        first..(first + n).min(line.letters.end)
    }

    /// Reports a line whose runs do not follow each other from left to right.
    fn followed(&self, line: &Line<'_>) -> Option<Diagnostic> {
        if let Some(run) = line.runs.iter().find(|run| !reads_rightwards(run)) {
            let word = short(run.text());
            return Some(
                self.report(page_leaf_order::CODE, format!("\"{word}\" is set from right to left")),
            );
        }
        // Spaces that stand alone are part of the room between words.
        let words: Vec<(usize, &Run<'_>)> = line
            .runs
            .iter()
            .copied()
            .enumerate()
            .filter(|(_, run)| !run.text().trim().is_empty())
            .collect();
        words.windows(2).find_map(|pair| {
            let ((at, before), (next, after)) = (pair[0], pair[1]);
            if after.extent().0 < before.extent().0 {
                return Some(self.report(
                    page_leaf_order::CODE,
                    format!(
                        "\"{}\" stands before \"{}\"",
                        short(after.text()),
                        short(before.text())
                    ),
                ));
            }
            let is_spaced = at + 1 < next
                || before.text().ends_with(is_white)
                || after.text().starts_with(is_white);
            let room = (after.extent_of_words().0 - before.extent_of_words().1)
                / before.upright_size().unwrap_or(before.item.size.to_pt());
            let fits = if is_spaced {
                let mut spaces = [before, after].map(space_of);
                spaces.sort_by(f64::total_cmp);
                let (least, most) = (*shaping::SPACE.start(), *shaping::SPACE.end());
                (least * spaces[0] - JOINED..=most * spaces[1] + JOINED).contains(&room)
            } else {
                room.abs() < JOINED
            };
            (!fits).then(|| {
                let (before, after) = (short(before.text()), short(after.text()));
                self.report(
                    page_unseen::CODE,
                    format!(
                        "\"{before}\" and \"{after}\" are pushed together or pulled apart: they \
                         stand {room:.4} em apart"
                    ),
                )
            })
        })
    }

    /// Reports a line whose letters do not stand in the order of their script (UAX 9).
    fn turned(&self, line: &Line<'_>, letters: &[(usize, char)]) -> Option<Diagnostic> {
        let due = self.visual(line, letters)?;
        let mut cells = cells(line);
        cells.sort_by(|a, b| a.left.total_cmp(&b.left).then(a.right.total_cmp(&b.right)));
        let mut seen: Vec<usize> = Vec::new();
        for cell in &cells {
            if cell.rightwards {
                seen.extend(cell.letters.clone());
            } else {
                seen.extend(cell.letters.clone().rev());
            }
        }
        let wanted: Vec<usize> = due.iter().filter_map(|one| *one).collect();
        if seen != wanted {
            let at = seen.iter().zip(&wanted).position(|(a, b)| a != b).unwrap_or(0);
            let word = seen.get(at).and_then(|at| letters.get(*at)).map(|(at, _)| *at);
            let word = word_at(&self.text, word.unwrap_or_default());
            return Some(self.report(
                page_leaf_order::CODE,
                format!("\"{word}\" stands in another place of its line than its script asks"),
            ));
        }
        let size = line.runs.first().map_or(12.0, |run| run.item.size.to_pt());
        // Whether a space is due between what stands side by side.
        let mut spaced: BTreeMap<usize, bool> = BTreeMap::new();
        let mut white = false;
        for one in &due {
            match one {
                None => white = true,
                Some(letter) => {
                    spaced.insert(*letter, std::mem::take(&mut white));
                }
            }
        }
        cells.windows(2).find_map(|pair| {
            let gap = (pair[1].left - pair[0].right) / size;
            let first = if pair[1].rightwards {
                pair[1].letters.clone().next()
            } else {
                pair[1].letters.clone().next_back()
            };
            let is_spaced = first.and_then(|letter| spaced.get(&letter)).copied().unwrap_or(false);
            let fits = if is_spaced { SPACE.contains(&gap) } else { gap.abs() <= JOINED };
            (!fits).then(|| {
                let at = first.and_then(|letter| letters.get(letter)).map_or(0, |(at, _)| *at);
                let word = word_at(&self.text, at);
                self.report(
                    page_unseen::CODE,
                    format!(
                        "\"{word}\" and the word beside it are pushed together or pulled apart"
                    ),
                )
            })
        })
    }

    /// The letters of a line from left to right, with `None` where a space stands.
    fn visual(&self, line: &Line<'_>, letters: &[(usize, char)]) -> Option<Vec<Option<usize>>> {
        let from = letters.get(line.letters.start)?.0;
        let last = letters.get(line.letters.end.checked_sub(1)?)?;
        let to = last.0 + last.1.len_utf8();
        // A phrase that is kept whole counts as one sign among the words around it.
        let mut text = String::new();
        let mut places: Vec<Option<usize>> = Vec::new();
        let mut ends = (0, 0);
        let mut push = |text: &mut String, c: char, place: Option<usize>| {
            text.push(c);
            places.extend(std::iter::repeat_n(place, c.len_utf8()));
        };
        for (at, c) in self.text.char_indices() {
            if at == from {
                ends.0 = text.len();
            }
            for kept in self.kept.iter().filter(|kept| kept.range.start == at) {
                push(&mut text, if kept.rightwards { '\u{2066}' } else { '\u{2067}' }, None);
            }
            push(&mut text, c, Some(at));
            for _ in self.kept.iter().filter(|kept| kept.range.end == at + c.len_utf8()) {
                push(&mut text, '\u{2069}', None);
            }
            if at + c.len_utf8() == to {
                ends.1 = text.len();
            }
        }
        let base = if self.writing == Writing::Rtl { Level::rtl() } else { Level::ltr() };
        let bidi = BidiInfo::new(&text, Some(base));
        let paragraph = bidi.paragraphs.first()?;
        let (levels, runs) = bidi.visual_runs(paragraph, ends.0..ends.1);
        let number: BTreeMap<usize, usize> =
            letters.iter().enumerate().map(|(number, (at, _))| (*at, number)).collect();
        let mut due = Vec::new();
        for run in runs {
            let is_rtl = levels.get(run.start).is_some_and(Level::is_rtl);
            let signs = text.get(run.clone())?.char_indices();
            let mut part: Vec<Option<usize>> = signs
                .filter_map(|(at, _)| places.get(run.start + at).copied().flatten())
                .map(|at| number.get(&at).copied())
                .collect();
            if is_rtl {
                part.reverse();
            }
            due.extend(part);
        }
        Some(due)
    }
}
