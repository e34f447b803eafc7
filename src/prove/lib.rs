//! The page proof: pages hold exactly the words of the composition, and a reader gets them.
//!
//! Two comparisons that share nothing: the composition holds what is [owed](owed) and nothing else
//! (worked out from sheet, clinic and library by a path of its own), and the pages hold the
//! composition, word for word ([`words`]), where an eye and a screen reader meet them ([`sight`]).
//! PDF/UA conformance does not prove this: a warning in white on white passes it.
//! Makes [`Proven`], which only this module can make and which `export` demands.

mod cards;
mod drawn;
mod equals;
mod face;
mod finding;
mod gathered;
mod geometry;
mod glyphs;
mod groups;
mod ink;
mod labels;
mod line;
mod linear;
mod lines;
mod logo;
mod loose;
mod nominal;
mod outline;
pub mod owed;
mod owed_text;
mod page;
mod parts;
mod pictures;
mod pieces;
mod prominence;
mod report;
mod room;
mod rows;
pub mod rules;
mod set_off;
mod setting;
mod shaped;
mod shaping;
mod sight;
mod spread;
mod surroundings;
pub mod typography;
mod under;
mod units;
mod walk;
mod whole;
mod words;

pub use self::report::{LeafReport, Report};

pub use self::face::{release_block, same_outside_block};
pub use self::linear::linear;
pub use self::owed::{Owed, held, owed};

use self::gathered::Gathered;
use crate::rules::page_too_long;
use candor_composition::Composition;
use candor_model::diag::Diagnostics;
use candor_typeset::{Engine, Pages, is_plain};

/// What a proof found true.
#[derive(Debug)]
pub struct Proven<T> {
    value: T,
    report: Report,
}

impl<T> Proven<T> {
    /// Returns what was proved.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Returns what was proved, to be written.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// Returns where each text stands.
    pub fn report(&self) -> &Report {
        &self.report
    }
}

/// A composition that holds what is owed, all of it and nothing else.
#[derive(Debug, Clone, Copy)]
pub struct Complete<'a> {
    composition: &'a Composition,
    /// How many texts are owed.
    n_owed: usize,
}

/// Says that a composition holds what is owed, or what is wrong with it.
pub fn complete<'a>(
    owed: &Owed,
    composition: &'a Composition,
) -> Result<Complete<'a>, Diagnostics> {
    let found = held(owed, composition);
    if found.is_empty() { Ok(Complete { composition, n_owed: owed.len() }) } else { Err(found) }
}

/// Proves pages, or says what is wrong with them.
pub fn prove(
    pages: Pages,
    complete: Complete<'_>,
    engine: &Engine,
) -> Result<Proven<Pages>, Diagnostics> {
    let Complete { composition, n_owed } = complete;
    let mut diagnostics = Diagnostics::new();
    let spoken = composition.spoken();
    let running = composition.running.all().map(|leaf| leaf.leaf.as_str());
    let names = spoken.iter().map(|(_, name, _)| *name).chain(running);
    let plain = engine.has_own_fonts() && is_plain(composition);
    let walked = walk::walk(&pages.document, names, plain);
    let gathered = Gathered::of(&walked);
    let labels = labels::check(&walked, composition, &mut diagnostics);
    let words = words::check(&walked, &gathered, composition, &pages, &labels, &mut diagnostics);
    let (mut leaves, running) =
        sight::check(&walked, composition, engine, &labels, &mut diagnostics);
    lines::check(&gathered, composition, &mut diagnostics);
    rows::check(&walked, &gathered, composition, &mut diagnostics);
    groups::check(&walked, &gathered, composition, &mut diagnostics);
    let parts = parts::parts(composition);
    let height = walked.pages.first().map_or(0.0, |page| page.size.1);
    equals::check(&gathered, &parts, composition, height, &mut diagnostics);
    equals::edges(&gathered, &parts, composition, walked.pages.len(), &mut diagnostics);
    prominence::weight(&gathered, composition, &mut diagnostics);
    prominence::body(&gathered, composition, &mut diagnostics);
    prominence::pale(&leaves, &mut diagnostics);
    let width = walked.pages.first().map_or(0.0, |page| page.size.0);
    prominence::header(&gathered, &running, width, composition, &mut diagnostics);
    prominence::state(&gathered, composition, &mut diagnostics);
    prominence::sizes(&gathered, composition, &mut diagnostics);
    prominence::grounds(&gathered, &leaves, composition, &mut diagnostics);
    prominence::bands(&leaves, &mut diagnostics);
    let sheets = page::Page::all(&walked, &gathered);
    whole::check(&sheets, &parts, composition, &mut diagnostics);
    set_off::check(&sheets, composition, &mut diagnostics);
    set_off::hues(&sheets, &gathered, &mut diagnostics);
    cards::check(&sheets, composition, &mut diagnostics);
    units::check(&sheets, &gathered, composition, &mut diagnostics);
    under::check(&sheets, &parts, composition, &mut diagnostics);
    logo::check(&sheets, composition, &mut diagnostics);
    if engine.has_own_fonts() {
        spread::check(&gathered, composition, engine, &mut diagnostics);
    }
    drop(sheets);
    pictures::check(&walked, composition, &mut diagnostics);
    surroundings::check(&walked, &labels, &parts, composition, &mut diagnostics);
    outline::check(&pages.document, composition, &mut diagnostics);
    let set = setting::check(&gathered, composition, &mut diagnostics);
    for report in &mut leaves {
        let found = set.get(report.leaf.as_str()).copied().unwrap_or_default();
        report.x_height_mm = found.x_height.map(millimetres);
        report.line_distance_mm = found.distance.map(millimetres);
        report.line_distance_em = found.distance_em;
        report.characters_per_line = found.characters;
        report.line_width_mm = found.width.map(millimetres);
    }
    // Where the text is too long, what else is wrong follows from it.
    let too_long = diagnostics.iter().find(|found| found.code == page_too_long::CODE).cloned();
    if let Some(too_long) = too_long {
        diagnostics = Diagnostics::new();
        diagnostics.push(too_long);
    }
    if diagnostics.is_empty() {
        let n_pages = walked.pages.len();
        drop(walked);
        let report = Report { pages: n_pages, owed: n_owed, leaves, running, words };
        Ok(Proven { value: pages, report })
    } else {
        Err(diagnostics)
    }
}

fn millimetres(points: f64) -> f64 {
    points * 25.4 / 72.0
}
