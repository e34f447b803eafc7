//! The list of sheets, a sheet's text, and how it is changed.

use candor_author::{Choices, Field};
use candor_model::Id;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Finding;

/// All sheets in the order of their ids.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_field_names, reason = "the key on the wire")]
pub(crate) struct Sheets {
    /// The number of the last event: what is asked for next begins there.
    pub(crate) event: u64,
    /// How many sheets nobody has looked at yet: ask again after the next event.
    pub(crate) pending: usize,
    pub(crate) sheets: Vec<Row>,
    /// About the workspace itself; while one of them is an error no page is made.
    pub(crate) findings: Vec<Finding>,
}

/// How far a sheet has come. A pending one has its id, file, digest and comments alone.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Row {
    pub(crate) id: String,
    pub(crate) file: String,
    pub(crate) title: Option<String>,
    /// `findings`, `draft`, `candidate`, `signed in part`, `published`, `review due`, `overdue` or
    /// `withdrawn`.
    pub(crate) state: Option<String>,
    /// What it needs, in words.
    pub(crate) next: Option<String>,
    /// Of the sheet itself; those of its pages come with a try.
    pub(crate) errors: Option<usize>,
    pub(crate) advice: Option<usize>,
    /// Of a file that can be read.
    pub(crate) digest: Option<String>,
    /// How many comments are open.
    pub(crate) comments: usize,
}

/// A sheet's file as it stands on disk.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_field_names, reason = "the key on the wire")]
pub(crate) struct Sheet {
    pub(crate) sheet: String,
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) state: String,
    pub(crate) next: String,
    /// How many steps can be undone and redone.
    pub(crate) undo: usize,
    pub(crate) redo: usize,
    pub(crate) comments: usize,
}

/// A text whose form is wanted.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FormRequest {
    pub(crate) sheet: Id,
    pub(crate) text: String,
}

/// The form of a text, and what can be chosen in it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Form {
    pub(crate) fields: Vec<Field>,
    pub(crate) choices: Choices,
}

/// A text to be saved.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SaveRequest {
    pub(crate) sheet: Id,
    pub(crate) text: String,
    /// The digest of the text that the page began from; `null` where there is no file. When the file
    /// on disk is another one by now, nothing is written.
    pub(crate) base: Option<String>,
}

/// What was saved.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Saved {
    pub(crate) digest: String,
    pub(crate) undo: usize,
    pub(crate) redo: usize,
}

/// A saved step back or forth, from the text that the page has seen.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct StepRequest {
    pub(crate) sheet: Id,
    pub(crate) base: Option<String>,
}

/// The text that stands on disk after a step.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Stepped {
    pub(crate) text: String,
    pub(crate) digest: String,
    pub(crate) undo: usize,
    pub(crate) redo: usize,
}

/// A new sheet, as `candor new` makes it: a copy of `from`, or of a medicine for a condition.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct NewRequest {
    pub(crate) id: String,
    pub(crate) medicine: Option<String>,
    pub(crate) condition: Option<String>,
    /// A sheet's or an example's id.
    pub(crate) from: Option<Id>,
    pub(crate) title: Option<String>,
    pub(crate) purpose: Option<String>,
}

/// The file of a new sheet.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Made {
    pub(crate) sheet: String,
    pub(crate) file: String,
    pub(crate) text: String,
    pub(crate) digest: String,
}
