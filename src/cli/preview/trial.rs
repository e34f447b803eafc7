//! A text as it is typed: findings and proven pages, and nothing written.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use candor::author::{Change, Places, places};
use candor::compose::{Block, Composition, Wanted};
use candor::diag::{Diagnostics, Level};
use candor::digest::sha256;
use candor::export;
use candor::inputs::stem;
use candor::levels::Levels;
use candor::model::{Format, Jurisdiction, Paper, Subject};
use candor::prove::Report;
use candor::render::{Ready, Stage};
use candor::tree::Entry;
use serde::{Deserialize, Serialize};

use super::answer::{Answer, Problem};
use super::bench::Bench;
use super::desk;
use super::findings::{self, Finding, Stands};
use super::routes::Sheet;

/// How many sets of good pages are kept.
const KEPT: usize = 16;
/// How many tabs are told apart.
const MAX_TABS: usize = 256;
/// The longest name of a tab.
const MAX_TAB: usize = 64;

/// What is tried.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct Try {
    tab: String,
    pub(super) sheet: Sheet,
    text: String,
    format: Option<Format>,
    paper: Option<Paper>,
    jurisdiction: Option<Jurisdiction>,
    #[serde(default)]
    known: Vec<String>,
    /// Changes of a form that are made in the text first.
    #[serde(default)]
    changes: Vec<Change>,
}

/// The newest try of each tab.
#[derive(Default)]
pub(super) struct Tabs(Mutex<(u64, VecDeque<(String, u64)>)>);

impl Tabs {
    /// Enters a try as the newest of its tab, and returns its number.
    pub(super) fn enter(&self, tried: &Try) -> Result<u64, Problem> {
        if MAX_TAB < tried.tab.len() {
            return Err(Problem::new(400, "the name of the tab is too long"));
        }
        // A panic elsewhere leaves the list whole: numbers only grow.
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.0 += 1;
        let number = all.0;
        all.1.retain(|(tab, _)| *tab != tried.tab);
        all.1.push_back((tried.tab.clone(), number));
        if MAX_TABS < all.1.len() {
            all.1.pop_front();
        }
        Ok(number)
    }

    /// Whether a newer try of the same tab has come.
    pub(super) fn is_old(&self, tab: &str, number: u64) -> bool {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.1.iter().any(|(known, newest)| known == tab && *newest != number)
    }
}

/// A page as it was drawn.
#[derive(Debug)]
struct Page {
    digest: String,
    width: f64,
    height: f64,
    svg: String,
}

/// A text of the page.
#[derive(Debug)]
struct Stood {
    leaf: String,
    says: String,
    page: usize,
    bounds: [f64; 4],
    item: Option<String>,
    record: Option<String>,
}

/// What a good try gave.
#[derive(Debug, Default)]
struct Made {
    pages: Vec<Page>,
    leaves: Vec<Stood>,
    reading: Vec<Part>,
    text: Option<String>,
}

/// The last good pages of sheets and formats.
#[derive(Default)]
pub(super) struct Good(VecDeque<(String, Wanted, Arc<Made>)>);

impl Good {
    fn keep(&mut self, sheet: &str, wanted: Wanted, made: Arc<Made>) {
        self.0.retain(|(known, kind, _)| !(known == sheet && *kind == wanted));
        self.0.push_front((sheet.to_owned(), wanted, made));
        self.0.truncate(KEPT);
    }

    fn last(&self, sheet: &str, wanted: Wanted) -> Option<Arc<Made>> {
        let found = self.0.iter().find(|(known, kind, _)| known == sheet && *kind == wanted);
        found.map(|(_, _, made)| Arc::clone(made))
    }
}

/// A part of the sheet and how hard it is to read.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "kebab-case")]
struct Part {
    part: String,
    name: String,
    words: usize,
    sentences: usize,
    grade: Option<f64>,
    grade_with_names: Option<f64>,
    smog: Option<f64>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Tried<'a> {
    sheet: &'a str,
    digest: String,
    format: Format,
    paper: Paper,
    jurisdiction: Jurisdiction,
    stale: bool,
    errors: usize,
    advice: usize,
    findings: Vec<Finding>,
    pages: Vec<Drawn<'a>>,
    leaves: Vec<Leaf<'a>>,
    reading: &'a [Part],
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edited: Option<EditedText<'a>>,
    took: Took,
}

/// The text after the changes of a form.
#[derive(Serialize)]
struct EditedText<'a> {
    text: &'a str,
    digest: String,
    line: usize,
}

#[derive(Serialize)]
struct Drawn<'a> {
    digest: &'a str,
    width: f64,
    height: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    svg: Option<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Leaf<'a> {
    leaf: &'a str,
    text: &'a str,
    page: usize,
    #[serde(rename = "box")]
    bounds: [f64; 4],
    #[serde(skip_serializing_if = "Option::is_none")]
    item: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    record: Option<&'a str>,
    #[serde(flatten)]
    written: Option<Lines>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Lines {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

/// How long it took, in milliseconds.
#[derive(Serialize)]
struct Took {
    check: f64,
    typeset: f64,
    prove: f64,
    draw: f64,
}

/// Tries a text.
pub(super) fn run(bench: &mut Bench, tried: &Try) -> Result<Answer, Problem> {
    let (name, _) = bench.sheet(&tried.sheet.0)?;
    let wanted = bench.wanted(tried.format, tried.paper, tried.jurisdiction)?;
    bench.tried();
    let mut text = Cow::Borrowed(tried.text.as_str());
    let mut line = None;
    for change in &tried.changes {
        desk::short(&text)?;
        let edited = candor::author::edit(&text, change).map_err(desk::unfit)?;
        (text, line) = (Cow::Owned(edited.text), Some(edited.line));
    }
    let text = &*text;
    let before = Stage::ALL.map(|stage| bench.opened.session.stopwatch.spent(stage));
    let mut found = bench.opened.diagnostics.clone();
    let entry = Entry::File(text.as_bytes().to_vec().into());
    let (ready, more) = bench.opened.session.sheet(&name, &entry);
    found.extend(more);
    duplicate(bench, &name, &mut found);
    let start = crate::clock::now();
    let mut draw = 0.0;
    let mut made = None;
    if let Some(ready) = ready.filter(|_| !found.has_errors()) {
        let (document, more) = make(bench, &name, &ready, wanted);
        found.extend(more);
        draw = (crate::clock::now() - start).as_secs_f64() * 1000.0;
        made = document.map(Arc::new);
    }
    let id = tried.sheet.0.as_str();
    let stale = made.is_none();
    match &made {
        Some(made) => bench.good.keep(id, wanted, Arc::clone(made)),
        None => made = bench.good.last(id, wanted),
    }
    let none = Made::default();
    let made = made.as_deref().unwrap_or(&none);
    let spent = Stage::ALL.map(|stage| bench.opened.session.stopwatch.spent(stage));
    let [check, typeset, prove, _] =
        std::array::from_fn(|n| (spent[n] - before[n]).as_secs_f64() * 1000.0);
    let took = Took { check, typeset, prove, draw: (draw - typeset - prove).max(0.0) };
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
        findings: findings::of_sheet(&found, &bench.opened.session.files, &name, &stands),
        pages: made
            .pages
            .iter()
            .map(|page| Drawn {
                digest: &page.digest,
                width: page.width,
                height: page.height,
                svg: (!tried.known.contains(&page.digest)).then_some(&page.svg),
            })
            .collect(),
        leaves: leaves(made, &places, text),
        reading: &made.reading,
        text: made.text.as_deref(),
        edited: line.map(|line| EditedText { text, digest: sha256(text.as_bytes()), line }),
        took,
    };
    let json = serde_json::to_vec(&all).map_err(|error| Problem::world(error.to_string()))?;
    Ok(Answer::Text(json))
}

impl Try {
    /// Returns the tab.
    pub(super) fn tab(&self) -> &str {
        &self.tab
    }
}

/// Reports another sheet with the same id, as `candor check` does.
fn duplicate(bench: &Bench, name: &str, found: &mut Diagnostics) {
    let id = stem(name);
    let others = bench.opened.sheets.iter().filter(|(other, _)| stem(other) == id && other != name);
    for (other, _) in others {
        found.push(
            candor::diag::Diagnostic::new(
                candor::diag::Code::SheetDuplicateId,
                format!("two sheets have the id `{id}`"),
            )
            .help(format!("rename {name} or {other}")),
        );
    }
}

/// Makes proven pages, and draws them.
fn make(
    bench: &mut Bench,
    name: &str,
    ready: &Ready,
    wanted: Wanted,
) -> (Option<Made>, Diagnostics) {
    let session = &mut bench.opened.all.session;
    if !wanted.format.is_paged() {
        let (document, found) = bench.deadline.over(name, || session.document(ready, wanted));
        let made = document.map(|document| {
            let levels = session.levels(ready, &document.composition);
            Made {
                reading: reading(levels.as_ref(), &document.composition),
                text: Some(String::from_utf8_lossy(&document.bytes).into_owned()),
                ..Made::default()
            }
        });
        return (made, found);
    }
    let (pressed, found) = bench.deadline.over(name, || session.pages(ready, wanted));
    let made = pressed.map(|pressed| {
        let pages = export::svg(&pressed.pages).into_iter().map(|page| Page {
            digest: sha256(page.svg.as_bytes()),
            width: page.width,
            height: page.height,
            svg: page.svg,
        });
        let levels = session.levels(ready, &pressed.composition);
        Made {
            pages: pages.collect(),
            leaves: stood(ready, &pressed.composition, pressed.pages.report()),
            reading: reading(levels.as_ref(), &pressed.composition),
            text: None,
        }
    });
    (made, found)
}

/// Returns where each text stands, and whence it comes.
fn stood(ready: &Ready, composition: &Composition, report: &Report) -> Vec<Stood> {
    let mut items: BTreeMap<&str, &str> = BTreeMap::new();
    for block in composition.sections.iter().flat_map(|section| &section.blocks) {
        let entries = match block {
            Block::Paragraph(entry) => std::slice::from_ref(entry),
            Block::Bullets { entries } | Block::Steps { entries } => entries,
            Block::Table { .. }
            | Block::WriteLines { .. }
            | Block::Figure { .. }
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
        let mut parts = leaf.split('.');
        match (parts.next()?, parts.next()) {
            ("evidence", _) => own.clone(),
            ("table" | "record" | "study", Some(id)) if id != "head" => Some(id.to_owned()),
            _ => None,
        }
    };
    let leaves = report.leaves.iter().map(|one| {
        let item = items.get(one.leaf.as_str()).copied();
        let item = item.or_else(|| {
            let starts = ["item.", "basis.", "clinician."];
            starts.iter().find_map(|start| one.leaf.strip_prefix(start))
        });
        Stood {
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

/// A tenth of a point is finer than any screen.
fn tenth(points: f64) -> f64 {
    (points * 10.0).round() / 10.0
}

/// Returns the words of a page's text as the file has them.
fn lines(places: &Places, text: &str, leaf: &str, says: &str) -> Option<Lines> {
    let range = places.of(text, leaf, says)?;
    let place = |at: usize| candor::author::line_and_column(text, at);
    let ((line, column), (end_line, end_column)) = (place(range.start), place(range.end));
    Some(Lines { line, column, end_line, end_column })
}

fn leaves<'a>(made: &'a Made, places: &Places, text: &str) -> Vec<Leaf<'a>> {
    let all = made.leaves.iter().map(|one| Leaf {
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

fn reading(levels: Option<&Levels>, composition: &Composition) -> Vec<Part> {
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
        .map(|level| Part {
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
