//! The finished PDF by its structure: what a screen reader, a search and a list of bookmarks get.
//!
//! A closed world again: catalog, pages, outline, metadata, attachment and structure tree hold
//! what follows from the composition, and nothing else. Reads the bytes of the file with a parser
//! that is not the engine's, and no frame. How the page looks is not its business: it knows neither
//! colours nor sizes nor what lies over what.
//!
//! Its limits: it takes the file's own word for which character a glyph is (`ToUnicode`), which
//! another font could make false; the frames and the drawn file hold the outlines.

mod attached;
mod catalog;
mod cmap;
mod expected;
mod file;
mod info;
mod operators;
mod outline;
mod pages;
mod report;
mod spoken;
mod stream;
mod tree;

use self::file::File;
use self::report::Report;
use candor_composition::Composition;
use candor_model::diag::Diagnostics;

/// Holds a finished PDF against the composition that it was made from, and says what is in it that
/// does not follow from the composition, or the other way round; no finding means that all is well.
///
/// Never fails: bytes that cannot be read are a finding, and so is a parser that gives up over them.
pub fn structure(pdf: &[u8], composition: &Composition) -> Diagnostics {
    let reading = || {
        let mut report = Report::default();
        match File::read(pdf) {
            Ok(file) => read(&file, composition, &mut report),
            Err(problem) => report.wrong("file", None, problem),
        }
        report.0
    };
    std::panic::catch_unwind(reading).unwrap_or_else(|_| {
        let mut report = Report::default();
        report.wrong("file", None, "a parser gave up over it");
        report.0
    })
}

fn read(file: &File, composition: &Composition, report: &mut Report) {
    let Some(catalog) = file.catalog() else {
        report.wrong("file", None, "it has no catalog");
        return;
    };
    catalog::check(file, catalog, composition, report);
    attached::check(file, catalog, composition, report);
    let pages = pages::read(file, catalog, composition, report);
    info::check(file, catalog, composition, pages.len(), report);
    let tree = tree::read(file, catalog, &pages, composition, report);
    let found = spoken::check(&tree, &pages, composition, report);
    outline::check(file, catalog, &pages, composition, &found, report);
}
