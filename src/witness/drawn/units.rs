//! In a dossier no line parts a line from what it rests on, or a question from its answer.

use super::Findings;
use super::plane::Rect;
use super::view::{Column, Drawing, View, is_thin};
use crate::compose::Composition;
use crate::model::Format;

/// How the names of texts begin that go with the one before them.
const GOES_WITH: [&str; 6] = ["clinician.", "fact.", "not-drawn.", "check.", "study.", "listen."];
/// How far a line may reach into the height of a text, in points.
const INTO: f64 = 0.5;

/// Reports lines that part what is read together.
pub(super) fn check(view: &View<'_>, composition: &Composition, findings: &mut Findings) {
    if composition.format != Format::Dossier {
        return;
    }
    for section in &composition.sections {
        let names = section.blocks.iter().flat_map(super::groups::names).collect::<Vec<_>>();
        for unit in names.chunk_by(|before, name| goes_with(before, name)) {
            if let Some(name) = parted(view, unit) {
                let reason = "a line parts it from what it belongs to";
                findings.add(name, Some(view.page), reason);
            }
        }
    }
}

/// Whether a text goes with the one before it: the basis of an item with the item, all else of it with
/// the basis.
fn goes_with(before: &str, name: &str) -> bool {
    match name.strip_prefix("basis.") {
        Some(id) => before.strip_prefix("item.") == Some(id),
        None => GOES_WITH.iter().any(|start| name.starts_with(start)),
    }
}

/// The first text of a unit above which a line lies, but for its first one.
fn parted<'n>(view: &View<'_>, unit: &[&'n str]) -> Option<&'n str> {
    let (_, others) = unit.split_first()?;
    let ink = |name: &str| {
        let parts = view.columns.iter().filter(|column| column.name == name);
        parts.map(|column| Column::ink(column)).reduce(Rect::join)
    };
    let all = unit.iter().filter_map(|name| ink(name)).reduce(Rect::join)?;
    let lying = |rect: &Rect| is_thin(*rect) && rect.height() < rect.width();
    let lines = view.drawings.iter().flat_map(Drawing::inks).filter(lying);
    let within = all.grown(0.0, -INTO);
    let line = lines.filter(|line| line.touches(within)).min_by(|a, b| a.top.total_cmp(&b.top))?;
    let below = others.iter().find(|name| ink(name).is_some_and(|ink| line.top < ink.bottom));
    below.copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basis_goes_with_its_item_and_an_answer_with_its_question() {
        assert!(goes_with("item.a", "basis.a") && goes_with("basis.a", "clinician.a"));
        assert!(goes_with("ask.a", "listen.a") && goes_with("record.a", "study.a.b"));
        assert!(!goes_with("fact.a.1", "basis.b") && !goes_with("listen.a", "ask.b"));
        assert!(!goes_with("clinician.a", "item.b"));
    }
}
