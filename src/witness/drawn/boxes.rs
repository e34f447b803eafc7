//! What a box holds together: a heading stands in it over its own texts, and texts of another section
//! do not stand in it under that heading.

use std::collections::BTreeMap;

use super::device::{Ink, Sheet};
use super::findings::Findings;
use super::found::Found;
use super::ink;
use super::line::{Line, Place, places};
use super::plane::Rect;
use super::shapes::{self, Shape};
use candor_composition::{Block, Composition};

/// How much of a frame may be cut off by a clip, in points.
const CUT: f64 = 0.5;

/// A section by the names of its texts.
struct Section<'a> {
    heading: &'a str,
    texts: Vec<&'a str>,
}

/// Reports boxes that give a heading to texts of another section.
pub(super) fn check(
    sheets: &[Sheet],
    lines: &[Line],
    pictures: &[Found],
    composition: &Composition,
    findings: &mut Findings,
) {
    let places = places(lines);
    let sections: Vec<Section<'_>> = composition
        .sections
        .iter()
        .map(|section| {
            let texts = section.blocks.iter().flat_map(Block::leaves);
            // What has no ink stands nowhere.
            let texts = texts.map(|leaf| leaf.leaf.as_str()).filter(|n| places.contains_key(n));
            Section { heading: &section.heading.leaf, texts: texts.collect() }
        })
        .collect();
    for (page, sheet) in sheets.iter().enumerate() {
        let (right, bottom) = sheet.size;
        let paper = Rect { left: 0.0, top: 0.0, right, bottom };
        let frames = ink::loose(page, sheet, pictures).filter_map(frame);
        for frame in frames.filter(|frame| !frame.contains(paper.grown(-CUT, -CUT))) {
            let held = Held { places: &places, page, frame };
            if let Some((name, reason)) = held.wrong(&sections) {
                findings.add(name, Some(page), reason);
            }
        }
    }
}

/// The rectangle that a path fills or goes around as a whole.
fn frame(ink: &Ink) -> Option<Rect> {
    let shape = match ink.stroke {
        None => shapes::filled(&ink.path),
        Some(width) => shapes::stroked(&ink.path, width),
    };
    match shape.ok()? {
        Shape::Box(all, _) => Some(all.meet(ink.clip.rect)).filter(|seen| !seen.is_empty()),
        Shape::Frame(all, _) | Shape::RoundFrame(all, _) => {
            ink.clip.rect.grown(CUT, CUT).contains(all).then_some(all)
        }
        Shape::Bars(_) => None,
    }
}

/// What stands in a box.
struct Held<'a> {
    places: &'a BTreeMap<&'a str, Place>,
    page: usize,
    frame: Rect,
}

impl Held<'_> {
    fn holds(&self, name: &str) -> bool {
        let place = self.places.get(name);
        place.is_some_and(|place| place.page == self.page && self.frame.contains(place.ink))
    }

    /// Whether the heading of a section stands on a page before, so that its texts go on here.
    fn goes_on(&self, heading: &str) -> bool {
        self.places.get(heading).is_some_and(|place| place.page < self.page)
    }

    /// What is wrong with the texts that the box holds together.
    fn wrong<'a>(&self, sections: &[Section<'a>]) -> Option<(&'a str, String)> {
        let is_heading = |name: &str| sections.iter().any(|section| section.heading == name);
        let has_texts = self.places.keys().any(|name| !is_heading(name) && self.holds(name));
        for Section { heading, texts } in sections.iter().filter(|s| self.holds(s.heading)) {
            if let Some(first) = texts.first().filter(|first| has_texts && !self.holds(first)) {
                let reason = format!("it stands in a box without its text, `{first}`");
                return Some((heading, reason));
            }
            let strange = sections.iter().find_map(|other| {
                let is_own = other.heading == *heading
                    || self.holds(other.heading)
                    || self.goes_on(other.heading);
                other.texts.iter().find(|name| !is_own && self.holds(name))
            });
            if let Some(strange) = strange {
                let reason = format!("it stands in a box under `{heading}`, which is not its own");
                return Some((strange, reason));
            }
        }
        None
    }
}
