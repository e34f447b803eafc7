//! A medicine's words in another language, as written.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use candor_model::span::Spanned;
use candor_model::{Reviewed, Words};

/// A medicine's words in another language (`translations/*.toml`).
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslationFile {
    /// language tag
    pub language: Spanned<String>,
    /// whether a translator has read these words; if not, every page says so until one signs
    pub status: Reviewed,
    /// the medicine's own words
    pub medicine: TranslatedMedicine,
    /// words of the safety items, by id
    pub item: BTreeMap<String, TranslatedItem>,
    /// words of the evidence records, by id
    pub record: BTreeMap<String, TranslatedRecord>,
    /// words of the outcomes, by id
    #[serde(default)]
    pub outcome: BTreeMap<String, TranslatedOutcome>,
}

/// A medicine's own words.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedMedicine {
    /// the name in running text
    pub name: Words,
    /// what is not known about the medicine
    pub unknown: Words,
    /// the lines of the box at the top, in their order
    #[serde(default)]
    pub key_points: Vec<Words>,
    /// the wallet card, where the medicine has one
    pub card: Option<TranslatedCard>,
}

/// Words of a wallet card.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedCard {
    /// the line to be seen first
    pub title: Words,
    /// the other lines, in their order
    pub lines: Vec<Words>,
}

/// Words of an outcome.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedOutcome {
    /// what was counted or measured
    pub name: Words,
    /// who was in the trial
    pub who: Words,
}

/// Words of a safety item.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedItem {
    /// the plain form
    pub plain: Words,
    /// the short form, where the item has one
    pub short: Option<Words>,
    /// for whom the item is, where the item has such a lead
    pub lead: Option<Words>,
    /// the question that shows whether it was understood, where the item has one
    pub teach_back: Option<super::TeachBackFile>,
}

/// Words of an evidence record.
#[derive(Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct TranslatedRecord {
    /// the condition as it stands in a sentence
    pub name: Words,
    /// what was found
    pub findings: Words,
}
