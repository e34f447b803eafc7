//! Which texts a box holds together: a heading stands over its own texts, and no box gives another
//! section's texts to it; what says how far a sheet has come stands out.

use std::collections::BTreeMap;

use typst::text::FontWeight;

use super::finding;
use super::geometry::Bounds;
use super::walk::{Painted, Walked};
use crate::compose::Composition;
use crate::diag::{Code, Diagnostics};
use crate::model::Place;

/// The least weight of what says how far a sheet has come.
const MIN_WEIGHT: FontWeight = FontWeight::SEMIBOLD;

/// Where the texts of the composition begin.
struct Texts<'a> {
    /// For each text its page and ink there.
    places: BTreeMap<&'a str, (usize, Bounds)>,
    /// Names with their sections, in reading order.
    order: Vec<(&'a str, Option<Place>)>,
}

/// Reports headings in the boxes of other sections, and a standing that does not stand out.
pub(super) fn check(walked: &Walked<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let mut places: BTreeMap<&str, (usize, Bounds)> = BTreeMap::new();
    for (page, sheet) in walked.pages.iter().enumerate() {
        for item in &sheet.items {
            let Painted::Text(run) = item else { continue };
            let (Some(leaf), Some(bounds)) = (run.leaf.as_deref(), run.bounds) else { continue };
            let (first, known) = places.entry(leaf).or_insert((page, bounds));
            if *first == page {
                known.grow(bounds);
            }
        }
    }
    let leaves = composition.leaves().into_iter();
    let order = leaves.map(|(place, leaf)| (leaf.leaf.as_str(), place)).collect();
    let texts = Texts { places, order };
    for (page, sheet) in walked.pages.iter().enumerate() {
        for item in &sheet.items {
            if let Painted::Drawing(drawing) = item
                && drawing.is_closed
                && let Some((leaf, reason)) = texts.wrong(page, drawing.bounds)
            {
                diagnostics.push(finding(Code::PageParted, leaf, Some(page), reason));
            }
        }
    }
    standing(walked, diagnostics);
}

impl<'a> Texts<'a> {
    /// What is wrong with the texts that a box holds together.
    fn wrong(&self, page: usize, frame: Bounds) -> Option<(&'a str, String)> {
        let in_box = |name: &str| {
            self.places.get(name).is_some_and(|(on, ink)| *on == page && frame.contains(*ink))
        };
        let held: Vec<(&str, Option<Place>)> =
            self.order.iter().copied().filter(|(name, _)| in_box(name)).collect();
        for (index, (name, place)) in self.order.iter().enumerate() {
            if !name.starts_with("heading.") || !in_box(name) {
                continue;
            }
            let others = held.iter().any(|(other, _)| !other.starts_with("heading."));
            if let Some((first, _)) = self.order.get(index + 1)
                && others
                && !in_box(first)
            {
                return Some((name, format!("it stands in a box without its text, `{first}`")));
            }
            // Texts of another section may share the box with their own heading alone, or where
            // that stands on a page before.
            let strange = held.iter().find(|(_, other)| {
                other.is_some() && other != place && {
                    let heading = other.map(|other| format!("heading.{}", other.as_str()));
                    let heading = heading.unwrap_or_default();
                    let on = self.places.get(heading.as_str()).map(|(on, _)| *on);
                    !in_box(&heading) && on.is_none_or(|on| page <= on)
                }
            });
            if let Some((other, _)) = strange {
                return Some((
                    other,
                    format!("it stands in a box under `{name}`, which is not its own"),
                ));
            }
        }
        None
    }
}

/// What says how far a sheet has come is bold; the line at the head of each page stands above all
/// other text.
fn standing(walked: &Walked<'_>, diagnostics: &mut Diagnostics) {
    for (page, sheet) in walked.pages.iter().enumerate() {
        let texts = sheet.items.iter().filter_map(|item| match item {
            Painted::Text(run) => Some((run.leaf.as_deref()?, run)),
            Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
        });
        let top = |is_header: bool| {
            let tops = texts.clone().filter(move |(leaf, _)| (*leaf == HEADER) == is_header);
            tops.filter_map(|(_, run)| run.bounds).map(|ink| ink.top).reduce(f64::min)
        };
        if let (Some(header), Some(other)) = (top(true), top(false))
            && other < header
        {
            let reason = "it does not stand at the head of the page";
            diagnostics.push(finding(Code::PageOrder, HEADER, Some(page), reason));
        }
        let pale = texts.clone().find(|(leaf, run)| {
            matches!(*leaf, HEADER | "state")
                && !run.text().trim().is_empty()
                && run.item.font.font().info().variant.weight < MIN_WEIGHT
        });
        if let Some((leaf, _)) = pale {
            let reason = "it says how far the sheet has come, and must be bold";
            diagnostics.push(finding(Code::PageUnseen, leaf, Some(page), reason));
        }
    }
}

/// The line at the head of each page.
const HEADER: &str = "running.header";
