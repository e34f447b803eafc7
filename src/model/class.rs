//! How much a change of a sheet matters.

use serde::{Deserialize, Serialize};

/// How much a change matters. A person may raise it, never lower it.
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
pub enum Class {
    /// The looks alone.
    Layout,
    /// Words that no one's safety hangs on.
    Minor,
    /// A warning, a dose, a number to call, the evidence; and every first version.
    Safety,
}

impl Class {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Layout => "layout",
            Self::Minor => "minor",
            Self::Safety => "safety",
        }
    }

    /// Returns what to do with paper in stock.
    pub fn stock(self) -> &'static str {
        match self {
            Self::Safety => "Discard all paper of the version before it, today.",
            Self::Minor => "Paper of the version before it may be used up.",
            Self::Layout => "Keep paper of the version before it: it says the same.",
        }
    }
}
