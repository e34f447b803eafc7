//! What a dose is made up of.

use serde::{Deserialize, Serialize};

/// The form of one step.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "DoseForm")] // the committed schemas call it so
pub enum DosageForm {
    /// A capsule, taken whole.
    Capsule,
    /// A tablet.
    Tablet,
    /// A liquid, measured in mL.
    Liquid,
}

impl DosageForm {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Capsule => "capsule",
            Self::Tablet => "tablet",
            Self::Liquid => "liquid",
        }
    }
}
