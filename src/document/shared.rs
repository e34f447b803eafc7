//! What all sheets of a run share.

use std::sync::Arc;

use candor_library::Library;
use candor_model::Clinic;
use candor_typeset::Engine;

use crate::stopwatch::Stopwatch;

/// What all sheets of a run share, on all its threads; nothing that a sheet says gets into it.
#[derive(Debug)]
pub struct Shared {
    /// Medicines and fixed wording, read when they are first asked for.
    pub library: Library,
    /// The typesetting engine with its template.
    pub engine: Arc<Engine>,
    /// The clinic whose name stands on the sheets.
    pub clinic: Clinic,
    pub stopwatch: Stopwatch,
}
