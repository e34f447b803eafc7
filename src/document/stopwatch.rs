//! How long each stage of the pipeline took, by a clock that is given.

use std::time::Duration;

/// A stage of the pipeline, for timing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Parse, resolve and check, the library included.
    Check,
    /// Lay out.
    Typeset,
    /// Prove the pages.
    Prove,
    /// Write the PDF's bytes.
    Export,
    /// Read the finished file again.
    Witness,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Self; 5] =
        [Self::Check, Self::Typeset, Self::Prove, Self::Export, Self::Witness];

    /// Returns the name that is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Typeset => "typeset",
            Self::Prove => "prove",
            Self::Export => "export",
            Self::Witness => "witness",
        }
    }
}

/// Adds up the time of each stage, if it is given a clock.
#[derive(Debug, Default)]
pub struct Stopwatch {
    /// Time since any fixed moment; the library has no clock of its own.
    pub clock: Option<fn() -> Duration>,
    pub(crate) spent: [Duration; 5],
}

impl Stopwatch {
    /// Adds the times of another stopwatch.
    pub fn absorb(&mut self, other: &Self) {
        for (mine, theirs) in self.spent.iter_mut().zip(other.spent) {
            *mine += theirs;
        }
    }

    /// Returns the time of a stage over all documents.
    pub fn spent(&self, stage: Stage) -> Duration {
        self.spent[stage as usize]
    }

    pub(crate) fn now(&self) -> Duration {
        self.clock.map(|clock| clock()).unwrap_or_default()
    }

    /// Adds what has passed since `from`, and returns the time.
    pub(crate) fn add(&mut self, stage: Stage, from: Duration) -> Duration {
        let now = self.now();
        self.spent[stage as usize] += now.saturating_sub(from);
        now
    }
}
