//! Findings, and what is said where something was not done.

use schemars::JsonSchema;
use serde::Serialize;

/// A finding, as `candor check` gives it.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Finding {
    /// `error` or `advice`.
    pub(crate) level: &'static str,
    pub(crate) code: &'static str,
    /// What kind of finding it is, in a few words.
    pub(crate) title: &'static str,
    pub(crate) message: String,
    /// What to do.
    pub(crate) help: Option<String>,
    /// What is to be seen at the place.
    pub(crate) label: String,
    #[serde(flatten)]
    pub(crate) place: Option<Place>,
    /// Whether the place is in the sheet itself, so that line and column point into its text.
    pub(crate) here: bool,
    /// Where the rule comes from.
    pub(crate) because: Vec<Because>,
    /// Where the words that it is about stand on the pages.
    #[serde(flatten)]
    pub(crate) stands: Option<Stands>,
}

/// A second place that explains a finding.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Because {
    pub(crate) label: String,
    #[serde(flatten)]
    pub(crate) place: Place,
}

/// A place in a file.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Place {
    pub(crate) file: String,
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

/// A place on the pages.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Stands {
    pub(crate) leaf: String,
    pub(crate) page: usize,
    #[serde(rename = "box")]
    pub(crate) bounds: [f64; 4],
}

/// Why something was not done. With status 422 a person can fix it, with 409 somebody else was
/// faster, with 500 the disk or another part of the system failed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Problem {
    /// What happened.
    pub(crate) error: String,
    /// What to do.
    pub(crate) hints: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) findings: Option<Vec<Finding>>,
    /// The text that stands on disk, where it is not the one that the page began from; to overwrite
    /// it all the same, save again from its digest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) disk: Option<Side>,
    /// The text that was to be saved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) yours: Option<Side>,
}

/// One of two texts of a conflict; both fields are `null` where there is none.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub(crate) struct Side {
    pub(crate) text: Option<String>,
    pub(crate) digest: Option<String>,
}
