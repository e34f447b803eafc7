//! Words that may differ from one jurisdiction to the next.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::span::Spanned;

/// A country's rules: approval, emergency numbers, where to report, spelling.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Jurisdiction {
    /// United States.
    Us,
    /// United Kingdom.
    Uk,
}

impl Jurisdiction {
    pub const ALL: [Self; 2] = [Self::Us, Self::Uk];

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Us => "us",
            Self::Uk => "uk",
        }
    }

    /// Returns the ISO 3166 region for the document's language tag.
    pub fn region(self) -> &'static str {
        match self {
            Self::Us => "US",
            Self::Uk => "GB",
        }
    }
}

/// Whether a translator has read words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reviewed {
    /// Yes, or the words were written in this language.
    #[default]
    Reviewed,
    /// No: every page says so until a translator signs.
    Unreviewed,
}

/// Which way a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Writing {
    /// From left to right.
    #[default]
    Ltr,
    /// From right to left.
    Rtl,
}

/// One text in every jurisdiction's words: either `any`, or one for each.
///
/// A jurisdiction without its own words is an error, never another country's text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// Words that are right everywhere the language is read.
    pub any: Option<Spanned<String>>,
    /// Words for the United States.
    pub us: Option<Spanned<String>>,
    /// Words for the United Kingdom.
    pub uk: Option<Spanned<String>>,
}

impl Words {
    /// Returns the words for `jurisdiction`, if there are any.
    pub fn get(&self, jurisdiction: Jurisdiction) -> Option<&str> {
        self.spanned(jurisdiction).map(|words| words.value.as_str())
    }

    /// Returns the words for `jurisdiction` and where they stand.
    pub fn spanned(&self, jurisdiction: Jurisdiction) -> Option<&Spanned<String>> {
        let own = match jurisdiction {
            Jurisdiction::Us => self.us.as_ref(),
            Jurisdiction::Uk => self.uk.as_ref(),
        };
        own.or(self.any.as_ref())
    }

    pub fn all(&self) -> impl Iterator<Item = &Spanned<String>> {
        [&self.any, &self.us, &self.uk].into_iter().flatten()
    }

    /// Whether both say the same in every jurisdiction.
    pub fn same_words(&self, other: &Self) -> bool {
        Jurisdiction::ALL.iter().all(|&j| self.get(j) == other.get(j))
    }
}

/// A text of the fixed wording: `{names}` in it are placeholders, for which values are put.
///
/// A type of its own because in all other words a brace is a brace, and nothing is put into them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct FixedText(Words);

/// As `Words` say it: in a file both are written alike.
impl JsonSchema for FixedText {
    fn inline_schema() -> bool {
        Words::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        Words::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Words::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Words::json_schema(generator)
    }
}

impl FixedText {
    /// Returns the words, with the placeholders in them.
    pub fn words(&self) -> &Words {
        &self.0
    }
}
