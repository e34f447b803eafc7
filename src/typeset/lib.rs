//! A composition and a template become pages.
//!
//! The engine sees memory and nothing else: the entry file, the template, one JSON file, embedded
//! fonts. Warnings of the engine are errors here: an unknown font changes the page.

mod block;
mod leaf;
mod mark;
mod native;
mod passes;
mod paths;
mod phrases;
mod placer;
mod plain;
pub mod rules;
mod template;
mod world;
mod written;

use std::sync::atomic::{AtomicUsize, Ordering};

use typst::World as _;
use typst::WorldExt as _;
use typst::diag::{Severity, SourceDiagnostic};
use typst::foundations::{Datetime, Smart};
use typst::model::DocumentInfo;
use typst_layout::PagedDocument;

pub use self::mark::{BLOCK, is_mark, mark};
pub use self::phrases::{Kept, kept};
pub use self::plain::{OFF, is_plain, needs_no_shaping};
pub use self::template::Template;
pub use self::world::BrandFont;
use self::world::SheetWorld;
pub use self::world::{BrandAssets, Engine};
pub use self::written::dictionaries;

use crate::rules::{page_export, template_failed};
use candor_composition::Composition;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};

/// Laid-out pages that nobody has proved yet.
#[derive(Debug)]
pub struct Pages {
    pub document: PagedDocument,
    pub composition_json: Vec<u8>,
}

impl Pages {
    /// Returns the engine's own document, to look at; only proven pages become a file.
    pub fn document(&self) -> &PagedDocument {
        &self.document
    }
}

/// Lays a composition out.
pub fn typeset(engine: &Engine, composition: &Composition) -> (Option<Pages>, Diagnostics) {
    let composition_json = composition.to_json();
    let world = SheetWorld::new(engine, files_of(composition, &composition_json));
    let warned = match engine.answers() {
        Some(answers) => {
            let (format, paper) = (composition.format.as_str(), composition.paper.as_str());
            answers.lay_out(&world, &format!("{format} {paper}"))
        }
        None => typst::compile::<PagedDocument>(&world),
    };
    let mut diagnostics = Diagnostics::new();
    for warning in &warned.warnings {
        diagnostics.push(finding(warning, &world, engine));
    }
    match warned.output {
        Ok(mut document) if !diagnostics.has_errors() => {
            inform(document.info_mut(), composition);
            (Some(Pages { document, composition_json }), diagnostics)
        }
        Ok(_) => (None, diagnostics),
        Err(errors) => {
            for error in &errors {
                diagnostics.push(finding(error, &world, engine));
            }
            (None, diagnostics)
        }
    }
}

/// The files from which a document is laid out.
fn files_of(
    composition: &Composition,
    composition_json: &[u8],
) -> Vec<(typst::syntax::FileId, Vec<u8>)> {
    let drawings = composition
        .drawings()
        .into_iter()
        .filter_map(|drawn| Some((paths::picture_file(&drawn.draws.name())?, drawn.draws.svg())));
    let mut all = vec![(paths::composition_file(), composition_json.to_vec())];
    let line =
        serde_json::json!({ "line": composition.running.page, "writing": composition.writing });
    all.push((paths::page_file(), line.to_string().into_bytes()));
    all.push((plain::file(), plain::said(composition)));
    all.extend(block::files(composition));
    all.extend(drawings);
    all
}

/// Says of a document what its composition says, and nothing else.
fn inform(info: &mut DocumentInfo, composition: &Composition) {
    let [year, month, day] = composition.date;
    let date = u8::try_from(month)
        .ok()
        .zip(u8::try_from(day).ok())
        .and_then(|(month, day)| Datetime::from_ymd(i32::from(year), month, day));
    *info = DocumentInfo {
        title: Some(composition.document_title.as_str().into()),
        date: Smart::Custom(date),
        locale: info.locale,
        ..DocumentInfo::default()
    };
}

/// Ages the engine's caches; called after each sheet, so that memory stays flat.
///
/// What was laid out for one of the last sheets is kept: a medicine has a dozen conditions or two,
/// whose sheets share their own warnings and statements. Ageing looks at every entry under a lock
/// of every cache, so it is done for several sheets at once.
pub fn age_caches() {
    static AGED: AtomicUsize = AtomicUsize::new(1);
    if AGED.fetch_add(1, Ordering::Relaxed).is_multiple_of(AT_ONCE) {
        comemo::evict(KEPT_SHEETS / AT_ONCE);
    }
}

/// For about how many sheets what was laid out is kept without being used.
const KEPT_SHEETS: usize = 32;
/// For how many sheets the caches are aged at once.
const AT_ONCE: usize = 16;

/// Turns a finding of the engine into one of ours.
fn finding(diagnostic: &SourceDiagnostic, world: &SheetWorld<'_>, engine: &Engine) -> Diagnostic {
    let message = diagnostic.message.trim_end_matches('.').replace('\n', "; ");
    let mut ours = Diagnostic::new(template_failed::CODE, message);
    let hints: Vec<_> = diagnostic.hints.iter().map(|hint| hint.v.as_str()).collect();
    let help = match (hints.is_empty(), diagnostic.severity) {
        (false, _) => hints.join("; "),
        (true, Severity::Warning) => {
            "a warning of the engine stops the sheet, because it changes the page".to_owned()
        }
        (true, Severity::Error) => "fix the template at this place".to_owned(),
    };
    ours = ours.help(help);
    match diagnostic.span.id().and_then(|id| Some((id, world.range(diagnostic.span)?))) {
        Some((id, range)) => ours.at(Span::new(&source_of(engine, id, world), range)),
        None => ours,
    }
}

fn source_of(engine: &Engine, id: typst::syntax::FileId, world: &SheetWorld<'_>) -> Source {
    let text = world.source(id).map(|source| source.text().to_owned()).unwrap_or_default();
    Source::new(engine.shown(id), text)
}

/// Returns the findings for an error at export, which points into the same files.
pub fn export_findings(
    errors: &[SourceDiagnostic],
    engine: &Engine,
    composition_json: &[u8],
) -> Diagnostics {
    let files_of = vec![(paths::composition_file(), composition_json.to_vec())];
    let world = SheetWorld::new(engine, files_of);
    let mut diagnostics = Diagnostics::new();
    for error in errors {
        let mut ours = finding(error, &world, engine);
        ours.code = page_export::CODE;
        diagnostics.push(ours);
    }
    diagnostics
}
