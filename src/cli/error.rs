//! Exit codes: whose fault it was, as programs read it.

use candor_app::error::Blame;
pub(crate) use candor_app::error::CommandError;

pub(crate) const DONE: u8 = 0;
/// Findings at error level, or not genuine.
pub(crate) const FINDINGS: u8 = 1;
/// The command or an input path was wrong.
pub(crate) const USAGE: u8 = 2;
/// The world failed: disk, key, port.
pub(crate) const WORLD: u8 = 3;
/// A bug in Candor.
pub(crate) const INTERNAL: u8 = 4;

/// Returns the exit code of an error.
pub(crate) fn code(error: &CommandError) -> u8 {
    match error.blame() {
        Blame::Findings => FINDINGS,
        Blame::Usage => USAGE,
        Blame::World => WORLD,
    }
}
