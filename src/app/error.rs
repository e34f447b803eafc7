//! What stops an act: whose fault it is, what happened, and what to do.

use candor_release::Hint;

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// What was asked about does not hold.
    Findings,
    /// The command or an input path.
    Usage,
    /// The disk, a permission.
    World,
}

/// What stops an act: whose fault, what happened, what to do.
#[derive(Debug)]
pub struct CommandError {
    blame: Blame,
    message: String,
    hints: Vec<Hint>,
}

impl CommandError {
    /// The command or an input path was wrong.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { blame: Blame::Usage, message: message.into(), hints: Vec::new() }
    }

    /// What was asked about does not hold.
    pub fn findings(message: impl Into<String>) -> Self {
        Self { blame: Blame::Findings, message: message.into(), hints: Vec::new() }
    }

    pub fn world(message: impl Into<String>) -> Self {
        Self { blame: Blame::World, message: message.into(), hints: Vec::new() }
    }

    /// Says what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<Hint>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Says that a person can fix it, as where a passphrase was typed wrong.
    #[must_use]
    pub fn mendable(mut self) -> Self {
        self.blame = Blame::Usage;
        self
    }

    /// Returns whose fault it is.
    pub fn blame(&self) -> Blame {
        self.blame
    }

    pub fn message(&self) -> &str {
        &self.message
    }

    /// Returns what to do.
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }
}

impl From<candor_release::Error> for CommandError {
    fn from(error: candor_release::Error) -> Self {
        match error {
            candor_release::Error::Fault(fault) => {
                let step = fault.step().number();
                Self::findings(format!("step {step}: {fault}")).hint(fault.fix())
            }
            candor_release::Error::Refused(why) => Self::findings(why.to_string()).hint(why.fix()),
            candor_release::Error::Usage(why) => Self::usage(why.to_string()).hint(why.fix()),
            candor_release::Error::Findings(_) => {
                Self::findings("the sheet has findings").hint(Hint::Fix)
            }
            candor_release::Error::World(what) => Self::world(what),
            candor_release::Error::Workspace(error) => error.into(),
            candor_release::Error::Io(error) => Self::world(error.to_string()).hint(
                "check the free space and the permissions; the store is whole or will be finished",
            ),
        }
    }
}

impl From<candor_release::RosterFault> for CommandError {
    fn from(fault: candor_release::RosterFault) -> Self {
        Self::findings(fault.to_string()).hint(fault.fix())
    }
}

impl From<candor_workspace::Error> for CommandError {
    fn from(error: candor_workspace::Error) -> Self {
        let message = error.to_string();
        match error {
            candor_workspace::Error::Io(_) => Self::world(message).hint(
                "check the free space, the permissions, and whether a PDF is open in a reader",
            ),
            candor_workspace::Error::TooMany { .. } => {
                Self::usage(message).hint("run Candor in the clinic's own folder")
            }
            candor_workspace::Error::InTheWay { .. } => {
                Self::world(message).hint("move it away, or give another folder with `--out`")
            }
            candor_workspace::Error::Exists { .. } => {
                Self::usage(message).hint("choose another name, or move the file away")
            }
        }
    }
}
