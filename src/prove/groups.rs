//! Which texts a box holds together: a heading stands over its own texts, and no box gives another
//! section's texts to it; what says how far a sheet has come stands out.

use typst::text::FontWeight;

use super::finding::finding;
use super::gathered::{self, Gathered};
use super::geometry::Bounds;
use super::walk::{Painted, Walked};
use crate::rules::{page_leaf_order, page_parted, page_unseen};
use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_model::{LeafFamily, Place};

/// The least weight of what says how far a sheet has come.
const MIN_WEIGHT: FontWeight = FontWeight::SEMIBOLD;

/// A text of the composition.
struct Text<'a> {
    name: &'a str,
    section: Option<Place>,
    is_heading: bool,
    /// Where it begins; `None` without ink.
    place: Option<gathered::Place>,
}

impl Text<'_> {
    fn is_in(&self, page: usize, frame: Bounds) -> bool {
        self.place.is_some_and(|place| place.page == page && frame.contains(place.ink))
    }
}

/// Reports headings in the boxes of other sections, and a standing that does not stand out.
pub(super) fn check(
    walked: &Walked<'_>,
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let leaves = composition.leaves().into_iter();
    let texts: Vec<Text<'_>> = leaves
        .map(|(section, leaf)| Text {
            name: &leaf.leaf,
            section,
            is_heading: LeafFamily::Heading.has(&leaf.leaf),
            place: gathered.place(&leaf.leaf),
        })
        .collect();
    for (page, sheet) in walked.pages.iter().enumerate() {
        for item in &sheet.items {
            if let Painted::Drawing(drawing) = item
                && drawing.is_closed
                && let Some((leaf, reason)) = wrong(&texts, page, drawing.bounds)
            {
                diagnostics.push(finding(page_parted::CODE, leaf, Some(page), reason));
            }
        }
    }
    standing(walked, diagnostics);
}

/// What is wrong with the texts that a box holds together.
fn wrong<'a>(texts: &[Text<'a>], page: usize, frame: Bounds) -> Option<(&'a str, String)> {
    let held: Vec<&Text<'a>> = texts.iter().filter(|text| text.is_in(page, frame)).collect();
    if held.iter().all(|text| text.is_heading) {
        return None;
    }
    for (heading, first) in texts.iter().zip(texts.iter().skip(1).map(Some).chain([None])) {
        if !heading.is_heading || !heading.is_in(page, frame) {
            continue;
        }
        if let Some(first) = first.filter(|first| !first.is_in(page, frame)) {
            let reason = format!("it stands in a box without its text, `{}`", first.name);
            return Some((heading.name, reason));
        }
        // Texts of another section may share the box with their own heading alone, or where that
        // stands on a page before.
        let strange = held.iter().find(|other| {
            other.section.is_some() && other.section != heading.section && {
                let mut headings = texts.iter().filter(|text| text.is_heading);
                let own = headings.find(|own| own.section == other.section);
                own.is_none_or(|own| {
                    !own.is_in(page, frame) && own.place.is_none_or(|place| page <= place.page)
                })
            }
        });
        if let Some(other) = strange {
            let reason =
                format!("it stands in a box under `{}`, which is not its own", heading.name);
            return Some((other.name, reason));
        }
    }
    None
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
            diagnostics.push(finding(page_leaf_order::CODE, HEADER, Some(page), reason));
        }
        let pale = texts.clone().find(|(leaf, run)| {
            matches!(*leaf, HEADER | "state")
                && !run.text().trim().is_empty()
                && run.item.font.font().info().variant.weight < MIN_WEIGHT
        });
        if let Some((leaf, _)) = pale {
            let reason = "it says how far the sheet has come, and must be bold";
            diagnostics.push(finding(page_unseen::CODE, leaf, Some(page), reason));
        }
    }
}

/// The line at the head of each page.
const HEADER: &str = "running.header";
