//! `candor roster sign`

use super::proposal::sign_proposal;
use crate::args::KeyArgs;
use std::path::Path;

use candor_release::DiskStore;

use crate::error::CommandError;
use crate::ui::Ui;
use crate::workspace::store_folder;

/// Sign the change that was proposed; with the second signature it is in force
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub key: KeyArgs,
}

/// Signs the change that was proposed.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    candor_release::finish(&mut store)?;
    sign_proposal(ui, &mut store, &args.key)
}
