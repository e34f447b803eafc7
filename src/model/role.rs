//! In what capacity somebody signs.

use serde::{Deserialize, Serialize};

/// The role in which a person signs, as the roster gives it.
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
pub enum Role {
    /// Wrote the text.
    Author,
    /// Reviewed it as a clinician.
    Clinician,
    /// Reviewed it as a pharmacist.
    Pharmacist,
    /// Reviewed how easily it reads.
    PlainLanguage,
    /// Translated it.
    Translator,
    /// Publishes it.
    Publisher,
}

impl Role {
    /// Every role, in the order in which a page names them.
    pub const ALL: [Self; 6] = [
        Self::Author,
        Self::Clinician,
        Self::Pharmacist,
        Self::PlainLanguage,
        Self::Translator,
        Self::Publisher,
    ];

    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Clinician => "clinician",
            Self::Pharmacist => "pharmacist",
            Self::PlainLanguage => "plain-language",
            Self::Translator => "translator",
            Self::Publisher => "publisher",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// Returns what a signature in this role says.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Author => "I wrote this text and stand by it",
            Self::Clinician => "I reviewed the clinical content and approve it",
            Self::Pharmacist => "I checked the medicine's facts and warnings and approve them",
            Self::PlainLanguage => "I reviewed how easily patients can read it and approve it",
            Self::Translator => "I translated this text faithfully",
            Self::Publisher => "I publish this version",
        }
    }
}
