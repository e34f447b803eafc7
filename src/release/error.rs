//! Why something about a release cannot be done.

use crate::diag::Diagnostics;
use crate::workspace;

/// Why something about a release cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A rule of the specification is broken, or not yet kept.
    #[error("{what}")]
    Refused {
        /// The step of the specification, if it is one of the verifier's.
        step: Option<u8>,
        /// What is wrong.
        what: String,
        /// What to do.
        fix: String,
    },
    /// The command was wrong.
    #[error("{what}")]
    Usage {
        /// What is wrong.
        what: String,
        /// What to do.
        fix: String,
    },
    /// The sheet has findings.
    #[error("the sheet has findings")]
    Findings(Box<Diagnostics>),
    /// The world failed: the disk, a key.
    #[error("{0}")]
    World(String),
    /// A file could not be written.
    #[error(transparent)]
    Workspace(#[from] workspace::Error),
    /// The system refused.
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Error {
    /// A rule is broken at a step of the specification.
    pub fn at(step: u8, what: impl Into<String>) -> Self {
        let fix = "do not use this copy; get the store from where it is kept safe";
        Self::Refused { step: Some(step), what: what.into(), fix: fix.to_owned() }
    }

    /// A rule is not yet kept.
    pub fn refused(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Refused { step: None, what: what.into(), fix: fix.into() }
    }

    /// The command was wrong.
    pub fn usage(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::Usage { what: what.into(), fix: fix.into() }
    }

    /// The world failed.
    pub fn world(what: impl Into<String>) -> Self {
        Self::World(what.into())
    }

    /// Returns the step of the specification that is broken, if it is one of the verifier's.
    pub fn step(&self) -> Option<u8> {
        match self {
            Self::Refused { step, .. } => *step,
            Self::Usage { .. }
            | Self::Findings(_)
            | Self::World(_)
            | Self::Workspace(_)
            | Self::Io(_) => None,
        }
    }
}
