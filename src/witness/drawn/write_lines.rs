//! Behind the label of a line to write on there are a line and room for a hand.

use super::findings::Findings;
use super::line::Line;
use super::near;
use super::piece::is_thin;
use super::plane::{MM, Rect, SAME};
use super::view::{Drawing, View};
use candor_composition::{Block, Composition};
use candor_model::Format;

/// Least room, in ems of the label, and in points where it is not a card.
const ROOM: f64 = 2.5;
const HAND: f64 = 15.0 * MM;
/// How far behind its end no other text stands at its height, in ems of the label, unless one of both
/// stands in a box without the other.
const AFTER: f64 = 2.0;
/// How light its ground is at least (relative luminance), and the contrast of the line on it.
const GROUND: f64 = 0.6;
const CONTRAST: f64 = 3.0;
/// How far above and below the baseline of its label a line to write on may lie, in ems.
const LEVEL: std::ops::RangeInclusive<f64> = -0.3..=1.8;

/// Reports labels behind which nothing can be written.
pub(super) fn check(
    view: &View<'_>,
    composition: &Composition,
    rtl: bool,
    findings: &mut Findings,
) {
    let labels = labels(composition);
    let least = if composition.format == Format::Card { 0.0 } else { HAND };
    for label in &labels {
        let line = view.lines().filter(|line| line.name == *label).last();
        if line.is_some_and(|line| !has_room(view, line, &labels, least, rtl)) {
            let reason = "there is no line with room to write on behind it";
            findings.add(label, Some(view.page), reason);
        }
    }
}

/// The names of the labels; Candor itself draws the lines of the release block.
pub(super) fn labels(composition: &Composition) -> Vec<&str> {
    let mut labels = Vec::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::WriteLines { labels: these } => {
                labels.extend(these.iter().map(|label| label.leaf.as_str()));
            }
            Block::Paragraph(_)
            | Block::Bullets { .. }
            | Block::Steps { .. }
            | Block::Table { .. }
            | Block::Figure { .. }
            | Block::Standing { lines: _, by_hand: _ }
            | Block::Calendar { .. } => {}
        }
    }
    labels
}

/// Whether a line lies where one writes behind a label.
pub(super) fn is_for(rule: Rect, label: &Line) -> bool {
    rule.left <= label.ink.right + SAME
        && label.ink.left <= rule.right + SAME
        && LEVEL.contains(&((rule.top - label.baseline) / label.size))
}

fn has_room(view: &View<'_>, label: &Line, labels: &[&str], least: f64, rtl: bool) -> bool {
    let ground = view.ground(label);
    // A pen is darker than what it writes on.
    if near::luminance(ground) < GROUND {
        return false;
    }
    let is_parted = |other: Rect| {
        let holds = |all: Rect, one: Rect| all.contains(one);
        let mut boxes = view.drawings.iter().filter(|drawing| drawing.is_closed);
        boxes.any(|one| holds(one.all, label.ink) != holds(one.all, other))
    };
    let seen = view.drawings.iter().filter(|drawing| {
        let is_dark = near::luminance(drawing.color) < near::luminance(ground);
        is_dark && CONTRAST <= near::contrast(drawing.color, ground)
    });
    let inks = seen.flat_map(Drawing::inks);
    let mut rules = inks.filter(|ink| is_thin(*ink) && ink.height() < ink.width());
    rules.any(|rule| {
        let (left, right) =
            if rtl { (rule.left, label.ink.left) } else { (label.ink.right, rule.right) };
        let room = Rect { left, right, ..label.ink };
        let after = AFTER * label.size;
        let after = if rtl {
            Rect { left: left - after, right: left, ..room }
        } else {
            Rect { left: right, right: right + after, ..room }
        };
        // Another label was not written by hand.
        let is_free = view.lines().all(|other| {
            let is_label = labels.contains(&other.name.as_str());
            !other.ink.touches(room)
                && (is_label || is_parted(other.ink) || !other.ink.touches(after))
        });
        LEVEL.contains(&((rule.top - label.baseline) / label.size))
            && rule.left <= left + SAME
            && right <= rule.right + SAME
            && least.max(ROOM * label.size) <= room.width()
            && is_free
    })
}
