//! The words of a checked sheet, and how hard they are to read.

use candor_compose::readability::{CountCache, ReadabilityReport, in_words, levels};
use candor_composition::{Composition, DocumentSpec, ReleaseStatus};
use candor_model::Format;
use candor_sheet::check::names;

use crate::ready::Ready;
use crate::shared::Shared;

/// Composes a checked sheet that nobody has reviewed yet.
pub fn compose(shared: &Shared, ready: &Ready, wanted: DocumentSpec) -> Composition {
    compose_as(shared, ready, wanted, &ReleaseStatus::Draft, &[])
}

/// Composes a checked sheet; `changes` since the last release stand in its dossier.
pub fn compose_as(
    shared: &Shared,
    ready: &Ready,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
    changes: &[String],
) -> Composition {
    let (sheet, wording, clinic) = (ready.checked(), ready.wording(), &shared.clinic);
    if wanted.format != Format::Dossier {
        return candor_compose::compose(sheet, clinic, wording, wanted, standing);
    }
    let full = DocumentSpec { format: Format::Full, ..wanted };
    let full = candor_compose::compose(sheet, clinic, wording, full, standing);
    let report = readability(shared, ready, &full);
    let grades = report.map(|report| in_words(&report, wording, wanted));
    let read = candor_compose::Read { grades: &grades.unwrap_or_default(), changes };
    candor_compose::dossier(sheet, clinic, wording, wanted, standing, &read)
}

/// Grades a composition of a checked sheet; a language without tables has no grades.
pub fn readability(
    shared: &Shared,
    ready: &Ready,
    composition: &Composition,
) -> Option<ReadabilityReport> {
    let (analyzer, _) = shared.library.analyzer(&ready.sheet().language);
    Some(levels(composition, &*analyzer?, &names(ready.sheet())))
}

/// As [`readability`](self::readability), counting again only what `counted` does not know.
pub fn readability_again(
    shared: &Shared,
    ready: &Ready,
    composition: &Composition,
    counted: &mut CountCache,
) -> Option<ReadabilityReport> {
    let (analyzer, _) = shared.library.analyzer(&ready.sheet().language);
    Some(candor_compose::readability::readability_again(
        composition,
        &*analyzer?,
        &names(ready.sheet()),
        counted,
    ))
}
