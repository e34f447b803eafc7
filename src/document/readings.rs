//! What the proof and the witnesses find in a document, each judged alone; no file comes of it.

use candor_composition::{Composition, DocumentSpec, ReleaseStatus};
use candor_model::diag::Diagnostics;
use candor_model::watch;
use candor_typeset::Pages;

use crate::compose::compose;
use crate::export;
use crate::print::{lay_out, name};
use crate::ready::Ready;
use crate::shared::Shared;

/// What each reader finds in one document, judged alone; no document is among it.
#[derive(Debug, Default)]
pub struct Readings {
    /// Why there is no file to read: a template that fails, or an export that does.
    pub failed: Diagnostics,
    /// The proof of the engine's frames.
    pub frames: Diagnostics,
    /// The finished file as another renderer draws it.
    pub drawn: Diagnostics,
    /// The structure of the finished file.
    pub structure: Diagnostics,
}

/// Returns what each reader finds in a draft, and no file.
pub fn readings(shared: &Shared, ready: &Ready, wanted: DocumentSpec) -> Readings {
    let composition = compose(shared, ready, wanted);
    readings_of(shared, ready, &composition, &composition, wanted)
}

/// Prints one composition and holds the file against another, for each reader alone; returns
/// what they find, and no file.
pub fn readings_of(
    shared: &Shared,
    ready: &Ready,
    printed: &Composition,
    due: &Composition,
    wanted: DocumentSpec,
) -> Readings {
    let (made, failed) = unproved(shared, printed);
    let mut readings = Readings { failed, ..Readings::default() };
    let Some(Unproved { pages, pdf }) = made else { return readings };
    let owed = candor_prove::owed(
        ready.checked(),
        &shared.clinic,
        ready.wording(),
        wanted,
        &ReleaseStatus::Draft,
    );
    let proven = candor_prove::complete(&owed, due)
        .and_then(|complete| candor_prove::prove(pages, complete, &shared.engine));
    readings.frames = proven.err().unwrap_or_default();
    if let Some(pdf) = pdf {
        readings.drawn = candor_witness::drawn(&pdf, due, &shared.engine);
        readings.structure = candor_witness::structure(&pdf, due);
    }
    candor_typeset::age_caches();
    readings
}

/// Prints one composition and holds the structure of the file against another, which any
/// standing may have; returns what that reading finds, and no file.
pub fn structure_of(shared: &Shared, printed: &Composition, due: &Composition) -> Diagnostics {
    let (made, mut found) = unproved(shared, printed);
    if let Some(Unproved { pdf: Some(pdf), .. }) = made {
        found.extend(candor_witness::structure(&pdf, due));
    }
    candor_typeset::age_caches();
    found
}

/// Pages that nobody proved, and their file where the export made one.
struct Unproved {
    pages: Pages,
    pdf: Option<Vec<u8>>,
}

/// Lays a composition out and writes it in memory without any proof, for readers to judge.
fn unproved(shared: &Shared, composition: &Composition) -> (Option<Unproved>, Diagnostics) {
    let (pages, mut found) =
        watch::over(&name(composition), |watched| lay_out(shared, composition, watched));
    let Some(pages) = pages else { return (None, found) };
    let (pdf, more) = export::unproved(&pages, composition, &shared.engine);
    found.extend(more);
    (Some(Unproved { pages, pdf }), found)
}
