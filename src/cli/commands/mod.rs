//! One file for each command.

pub mod check;
pub mod explain;
pub mod init;
pub mod library;
pub mod new;
pub mod open;
pub mod render;
pub mod util;
