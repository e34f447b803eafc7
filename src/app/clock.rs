//! The clock that whoever runs the program brings along.

use std::time::Duration;

use jiff::civil::Date;

/// Time and day; the program has no clock of its own below its edges.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time since any fixed moment.
    pub now: fn() -> Duration,
    /// Today.
    pub today: fn() -> Date,
}
