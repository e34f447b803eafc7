//! The one clock of the program, for limits and timings; no clock enters a document.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

/// Returns the time since the first question.
#[expect(clippy::disallowed_methods, reason = "the edge: measures the program, not the sheet")]
pub(crate) fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
