//! How long each stage of the pipeline took, by a clock that is given.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// A stage of the pipeline, for timing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Parse, resolve and check, the library included.
    Check,
    Typeset,
    Prove,
    /// The PDF's bytes are written.
    Export,
    /// The finished file is read again.
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

/// Adds up the time of each stage over all threads, if it is given a clock.
#[derive(Debug, Default)]
pub struct Stopwatch {
    /// Time since any fixed moment; the library has no clock of its own.
    pub clock: Option<fn() -> Duration>,
    /// In nanoseconds, which a `u64` counts for five hundred years.
    spent: [AtomicU64; 5],
}

impl Stopwatch {
    /// Returns the time of a stage over all documents.
    pub fn spent(&self, stage: Stage) -> Duration {
        Duration::from_nanos(self.spent[stage as usize].load(Ordering::Relaxed))
    }

    pub(crate) fn now(&self) -> Duration {
        self.clock.map(|clock| clock()).unwrap_or_default()
    }

    /// Adds what has passed since `from`, and returns the time.
    pub(crate) fn add(&self, stage: Stage, from: Duration) -> Duration {
        let now = self.now();
        let passed = u64::try_from(now.saturating_sub(from).as_nanos()).unwrap_or(u64::MAX);
        self.spent[stage as usize].fetch_add(passed, Ordering::Relaxed);
        now
    }
}
