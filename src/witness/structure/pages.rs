//! The pages of a file: their paper, and what their streams show.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

use super::catalog::language;
use super::cmap::Cmap;
use super::file::{File, number, unpacked};
use super::operators::is_wordless;
use super::report::Report;
use super::stream::{self, Shown};
use candor_composition::Composition;

/// The most pages that are read.
const MAX_PAGES: usize = 1000;

/// What a page's dictionary may hold: nothing that turns, scales, crops or times it.
const KEYS: [&str; 7] =
    ["Type", "Parent", "MediaBox", "Resources", "Contents", "StructParents", "Tabs"];

pub(super) struct Page {
    /// By which the file names it.
    pub(super) id: ObjectId,
    pub(super) shown: Shown,
}

/// Reads every page, in order.
pub(super) fn read(
    file: &File,
    catalog: &Dictionary,
    composition: &Composition,
    report: &mut Report,
) -> Vec<Page> {
    let found = listed(file, catalog, report);
    if found.is_empty() || composition.format.max_pages().is_some_and(|max| max < found.len()) {
        report.wrong("pages", None, format!("there are {}", found.len()));
    }
    let wanted = language(composition);
    drawings(file, report);
    let mut pages = Vec::new();
    for (index, (id, page)) in found.into_iter().enumerate() {
        report.only("page", Some(index), page, &KEYS);
        paper(file, page, composition, index, report);
        if file.name(page, "Tabs") != Some(b"S".as_slice()) {
            report.wrong("page", Some(index), "it does not say that it is read by its tags");
        }
        let fonts = fonts(file, page, index, report);
        let Some(content) = file.stream(page, "Contents").and_then(unpacked) else {
            report.wrong("page", Some(index), "what it shows cannot be read");
            continue;
        };
        let shown = stream::read(&content, &fonts, &wanted, index, report);
        pages.push(Page { id, shown });
    }
    pages
}

/// The pages of the one flat list that the engine writes.
fn listed<'a>(
    file: &'a File,
    catalog: &'a Dictionary,
    report: &mut Report,
) -> Vec<(ObjectId, &'a Dictionary)> {
    let Some(tree) = file.dict(catalog, "Pages") else { return Vec::new() };
    report.only("pages", None, tree, &["Type", "Count", "Kids"]);
    let kids = file.array(tree, "Kids").unwrap_or_default();
    let is_page = |dict: &&Dictionary| file.name(dict, "Type") == Some(b"Page".as_slice());
    let pages: Vec<_> = kids
        .iter()
        .take(MAX_PAGES)
        .filter_map(|kid| {
            let page = file.follow(kid).as_dict().ok().filter(is_page)?;
            Some((kid.as_reference().ok()?, page))
        })
        .collect();
    let count = file.at(tree, "Count").and_then(|count| count.as_i64().ok());
    if pages.len() != kids.len() || count != i64::try_from(kids.len()).ok() {
        report.wrong("pages", None, "their list does not hang together");
    }
    pages
}

fn paper(
    file: &File,
    page: &Dictionary,
    composition: &Composition,
    index: usize,
    report: &mut Report,
) {
    let (width, height) = composition.paper.size();
    let found: Vec<f64> = file
        .array(page, "MediaBox")
        .unwrap_or_default()
        .iter()
        .filter_map(|side| number(file.follow(side)))
        .collect();
    let wanted = [0.0, 0.0, width, height];
    // The engine counts in single precision.
    let same = |(a, b): (&f64, &f64)| (a - b).abs() < 0.01;
    if found.len() != 4 || !found.iter().zip(&wanted).all(same) {
        let problem = format!("its paper is not {}", composition.paper.as_str());
        report.wrong("page", Some(index), problem);
    }
}

/// The tables of letters of a page's fonts, and what else a page may draw with.
fn fonts(
    file: &File,
    page: &Dictionary,
    index: usize,
    report: &mut Report,
) -> BTreeMap<Vec<u8>, Cmap> {
    let mut tables = BTreeMap::new();
    let Some(resources) = file.dict(page, "Resources") else { return tables };
    report.only(
        "page",
        Some(index),
        resources,
        &["ProcSet", "ColorSpace", "ExtGState", "Font", "Pattern", "Shading", "XObject"],
    );
    for (_, state) in file.dict(resources, "ExtGState").into_iter().flatten() {
        if file.follow(state).as_dict().is_ok_and(|state| state.has(b"Font")) {
            report.wrong("page", Some(index), "it sets type in a way that Candor does not write");
        }
    }
    for (name, font) in file.dict(resources, "Font").into_iter().flatten() {
        let Ok(font) = file.follow(font).as_dict() else { continue };
        match Cmap::of_font(file, font) {
            Ok(table) => {
                tables.insert(name.clone(), table);
            }
            Err(problem) => report.wrong("page", Some(index), problem),
        }
    }
    tables
}

/// What is drawn once and used as a picture or pattern holds no words: nobody would read them out.
fn drawings(file: &File, report: &mut Report) {
    for (_, object) in file.objects() {
        let Ok(stream) = object.as_stream() else { continue };
        let has = |key: &[u8], wanted: Option<&[u8]>| match stream.dict.get(key) {
            Ok(Object::Name(name)) => wanted.is_none_or(|wanted| name == wanted),
            Ok(_) => wanted.is_none(),
            Err(_) => false,
        };
        if !has(b"Subtype", Some(b"Form")) && !has(b"PatternType", None) {
            continue;
        }
        if !unpacked(stream).is_some_and(|content| is_wordless(&content)) {
            report.wrong("picture", None, "a drawing or a pattern holds words of its own");
        }
    }
}
