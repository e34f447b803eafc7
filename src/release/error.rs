//! Why something about a release cannot be done.

use super::{Fault, Misuse, Refusal, Step};
use candor_model::diag::Diagnostics;

/// Why something about a release cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A step of the specification does not hold.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// A rule is not yet kept.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The command was wrong.
    #[error(transparent)]
    Usage(#[from] Misuse),
    #[error("the sheet has findings")]
    Findings(Box<Diagnostics>),
    /// The disk, a key or an agent refused, in words.
    #[error("{0}")]
    World(String),
    /// A file could not be written.
    #[error(transparent)]
    Workspace(#[from] candor_workspace::Error),
    #[error(transparent)]
    Io(#[from] std::io::Error),
}

impl Error {
    pub fn world(what: impl Into<String>) -> Self {
        Self::World(what.into())
    }

    /// Returns the step of the specification that does not hold, if it is one of the verifier's.
    pub fn step(&self) -> Option<Step> {
        match self {
            Self::Fault(fault) => Some(fault.step()),
            Self::Refused(_)
            | Self::Usage(_)
            | Self::Findings(_)
            | Self::World(_)
            | Self::Workspace(_)
            | Self::Io(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Act, FileFault, ReleaseFault, Version};

    #[test]
    fn what_is_refused_is_said_with_its_step_and_the_way_out() {
        let how = FileFault::Added;
        let wrong = ReleaseFault::File { name: "x.pdf".to_owned(), how };
        let version = Version { content: 2, layout: 1 };
        let fault = Fault::Release { sheet: "sheet-one".to_owned(), version, wrong };
        assert_eq!(fault.to_string(), "sheet-one version 2.1: x.pdf was added");
        assert_eq!(fault.fix(), "do not use this copy; get the store from where it is kept safe");
        assert_eq!(Error::from(fault).step(), Some(Step::Files));
        let fault = Fault::CandidateFile { name: "x.pdf".to_owned(), how };
        assert_eq!(fault.to_string(), "x.pdf was added to the candidate");
        let refusal = Refusal::NotPublisher { name: "Ada".to_owned(), act: Act::Withdraw };
        assert_eq!(refusal.fix(), "withdraw with the key of a publisher".into());
        let error = Error::from(refusal);
        assert_eq!(error.to_string(), "Ada is not a publisher on the roster");
        assert_eq!(error.step(), None);
    }
}
