//! How well a clinical fact is known.

use serde::{Deserialize, Serialize};

/// How a fact was checked.
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
#[schemars(rename = "Mark")] // the committed schemas call it so
pub enum Verification {
    /// Read in a copy of the document.
    Verified,
    /// Read only in a summary or report.
    VerifiedSecondary,
    /// General knowledge, not read in a document.
    Recalled,
    /// Looked for; nothing found.
    NotFound,
}

impl Verification {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::VerifiedSecondary => "verified-secondary",
            Self::Recalled => "recalled",
            Self::NotFound => "not-found",
        }
    }
}
