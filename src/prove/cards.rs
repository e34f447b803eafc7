//! Wallet cards: each in a frame of its own that can be cut out and carried.

use super::geometry::{Bounds, MM};
use super::ink::Drawing;
use super::page::Page;
use super::sight::luminance;
use super::whole::names;
use candor_composition::{Composition, Section};
use candor_model::diag::Diagnostics;
use candor_model::{Format, Paper, Place};

/// The largest card, in millimetres: an ID-1 card has 85.6 by 54, and a wallet a little more room.
const LARGEST: (f64, f64) = (95.0, 66.0);
/// How far its words stay from the cut, in points.
const FROM_CUT: f64 = 2.8;
/// The least contrast of the cut with the paper.
const CONTRAST: f64 = 3.0;

/// Reports cards without a line to cut along, and such lines elsewhere.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    if composition.format != Format::Card {
        let is_cut = |page: &&Page<'_, '_>| {
            page.drawings().any(|one| one.is_dashed && page.shows(one.bounds))
        };
        for page in pages.iter().filter(is_cut) {
            let reason = "a line of dashes says that here is to be cut";
            page.report("template", reason, diagnostics);
        }
        return;
    }
    // A card on paper of its own size is cut already.
    if composition.paper == Paper::Id1 {
        return;
    }
    let is_card = |section: &&Section| section.place == Place::Card;
    let cards: Vec<&Section> = composition.sections.iter().filter(is_card).collect();
    for page in pages {
        let places: Vec<(&str, Bounds)> =
            cards.iter().filter_map(|card| Some((leaf(card), page.card(card)?))).collect();
        for (name, place) in &places {
            let others = places.iter().filter(|(other, _)| other != name).map(|(_, at)| *at);
            let others: Vec<Bounds> = others.collect();
            if !page.drawings().any(|drawing| is_cut(drawing, *place, &others)) {
                let reason = "no line to cut along goes around its card, at most 95 mm wide and \
                              66 mm high and 1 mm from all words";
                page.report(name, reason, diagnostics);
                return;
            }
        }
        let is_of_card = |drawing: &Drawing| {
            places.iter().any(|(name, place)| {
                let others = places.iter().filter(|(other, _)| other != name).map(|(_, at)| *at);
                is_cut(drawing, *place, &others.collect::<Vec<_>>())
            })
        };
        let is_astray = |drawing: &Drawing| {
            drawing.is_dashed && page.shows(drawing.bounds) && !is_of_card(drawing)
        };
        if page.drawings().any(is_astray) {
            let reason = "a line of dashes, which says that here is to be cut, goes around no card";
            page.report("template", reason, diagnostics);
        }
    }
}

fn leaf(card: &Section) -> &str {
    &card.heading.leaf
}

impl Page<'_, '_> {
    /// Where all that a card says stands on this page.
    fn card(&self, card: &Section) -> Option<Bounds> {
        let mut all: Vec<&str> = card.blocks.iter().flat_map(names).collect();
        all.push(leaf(card));
        let places = self.columns.iter().filter(|column| all.contains(&column.leaf));
        places.map(|column| column.ink).reduce(Bounds::join)
    }
}

/// Whether a drawing goes around a card, is no larger than one, and can be seen.
fn is_cut(drawing: &Drawing, card: Bounds, others: &[Bounds]) -> bool {
    let Drawing { plate: _, rules, bounds, is_closed, is_dashed: _, in_block: _ } = drawing;
    let contrast = |rgb: [f64; 3]| 1.05 / (luminance(rgb) + 0.05);
    *is_closed
        && bounds.contains(card.shrunk(-FROM_CUT))
        && !others.iter().any(|other| other.overlap(*bounds).is_some())
        && bounds.width() <= LARGEST.0 * MM
        && bounds.height() <= LARGEST.1 * MM
        && rules.iter().any(|(_, rgb)| CONTRAST <= contrast(*rgb))
}
