//! What stands behind a sheet: its medicine's items and evidence, and what findings mean.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

/// A wording for each country that has one.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Local {
    pub(crate) us: Option<String>,
    pub(crate) uk: Option<String>,
}

/// What each kind of finding means, as `candor explain` says it.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Codes {
    pub(crate) codes: BTreeMap<&'static str, Meaning>,
}

/// What a kind of finding means.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Meaning {
    pub(crate) title: &'static str,
    pub(crate) finds: &'static str,
    /// Why it matters.
    pub(crate) matters: &'static str,
    /// What to write instead.
    pub(crate) instead: &'static str,
}

/// The evidence behind a sheet.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Evidence {
    pub(crate) sheet: String,
    /// One for a condition, all that are shown on a sheet about the medicine in general.
    pub(crate) records: Vec<Record>,
}

/// What is known of a medicine for one condition.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Record {
    pub(crate) id: String,
    /// As a clinician says it.
    pub(crate) condition: String,
    /// As it stands in a reader's sentence.
    pub(crate) name: Local,
    pub(crate) certainty: Option<&'static str>,
    pub(crate) direction: Option<&'static str>,
    /// Why the evidence is graded so.
    pub(crate) reason: String,
    pub(crate) findings: Local,
    /// What a reviewer still has to check.
    pub(crate) needs_check: Option<String>,
    pub(crate) studies: Vec<Study>,
    pub(crate) file: String,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Study {
    pub(crate) key: String,
    pub(crate) kind: &'static str,
    pub(crate) people: Option<u32>,
    /// How many weeks each person took the medicine.
    pub(crate) weeks: Option<String>,
    pub(crate) citation: String,
    pub(crate) result: String,
    pub(crate) needs_check: Option<String>,
    /// `verified` or `needs-check`.
    pub(crate) mark: &'static str,
}

/// A safety item of the sheet's medicine, and what it rests on.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) kind: &'static str,
    pub(crate) tier: &'static str,
    /// Under which heading it prints.
    pub(crate) place: &'static str,
    /// What a patient reads.
    pub(crate) plain: Local,
    /// The same on a handout of one leaf, where that differs.
    pub(crate) short: Option<Local>,
    pub(crate) clinician: String,
    pub(crate) basis: String,
    /// When a conditional item prints, for clinicians; empty for others.
    pub(crate) when: String,
    pub(crate) needs_check: Option<String>,
    pub(crate) facts: Vec<Fact>,
    pub(crate) citations: Vec<Cited>,
    pub(crate) disagreements: Vec<Disagreement>,
    /// Whether a pharmacist has signed the medicine's text of record.
    pub(crate) checked: bool,
    pub(crate) file: String,
    pub(crate) line: usize,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Fact {
    pub(crate) statement: String,
    /// How it was checked.
    pub(crate) mark: &'static str,
    pub(crate) citations: Vec<Cited>,
}

/// A source, or the key alone of one that is not listed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Cited {
    pub(crate) key: String,
    #[serde(flatten)]
    pub(crate) source: Option<Source>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Source {
    pub(crate) title: String,
    /// Publisher, year and address.
    #[serde(rename = "where")]
    pub(crate) where_found: String,
    pub(crate) kind: String,
    /// How it was checked.
    pub(crate) mark: &'static str,
}

/// Sources that disagree, and which advice prints.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Disagreement {
    pub(crate) id: String,
    pub(crate) topic: String,
    /// What the pages say on which the warning was asked for.
    pub(crate) asked_for: String,
    pub(crate) others: String,
    /// What prints.
    pub(crate) resolution: String,
    pub(crate) citations: Vec<Cited>,
}
