//! Headings belong to the texts under them, and those of what is most urgent stand out most.

use super::findings::Findings;
use super::near;
use super::piece::is_thin;
use super::view::{Column, Drawing, View};
use candor_composition::Composition;
use candor_model::LeafFamily;

/// By how much a heading may stand nearer to the text above than to its own, in ems.
const NEARER: f64 = 0.5;
/// Grounds are told apart from so much difference of their relative luminance on, and what is darker
/// than this is a dark band.
const SHADE: f64 = 0.1;
const DARK: f64 = 0.4;
/// The headings of what is most urgent, and below them the steps of getting help.
pub(super) const URGENT: [&str; 2] = ["heading.must-not", "heading.help-now"];
const STEPS: [&str; 2] = ["heading.help-today", "heading.help-visit"];

/// Reports headings that stand nearer to what is above them, that a line parts from their text, or
/// that are outdone by less urgent ones.
pub(super) fn check(
    views: &[View<'_>],
    columns: &[Column<'_>],
    composition: &Composition,
    findings: &mut Findings,
) {
    let order: Vec<&str> =
        composition.leaves().into_iter().map(|(_, leaf)| leaf.leaf.as_str()).collect();
    let column = |name: &&str| columns.iter().find(|column| column.name == *name);
    for triple in order.windows(3) {
        let (Some(above), Some(heading), Some(own)) =
            (columns.iter().rfind(|c| c.name == triple[0]), column(&triple[1]), column(&triple[2]))
        else {
            continue;
        };
        let is_heading = LeafFamily::Heading.has(heading.name);
        if is_heading && heading.page == own.page {
            belongs(above, heading, own, findings);
            parted(views, heading, own, findings);
        }
    }
    urgent(views, findings);
}

fn belongs(above: &Column<'_>, heading: &Column<'_>, own: &Column<'_>, findings: &mut Findings) {
    let (Some(above), Some(first)) = (above.lines.last(), own.lines.first()) else { return };
    let ink = heading.ink();
    let both = ink.right.min(above.ink.right) - ink.left.max(above.ink.left);
    let in_column = 0.5 * ink.width().min(above.ink.width()) < both;
    let (gap, own) = (ink.top - above.ink.bottom, first.ink.top - ink.bottom);
    let is_below = above.page == heading.page && above.ink.bottom < ink.bottom;
    if is_below && in_column && gap + NEARER * heading.size() < own {
        let reason = format!("it stands nearer to `{}` than to its own text", above.name);
        findings.add(heading.name, Some(heading.page), reason);
    }
}

fn parted(views: &[View<'_>], heading: &Column<'_>, own: &Column<'_>, findings: &mut Findings) {
    let Some(view) = views.iter().find(|view| view.page == heading.page) else { return };
    let Some(first) = own.lines.first() else { return };
    let mut between = heading.ink();
    (between.top, between.bottom) = (between.bottom, first.ink.top);
    let open = view.drawings.iter().filter(|drawing| !drawing.is_frame());
    if open.flat_map(Drawing::inks).any(|ink| is_thin(ink) && ink.touches(between)) {
        findings.add(heading.name, Some(heading.page), "a line parts it from the text under it");
    }
}

fn urgent(views: &[View<'_>], findings: &mut Findings) {
    // Each heading with its page and how light its ground is.
    let mut grounds: Vec<(&str, usize, f64)> = Vec::new();
    for view in views {
        for column in view.columns.iter().filter(|column| LeafFamily::Heading.has(column.name)) {
            if let Some(line) = column.lines.first() {
                grounds.push((column.name, view.page, near::luminance(view.ground(line))));
            }
        }
    }
    let find = |name: &str| grounds.iter().find(|(known, ..)| *known == name);
    let mut outdone = |of: Option<&(&str, usize, f64)>, by: &[&(&str, usize, f64)]| {
        let Some((name, page, light)) = of else { return };
        if let Some((dark, ..)) =
            by.iter().find(|(_, _, dark)| *dark < DARK && dark + SHADE < *light)
        {
            let reason = format!("`{dark}`, which is less urgent, stands on a darker ground");
            findings.add(name, Some(*page), reason);
        }
    };
    let others: Vec<_> = grounds.iter().filter(|(name, ..)| !URGENT.contains(name)).collect();
    for name in URGENT {
        outdone(find(name), &others);
    }
    let [today, visit] = STEPS;
    outdone(find(today), &find(visit).into_iter().collect::<Vec<_>>());
}
