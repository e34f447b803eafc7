//! What the program does, callable as a library: open a workspace, begin a sheet, make many at once,
//! cut, sign and publish.
//!
//! The command line and the preview are its two edges. They bring what they know of the world (the
//! clock, where an ssh-agent is, which program this is) and say what happened; nothing here prints,
//! asks the environment or ends the program.

pub mod batch;
pub mod clock;
pub mod current;
pub mod error;
pub mod init;
pub mod keys;
pub mod monographs;
pub mod new;
pub mod notices;
pub mod open;
pub mod release_flow;
pub mod released;
pub mod roster;
pub mod rules;
pub mod verify;

/// For everything that runs the program's work, tests included: thousands of documents take a sixth
/// less time. It stands here, and not in the program, because this crate is compiled to be fast.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;
