//! Versions of a sheet's content: 1, 2, 3; 3.1 is the third in another layout.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A version of a sheet's content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Version {
    /// The version of the words.
    pub content: u16,
    /// The reissue in another layout; 0 for the first issue.
    pub layout: u8,
}

impl Version {
    /// The largest content number: a check code has 10 bits for it.
    pub const MAX_CONTENT: u16 = 1023;
    /// The largest layout number: a check code has 4 bits for it.
    pub const MAX_LAYOUT: u8 = 15;

    /// Reads a version, such as `3` or `3.1`.
    pub fn parse(text: &str) -> Option<Self> {
        let (content, layout) = match text.split_once('.') {
            Some((content, layout)) => (content, Some(layout)),
            None => (text, None),
        };
        let number = |text: &str| -> Option<u16> {
            let plain = !text.starts_with('0') && text.bytes().all(|b| b.is_ascii_digit());
            if plain { text.parse().ok() } else { None }
        };
        let content = number(content).filter(|&n| n <= Self::MAX_CONTENT)?;
        let layout = match layout {
            Some(layout) => {
                u8::try_from(number(layout)?).ok().filter(|&n| n <= Self::MAX_LAYOUT)?
            }
            None => 0,
        };
        Some(Self { content, layout })
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layout {
            0 => write!(f, "{}", self.content),
            layout => write!(f, "{}.{layout}", self.content),
        }
    }
}

impl TryFrom<String> for Version {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).ok_or_else(|| format!("`{text}` is no version"))
    }
}

impl From<Version> for String {
    fn from(version: Version) -> Self {
        version.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::Version;

    #[test]
    fn a_version_has_one_spelling() {
        for text in ["1", "3.1", "1023.15"] {
            assert_eq!(Version::parse(text).expect("sound").to_string(), text);
        }
        for text in ["", "0", "01", "1.0", "1.16", "1024", "1.", ".1", "v1", "1.1.1", "+1"] {
            assert_eq!(Version::parse(text), None, "{text}");
        }
    }
}
