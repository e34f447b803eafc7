//! Why a change of a sheet cannot be made.

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is not TOML.
    #[error("line {line} is not TOML: {why}")]
    Syntax {
        /// The line of the text, from 1.
        line: usize,
        /// What the parser says.
        why: String,
    },
    /// A sheet has no such key, or nothing stands there.
    #[error("`{path}` is no place in this sheet")]
    Place { path: String },
    /// The value is of another kind.
    #[error("{wanted} belongs here")]
    Value { wanted: String },
    /// The place is written in a way that a form cannot change.
    #[error("`{path}` is written in a way that a form cannot change")]
    Written { path: String },
}

impl EditError {
    pub fn help(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "fix this line in the editor; then the form works again",
            Self::Place { .. } => "read the form again; the text has changed",
            Self::Value { .. } => "write the value as the form shows it",
            Self::Written { .. } => "change it in the editor",
        }
    }
}
