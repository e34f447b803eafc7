//! A text as it is typed, and what comes of it.

use candor_author::Change;
use candor_model::{Format, Id, Jurisdiction, Paper};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Finding;

/// What is tried. Nothing is written to disk.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct TryRequest {
    /// Any name of at most 64 characters: only the newest try of a tab is worked on.
    pub(crate) tab: String,
    pub(crate) sheet: Id,
    pub(crate) text: String,
    pub(crate) format: Option<Format>,
    pub(crate) paper: Option<Paper>,
    pub(crate) jurisdiction: Option<Jurisdiction>,
    /// Digests of pages that the page has: their pictures are not sent again.
    #[serde(default)]
    pub(crate) known: Vec<String>,
    /// Changes of a form that are made in the text first, in order.
    #[serde(default)]
    pub(crate) changes: Vec<Change>,
}

/// What is answered to a try.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(crate) enum ReplyToTry<'a> {
    Superseded(Superseded),
    Tried(Box<Tried<'a>>),
}

/// A newer try of the same tab has come.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Superseded {
    /// Always true.
    pub(crate) superseded: bool,
}

/// Findings and pages of a text.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Tried<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) digest: String,
    pub(crate) format: Format,
    pub(crate) paper: Paper,
    pub(crate) jurisdiction: Jurisdiction,
    /// With errors there are no new pages: those of the last good try of this sheet, format, paper
    /// and jurisdiction come again, or none.
    pub(crate) stale: bool,
    pub(crate) errors: usize,
    pub(crate) advice: usize,
    pub(crate) findings: Vec<Finding>,
    pub(crate) pages: Vec<PageDrawn<'a>>,
    pub(crate) leaves: Vec<Shown<'a>>,
    pub(crate) reading: &'a [Graded],
    /// What a format without pages says.
    pub(crate) text: Option<&'a str>,
    /// The text after the changes of a form, where there were any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) edited: Option<EditedText<'a>>,
    pub(crate) took: Took,
}

/// The text after the changes of a form.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct EditedText<'a> {
    pub(crate) text: &'a str,
    pub(crate) digest: String,
    /// Where it was changed last.
    pub(crate) line: usize,
}

/// A page as a picture; lengths in points.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct PageDrawn<'a> {
    pub(crate) digest: &'a str,
    pub(crate) width: f64,
    pub(crate) height: f64,
    /// Missing for pages that the page has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) svg: Option<&'a str>,
}

/// A text of the pages: where it stands, and where it was written or whence it comes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Shown<'a> {
    pub(crate) leaf: &'a str,
    pub(crate) text: &'a str,
    pub(crate) page: usize,
    #[serde(rename = "box")]
    pub(crate) bounds: [f64; 4],
    /// The safety item that it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<&'a str>,
    /// The evidence record that it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) record: Option<&'a str>,
    /// The author's words in the sheet.
    #[serde(flatten)]
    pub(crate) written: Option<Lines>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Lines {
    pub(crate) line: usize,
    pub(crate) column: usize,
    pub(crate) end_line: usize,
    pub(crate) end_column: usize,
}

/// A part of the sheet and how hard it is to read: its sections in order, then `author`, `fixed` and
/// `whole`.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Graded {
    pub(crate) part: String,
    /// The heading.
    pub(crate) name: String,
    pub(crate) words: usize,
    pub(crate) sentences: usize,
    /// Flesch-Kincaid without names of medicines and conditions, and with them.
    pub(crate) grade: Option<f64>,
    pub(crate) grade_with_names: Option<f64>,
    pub(crate) smog: Option<f64>,
}

/// How long each stage took, in milliseconds.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Took {
    pub(crate) check: f64,
    pub(crate) typeset: f64,
    pub(crate) prove: f64,
    pub(crate) draw: f64,
    pub(crate) grade: f64,
}
