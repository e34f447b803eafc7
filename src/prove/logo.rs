//! The clinic's logo stands at the head of the sheet, above all that it could be a sign for: a tick
//! beside "Do not take" or in the box that says DRAFT is a statement.

use super::finding::finding;
use super::page::Page;
use super::pictures::LOGO;
use crate::rules::page_parted;
use candor_composition::{Block, Composition};
use candor_model::diag::Diagnostics;

/// How far the logo may reach down beside the next line, in points: its empty edge.
const BESIDE: f64 = 2.0;

/// Reports a logo beside, below or in one box with what a sheet says; its title and what it is for may
/// stand beside it.
pub(super) fn check(
    pages: &[Page<'_, '_>],
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    let Some(picture) = &composition.logo else { return };
    let file = picture.picture.split('.').next().unwrap_or_default();
    for page in pages {
        let Some(logo) = page.unnamed(file) else { continue };
        let sections = composition.sections.iter().flat_map(|section| {
            let leaves = section.blocks.iter().flat_map(Block::leaves);
            std::iter::once(&section.heading).chain(leaves)
        });
        let mut texts = std::iter::once(&composition.state).chain(sections);
        let wrong = texts.find(|leaf| {
            page.place(&leaf.leaf).is_some_and(|text| {
                let holds_both = page.drawings().any(|drawing| {
                    let frame = drawing.bounds;
                    drawing.is_closed && frame.contains(logo) && frame.contains(text)
                });
                text.top + BESIDE < logo.bottom || holds_both
            })
        });
        if let Some(leaf) = wrong {
            let reason =
                format!("it stands beside or below `{}`, or in one box with it", leaf.leaf);
            diagnostics.push(finding(page_parted::CODE, LOGO, Some(page.index), reason));
        }
    }
}
