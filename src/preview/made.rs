//! What a good try gives: proven pages as pictures, where each text stands, how hard it is to read.

use super::api::Graded;
use super::rendered::{Made, PlacedText};
use std::collections::BTreeMap;

use candor_compose::readability::ReadabilityReport;
use candor_composition::{Block, Composition, DocumentSpec};
use candor_document::Ready;
use candor_model::diag::Diagnostics;
use candor_model::{LeafFamily, Subject};
use candor_prove::Report;

use super::bench::Bench;

/// Makes proven pages, and draws them.
pub(super) fn make(
    bench: &mut Bench,
    ready: &Ready,
    wanted: DocumentSpec,
) -> (Option<Made>, Diagnostics) {
    let clock = bench.edge.clock.now;
    let (shared, pictures) = (&bench.opened.workspace.shared, &mut bench.pictures);
    // Words are counted by the tables of a language.
    let language = ready.sheet().language.as_str();
    let counted = bench.counted.entry(language.to_owned()).or_default();
    if !wanted.format.is_paged() {
        let (document, found) = candor_document::render(shared, ready, wanted);
        let made = document.map(|document| {
            let levels = candor_document::readability(shared, ready, &document.composition);
            Made {
                reading: reading(levels.as_ref(), &document.composition),
                text: Some(String::from_utf8_lossy(&document.bytes).into_owned()),
                ..Made::default()
            }
        });
        return (made, found);
    }
    let (proven, found) = candor_document::pages(shared, ready, wanted);
    let made = proven.map(|proven| {
        let start = clock();
        let pages = pictures.draw(&proven.pages);
        let drawn = clock();
        let levels =
            candor_document::readability_again(shared, ready, &proven.composition, counted);
        let reading = reading(levels.as_ref(), &proven.composition);
        let leaves = placed_texts(ready, &proven.composition, proven.pages.report());
        let (draw, grade) = (drawn.saturating_sub(start), clock().saturating_sub(drawn));
        Made { pages, leaves, reading, text: None, draw, grade }
    });
    (made, found)
}

/// Returns where each text stands, and whence it comes.
fn placed_texts(ready: &Ready, composition: &Composition, report: &Report) -> Vec<PlacedText> {
    let mut items: BTreeMap<&str, &str> = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        let entries = match block {
            Block::Paragraph(entry) => std::slice::from_ref(entry),
            Block::Bullets { entries } | Block::Steps { entries } => entries,
            Block::Table { .. }
            | Block::WriteLines { .. }
            | Block::Figure { .. }
            | Block::Standing { .. }
            | Block::Calendar { .. } => &[],
        };
        for entry in entries {
            if let Some(source) = &entry.item {
                items.insert(&entry.text.leaf, &source.id);
            }
        }
    }
    let says: BTreeMap<_, _> =
        composition.leaves().into_iter().map(|(_, leaf)| (leaf.leaf.as_str(), leaf)).collect();
    let own = match &ready.sheet().subject {
        Subject::Condition(record) => Some(record.id.to_string()),
        Subject::General => None,
    };
    let record = |leaf: &str| {
        let families = [LeafFamily::Table, LeafFamily::Record, LeafFamily::Study];
        if LeafFamily::Evidence.has(leaf) {
            return own.clone();
        }
        let rest = families.iter().find_map(|family| family.rest(leaf))?;
        let id = rest.split('.').next().filter(|id| *id != "head");
        id.map(str::to_owned)
    };
    let leaves = report.leaves.iter().map(|one| {
        let item = items.get(one.leaf.as_str()).copied();
        let item = item.or_else(|| {
            let families = [LeafFamily::Item, LeafFamily::Basis, LeafFamily::Clinician];
            families.iter().find_map(|family| family.rest(&one.leaf))
        });
        PlacedText {
            says: says.get(one.leaf.as_str()).map(|leaf| leaf.text()).unwrap_or_default(),
            page: one.page,
            bounds: one.bounds.map(tenth),
            item: item.map(str::to_owned),
            record: record(&one.leaf),
            leaf: one.leaf.clone(),
        }
    });
    leaves.collect()
}

fn reading(levels: Option<&ReadabilityReport>, composition: &Composition) -> Vec<Graded> {
    let levels = levels.map(|levels| levels.levels.as_slice()).unwrap_or_default();
    let name = |part: &str| match part {
        "top" => "Title and purpose".to_owned(),
        "author" => "The author's words".to_owned(),
        "fixed" => "Fixed words".to_owned(),
        "whole" => "The whole sheet".to_owned(),
        part => {
            let section =
                composition.sections.iter().find(|section| section.place.as_str() == part);
            section.map_or_else(|| part.to_owned(), |section| section.heading.text())
        }
    };
    levels
        .iter()
        .map(|level| Graded {
            name: name(&level.part),
            part: level.part.clone(),
            words: level.counts.words,
            sentences: level.counts.sentences,
            grade: level.flesch_kincaid.map(tenth),
            grade_with_names: level.flesch_kincaid_with_names.map(tenth),
            smog: level.smog.map(tenth),
        })
        .collect()
}

/// A tenth of a point is finer than any screen.
pub(super) fn tenth(points: f64) -> f64 {
    (points * 10.0).round() / 10.0
}
