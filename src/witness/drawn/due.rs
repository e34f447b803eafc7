//! What must be read, from the composition alone: each text with its characters, in order.

use std::collections::{BTreeMap, BTreeSet};

use super::order::Order;
use candor_composition::{Block, Composition, Leaf};
use candor_model::Writing;

/// The sign before an entry of a list without numbers.
const BULLET: char = '•';

/// One text that must be read as a whole.
#[derive(Debug)]
pub(super) struct Due {
    pub(super) name: String,
    pub(super) chars: Vec<char>,
    /// In which order an eye meets them, where it is not the order in which they are written.
    pub(super) order: Option<Order>,
    /// What may stand before it: a bullet, or the entry's own number with a point.
    pub(super) label: Option<String>,
}

/// Everything that must be read.
#[derive(Debug)]
pub(super) struct Dues {
    /// Once, in this order.
    pub(super) body: Vec<Due>,
    pub(super) rtl: bool,
    running: Vec<(String, String)>,
}

impl Dues {
    pub(super) fn new(composition: &Composition) -> Self {
        let rtl = composition.writing == Writing::Rtl;
        let labels = labels(composition);
        let leaves = composition.leaves().into_iter();
        let body = leaves
            .map(|(_, leaf)| due(leaf, &leaf.text(), labels.get(leaf.leaf.as_str()), rtl))
            .filter(|due| due.chars.iter().any(|c| !c.is_whitespace()))
            .collect();
        let running = composition.running.all().into_iter();
        let running = running.map(|leaf| (leaf.leaf.clone(), leaf.text())).collect();
        Self { body, rtl, running }
    }

    /// Returns the lines of a page, which is counted from one.
    pub(super) fn running(&self, page: usize) -> Vec<Due> {
        let all = self.running.iter();
        all.map(|(name, text)| {
            let text = text.replace("{page}", &page.to_string());
            new(name, &text, None, self.rtl)
        })
        .filter(|due| due.chars.iter().any(|c| !c.is_whitespace()))
        .collect()
    }

    /// Returns every character that may be drawn.
    pub(super) fn characters(&self) -> BTreeSet<char> {
        let running = self.running.iter().flat_map(|(_, text)| text.chars());
        let body = self.body.iter().flat_map(|due| due.chars.iter().copied());
        let mut all: BTreeSet<char> = running.chain(body).chain("•.0123456789".chars()).collect();
        let mirrored: Vec<char> = all.iter().map(|c| super::order::mirrored(*c)).collect();
        all.extend(mirrored);
        all
    }
}

fn due(leaf: &Leaf, text: &str, label: Option<&String>, rtl: bool) -> Due {
    new(&leaf.leaf, text, label.cloned(), rtl)
}

fn new(name: &str, text: &str, label: Option<String>, rtl: bool) -> Due {
    let chars: Vec<char> = text.chars().collect();
    Due { name: name.to_owned(), order: Order::of(&chars, rtl), chars, label }
}

/// Which sign may stand before which entry.
fn labels(composition: &Composition) -> BTreeMap<&str, String> {
    let mut labels = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Bullets { entries } => {
                for entry in entries {
                    labels.insert(entry.text.leaf.as_str(), BULLET.to_string());
                }
            }
            Block::Steps { entries } => {
                for (index, entry) in entries.iter().enumerate() {
                    labels.insert(entry.text.leaf.as_str(), format!("{}.", index + 1));
                }
            }
            Block::Paragraph(_)
            | Block::Table { .. }
            | Block::WriteLines { .. }
            | Block::Standing { .. }
            | Block::Figure { .. }
            | Block::Calendar { .. } => {}
        }
    }
    labels
}
