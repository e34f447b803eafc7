//! What is read together in a dossier: a line of the sheet with what it rests on, a question with its
//! answer. Reviewers sign by it, so a line stands out from its bases, each begins a line of its own, and
//! no rule or gap gives a basis to the next line.

use super::equals::TOLERANCE;
use super::finding::finding;
use super::gathered::{Gathered, Text};
use super::geometry::Bounds;
use super::ink::Drawing;
use super::page::Page;
use super::room::is_thin;
use crate::rules::{page_parted, page_unseen};
use candor_composition::{Block, Composition, Entry, Role};
use candor_model::diag::Diagnostics;
use candor_model::{Format, Writing};

/// How far before its line a basis may begin, and how far behind it tells both apart, in points.
const BEFORE: f64 = 2.0;
const BEHIND: f64 = 6.0;

/// Reports bases that are parted from what they belong to, or that outdo it.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    gathered: &Gathered<'_, '_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    if composition.format != Format::Dossier {
        return;
    }
    for section in &composition.sections {
        let entries: Vec<Option<&Entry>> = section.blocks.iter().map(entry).collect();
        for page in pages {
            page.parted(&entries, diagnostics);
            page.near(&entries, diagnostics);
        }
        ranks(gathered, &entries, composition.writing, diagnostics);
    }
}

fn entry(block: &Block) -> Option<&Entry> {
    match block {
        Block::Paragraph(entry) => Some(entry),
        Block::Bullets { .. }
        | Block::Steps { .. }
        | Block::Table { .. }
        | Block::WriteLines { .. }
        | Block::Figure { .. }
        | Block::Standing { .. }
        | Block::Calendar { .. } => None,
    }
}

fn is_basis(entry: &Entry) -> bool {
    entry.role == Role::Basis
}

/// A basis is no larger, no heavier and no further out than the line that it belongs to.
fn ranks(
    gathered: &Gathered<'_, '_>,
    entries: &[Option<&Entry>],
    writing: Writing,
    diagnostics: &mut Diagnostics,
) {
    let mut line: Option<&Text<'_>> = None;
    for entry in entries.iter().flatten() {
        let Some(text) = gathered.text(&entry.text.leaf) else { continue };
        let Some(above) = line.filter(|_| is_basis(entry)) else {
            line = Some(text).filter(|_| !is_basis(entry));
            continue;
        };
        let edge = |text: &Text<'_>| {
            let edges = text.lines.iter().map(|line| match writing {
                Writing::Ltr => line.extent.0,
                Writing::Rtl => -line.extent.1,
            });
            edges.fold(f64::MAX, f64::min)
        };
        let reason = match () {
            () if above.look.size + TOLERANCE < text.look.size => "it is larger than",
            () if above.look.weight() < text.look.weight() => "it is heavier than",
            () if edge(text) + BEFORE < edge(above) => "it begins before",
            () if edge(text) < edge(above) + BEHIND
                && above.look.size - TOLERANCE < text.look.size
                && above.look.weight() <= text.look.weight() =>
            {
                "it looks like"
            }
            () => continue,
        };
        let reason = format!("{reason} `{}`, which it belongs to", above.leaf);
        let page = Some(text.place().page);
        diagnostics.push(finding(page_unseen::CODE, text.leaf, page, reason));
        return;
    }
}

impl Page<'_, '_> {
    /// No line parts a text from what it rests on, nor a question from its answer.
    fn parted(&self, entries: &[Option<&Entry>], diagnostics: &mut Diagnostics) {
        for pair in entries.windows(2) {
            let [Some(above), Some(below)] = pair else { continue };
            if !is_basis(below) {
                continue;
            }
            let (Some(first), Some(second)) =
                (self.place(&above.text.leaf), self.place(&below.text.leaf))
            else {
                continue;
            };
            let between = Bounds { top: first.bottom, bottom: second.top, ..second };
            let mut inks = self.drawings().flat_map(Drawing::inks);
            if inks.any(|ink| is_thin(ink) && ink.overlap(between).is_some()) {
                let reason = "a line parts it from what it belongs to";
                self.report(&below.text.leaf, reason, diagnostics);
                return;
            }
        }
    }

    /// What a text rests on, and an answer, stand nearer to it than to the next one.
    fn near(&self, entries: &[Option<&Entry>], diagnostics: &mut Diagnostics) {
        for three in entries.windows(3) {
            let [Some(above), Some(own), Some(next)] = three else { continue };
            if !is_basis(own) || is_basis(next) {
                continue;
            }
            let place = |entry: &Entry| self.place(&entry.text.leaf);
            let (Some(first), Some(second), Some(third)) = (place(above), place(own), place(next))
            else {
                continue;
            };
            if third.top - second.bottom < second.top - first.bottom {
                let reason =
                    format!("it stands nearer to `{}` than to what it belongs to", next.text.leaf);
                let code = page_parted::CODE;
                diagnostics.push(finding(code, &own.text.leaf, Some(self.index), reason));
                return;
            }
        }
    }
}
