//! What is owed is neither paler nor lighter than the author's words.

use std::collections::BTreeMap;

use super::device::Sheet;
use super::findings::Findings;
use super::found::Found;
use super::ink;
use super::line::Line;
use super::outlines::Outlines;
use super::piece::Piece;
use super::view::Column;
use super::{looks, near};
use candor_composition::Composition;
use candor_model::LeafFamily;

/// What is owed has at least this contrast, or that of the author's own words; on a tint it has a
/// share of it.
const CONTRAST: f64 = 12.0;
const ON_TINT: f64 = 0.8;
/// How the names of the author's words begin, and of those that are owed.
pub(super) const AUTHOR: [LeafFamily; 4] =
    [LeafFamily::Author, LeafFamily::Question, LeafFamily::StopIf, LeafFamily::Purpose];
const OWED: [LeafFamily; 5] = [
    LeafFamily::Item,
    LeafFamily::Evidence,
    LeafFamily::Table,
    LeafFamily::Dose,
    LeafFamily::State,
];

/// Reports what is owed and stands out less than the author's words.
pub(super) fn check(
    columns: &[Column<'_>],
    sheets: &[Sheet],
    pictures: &[Found],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    pale(columns, sheets, pictures, findings);
    light(columns, composition, outlines, findings);
}

fn pale(columns: &[Column<'_>], sheets: &[Sheet], pictures: &[Found], findings: &mut Findings) {
    // For each text the line that stands out least.
    let mut least: BTreeMap<&str, (f64, usize)> = BTreeMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        let pieces = ink::pieces(page, sheet, pictures);
        for column in columns.iter().filter(|column| column.page == page) {
            for line in &column.lines {
                let known = least.entry(column.name).or_insert((f64::MAX, page));
                let contrast = near::contrast(line.color, ground(line, &pieces));
                if contrast < known.0 {
                    *known = (contrast, page);
                }
            }
        }
    }
    let authors = least.iter().filter(|(name, _)| LeafFamily::any_has(&AUTHOR, name));
    let most = authors.map(|(_, (contrast, _))| *contrast).fold(0.0, f64::max);
    for (name, (contrast, page)) in
        least.iter().filter(|(name, _)| LeafFamily::any_has(&OWED, name))
    {
        if *contrast < ON_TINT * most.min(CONTRAST) {
            let reason =
                format!("its contrast is {contrast:.1}; the author's own words have {most:.1}");
            findings.add(name, Some(*page), reason);
        }
    }
}

/// The colour on which a line stands.
fn ground(line: &Line, pieces: &[Piece]) -> [f64; 3] {
    let holds =
        |piece: &&Piece| !piece.is_bar && piece.order < line.first && piece.plate.covers(line.ink);
    pieces.iter().rfind(holds).map_or([1.0; 3], |piece| piece.color)
}

fn light(
    columns: &[Column<'_>],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    let mut heaviest: Option<(&str, u16)> = None;
    let mut owed: Vec<(&str, usize, u16)> = Vec::new();
    for (_, leaf) in composition.leaves() {
        let name = leaf.leaf.as_str();
        let mine: Vec<&Column<'_>> = columns.iter().filter(|column| column.name == name).collect();
        let lines: Vec<&Line> =
            mine.iter().flat_map(|column| column.lines.iter().copied()).collect();
        let Ok(seen) = looks::seen(&lines, &looks::characters(leaf, 0), outlines) else { continue };
        let (Some(first), Some(looks)) = (lines.first(), seen.plain.or(seen.bold)) else {
            continue;
        };
        let weights = || looks.iter().map(|look| look.weight);
        if LeafFamily::any_has(&AUTHOR, name) {
            let weight = weights().min().unwrap_or_default();
            if heaviest.is_none_or(|(_, known)| known < weight) {
                heaviest = Some((name, weight));
            }
        } else if LeafFamily::any_has(&OWED, name) {
            owed.push((name, first.page, weights().max().unwrap_or_default()));
        }
    }
    let Some((author, most)) = heaviest else { return };
    if let Some((name, page, _)) = owed.into_iter().find(|(_, _, weight)| *weight < most) {
        let reason = format!("it is lighter than the author's own words, `{author}`");
        findings.add(name, Some(page), reason);
    }
}
