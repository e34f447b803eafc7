//! What does not depend on a sheet, and what is asked behind an address.

use std::collections::BTreeMap;

use candor_author::Completion;
use candor_model::{Format, Jurisdiction, Paper, Role};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

/// Nothing stands behind the address.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NoQuery {}

/// Which file of a sheet is wanted; the usual ones where nothing is said.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct PdfQuery {
    pub(crate) format: Option<Format>,
    pub(crate) paper: Option<Paper>,
    pub(crate) jurisdiction: Option<Jurisdiction>,
}

/// Which file of a candidate or a published version is wanted, by the name that its `files` has.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct FileQuery {
    #[serde(default)]
    pub(crate) version: String,
    #[serde(default)]
    pub(crate) name: String,
}

/// Which events are wanted. A browser has six connections for all tabs together, so only a tab that
/// is seen should wait.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct EventsQuery {
    /// Those with a greater number.
    #[serde(default, deserialize_with = "whole_number")]
    pub(crate) since: u64,
    /// How many milliseconds to wait for one, at most 20000.
    #[serde(default, deserialize_with = "whole_number")]
    pub(crate) wait: u64,
}

/// Values behind an address are text.
fn whole_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.parse().map_err(|_| serde::de::Error::custom(format!("`{text}` is not a whole number")))
}

/// What has happened.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Events {
    /// The number of the last event.
    pub(crate) event: u64,
    /// That `since` is of an earlier run or too old: everything must be read again.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) again: bool,
    pub(crate) changes: Vec<Event>,
}

/// A change that somebody may want to know of.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_field_names, reason = "the key on the wire")]
pub(crate) struct Event {
    pub(crate) event: u64,
    pub(crate) kind: Kind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) sheet: Option<String>,
}

/// What has changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// A sheet's file on disk, by whomever; or it came or went.
    Sheet,
    /// The list of sheets, or the state of one.
    State,
    /// Review notes.
    Notes,
    /// Medicines, looks or `candor.toml`: whatever is shown must be tried again.
    Library,
}

/// What does not depend on a sheet.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Workspace {
    /// The name of the workspace's folder.
    pub(crate) folder: Option<String>,
    pub(crate) clinic: Option<String>,
    /// The usual one, as is the paper.
    pub(crate) jurisdiction: Jurisdiction,
    pub(crate) paper: Paper,
    pub(crate) formats: Vec<FormatChoice>,
    pub(crate) jurisdictions: Vec<Named>,
    pub(crate) papers: Vec<Named>,
    pub(crate) medicines: Vec<Medicine>,
    pub(crate) examples: Vec<Example>,
    /// Those whose signatures count today by the roster; none without one.
    pub(crate) people: Vec<Person>,
    /// Whether an ssh-agent can be asked to sign.
    pub(crate) agent: bool,
    #[schemars(with = "String")]
    pub(crate) today: Date,
    /// How soon a review counts as due, in days.
    pub(crate) due_within: i32,
    /// Candor's own.
    pub(crate) version: &'static str,
}

/// A format that the page shows.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct FormatChoice {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) paged: bool,
    /// On which papers it can be printed.
    pub(crate) papers: Vec<&'static str>,
}

/// Something to choose.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Named {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
}

/// A medicine that can be read.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Medicine {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) conditions: Vec<Condition>,
}

/// A condition that a sheet can be about, with what is known of it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Condition {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) note: String,
    pub(crate) certainty: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
}

/// A shipped example.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Example {
    pub(crate) id: String,
    pub(crate) title: Option<String>,
}

/// A person of the roster.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) roles: Vec<Role>,
}

/// What the editor completes.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Schema {
    /// By the name of a table; the empty name is the top of the file.
    pub(crate) tables: BTreeMap<String, Completion>,
}
