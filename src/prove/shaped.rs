//! What the shaper made of texts, as it is kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustybuzz::ShapePlan;
use typst::ecow::EcoString;

/// Which way a run is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Runs {
    Rightwards,
    Leftwards,
}

/// A glyph as the shaper places it, in ems.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Nominal {
    pub(super) id: u32,
    pub(super) advance: f64,
    pub(super) x_offset: f64,
    pub(super) y_offset: f64,
}

/// What the shaper made of texts in one font.
#[derive(Default)]
pub(super) struct Shaped {
    pub(super) plans: Vec<Planned>,
    pub(super) n_bytes: usize,
}

/// What the shaper made of texts of one language and script that are read one way.
pub(super) struct Planned {
    pub(super) language: EcoString,
    pub(super) script: [u8; 4],
    pub(super) runs: Runs,
    pub(super) plain: bool,
    pub(super) plan: ShapePlan,
    pub(super) texts: BTreeMap<EcoString, Arc<[Nominal]>>,
}
