//! Why a change of a sheet cannot be made.

/// Why a change cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The text is no TOML.
    #[error("line {line} is not TOML: {why}")]
    Syntax {
        /// The line.
        line: usize,
        /// What the parser says.
        why: String,
    },
    /// A sheet has no such key, or nothing stands there.
    #[error("`{path}` is no place in this sheet")]
    Place {
        /// The path.
        path: String,
    },
    /// The value is of another kind.
    #[error("{wanted} belongs here")]
    Value {
        /// What belongs there.
        wanted: String,
    },
    /// The place is written in a way that a form cannot change.
    #[error("`{path}` is written in a way that a form cannot change")]
    Written {
        /// The path.
        path: String,
    },
}

impl EditError {
    /// Says what to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "fix this line in the editor; then the form works again",
            Self::Place { .. } => "read the form again; the text has changed",
            Self::Value { .. } => "write the value as the form shows it",
            Self::Written { .. } => "change it in the editor",
        }
    }
}
