//! `candor roster remove`

use super::proposal::propose;
use crate::args::KeyArgs;
use std::path::Path;

use candor_app::roster::remove;

use crate::clock::today;
use crate::error::CommandError;
use crate::ui::Ui;

/// Propose to remove a person; a second person signs as well
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The person's short name
    pub id: String,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Proposes to remove a person.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    propose(ui, workspace, &args.reason, today(args.on), &args.key, |roster| {
        remove(roster, &args.id)
    })
}
