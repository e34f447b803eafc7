//! What a file says beside its pages: its bookmarks are the composition's headings, and its pages
//! have no labels of their own.

use typst::foundations::NativeElement as _;
use typst::introspection::Introspector as _;
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

use super::finding::finding;
use crate::rules::page_extra_text;
use candor_composition::{Block, Composition, Leaf, Role};
use candor_model::diag::Diagnostics;

/// Reports headings that are not the composition's, and labels of pages.
pub(super) fn check(
    document: &PagedDocument,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) {
    for (index, page) in document.pages().iter().enumerate() {
        if page.numbering.is_some() {
            let reason = "it gives the pages labels of its own, which a reader of the file sees";
            diagnostics.push(finding(page_extra_text::CODE, "template", Some(index), reason));
            break;
        }
    }
    let due = headings(composition);
    let mut next = due.iter();
    for heading in document.introspector().query(&HeadingElem::ELEM.select()) {
        let Some(heading) = heading.to_packed::<HeadingElem>() else { continue };
        let said = heading.body.plain_text();
        // A format may leave out the headings of some parts; none comes twice or too early.
        if !next.any(|leaf| leaf.text() == *said) {
            let leaf = due.iter().find(|leaf| leaf.text() == *said);
            let name = leaf.map_or("template", |leaf| leaf.leaf.as_str());
            let reason = format!("the file's bookmarks hold \"{said}\", which is not due there");
            diagnostics.push(finding(page_extra_text::CODE, name, None, reason));
            return;
        }
    }
}

/// The texts that may be headings, in order.
fn headings(composition: &Composition) -> Vec<&Leaf> {
    let mut due = vec![&composition.title];
    for section in &composition.sections {
        due.push(&section.heading);
        for block in &section.blocks {
            match block {
                Block::Paragraph(entry) if entry.role == Role::Part => due.push(&entry.text),
                Block::Figure { title, .. } => due.extend(title),
                Block::Paragraph(_)
                | Block::Bullets { .. }
                | Block::Steps { .. }
                | Block::Table { .. }
                | Block::Standing { .. }
                | Block::WriteLines { .. }
                | Block::Calendar { .. } => {}
            }
        }
    }
    due
}
