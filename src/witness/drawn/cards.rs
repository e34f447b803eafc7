//! A wallet card is cut out: a line goes around each, as large as a card is, and no other card in it.

use super::findings::Findings;
use super::groups::names;
use super::near::contrast;
use super::plane::{MM, Rect};
use super::view::{Column, Drawing, View};
use candor_composition::{Composition, Section};
use candor_model::{Format, Paper, Place};

/// The largest card, in points.
const WIDEST: f64 = 95.0 * MM;
const HIGHEST: f64 = 66.0 * MM;
/// How far scissors stay from words, in points.
const SCISSORS: f64 = 2.8;
/// The least contrast of the line on white paper.
const SEEN: f64 = 3.0;

/// Reports cards that are not cut out whole.
pub(super) fn check(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
    if composition.format != Format::Card || composition.paper == Paper::Id1 {
        return;
    }
    let cards = composition.sections.iter().filter(|section| section.place == Place::Card);
    let cards: Vec<(&str, Rect)> =
        cards.filter_map(|card| Some((card.heading.leaf.as_str(), all(view, card)?))).collect();
    for (name, card) in &cards {
        let others = || cards.iter().filter(|(other, _)| other != name).map(|(_, other)| *other);
        if !view.drawings.iter().any(|drawing| is_around(drawing, *card, others())) {
            findings.add(name, Some(view.page), "no line to cut along goes around its card");
        }
    }
    let is_of_card = |drawing: &Drawing| {
        cards.iter().any(|(name, card)| {
            let others = cards.iter().filter(|(other, _)| other != name).map(|(_, other)| *other);
            is_around(drawing, *card, others)
        })
    };
    if view.drawings.iter().any(|drawing| drawing.is_dashed && !is_of_card(drawing)) {
        findings.add("template", Some(view.page), "a line of dashes goes around no card");
    }
}

/// What a card covers.
fn all(view: &View<'_>, card: &Section) -> Option<Rect> {
    let is_own = |name: &str| {
        card.heading.leaf == name || card.blocks.iter().flat_map(names).any(|own| own == name)
    };
    let own = view.columns.iter().filter(|column| is_own(column.name));
    own.map(|column| Column::ink(column)).reduce(Rect::join)
}

fn is_around(drawing: &Drawing, card: Rect, mut others: impl Iterator<Item = Rect>) -> bool {
    let all = drawing.all;
    drawing.is_closed
        && !drawing.bars.is_empty()
        && all.contains(card.grown(SCISSORS, SCISSORS))
        && all.width() <= WIDEST
        && all.height() <= HIGHEST
        && SEEN <= contrast(drawing.color, [1.0; 3])
        && !others.any(|other| other.touches(all))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_is_cut_out_alone_and_fits_a_wallet() {
        let card = Rect { left: 50.0, right: 280.0, top: 50.0, bottom: 190.0 };
        let other = Rect { left: 300.0, right: 530.0, ..card };
        let said = |all: Rect, gray: f64| {
            let drawing = Drawing { color: [gray; 3], ..Drawing::frame(all, 1.0) };
            is_around(&drawing, card, [other].into_iter())
        };
        assert!(said(card.grown(6.0, 6.0), 0.0));
        assert!(!said(card.grown(2.0, 6.0), 0.0), "scissors take letters");
        assert!(!said(card.grown(30.0, 6.0), 0.0), "two cards");
        assert!(!said(card.grown(6.0, 40.0), 0.0), "high");
        assert!(!said(card.grown(6.0, 6.0), 0.9), "pale");
        let ground = Drawing::ground(card.grown(6.0, 6.0));
        assert!(!is_around(&ground, card, std::iter::empty()));
    }
}
