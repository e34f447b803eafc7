//! `candor release withdraw`

use crate::args::{KeyArgs, version};
use std::path::Path;

use candor_release::DiskStore;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::Ui;
use crate::workspace::store_folder;

/// Say that a published version must not be used
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    /// The version
    #[arg(value_parser = version)]
    pub version: candor_release::Version,
    /// Why, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Withdraws a version.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let reason = args.reason.clone().or_else(|| ui.ask("Why is it withdrawn? (a sentence)"));
    let Some(reason) = reason else {
        return Err(CommandError::usage("a withdrawal needs a reason").hint("say it with --reason"));
    };
    let mut signer = keys::signer(ui, &args.key)?;
    candor_release::withdraw(
        &mut store,
        &args.sheet,
        args.version,
        &reason,
        &mut *signer,
        today(args.on),
    )?;
    ui.say(&format!("withdrew version {} of `{}`", args.version, args.sheet));
    ui.say("take its paper off the shelf and destroy it; `candor impact` finds others that carry the same");
    Ok(DONE)
}
