//! `candor release renew`

use crate::args::KeyArgs;
use std::path::Path;

use candor_release::DiskStore;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::Ui;
use crate::workspace::{opened, store_folder};

/// Sign a new list of current versions before the old one runs out
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Signs a new list of current versions.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let mut signer = keys::signer(ui, &args.key)?;
    candor_release::renew(
        &mut store,
        &mut *signer,
        today(args.on),
        opened.workspace.policy.current_days,
    )?;
    ui.say("signed a new list of current versions");
    Ok(DONE)
}
