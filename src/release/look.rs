//! A change of looks, and how it is told.

use serde::{Deserialize, Serialize};

use candor_workspace::CONFIG;

/// Something of the looks or the policy that changed since the version before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Look {
    /// A file of the workspace that is not known to be words.
    File {
        path: String,
        /// What became of it.
        how: How,
    },
    /// A setting in `candor.toml`.
    Setting {
        key: String,
        /// What became of it.
        how: How,
    },
    /// The policy is not that of the last version that was published.
    Policy,
    /// Another Candor made it, with templates, fonts or a library of its own.
    Program,
}

/// What became of a file or a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    Added,
    Removed,
    Changed,
}

impl Look {
    /// Returns the change in words.
    pub fn words(&self) -> String {
        let how = |how: &How| match how {
            How::Added => "added",
            How::Removed => "removed",
            How::Changed => "changed",
        };
        match self {
            Self::File { path, how: h } => format!("looks: {} {}", plain(path), how(h)),
            Self::Setting { key, how: h } => {
                format!("looks: {} in {CONFIG} {}", plain(key), how(h))
            }
            Self::Policy => "policy: not that of the last published version".to_owned(),
            Self::Program => "looks: another Candor made this version".to_owned(),
        }
    }
}

/// Escapes each letter of a name that a page or a terminal may not be able to show.
pub(super) fn plain(name: &str) -> String {
    let shown = |c: char| {
        if c.is_ascii_graphic() || c == ' ' {
            c.to_string()
        } else {
            c.escape_unicode().to_string()
        }
    };
    name.chars().map(shown).collect()
}
