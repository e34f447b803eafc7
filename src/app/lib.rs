//! What the program does, callable as a library: open a workspace, begin a sheet, make many at once,
//! cut, sign and publish.
//!
//! The command line and the preview are its two edges. They bring what they know of the world (the
//! clock, where an ssh-agent is, which program this is) and say what happened; nothing here prints,
//! asks the environment or ends the program.

pub mod acts;
pub mod batch;
pub mod clock;
pub mod error;
pub mod issued;
pub mod keys;
pub mod new;
pub mod open;
pub mod rules;
