//! Ids that are safe as file names on every system.

use std::fmt;

/// An id: lower-case ASCII letters, digits and single hyphens, at most 64 characters.
///
/// Ids become file and folder names, so the grammar is what Linux, macOS and Windows share.
/// It has no string-like traits on purpose: a path is made from it in one place.
#[derive(
    Debug,
    Clone,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(into = "String", try_from = "String")]
pub struct Id(String);

impl From<Id> for String {
    fn from(id: Id) -> Self {
        id.0
    }
}

impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(text: String) -> Result<Self, IdError> {
        Self::new(&text)
    }
}

/// Why a text is not an [`Id`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    #[error("an id must not be empty")]
    Empty,
    /// Longer than 64 characters.
    #[error("an id has at most 64 characters")]
    TooLong,
    /// A character that is not allowed.
    #[error("an id is made of a to z, 0 to 9 and single hyphens between them")]
    Character,
    /// `con`, `nul`, `com1` and the like.
    #[error("Windows reserves this name")]
    Reserved,
}

impl Id {
    /// The most characters that an id may have.
    pub const MAX_LEN: usize = 64;

    /// Checks and takes an id.
    ///
    /// ```
    /// # use candor_model::{Id, IdError};
    /// assert!(Id::new("ldn-fibromyalgia").is_ok());
    /// assert_eq!(Id::new("../etc"), Err(IdError::Character));
    /// assert_eq!(Id::new("con"), Err(IdError::Reserved));
    /// ```
    pub fn new(text: &str) -> Result<Self, IdError> {
        if text.is_empty() {
            return Err(IdError::Empty);
        }
        if text.len() > Self::MAX_LEN {
            return Err(IdError::TooLong);
        }
        let well_formed = text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        });
        if !well_formed {
            return Err(IdError::Character);
        }
        if is_reserved_on_windows(text) {
            return Err(IdError::Reserved);
        }
        Ok(Self(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Device names that Windows gives to no file, with or without an ending.
fn is_reserved_on_windows(text: &str) -> bool {
    matches!(text, "con" | "prn" | "aux" | "nul")
        || text
            .strip_prefix("com")
            .or_else(|| text.strip_prefix("lpt"))
            .is_some_and(|rest| matches!(rest.as_bytes(), [b'0'..=b'9']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_safe_file_names() {
        for good in ["a", "ldn-general", "x1", "com10", "console"] {
            assert!(Id::new(good).is_ok(), "{good}");
        }
        for (bad, error) in [
            ("", IdError::Empty),
            ("A", IdError::Character),
            ("a--b", IdError::Character),
            ("-a", IdError::Character),
            ("a.b", IdError::Character),
            ("a/b", IdError::Character),
            ("c:", IdError::Character),
            ("ä", IdError::Character),
            ("nul", IdError::Reserved),
            ("com1", IdError::Reserved),
            ("lpt9", IdError::Reserved),
        ] {
            assert_eq!(Id::new(bad), Err(error), "{bad}");
        }
        assert_eq!(Id::new(&"a".repeat(65)), Err(IdError::TooLong));
    }
}
