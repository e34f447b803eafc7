//! What is of one rank looks alike: the entries of a list, the cells of a column, the rows of a figure,
//! headings. A dose in larger type looks like the one that was chosen.

use std::collections::BTreeMap;

use super::findings::Findings;
use super::groups::Group;
use super::headings::URGENT;
use super::line::Line;
use super::looks::{self, Seen};
use super::outlines::Outlines;
use super::plane::is_same_color;
use super::view::Column;
use candor_composition::{Block, Composition};
use candor_model::LeafFamily;

/// Sizes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.5;

/// What is said of the medicine, owed or the author's.
const BODY: [LeafFamily; 5] = [
    LeafFamily::Item,
    LeafFamily::Author,
    LeafFamily::Question,
    LeafFamily::Help,
    LeafFamily::StopIf,
];

/// How a text is set.
struct Set<'a> {
    first: &'a Line,
    seen: Seen,
}

/// Reports texts that are set differently from the first of their rank.
pub(super) fn check(
    columns: &[Column<'_>],
    groups: &[Group<'_>],
    composition: &Composition,
    outlines: &Outlines,
    findings: &mut Findings,
) {
    let mut lines: BTreeMap<&str, Vec<&Line>> = BTreeMap::new();
    for column in columns.iter().filter(|column| !column.is_running()) {
        lines.entry(column.name).or_default().extend(&column.lines);
    }
    let mut sets: BTreeMap<&str, Set<'_>> = BTreeMap::new();
    for (_, leaf) in composition.leaves() {
        let Some(lines) = lines.get(leaf.leaf.as_str()) else { continue };
        let seen = looks::seen(lines, &looks::characters(leaf, 0), outlines);
        // A text of several looks is reported as such.
        if let (Some(first), Ok(seen)) = (lines.first(), seen) {
            sets.insert(&leaf.leaf, Set { first, seen });
        }
    }
    let mut alike = |names: &[&str], in_color| {
        let mut sets = names.iter().filter_map(|name| sets.get(name));
        let Some(first) = sets.next() else { return };
        if let Some(other) = sets.find(|set| !is_alike(first, set, in_color)) {
            let reason =
                format!("it is set otherwise than `{}`, which is of its rank", first.first.name);
            findings.add(&other.first.name, Some(other.first.page), reason);
        }
    };
    for rank in groups.iter().flat_map(|group| &group.ranks) {
        alike(rank, true);
    }
    // Headings may have the colours of their boxes.
    let headings = composition.sections.iter().map(|section| section.heading.leaf.as_str());
    alike(&headings.collect::<Vec<_>>(), false);
    alike(&titles(composition), true);
    // Whatever section it stands in: headings say what is more urgent.
    let sections = composition.sections.iter();
    let sections = sections.filter(|section| !URGENT.contains(&section.heading.leaf.as_str()));
    let body = sections.flat_map(|section| section.blocks.iter().flat_map(Block::leaves));
    let body = body.map(|leaf| leaf.leaf.as_str()).filter(|name| LeafFamily::any_has(&BODY, name));
    alike(&body.collect::<Vec<_>>(), false);
}

/// The titles of figures.
fn titles(composition: &Composition) -> Vec<&str> {
    let mut titles = Vec::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Figure { figure: _, title: Some(title), rows: _, axis: _, notes: _ } = block {
            titles.push(title.leaf.as_str());
        }
    }
    titles
}

fn is_alike(one: &Set<'_>, other: &Set<'_>, in_color: bool) -> bool {
    (one.first.size - other.first.size).abs() < TOLERANCE
        && (!in_color || is_same_color(one.first.color, other.first.color))
        && shares(one.seen.plain.as_ref(), other.seen.plain.as_ref())
        && shares(one.seen.bold.as_ref(), other.seen.bold.as_ref())
        && shares(one.seen.latin.as_ref(), other.seen.latin.as_ref())
}

/// Whether two texts can be set in the same, where both have such words.
fn shares<T: Ord>(
    one: Option<&std::collections::BTreeSet<T>>,
    other: Option<&std::collections::BTreeSet<T>>,
) -> bool {
    one.zip(other).is_none_or(|(one, other)| !one.is_disjoint(other))
}
