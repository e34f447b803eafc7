//! One look for all of a text: its letters come from fonts of one weight, slant and width, and have
//! one colour; words that the composition sets bold may have another weight, and no lighter one.

use std::collections::{BTreeMap, BTreeSet};

use ttf_parser::Face;

use super::outlines::Outlines;
use super::plane::is_same_color;
use super::{Findings, Line};
use crate::compose::{Composition, Leaf};

/// The weight from which a font is bold.
const BOLD: u16 = 700;

/// How a font draws its letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Look {
    /// From 100 to 900, as fonts count.
    pub(super) weight: u16,
    is_slanted: bool,
    width: u16,
}

impl Look {
    pub(super) fn of(face: &Face<'_>) -> Self {
        let weight = face.weight().to_number();
        Self {
            weight: if face.is_bold() { weight.max(BOLD) } else { weight },
            is_slanted: face.is_italic() || face.is_oblique(),
            width: face.width().to_number(),
        }
    }
}

/// Reports texts of which some words are set apart.
pub(super) fn check(
    lines: &[Line],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    // A running line stands on each page anew; other texts go on over it.
    let mut texts: BTreeMap<(&str, usize), Vec<&Line>> = BTreeMap::new();
    for line in lines.iter().filter(|line| !line.is_label) {
        let page = if line.is_running { line.page } else { 0 };
        texts.entry((line.name.as_str(), page)).or_default().push(line);
    }
    let leaves = composition.leaves().into_iter().map(|(_, leaf)| leaf);
    for leaf in leaves.chain(composition.running.all()) {
        let name = leaf.leaf.as_str();
        for ((_, page), lines) in texts.range((name, 0)..=(name, usize::MAX)) {
            if let Some(reason) = wrong(lines, &strong(leaf, *page), outlines) {
                findings.add(name, lines.first().map(|line| line.page), reason);
            }
        }
    }
}

/// Which characters of a text are bold.
fn strong(leaf: &Leaf, page: usize) -> Vec<bool> {
    let number = (page + 1).to_string();
    let runs = leaf.runs.iter().flat_map(|run| {
        let n = run.text.replace("{page}", &number).chars().count();
        std::iter::repeat_n(run.strong, n)
    });
    runs.collect()
}

fn wrong(lines: &[&Line], strong: &[bool], outlines: &Outlines) -> Option<&'static str> {
    // What plain and bold letters can come from: some letters are the same in several fonts.
    let mut looks: [Option<BTreeSet<Look>>; 2] = [None, None];
    let first = lines.first()?;
    for line in lines {
        if !is_same_color(line.color, first.color) {
            return Some("its lines differ in colour");
        }
        for ((_, known), at) in line.letters.iter().zip(&line.places) {
            let can_be = &outlines.get(*known).looks;
            let is_strong = strong.get(*at).copied().unwrap_or_default();
            let all = looks[usize::from(is_strong)].get_or_insert_with(|| can_be.clone());
            all.retain(|look| can_be.contains(look));
            if all.is_empty() {
                return Some("some of its words are set apart by their weight or slant");
            }
        }
    }
    let [plain, bold] = looks.map(Option::unwrap_or_default);
    let lightest = plain.iter().map(|look| look.weight).min()?;
    let boldest = bold.iter().map(|look| look.weight).max()?;
    (boldest < lightest).then_some("its bold words are lighter than the others")
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
            ..super::super::a_line("text", Rect::NONE, 0.0)
        }
    }

    #[test]
    fn only_strong_words_have_another_weight_and_no_lighter_one() {
        let outlines = Outlines::new([(REGULAR, 0), (BOLD, 0)].into_iter(), &['a'].into());
        let said = |weights: &[u16], strong: &[bool]| {
            wrong(&[&line(weights, &outlines)], strong, &outlines).unwrap_or_default()
        };
        assert_eq!(said(&[400, 400], &[false, false]), "");
        assert_eq!(said(&[700, 700], &[false, false]), "");
        assert_eq!(said(&[400, 700], &[false, true]), "");
        assert!(said(&[400, 700], &[false, false]).contains("set apart"));
        assert!(said(&[700, 400], &[false, true]).contains("lighter"));
        let (mut first, mut second) = (line(&[400], &outlines), line(&[400], &outlines));
        (first.page, second.page) = (0, 1);
        second.color = [0.5, 0.0, 0.0];
        let found = wrong(&[&first, &second], &[false], &outlines);
        assert_eq!(found, Some("its lines differ in colour"));
    }
}
