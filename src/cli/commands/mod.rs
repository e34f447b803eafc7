//! One file for each command.

pub(crate) mod check;
pub(crate) mod explain;
pub(crate) mod init;
pub(crate) mod library;
pub(crate) mod lint;
pub(crate) mod new;
pub(crate) mod open;
pub(crate) mod render;
pub(crate) mod util;
