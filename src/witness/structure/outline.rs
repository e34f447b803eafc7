//! The bookmarks: the headings of the composition, in order, each leading to its page, and no other.

use std::collections::BTreeSet;

use lopdf::{Dictionary, ObjectId};

use super::file::{File, refers};
use super::pages::Page;
use super::report::{Report, beginning};
use super::spoken::Heading;
use candor_composition::Composition;

const MAX_MARKS: usize = 10_000;

struct Bookmark {
    title: String,
    level: u8,
    page: Option<usize>,
}

/// Holds the bookmarks against the headings that stand on the pages.
pub(super) fn check(
    file: &File,
    catalog: &Dictionary,
    pages: &[Page],
    composition: &Composition,
    headings: &[Heading],
    report: &mut Report,
) {
    let part = "bookmarks";
    let mut found = Vec::new();
    match file.dict(catalog, "Outlines") {
        Some(outline) => {
            report.only(part, None, outline, &["Type", "First", "Last", "Count"]);
            let mut walk = Walk { file, pages, report, found: &mut found, seen: BTreeSet::new() };
            walk.level(outline, 1);
        }
        None => report.wrong(part, None, "there are none"),
    }
    if headings.is_empty() && !composition.sections.is_empty() {
        return;
    }
    for (index, wanted) in headings.iter().enumerate() {
        let Heading { words, level, page } = wanted;
        match found.get(index) {
            None => report.wrong(part, None, format!("{} is not among them", beginning(words))),
            Some(mark) if mark.title != *words => {
                let (says, due) = (beginning(&mark.title), beginning(words));
                report.wrong(part, None, format!("one says {says}, where {due} is due"));
                return;
            }
            Some(mark) if mark.level != *level => {
                report.wrong(part, None, format!("{} is on a wrong level", beginning(words)));
            }
            Some(mark) if mark.page != Some(*page) => {
                report.wrong(part, None, format!("{} leads to a wrong page", beginning(words)));
            }
            Some(_) => {}
        }
    }
    if let Some(more) = found.get(headings.len()) {
        let says = beginning(&more.title);
        report.wrong(part, None, format!("one says {says}, which is no heading of the sheet"));
    }
}

struct Walk<'a> {
    file: &'a File,
    pages: &'a [Page],
    report: &'a mut Report,
    found: &'a mut Vec<Bookmark>,
    seen: BTreeSet<ObjectId>,
}

impl Walk<'_> {
    /// Reads the bookmarks below a dictionary, with what stands below each.
    fn level(&mut self, above: &Dictionary, level: u8) {
        let file = self.file;
        let mut next = refers(above, "First");
        while let Some(id) = next {
            let mark = file.dict_of(id);
            let Some(mark) = mark.filter(|_| self.seen.insert(id) && level < 7) else {
                self.report.wrong("bookmarks", None, "they do not hang together");
                return;
            };
            if MAX_MARKS < self.found.len() {
                self.report.wrong("bookmarks", None, "there are too many");
                return;
            }
            let known = ["Title", "Parent", "Prev", "Next", "First", "Last", "Count", "Dest"];
            self.report.only("bookmarks", None, mark, &known);
            let page = file.array(mark, "Dest").and_then(|dest| dest.first());
            let page = page.and_then(|page| page.as_reference().ok());
            let page = page.and_then(|id| self.pages.iter().position(|page| page.id == id));
            let title = file.text(mark, "Title").unwrap_or_default();
            self.found.push(Bookmark { title, level, page });
            self.level(mark, level + 1);
            next = refers(mark, "Next");
        }
    }
}
