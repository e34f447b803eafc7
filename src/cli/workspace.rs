//! The workspace that a command works on.

use std::path::{Path, PathBuf};

use candor_app::batch::Job;
use candor_app::open;
pub(crate) use candor_app::open::Opened;

use crate::error::CommandError;

/// Finds the workspace, if there is one.
pub(crate) fn root(wanted: Option<&Path>) -> Result<Option<PathBuf>, CommandError> {
    open::find(wanted, std::env::current_dir)
}

/// Opens the workspace, or the shipped examples where there is none.
pub(crate) fn open(wanted: Option<&Path>) -> Result<Opened, CommandError> {
    open::open(root(wanted)?.as_deref())
}

/// Opens the workspace without its sheets, or the shipped examples where there is none.
pub(crate) fn open_around(wanted: Option<&Path>) -> Result<(Opened, Vec<Job>), CommandError> {
    open::open_around(root(wanted)?.as_deref())
}

/// Opens a workspace that must be there.
pub(crate) fn opened(wanted: Option<&Path>) -> Result<Opened, CommandError> {
    open::in_workspace(root(wanted)?.as_deref())
}

/// Returns the folder of the workspace's store.
pub(crate) fn store_folder(wanted: Option<&Path>) -> Result<PathBuf, CommandError> {
    open::store_folder(root(wanted)?.as_deref())
}
