//! Under which heading an eye finds a text, and which of two texts it meets first.
//!
//! A text that stands under another section's heading belongs to that section for anyone who reads
//! the page, in whatever order a screen reader says them; so does an arm of a trial under another
//! figure's title. What stands above and further left is read first.

use std::collections::BTreeMap;

use super::finding::finding;
use super::geometry::Bounds;
use super::page::{Column, Page};
use super::parts::{Kind, Parts};
use crate::rules::{page_leaf_order, page_parted};
use candor_composition::Composition;
use candor_model::Writing;
use candor_model::diag::Diagnostics;

/// A heading may reach this far into the line of its text, in points.
const TOLERANCE: f64 = 1.0;
/// A heading stands over a text if it covers this share of the narrower one's width.
const OVER: f64 = 1.0 / 3.0;
/// Texts that begin at one height, but for this, stand side by side under a heading, in points.
const ROW: f64 = 10.0;
/// A heading that begins so much further in than the text above it belongs to that, in points.
const SET_IN: f64 = 10.0;
/// What begins further left than this is read before, in points.
const BEFORE: f64 = 2.0;
/// A heading begins no further than this from where its first text does, or has the middle of its box
/// or texts but for this, in points.
const OFF: f64 = 30.0;

/// A heading, or the title of a figure, on one page.
struct Heading<'n> {
    /// Which of the sections or figures it stands over.
    of: usize,
    name: &'n str,
    /// Its ink, as wide as the first texts of its own under it.
    bounds: Bounds,
    /// The boxes that hold it and some of its texts: it stands over nothing outside.
    boxes: Vec<Bounds>,
}

/// What stands together on one page: some lines of a text, or a figure with all its parts.
struct Unit<'n> {
    name: &'n str,
    of: usize,
    ink: Bounds,
}

/// Names with the number of what they belong to.
type Owners<'n> = BTreeMap<&'n str, usize>;

/// Reports texts under the headings of others, and texts that stand before earlier ones.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    parts: &[Parts<'_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let (sections, headings) = sections(composition);
    let figures: Vec<&Parts<'_>> = parts.iter().filter(|part| part.kind == Kind::Figure).collect();
    let (mut in_figure, mut titles) = (Owners::new(), Vec::new());
    for (of, part) in figures.iter().enumerate() {
        in_figure.extend(part.all.iter().map(|name| (*name, of)));
        titles.extend(part.title.map(|title| (of, title)));
    }
    let names = composition.leaves().into_iter().map(|(_, leaf)| leaf.leaf.as_str());
    let order: Owners<'_> = names.zip(0..).collect();
    for page in pages {
        // To a section a figure is one thing.
        let texts = page.columns.iter().map(|column| (column.leaf, column.ink));
        let single = texts.clone().filter(|(name, _)| !in_figure.contains_key(name));
        let whole = figures.iter().filter_map(|part| {
            Some((*part.all.first()?, page.group(part.all.iter().copied())?.bounds))
        });
        let of_sections = units_of(single.chain(whole), &sections);
        page.over_others(&of_sections, &headings, diagnostics);
        let pictures = in_figure.keys().filter_map(|name| Some((*name, page.picture(name)?)));
        let of_figures = units_of(texts.chain(pictures), &in_figure);
        page.over_others(&of_figures, &titles, diagnostics);
        page.before(&order, &in_figure, composition.writing, diagnostics);
        page.set_in(&headings, &sections, composition.writing, diagnostics);
        page.off(&headings, &sections, composition.writing, diagnostics);
    }
}

/// What is known of the owners of some texts and pictures.
fn units_of<'n>(
    named: impl Iterator<Item = (&'n str, Bounds)>,
    owners: &Owners<'_>,
) -> Vec<Unit<'n>> {
    named.filter_map(|(name, ink)| Some(Unit { name, of: *owners.get(name)?, ink })).collect()
}

/// The texts of each section, and the headings.
fn sections(composition: &Composition) -> (Owners<'_>, Vec<(usize, &str)>) {
    let (mut owners, mut headings) = (Owners::new(), Vec::new());
    for (of, section) in composition.sections.iter().enumerate() {
        headings.push((of, section.heading.leaf.as_str()));
        let leaves = section.blocks.iter().flat_map(candor_composition::Block::leaves);
        owners.extend(leaves.map(|leaf| (leaf.leaf.as_str(), of)));
    }
    (owners, headings)
}

impl Page<'_, '_> {
    /// Reports texts and pictures over which another heading stands than their own.
    fn over_others(
        &self,
        units: &[Unit<'_>],
        headings: &[(usize, &str)],
        diagnostics: &mut Diagnostics,
    ) {
        let headings: Vec<Heading<'_>> =
            headings.iter().filter_map(|one| self.heading(*one, headings, units)).collect();
        let is_heading = |name: &str| headings.iter().any(|heading| heading.name == name);
        for unit in units.iter().filter(|unit| !is_heading(unit.name)) {
            let over = headings.iter().filter(|heading| heading.is_over(unit.ink));
            let nearest = over.max_by(|a, b| a.bounds.bottom.total_cmp(&b.bounds.bottom));
            if let Some(other) = nearest.filter(|heading| heading.of != unit.of) {
                let reason = format!("it stands under `{}`, which is not its own", other.name);
                diagnostics.push(finding(page_parted::CODE, unit.name, Some(self.index), reason));
                return;
            }
        }
    }

    /// A heading, as wide as the first of its own that stands under it and what stands beside that, if
    /// nothing of another stands above it there; the first one in a box is as wide as the box.
    fn heading<'n>(
        &self,
        (of, name): (usize, &'n str),
        headings: &[(usize, &str)],
        units: &[Unit<'_>],
    ) -> Option<Heading<'n>> {
        let ink = self.place(name)?;
        let own = || units.iter().filter(|unit| unit.of == of && unit.name != name);
        let boxes = self.drawings().filter(|drawing| {
            let holds = |place: Bounds| drawing.bounds.contains(place);
            drawing.is_closed && holds(ink) && own().any(|unit| holds(unit.ink))
        });
        let boxes: Vec<Bounds> = boxes.map(|drawing| drawing.bounds).collect();
        let under = own().filter(|unit| is_over(ink, unit.ink));
        let first = under.min_by(|a, b| a.ink.top.total_cmp(&b.ink.top));
        let is_free = |below: &Unit<'_>| {
            let mut others = units.iter().filter(|other| other.of != of);
            !others.any(|other| ink.top < other.ink.bottom && is_over(other.ink, below.ink))
        };
        let row = own().filter(|unit| {
            first.is_some_and(|first| (unit.ink.top - first.ink.top).abs() < ROW) && is_free(unit)
        });
        let is_first = |frame: &&Bounds| {
            let others = headings.iter().filter(|(_, other)| *other != name);
            let mut others = others.filter_map(|(_, other)| self.place(other));
            !others.any(|other| frame.contains(other) && other.top < ink.top + ROW)
        };
        let wide = boxes.iter().filter(is_first).copied();
        let widths = first.into_iter().chain(row).map(|unit| unit.ink);
        let bounds = widths.chain(wide).fold(ink, |bounds, wider| Bounds {
            left: bounds.left.min(wider.left),
            right: bounds.right.max(wider.right),
            ..bounds
        });
        Some(Heading { of, name, bounds, boxes })
    }

    /// Reports a heading that is set in under the texts of another section, as if it belonged to them.
    fn set_in(
        &self,
        headings: &[(usize, &str)],
        owners: &Owners<'_>,
        writing: Writing,
        diagnostics: &mut Diagnostics,
    ) {
        let is_boxed = |ink: Bounds| {
            self.drawings().any(|drawing| drawing.is_closed && drawing.bounds.contains(ink))
        };
        for (of, name) in headings {
            let Some(ink) = self.place(name).filter(|ink| !is_boxed(*ink)) else { continue };
            let others = self.columns.iter().filter(|column| {
                owners.get(column.leaf).is_some_and(|owner| owner != of) && is_over(column.ink, ink)
            });
            let Some(above) = others.max_by(|a, b| a.ink.bottom.total_cmp(&b.ink.bottom)) else {
                continue;
            };
            let set_in = match writing {
                Writing::Ltr => ink.left - above.ink.left,
                Writing::Rtl => above.ink.right - ink.right,
            };
            if SET_IN < set_in && !is_boxed(above.ink) {
                let reason =
                    format!("it is set in under `{}`, as if it belonged to it", above.leaf);
                diagnostics.push(finding(page_parted::CODE, name, Some(self.index), reason));
                return;
            }
        }
    }

    /// Reports a heading that stands at the side of its own texts: at the other edge it meets the next
    /// column.
    fn off(
        &self,
        headings: &[(usize, &str)],
        owners: &Owners<'_>,
        writing: Writing,
        diagnostics: &mut Diagnostics,
    ) {
        for (of, name) in headings {
            let Some(ink) = self.place(name) else { continue };
            let own = self.columns.iter().filter(|column| owners.get(column.leaf) == Some(of));
            let below = own.map(|column| column.ink).filter(|text| is_over(ink, *text));
            let Some(all) = below.clone().reduce(Bounds::join) else { continue };
            let Some(first) = below.min_by(|a, b| a.top.total_cmp(&b.top)) else { continue };
            let off = match writing {
                Writing::Ltr => ink.left - first.left,
                Writing::Rtl => first.right - ink.right,
            };
            let middle = |at: Bounds| f64::midpoint(at.left, at.right);
            let mut around =
                self.drawings().filter(|drawing| drawing.is_closed && drawing.bounds.contains(ink));
            let is_middle = |at: Bounds| (middle(at) - middle(ink)).abs() < OFF;
            if OFF < off && !is_middle(all) && !around.any(|drawing| is_middle(drawing.bounds)) {
                let reason = "it does not begin where the text under it begins";
                diagnostics.push(finding(page_parted::CODE, name, Some(self.index), reason));
                return;
            }
        }
    }

    /// Reports a text that stands above an earlier one and further to the side where reading begins.
    fn before(
        &self,
        order: &Owners<'_>,
        in_figure: &Owners<'_>,
        writing: Writing,
        diagnostics: &mut Diagnostics,
    ) {
        let mut columns: Vec<(usize, &Column<'_>)> = self
            .columns
            .iter()
            .filter_map(|column| Some((*order.get(column.leaf)?, column)))
            .collect();
        columns.sort_by_key(|(at, _)| *at);
        for (index, (_, later)) in columns.iter().enumerate() {
            let earlier = columns[..index].iter().find(|(_, earlier)| {
                let begins_before = match writing {
                    Writing::Ltr => later.ink.left + BEFORE < earlier.ink.left,
                    Writing::Rtl => earlier.ink.right + BEFORE < later.ink.right,
                };
                let figure = |column: &Column<'_>| in_figure.get(column.leaf);
                let is_one_figure =
                    figure(later).is_some_and(|figure_of| figure(earlier) == Some(figure_of));
                begins_before && later.ink.bottom <= earlier.ink.top && !is_one_figure
            });
            if let Some((_, earlier)) = earlier {
                let reason = format!("it stands before `{}`, which comes first", earlier.leaf);
                diagnostics.push(finding(
                    page_leaf_order::CODE,
                    later.leaf,
                    Some(self.index),
                    reason,
                ));
                return;
            }
        }
    }
}

impl Heading<'_> {
    /// Whether it stands above a text, in its column, and in all of its boxes.
    fn is_over(&self, text: Bounds) -> bool {
        is_over(self.bounds, text) && self.boxes.iter().all(|frame| frame.contains(text))
    }
}

/// Whether a heading stands above a text, in its column.
fn is_over(heading: Bounds, text: Bounds) -> bool {
    let both = heading.right.min(text.right) - heading.left.max(text.left);
    heading.bottom <= text.top + TOLERANCE && OVER * heading.width().min(text.width()) < both
}
