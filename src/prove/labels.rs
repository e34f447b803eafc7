//! Labels of list entries are the composition's: the shipped sign, or the entry's number in its list,
//! set like the entry's words, before its first line.

use std::collections::{BTreeMap, BTreeSet};

use super::finding::finding;
use super::geometry::Bounds;
use super::ink::is_same_paint;
use super::walk::{Painted, Run, Walked};
use crate::rules::{page_extra_text, page_leaf_lost, page_unseen};
use candor_composition::{Block, Composition};
use candor_model::Writing;
use candor_model::diag::Diagnostics;

/// The sign before an entry of a list without numbers.
const SIGN: &str = "•";
/// How far before its entry a label may end, in ems.
const GAP: std::ops::RangeInclusive<f64> = 0.15..=1.5;
/// Baselines and sizes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.05;

/// Which runs are labels: page and place in paint order, with the entry that each belongs to.
pub(super) type Labels<'a> = BTreeMap<(usize, usize), &'a str>;

/// Finds the labels, and reports each that is not the one of its entry or stands elsewhere.
pub(super) fn check<'a>(
    walked: &'a Walked<'_>,
    composition: &Composition,
    diagnostics: &mut Diagnostics,
) -> Labels<'a> {
    let due = due(composition);
    let mut labels = Labels::new();
    let mut begun: BTreeSet<&str> = BTreeSet::new();
    for (page, sheet) in walked.pages.iter().enumerate() {
        let mut waiting: Vec<(usize, &Run<'_>)> = Vec::new();
        for (order, item) in sheet.items.iter().enumerate() {
            let Painted::Text(run) = item else { continue };
            if run.text().trim().is_empty() {
                continue;
            }
            let Some(leaf) = run.leaf.as_deref() else {
                if run.in_label {
                    waiting.push((order, run));
                }
                continue;
            };
            if run.in_label {
                let reason = "it is set as the label of a list";
                diagnostics.push(finding(page_unseen::CODE, leaf, Some(page), reason));
            }
            let is_first = begun.insert(leaf);
            if waiting.is_empty() {
                continue;
            }
            let first_line = sheet.items[order..].iter().filter_map(|item| match item {
                Painted::Text(other) => Some(&**other),
                Painted::Drawing(_) | Painted::Image { .. } | Painted::Link => None,
            });
            let first_line = first_line.filter(|other| {
                other.leaf.as_deref() == Some(leaf)
                    && (other.baseline - run.baseline).abs() < TOLERANCE
            });
            let judged = Label {
                runs: std::mem::take(&mut waiting),
                entry: run,
                line: first_line.filter_map(|other| other.bounds).reduce(Bounds::join),
                is_first,
                due: due.get(leaf).map(String::as_str),
            };
            match judged.wrong(composition.writing) {
                Some(reason) => {
                    diagnostics.push(finding(page_extra_text::CODE, leaf, Some(page), reason));
                }
                None => labels.extend(judged.runs.iter().map(|(order, _)| ((page, *order), leaf))),
            }
        }
    }
    let labelled: BTreeSet<&str> = labels.values().copied().collect();
    for leaf in due.keys().filter(|leaf| begun.contains(*leaf) && !labelled.contains(*leaf)) {
        let reason = "the sign or number of its list does not stand before it";
        diagnostics.push(finding(page_leaf_lost::CODE, leaf, None, reason));
    }
    labels
}

/// The label that each entry of a list may have.
fn due(composition: &Composition) -> BTreeMap<&str, String> {
    let mut due = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        match block {
            Block::Bullets { entries } => {
                due.extend(entries.iter().map(|e| (e.text.leaf.as_str(), SIGN.to_owned())));
            }
            Block::Steps { entries } => {
                let numbered = entries.iter().zip(1..);
                due.extend(numbered.map(|(e, n)| (e.text.leaf.as_str(), format!("{n}."))));
            }
            Block::Paragraph(_)
            | Block::Table { .. }
            | Block::Standing { .. }
            | Block::WriteLines { .. }
            | Block::Figure { .. }
            | Block::Calendar { .. } => {}
        }
    }
    due
}

/// A label under judgement.
struct Label<'a> {
    runs: Vec<(usize, &'a Run<'a>)>,
    /// The first run of the entry behind it.
    entry: &'a Run<'a>,
    /// The ink of the entry's first line.
    line: Option<Bounds>,
    /// Whether the entry begins there.
    is_first: bool,
    due: Option<&'a str>,
}

impl Label<'_> {
    fn wrong(&self, writing: Writing) -> Option<String> {
        let said: String = self.runs.iter().map(|(_, run)| run.text()).collect();
        let said = said.trim();
        let Some(due) = self.due.filter(|_| self.is_first) else {
            return Some(format!("the template adds \"{said}\" before it"));
        };
        if said != due {
            return Some(format!("its label says \"{said}\" and not \"{due}\""));
        }
        let entry = self.entry;
        let size = entry.upright_size()?;
        let is_alike = |run: &Run<'_>| {
            run.upright_size().is_some_and(|own| (own - size).abs() < TOLERANCE)
                && is_same_paint(&run.item.fill, &entry.item.fill)
                && run.fault.is_none()
        };
        if !self.runs.iter().all(|(_, run)| is_alike(run)) {
            return Some("its label is not set like its words".to_owned());
        }
        let on_line = |run: &Run<'_>| (run.baseline - entry.baseline).abs() < TOLERANCE;
        let ink = self.runs.iter().filter_map(|(_, run)| run.bounds).reduce(Bounds::join)?;
        let line = self.line?;
        let gap = match writing {
            Writing::Ltr => line.left - ink.right,
            Writing::Rtl => ink.left - line.right,
        };
        if !self.runs.iter().all(|(_, run)| on_line(run)) {
            return Some("its label does not stand on its first line".to_owned());
        }
        let (gap, least, most) = (gap / size, GAP.start(), GAP.end());
        (!GAP.contains(&gap)).then(|| {
            format!(
                "its label does not stand before its first line but {gap:.4} em away from it, \
                 where from {least} to {most} is right"
            )
        })
    }
}
