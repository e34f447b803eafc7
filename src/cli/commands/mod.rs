//! One file for each command.

pub(crate) mod check;
pub(crate) mod current;
pub(crate) mod diff;
pub(crate) mod explain;
pub(crate) mod geometry;
pub(crate) mod init;
pub(crate) mod key;
pub(crate) mod library;
pub(crate) mod lint;
pub(crate) mod monograph;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod preview;
pub(crate) mod release;
pub(crate) mod render;
pub(crate) mod roster;
pub(crate) mod status;
pub(crate) mod util;
pub(crate) mod verify;
