//! Blame, hints and exit codes, in one place.

use candor::{release, workspace};

/// Done.
pub(crate) const DONE: u8 = 0;
/// Findings at error level, or not genuine.
pub(crate) const FINDINGS: u8 = 1;
/// The command or an input path was wrong.
pub(crate) const USAGE: u8 = 2;
/// The world failed: disk, key, port.
pub(crate) const WORLD: u8 = 3;
/// A bug in Candor.
pub(crate) const INTERNAL: u8 = 4;

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Blame {
    /// What was asked about does not hold.
    Findings,
    /// The command or an input path.
    Usage,
    /// The disk, a permission.
    World,
}

/// An error at the edge: whose fault, what happened, what to do.
#[derive(Debug)]
pub(crate) struct CommandError {
    blame: Blame,
    message: String,
    hints: Vec<String>,
}

impl CommandError {
    /// The command or an input path was wrong.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { blame: Blame::Usage, message: message.into(), hints: Vec::new() }
    }

    /// What was asked about does not hold.
    pub(crate) fn findings(message: impl Into<String>) -> Self {
        Self { blame: Blame::Findings, message: message.into(), hints: Vec::new() }
    }

    /// The world failed.
    pub(crate) fn world(message: impl Into<String>) -> Self {
        Self { blame: Blame::World, message: message.into(), hints: Vec::new() }
    }

    /// Says what to do.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Returns the exit code.
    pub(crate) fn code(&self) -> u8 {
        match self.blame {
            Blame::Findings => FINDINGS,
            Blame::Usage => USAGE,
            Blame::World => WORLD,
        }
    }

    /// Says that a person can mend it, as where a passphrase was typed wrong.
    #[must_use]
    pub(crate) fn mendable(mut self) -> Self {
        self.blame = Blame::Usage;
        self
    }

    /// Returns whose fault it is.
    pub(crate) fn blame(&self) -> Blame {
        self.blame
    }

    /// Returns what happened.
    pub(crate) fn message(&self) -> &str {
        &self.message
    }

    /// Returns what to do.
    pub(crate) fn hints(&self) -> &[String] {
        &self.hints
    }
}

impl From<release::Error> for CommandError {
    fn from(error: release::Error) -> Self {
        match error {
            release::Error::Fault(fault) => {
                let step = fault.step().number();
                Self::findings(format!("step {step}: {fault}")).hint(fault.fix())
            }
            release::Error::Refused(why) => Self::findings(why.to_string()).hint(why.fix()),
            release::Error::Usage(why) => Self::usage(why.to_string()).hint(why.fix()),
            release::Error::Findings(_) => Self::findings("the sheet has findings")
                .hint("mend them; `candor check` shows them again"),
            release::Error::World(what) => Self::world(what),
            release::Error::Workspace(error) => error.into(),
            release::Error::Io(error) => Self::world(error.to_string()).hint(
                "check the free space and the permissions; the store is whole or will be finished",
            ),
        }
    }
}

impl From<release::RosterFault> for CommandError {
    fn from(fault: release::RosterFault) -> Self {
        Self::findings(fault.to_string()).hint(fault.fix())
    }
}

impl From<workspace::Error> for CommandError {
    fn from(error: workspace::Error) -> Self {
        let message = error.to_string();
        match error {
            workspace::Error::Io(_) => Self::world(message).hint(
                "check the free space, the permissions, and whether a PDF is open in a reader",
            ),
            workspace::Error::TooMany { .. } => {
                Self::usage(message).hint("run Candor in the clinic's own folder")
            }
            workspace::Error::InTheWay { .. } => {
                Self::world(message).hint("move it away, or give another folder with `--out`")
            }
            workspace::Error::Exists { .. } => {
                Self::usage(message).hint("choose another name, or move the file away")
            }
        }
    }
}
