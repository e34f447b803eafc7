//! A text as it is typed: findings and proven pages, and nothing written.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Duration;

use candor_app::rules::sheet_duplicate_id;
use candor_author::{Places, places};
use candor_document::stopwatch::Stage;
use candor_model::diag::{Diagnostics, Level};
use candor_model::digest::sha256;
use candor_model::span::{Source, Span};
use candor_model::tree::Entry;
use candor_workspace::inputs::stem;

use super::answer::Problem;
use super::api::{
    EditedText, Lines, PageDrawn, ReplyToTry, Shown, Stands, Took, Tried, TryRequest,
};
use super::bench::Bench;
use super::desk;
use super::findings;
use super::made::{make, tenth};
use super::rendered::Made;
use super::route::Written;

/// Tries a text.
pub(super) fn run(
    bench: &mut Bench,
    tried: &TryRequest,
) -> Result<Written<ReplyToTry<'static>>, Problem> {
    let (name, _) = bench.sheet(&tried.sheet)?;
    let wanted = bench.wanted(tried.format, tried.paper, tried.jurisdiction)?;
    let mut text = Cow::Borrowed(tried.text.as_str());
    let mut line = None;
    for change in &tried.changes {
        desk::short(&text)?;
        let edited = candor_author::edit(&text, change).map_err(|error| desk::unfit(&error))?;
        (text, line) = (Cow::Owned(edited.text), Some(edited.line));
    }
    let text = &*text;
    let before = Stage::ALL.map(|stage| bench.opened.workspace.shared.stopwatch.spent(stage));
    let mut found = bench.opened.workspace.diagnostics.clone();
    let entry = Entry::File(text.as_bytes().to_vec().into());
    let (ready, more) = candor_document::check(&bench.opened.workspace.shared, &name, &entry);
    found.extend(more);
    duplicates(bench, &name, text, &mut found);
    let mut made = None;
    if let Some(ready) = ready.filter(|_| !found.has_errors()) {
        let (document, more) = make(bench, &ready, wanted);
        found.extend(more);
        made = document.map(Arc::new);
    }
    let id = tried.sheet.as_str();
    let stale = made.is_none();
    match &made {
        Some(made) => bench.good.keep(id, wanted, Arc::clone(made)),
        None => made = bench.good.last(id, wanted),
    }
    let none = Made::default();
    let made = made.as_deref().unwrap_or(&none);
    let spent = Stage::ALL.map(|stage| bench.opened.workspace.shared.stopwatch.spent(stage));
    let [check, typeset, prove, _] =
        std::array::from_fn(|n| milliseconds(spent[n].saturating_sub(before[n])));
    let (draw, grade) =
        if stale { (0.0, 0.0) } else { (milliseconds(made.draw), milliseconds(made.grade)) };
    let took = Took { check, typeset, prove, draw, grade };
    let places = places(text);
    let found = found.sorted();
    let stands = |at: usize| stands(made, &places, text, at);
    let all = Tried {
        sheet: id,
        digest: sha256(text.as_bytes()),
        format: wanted.format,
        paper: wanted.paper,
        jurisdiction: wanted.jurisdiction,
        stale,
        errors: found.n_of(Level::Error),
        advice: found.n_of(Level::Advice),
        findings: findings::of_sheet(&found, &name, &stands),
        pages: made
            .pages
            .iter()
            .map(|page| PageDrawn {
                digest: &page.digest,
                width: page.width,
                height: page.height,
                svg: (!tried.known.contains(&page.digest)).then_some(&*page.svg),
            })
            .collect(),
        leaves: leaves(made, &places, text),
        reading: &made.reading,
        text: made.text.as_deref(),
        edited: line.map(|line| EditedText { text, digest: sha256(text.as_bytes()), line }),
        took,
    };
    Written::new(&ReplyToTry::Tried(Box::new(all)))
}

/// Reports other sheets with the same id, as `candor check` does.
fn duplicates(bench: &Bench, name: &str, text: &str, found: &mut Diagnostics) {
    let id = stem(name);
    let sheets = bench.opened.workspace.sheets.iter().map(|(other, _)| other);
    for other in sheets.filter(|other| stem(other) == id && *other != name) {
        let start = |name: &str, text: &str| Span::start_of(&Source::new(name, text.to_owned()));
        found.push(sheet_duplicate_id::taken(id, start(name, text), start(other, "")));
    }
}

fn milliseconds(time: Duration) -> f64 {
    tenth(time.as_secs_f64() * 1000.0)
}

/// Returns the words of a page's text as the file has them.
fn lines(places: &Places, text: &str, leaf: &str, says: &str) -> Option<Lines> {
    let range = places.of(text, leaf, says)?;
    let place = |at: usize| candor_author::line_and_column(text, at);
    let ((line, column), (end_line, end_column)) = (place(range.start), place(range.end));
    Some(Lines { line, column, end_line, end_column })
}

fn leaves<'a>(made: &'a Made, places: &Places, text: &str) -> Vec<Shown<'a>> {
    let all = made.leaves.iter().map(|one| Shown {
        leaf: &one.leaf,
        text: &one.says,
        page: one.page,
        bounds: one.bounds,
        item: one.item.as_deref(),
        record: one.record.as_deref(),
        written: lines(places, text, &one.leaf, &one.says),
    });
    all.collect()
}

/// Returns where the words at a byte of the file stand on the pages.
fn stands(made: &Made, places: &Places, text: &str, at: usize) -> Option<Stands> {
    let all = made.leaves.iter().map(|one| (one.leaf.as_str(), one.says.clone()));
    let leaf = places.leaf_at(text, at, all)?;
    let one = made.leaves.iter().find(|one| one.leaf == leaf)?;
    Some(Stands { leaf: leaf.to_owned(), page: one.page, bounds: one.bounds })
}
