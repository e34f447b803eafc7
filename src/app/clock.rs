//! The clock, brought along by what runs the program.

use std::time::Duration;

use jiff::civil::Date;

/// Time and day; the program has no clock of its own below its edges.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    /// The time since any fixed moment.
    pub now: fn() -> Duration,
    pub today: fn() -> Date,
}
