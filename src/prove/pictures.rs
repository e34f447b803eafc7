//! Each picture of the composition stands once, whole, upright, in its own proportions, free on light
//! ground, beside the line that it belongs to and away from other words; no other picture stands
//! anywhere.

use std::collections::BTreeMap;

use super::finding::finding;
use super::geometry::Bounds;
use super::ink::{Rgb, opaque};
use super::sight::luminance;
use super::walk::{Painted, Sheet, Walked};
use crate::rules::{
    page_extra_text, page_leaf_lost, page_leaf_order, page_leaf_twice, page_silent, page_unseen,
};
use candor_composition::{Block, Composition};
use candor_model::diag::Diagnostics;
use candor_model::digest::sha256;

/// What findings call the clinic's logo.
pub(super) const LOGO: &str = "logo";
/// What findings call the QR code.
const CODE: &str = "QR code";
/// The least width and height of a logo, in points.
const MIN_LOGO: f64 = 8.0;
/// The least width and height of a QR code with its quiet zone, in points: 32 mm, at which a
/// module is half a millimetre and survives a photocopier.
const MIN_CODE: f64 = 32.0 * 72.0 / 25.4 - 0.5;
/// How far a picture may be stretched, as a share.
const STRETCHED: f64 = 0.01;
/// Lowest contrast of black against the ground of a picture (RULES 7.1, G06).
const MIN_CONTRAST: f64 = 7.0;
/// How far the words of an axis may stand from where they belong, in widths of the picture.
const OFF_AXIS: f64 = 0.08;
/// A logo stands in this part of the first page from its head, and is no wider and higher than these
/// parts of the page: it is a sign of the clinic's and no text.
const LOGO_AT: f64 = 0.25;
const LOGO_WIDE: f64 = 0.21;
const LOGO_HIGH: f64 = 0.09;
/// How far below its line a picture may begin, in points.
const MAX_BELOW: f64 = 24.0;
/// How near other words may stand at the height of a picture, in points.
const NEAR: f64 = 5.0;

/// A picture that must stand on the pages.
struct Due<'a> {
    /// What findings call it.
    name: &'a str,
    /// The SHA-256 of its bytes.
    file: String,
    /// What a screen reader says of it.
    alt: &'a str,
    /// Its least width and height, in points.
    least: (f64, f64),
    /// The texts of which it shows the numbers; it stands beside or below these.
    lines: Vec<&'a str>,
}

/// What pictures there must be. What they hold decides their bytes, not what the composition says
/// of these.
fn wanted(composition: &Composition) -> Vec<Due<'_>> {
    let digest = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let logo = composition.logo.as_ref().map(|logo| Due {
        name: LOGO,
        file: digest(&logo.picture),
        alt: &logo.alt,
        least: (MIN_LOGO, MIN_LOGO),
        lines: Vec::new(),
    });
    let code = composition.code.as_ref().map(|code| Due {
        name: CODE,
        file: digest(&candor_composition::qr::name(&code.qr)),
        alt: &code.alt,
        least: (MIN_CODE, MIN_CODE),
        lines: Vec::new(),
    });
    let lines = belongs_to(composition);
    let drawn = composition.drawings().into_iter().map(|drawn| Due {
        name: &drawn.drawn,
        file: sha256(&drawn.draws.svg()),
        alt: &drawn.alt,
        least: (drawn.draws.least_width_mm() * 72.0 / 25.4, 0.0),
        lines: lines.get(drawn.drawn.as_str()).cloned().unwrap_or_default(),
    });
    logo.into_iter().chain(code).chain(drawn).collect()
}

/// The texts that each drawing belongs to.
fn belongs_to(composition: &Composition) -> BTreeMap<&str, Vec<&str>> {
    let mut lines = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Figure { rows, .. } => {
                for row in rows {
                    lines.insert(row.drawn.drawn.as_str(), vec![row.text.leaf.as_str()]);
                }
            }
            Block::Calendar { rows, .. } => {
                for row in rows {
                    let texts = [&row.week, &row.dose].map(|leaf| leaf.leaf.as_str());
                    lines.insert(row.days.drawn.as_str(), texts.to_vec());
                }
            }
            Block::Paragraph(_)
            | Block::Bullets { .. }
            | Block::Steps { .. }
            | Block::Table { .. }
            | Block::WriteLines { .. }
            | Block::Standing { .. } => {}
        }
    }
    lines
}

/// Reports every picture that is missing, strange, or not as it must be.
pub(super) fn check(walked: &Walked<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let wanted = wanted(composition);
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, page) in walked.pages.iter().enumerate() {
        for (order, item) in page.items.iter().enumerate() {
            let Painted::Image { bounds, digest, ratio, seen, silenced, leaf, alt } = item else {
                continue;
            };
            // Two drawings of the same numbers have the same bytes: marks tell which is which.
            let same = |wanted: &&Due<'_>| digest.as_deref() == Some(&*wanted.file);
            let marked = wanted.iter().filter(same).find(|w| leaf.as_deref() == Some(w.name));
            let known = marked
                .or_else(|| wanted.iter().filter(same).find(|w| w.name == LOGO || w.name == CODE));
            let Some(known) = known else {
                let reason = "it adds a picture that is not in the composition";
                diagnostics.push(finding(page_extra_text::CODE, "template", Some(index), reason));
                continue;
            };
            *found.entry(known.name).or_default() += 1;
            if alt.as_deref() != Some(known.alt) {
                let reason = "a screen reader says something else of this picture";
                diagnostics.push(finding(page_silent::CODE, known.name, Some(index), reason));
            }
            if let Some(why) = silenced {
                diagnostics.push(finding(page_silent::CODE, known.name, Some(index), *why));
            }
            let placed = Placed { page, index, order, ratio: *ratio, wanted: known, all: &wanted };
            let wrong = match bounds.filter(|_| *seen) {
                None => Some("is cut off, turned, hidden or too small"),
                Some(bounds) => placed.wrong(bounds),
            };
            if let Some(wrong) = wrong {
                let reason = format!("the {} {wrong}", known.name);
                diagnostics.push(finding(page_unseen::CODE, known.name, Some(index), reason));
            }
        }
    }
    scales(walked, composition, diagnostics);
    for Due { name, .. } in &wanted {
        let (code, reason) = match found.get(name) {
            Some(1) => continue,
            None => (page_leaf_lost::CODE, "is not on the pages"),
            Some(_) => (page_leaf_twice::CODE, "is printed more than once"),
        };
        diagnostics.push(finding(code, name, None, format!("the {name} {reason}")));
    }
}

/// Drawings of one kind have one scale, and the words of an axis stand at its ends and its middle.
fn scales(walked: &Walked<'_>, composition: &Composition, diagnostics: &mut Diagnostics) {
    let place = |name: &str| {
        let items = walked.pages.iter().flat_map(|page| &page.items);
        let found = items.filter_map(|item| match item {
            Painted::Image { leaf: Some(leaf), bounds, .. } if &**leaf == name => *bounds,
            Painted::Text(run) if run.leaf.as_deref() == Some(name) => run.bounds,
            Painted::Text(_) | Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
        });
        found.reduce(Bounds::join)
    };
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        let Block::Figure { rows, axis, .. } = block else { continue };
        let mut first: Option<f64> = None;
        for row in rows {
            let Some(bounds) = place(&row.drawn.drawn) else { continue };
            let width = *first.get_or_insert(bounds.width());
            if STRETCHED * width < (bounds.width() - width).abs() {
                let reason =
                    "it is drawn larger or smaller than the picture that it is held against";
                diagnostics.push(finding(page_unseen::CODE, &row.drawn.drawn, None, reason));
            }
            for (index, leaf) in axis.iter().enumerate() {
                let Some(words) = place(&leaf.leaf) else { continue };
                let off = match index {
                    0 => (words.left - bounds.left).abs().min((words.right - bounds.right).abs()),
                    1 => {
                        let middle = |b: Bounds| f64::midpoint(b.left, b.right);
                        (middle(words) - middle(bounds)).abs()
                    }
                    _ => (words.right - bounds.right).abs().min((words.left - bounds.left).abs()),
                };
                if OFF_AXIS * bounds.width() < off {
                    let reason = format!("it does not stand at its place of `{}`", row.drawn.drawn);
                    diagnostics.push(finding(page_leaf_order::CODE, &leaf.leaf, None, reason));
                }
            }
        }
    }
}

/// A picture on a page.
struct Placed<'a> {
    page: &'a Sheet<'a>,
    index: usize,
    order: usize,
    /// Width through height, as its file has it.
    ratio: f64,
    wanted: &'a Due<'a>,
    /// All pictures that there must be.
    all: &'a [Due<'a>],
}

impl Placed<'_> {
    fn wrong(&self, bounds: Bounds) -> Option<&'static str> {
        let paper =
            Bounds { left: 0.0, top: 0.0, right: self.page.size.0, bottom: self.page.size.1 };
        let least = self.wanted.least;
        if !paper.contains(bounds) || bounds.width() <= least.0 || bounds.height() <= least.1 {
            return Some("is cut off, turned, hidden or too small");
        }
        let (width, height) = self.page.size;
        let is_sign = LOGO_AT * height >= bounds.bottom
            && LOGO_WIDE * width >= bounds.width()
            && LOGO_HIGH * height >= bounds.height();
        if self.wanted.name == LOGO && (!is_sign || self.index != 0) {
            return Some("does not stand at the head of the first page, as a sign of the clinic's");
        }
        let ratio = bounds.width() / bounds.height();
        if STRETCHED * self.ratio < (ratio - self.ratio).abs() {
            return Some("is stretched or squashed");
        }
        self.covered(bounds).or_else(|| self.stands(bounds))
    }

    /// Nothing lies over or across it, and its ground is light.
    fn covered(&self, bounds: Bounds) -> Option<&'static str> {
        let mut ground: Rgb = match &self.page.fill {
            None => [1.0; 3],
            Some(paint) => opaque(paint)?,
        };
        for (order, item) in self.page.items.iter().enumerate() {
            let touches = |other: Bounds| other.overlap(bounds).is_some();
            match item {
                _ if order == self.order => {}
                Painted::Drawing(drawing) if self.order < order => {
                    if drawing.inks().any(touches) {
                        return Some("is covered by a drawing");
                    }
                }
                Painted::Drawing(drawing) => {
                    if drawing.rules.iter().any(|(rule, _)| touches(*rule)) {
                        return Some("is crossed by a line");
                    }
                    match drawing.plate {
                        Some((plate, rgb)) if plate.covers(bounds) => ground = rgb,
                        Some((plate, _)) if touches(plate.bounds) => {
                            return Some("stands on the edge of a drawing");
                        }
                        Some(_) | None => {}
                    }
                }
                Painted::Image { bounds: Some(other), .. } if touches(*other) => {
                    return Some("overlaps another picture");
                }
                Painted::Text(run) if run.bounds.is_some_and(touches) => {
                    return Some("overlaps words");
                }
                Painted::Text(_) | Painted::Image { .. } | Painted::Link => {}
            }
        }
        let contrast = (luminance(ground) + 0.05) / 0.05;
        (contrast < MIN_CONTRAST).then_some("stands on dark ground")
    }

    /// It stands beside or below the lines that it belongs to, and away from all others.
    fn stands(&self, bounds: Bounds) -> Option<&'static str> {
        let texts = self.page.items.iter().filter_map(|item| match item {
            Painted::Text(run) => Some((run.leaf.as_deref()?, run.bounds?)),
            Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
        });
        let is_own = |leaf: &str| self.wanted.lines.contains(&leaf);
        let others: Vec<Bounds> =
            texts.clone().filter(|(leaf, _)| !is_own(leaf)).map(|(_, other)| other).collect();
        let is_rival =
            |leaf: &str| !is_own(leaf) && self.all.iter().any(|w| w.lines.contains(&leaf));
        let rivals: Vec<Bounds> =
            texts.clone().filter(|(leaf, _)| is_rival(leaf)).map(|(_, other)| other).collect();
        let is_near = |other: &Bounds| other.apart(bounds) < NEAR && -1.0 < other.beside(bounds);
        if others.iter().any(is_near) {
            return Some("stands among words that it does not belong to");
        }
        if self.wanted.lines.is_empty() {
            return None;
        }
        let own = texts.filter(|(leaf, _)| is_own(leaf)).map(|(_, own)| own).reduce(Bounds::join);
        let Some(own) = own else { return Some("stands on another page than its line") };
        let is_beside = 0.5 * own.height().min(bounds.height()) <= own.beside(bounds);
        let is_below = (-1.0..=MAX_BELOW).contains(&(bounds.top - own.bottom))
            && own.apart(bounds) < -0.5 * own.width().min(bounds.width());
        // The line of no other picture stands nearer below it than its own above it.
        let is_anothers = rivals.iter().any(|other| {
            let gap = other.top - bounds.bottom;
            other.apart(bounds) < 0.0 && (-1.0..bounds.top - own.bottom).contains(&gap)
        });
        // Between both there is nothing else.
        let around = own.join(bounds).shrunk(0.5);
        let is_parted = others.iter().any(|other| other.overlap(around).is_some());
        ((!is_beside && (!is_below || is_anothers)) || is_parted)
            .then_some("does not stand beside the line that it belongs to")
    }
}
