//! The one clock of the program: for limits and timings, and for the day of a new text, of a
//! signature and of a question. No clock enters a document.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use jiff::civil::Date;

/// Returns the time since the first question.
#[expect(clippy::disallowed_methods, reason = "the edge: measures the program, not the sheet")]
pub(crate) fn now() -> Duration {
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}

/// Returns the day that was given, or today's.
#[expect(clippy::disallowed_methods, reason = "the edge: the day can be given instead")]
pub(crate) fn today(given: Option<Date>) -> Date {
    given.unwrap_or_else(|| {
        let seconds = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |passed| passed.as_secs());
        let timestamp = jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0));
        timestamp.map_or(jiff::civil::date(2000, 1, 1), |now| {
            jiff::tz::Offset::UTC.to_datetime(now).date()
        })
    })
}
