//! One look for all of a text: its letters come from fonts of one weight, slant and width, Latin
//! ones from one family, and have one colour; words that the composition sets bold may have another
//! weight, but no lighter one.

use super::look::Look;
use std::collections::{BTreeMap, BTreeSet};

use super::findings::Findings;
use super::line::Line;
use super::outlines::Outlines;
use super::plane::is_same_color;
use candor_composition::{Composition, Leaf};

/// Reports texts of which some words are set apart.
pub(super) fn check(
    lines: &[Line],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    // A running line is set again on each page; other texts go on from one page to the next.
    let mut texts: BTreeMap<(&str, usize), Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_label) {
        let page = if line.is_running { line.page } else { 0 };
        texts.entry((line.name.as_str(), page)).or_default().push(line);
    }
    let leaves = composition.leaves().into_iter().map(|(_, leaf)| leaf);
    for leaf in leaves.chain(composition.running.all()) {
        let name = leaf.leaf.as_str();
        for ((_, page), lines) in texts.range((name, 0)..=(name, usize::MAX)) {
            if let Err(reason) = seen(lines, &characters(leaf, *page), outlines) {
                findings.add(name, lines.first().map(|line| line.page), reason);
            }
        }
    }
}

/// Returns the characters of a text, each with whether it is bold.
pub(super) fn characters(leaf: &Leaf, page: usize) -> Vec<(char, bool)> {
    let number = (page + 1).to_string();
    let mut all = Vec::new();
    for run in &leaf.runs {
        all.extend(run.text.replace("{page}", &number).chars().map(|c| (c, run.strong)));
    }
    all
}

/// What a text can be set in: some letters are the same in several fonts.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Its plain words, if it has any.
    pub(super) plain: Option<BTreeSet<Look>>,
    /// Those that the composition sets bold.
    pub(super) bold: Option<BTreeSet<Look>>,
    /// The families of its Latin letters and digits.
    pub(super) latin: Option<BTreeSet<String>>,
}

/// Returns what a text can be set in, or says which of its words are set apart.
pub(super) fn seen(
    lines: &[&Line],
    characters: &[(char, bool)],
    outlines: &Outlines,
) -> Result<Seen, &'static str> {
    let mut seen = Seen::default();
    for line in lines {
        if lines.first().is_some_and(|first| !is_same_color(line.color, first.color)) {
            return Err("its lines differ in colour");
        }
        for ((_, known), at) in line.letters.iter().zip(&line.places) {
            let known = outlines.get(*known);
            let (c, is_strong) = characters.get(*at).copied().unwrap_or((' ', false));
            let all = if is_strong { &mut seen.bold } else { &mut seen.plain };
            if !keep(all, &known.looks) {
                return Err("some of its words are set apart by their weight or slant");
            }
            if c.is_ascii_alphanumeric() && !keep(&mut seen.latin, &known.families) {
                return Err("some of its words are set apart by their font");
            }
        }
    }
    if let (Some(plain), Some(bold)) = (&seen.plain, &seen.bold)
        && bold.iter().map(|look| look.weight).max() < plain.iter().map(|look| look.weight).min()
    {
        return Err("its bold words are lighter than the others");
    }
    Ok(seen)
}

/// Keeps what something can be in both; returns whether anything is left.
fn keep<T: Clone + Ord>(all: &mut Option<BTreeSet<T>>, can_be: &BTreeSet<T>) -> bool {
    let all = all.get_or_insert_with(|| can_be.clone());
    all.retain(|one| can_be.contains(one));
    !all.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::plane::Rect;
    use super::*;

    const REGULAR: &[u8] =
        include_bytes!("../../../templates/fonts/AtkinsonHyperlegibleNext_400Regular.ttf");
    const BOLD: &[u8] =
        include_bytes!("../../../templates/fonts/AtkinsonHyperlegibleNext_700Bold.ttf");

    /// A line of the letter `a`, of which each is bold or not.
    fn line(weights: &[u16], outlines: &Outlines) -> Line {
        let known = |weight: &u16| {
            let is_it = |at: &usize| outlines.get(*at).looks.iter().any(|l| l.weight == *weight);
            (Rect::NONE, (0..2).find(is_it).expect("an outline"))
        };
        Line {
            letters: weights.iter().map(known).collect(),
            places: (0..weights.len()).collect(),
            ..super::super::line::a_line("text", Rect::NONE, 0.0)
        }
    }

    #[test]
    fn only_strong_words_have_another_weight_and_no_lighter_one() {
        let outlines = Outlines::new([(REGULAR, 0), (BOLD, 0)].into_iter(), &['a'].into());
        let said = |weights: &[u16], strong: &[bool]| {
            let characters: Vec<(char, bool)> =
                strong.iter().map(|strong| ('a', *strong)).collect();
            seen(&[&line(weights, &outlines)], &characters, &outlines).err().unwrap_or_default()
        };
        assert_eq!(said(&[400, 400], &[false, false]), "");
        assert_eq!(said(&[700, 700], &[false, false]), "");
        assert_eq!(said(&[400, 700], &[false, true]), "");
        assert!(said(&[400, 700], &[false, false]).contains("set apart"));
        assert!(said(&[700, 400], &[false, true]).contains("lighter"));
        let (mut first, mut second) = (line(&[400], &outlines), line(&[400], &outlines));
        (first.page, second.page) = (0, 1);
        second.color = [0.5, 0.0, 0.0];
        let found = seen(&[&first, &second], &[('a', false)], &outlines);
        assert_eq!(found.err(), Some("its lines differ in colour"));
    }

    #[test]
    fn latin_letters_come_from_one_family() {
        const OTHER: &[u8] =
            include_bytes!("../../../tests/fonts/LibertinusSerif-Regular-subset.otf");
        let outlines = Outlines::new([(REGULAR, 0), (OTHER, 0)].into_iter(), &['a'].into());
        let mut line = line(&[400, 400], &outlines);
        let characters = [('a', false), ('a', false)];
        assert!(seen(&[&line], &characters, &outlines).is_ok());
        line.letters[1].1 = 1;
        let found = seen(&[&line], &characters, &outlines).err();
        assert_eq!(found, Some("some of its words are set apart by their font"));
    }
}
