//! What changed since the last release, cutting, signing and publishing, and files to take away.

use std::path::PathBuf;

use candor_model::{Class, Format, Id};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What changed since the last release, as `candor diff` says it.
#[derive(Debug, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(clippy::struct_field_names, reason = "the key on the wire")]
pub(crate) struct Changes {
    /// The last version, unless nothing was published yet.
    pub(crate) version: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) class: Option<Class>,
    /// What to do with paper of that version.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) stock: Option<&'static str>,
    pub(crate) changes: Vec<Changed>,
}

/// A text that changed.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Changed {
    pub(crate) class: Class,
    pub(crate) leaf: String,
    /// What it is, such as "contraindication".
    pub(crate) subject: String,
    pub(crate) formats: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) before: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) after: Option<String>,
    /// All of it in a sentence.
    pub(crate) words: String,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CutRequest {
    pub(crate) sheet: Id,
}

/// A candidate that was cut.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct CutAnswer {
    pub(crate) version: String,
    pub(crate) class: Class,
    /// The digest by which it is signed.
    pub(crate) manifest: String,
    pub(crate) changes: Vec<String>,
    /// Its PDFs, from the workspace's folder on.
    pub(crate) files: Vec<String>,
}

/// A candidate to be signed or published, and with which key.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct SignRequest {
    pub(crate) sheet: Id,
    /// The digest that the person was shown: another candidate is not signed.
    pub(crate) manifest: String,
    /// Why it is signed; publishing needs none.
    #[serde(default)]
    pub(crate) reason: String,
    /// The absolute path of a private key on this machine; of a public key, with an agent that holds
    /// more than one.
    #[schemars(with = "Option<String>")]
    pub(crate) key: Option<PathBuf>,
    /// Used once and kept nowhere.
    #[serde(default)]
    pub(crate) passphrase: String,
    /// Whether the ssh-agent signs.
    #[serde(default)]
    pub(crate) agent: bool,
}

/// A signature that was given.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct SignAnswer {
    /// What was signed.
    #[schemars(with = "serde_json::Value")]
    pub(crate) declaration: candor_release::manifest::Declaration,
    /// Whose signatures are still needed, in words.
    pub(crate) needs: Vec<String>,
}

/// A version that was published.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Published {
    pub(crate) version: String,
    /// The check code.
    pub(crate) code: String,
    /// When its review is due.
    #[schemars(with = "String")]
    pub(crate) due: Date,
    /// What to do with paper of the version before it, if there is one.
    pub(crate) stock: Option<&'static str>,
    pub(crate) files: Vec<String>,
}

/// Files to be written to the workspace's folder `out`; without formats, the usual ones.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct OutRequest {
    pub(crate) sheet: Id,
    #[serde(default)]
    pub(crate) formats: Vec<Format>,
}

/// Files that were written, from the workspace's folder on.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct Out {
    pub(crate) files: Vec<String>,
}
