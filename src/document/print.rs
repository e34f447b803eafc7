//! Compositions become documents: typeset, prove, export.
//!
//! Wires the stages together and knows nothing that they do not.

use std::time::Duration;

use candor_composition::{Composition, DocumentSpec, ReleaseStatus};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::watch::Watched;
use candor_model::{Format, Medium, watch};
use candor_prove::{Owed, Proven, Report};
use candor_typeset::Pages;

use crate::compose::compose;
use crate::export;
use crate::ready::Ready;
use crate::rules::page_no_card;
use crate::shared::Shared;
use crate::stopwatch::Stage;

/// A finished document.
#[derive(Debug)]
pub struct Document {
    pub composition: Composition,
    /// The file: a PDF, or what the format asks for.
    pub bytes: Vec<u8>,
    /// Where each text stands.
    pub report: Report,
}

/// A finished document with its pages, to be held beside those of another stage.
#[derive(Debug)]
pub struct Laid {
    pub document: Document,
    /// Its pages; text and HTML have none.
    pub pages: Option<Proven<Pages>>,
}

/// On which documents the witnesses read the finished file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Witness {
    /// On those whose template or fonts are a clinic's own.
    Foreign,
    /// On every document.
    Always,
}

/// Pages that hold what they must, before they become a file.
#[derive(Debug)]
pub struct ProvenPages {
    /// What they say.
    pub composition: Composition,
    pub pages: Proven<Pages>,
}

/// Makes a draft of a checked sheet: compose, typeset, prove, export.
pub fn render(
    shared: &Shared,
    ready: &Ready,
    wanted: DocumentSpec,
) -> (Option<Document>, Diagnostics) {
    let composition = compose(shared, ready, wanted);
    print(shared, ready, composition, wanted)
}

/// Makes the file of a draft's composition: typeset, prove, export.
pub fn print(
    shared: &Shared,
    ready: &Ready,
    composition: Composition,
    wanted: DocumentSpec,
) -> (Option<Document>, Diagnostics) {
    print_as(shared, ready, composition, wanted, &ReleaseStatus::Draft, Witness::Foreign)
}

/// Makes the file of a composition: typeset, prove, export; `witness` says whether the witnesses
/// read the finished file.
///
/// A composition that does not hold what its sheet owes is refused, whoever made it.
pub fn print_as(
    shared: &Shared,
    ready: &Ready,
    composition: Composition,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
    witness: Witness,
) -> (Option<Document>, Diagnostics) {
    let (laid, diagnostics) = lay(shared, ready, composition, wanted, standing, witness);
    (laid.map(|laid| laid.document), diagnostics)
}

/// As [`print_as`], and keeps the pages.
pub fn lay(
    shared: &Shared,
    ready: &Ready,
    composition: Composition,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
    witness: Witness,
) -> (Option<Laid>, Diagnostics) {
    if let Some(none) = no_card(ready, wanted) {
        return (None, none);
    }
    let time = shared.stopwatch.now();
    let owed =
        candor_prove::owed(ready.checked(), &shared.clinic, ready.wording(), wanted, standing);
    let (laid, diagnostics) = watch::over(&name(&composition), |watched| {
        typeset_and_prove(shared, composition, &owed, time, watched, witness)
    });
    (laid, about(&diagnostics, ready))
}

/// Makes the proven pages of a draft, and no file: compose, typeset, prove.
pub fn pages(
    shared: &Shared,
    ready: &Ready,
    wanted: DocumentSpec,
) -> (Option<ProvenPages>, Diagnostics) {
    if let Some(none) = no_card(ready, wanted) {
        return (None, none);
    }
    let composition = compose(shared, ready, wanted);
    let time = shared.stopwatch.now();
    let draft = &ReleaseStatus::Draft;
    let owed = candor_prove::owed(ready.checked(), &shared.clinic, ready.wording(), wanted, draft);
    let (pages, diagnostics) = watch::over(&name(&composition), |watched| {
        proven(shared, &composition, &owed, time, watched)
    });
    candor_typeset::age_caches();
    let pages = pages.map(|pages| ProvenPages { composition, pages });
    (pages, about(&diagnostics, ready))
}

/// Makes the PDF of a list or a notice, which owes no sheet anything.
pub fn notice(shared: &Shared, composition: Composition) -> (Option<Document>, Diagnostics) {
    let time = shared.stopwatch.now();
    let (laid, diagnostics) = watch::over(&name(&composition), |watched| {
        let nothing = Owed::default();
        typeset_and_prove(shared, composition, &nothing, time, watched, Witness::Foreign)
    });
    (laid.map(|laid| laid.document), diagnostics)
}

fn typeset_and_prove(
    shared: &Shared,
    composition: Composition,
    owed: &Owed,
    time: Duration,
    watched: Watched<'_>,
    witness: Witness,
) -> (Option<Laid>, Diagnostics) {
    let write = match composition.format.medium() {
        Medium::Pages => {
            return paginate(shared, composition, owed, time, watched, witness);
        }
        Medium::Html => export::linear::html(&composition, &shared.engine),
        Medium::Text => export::linear::text(&composition),
    };
    let time = shared.stopwatch.add(Stage::Typeset, time);
    let proven = candor_prove::linear(write, &composition, owed);
    shared.stopwatch.add(Stage::Prove, time);
    match proven {
        Ok(proven) => {
            let report = proven.report().clone();
            let bytes = proven.into_inner().into_bytes();
            let document = Document { composition, bytes, report };
            (Some(Laid { document, pages: None }), Diagnostics::new())
        }
        Err(found) => (None, found),
    }
}

/// Makes what has pages.
fn paginate(
    shared: &Shared,
    composition: Composition,
    owed: &Owed,
    time: Duration,
    watched: Watched<'_>,
    witness: Witness,
) -> (Option<Laid>, Diagnostics) {
    let (pages, mut diagnostics) = proven(shared, &composition, owed, time, watched);
    let Some(pages) = pages else { return (None, diagnostics) };
    let time = shared.stopwatch.now();
    let (pdf, found) = export::pdf(&pages, &composition, &shared.engine);
    diagnostics.extend(found);
    let time = shared.stopwatch.add(Stage::Export, time);
    candor_typeset::age_caches();
    let Some(bytes) = pdf else { return (None, diagnostics) };
    if witness == Witness::Always || shared.engine.is_foreign() {
        let found = candor_witness::witness(&bytes, &composition, &shared.engine);
        shared.stopwatch.add(Stage::Witness, time);
        if !found.is_empty() {
            diagnostics.extend(found);
            return (None, diagnostics);
        }
    }
    let report = pages.report().clone();
    let document = Document { composition, bytes, report };
    (Some(Laid { document, pages: Some(pages) }), diagnostics)
}

/// Lays out, while somebody watches the time.
pub(crate) fn lay_out(
    shared: &Shared,
    composition: &Composition,
    _: Watched<'_>,
) -> (Option<Pages>, Diagnostics) {
    candor_typeset::typeset(&shared.engine, composition)
}

/// Lays out and proves.
fn proven(
    shared: &Shared,
    composition: &Composition,
    owed: &Owed,
    time: Duration,
    watched: Watched<'_>,
) -> (Option<Proven<Pages>>, Diagnostics) {
    let complete = match candor_prove::complete(owed, composition) {
        Ok(complete) => complete,
        Err(missing) => return (None, missing),
    };
    let (pages, mut diagnostics) = lay_out(shared, composition, watched);
    let time = shared.stopwatch.add(Stage::Typeset, time);
    let Some(pages) = pages else { return (None, diagnostics) };
    let proven = candor_prove::prove(pages, complete, &shared.engine);
    shared.stopwatch.add(Stage::Prove, time);
    match proven {
        Ok(proven) => (Some(proven), diagnostics),
        Err(found) => {
            diagnostics.extend(found);
            (None, diagnostics)
        }
    }
}

/// Returns how a document is called where it takes too long.
pub(crate) fn name(composition: &Composition) -> String {
    let (format, paper) = (composition.format.as_str(), composition.paper.as_str());
    match composition.sheet.as_str() {
        "" => format!("`{}`", composition.document_title),
        sheet => format!("`{sheet}` ({format}, {paper})"),
    }
}

/// Says that a wallet card is wanted of a medicine that has none.
fn no_card(ready: &Ready, wanted: DocumentSpec) -> Option<Diagnostics> {
    (wanted.format == Format::Card && ready.sheet().medicine.card.is_none()).then(|| {
        let mut none = Diagnostics::new();
        none.push(
            Diagnostic::new(page_no_card::CODE, "the medicine has no wallet card")
                .help("leave `card` out, or add `[card]` to the medicine's file"),
        );
        about(&none, ready)
    })
}

/// Points findings about pages at the sheet, where they have no place of their own.
fn about(diagnostics: &Diagnostics, ready: &Ready) -> Diagnostics {
    let sheet = ready.sheet();
    let mut pointed = Diagnostics::new();
    for diagnostic in diagnostics {
        let mut diagnostic: Diagnostic = diagnostic.clone();
        if diagnostic.span.is_none() {
            diagnostic.span = Some(sheet.title.span(&sheet.file));
            "on the pages of this sheet".clone_into(&mut diagnostic.label);
        }
        pointed.push(diagnostic);
    }
    pointed
}
