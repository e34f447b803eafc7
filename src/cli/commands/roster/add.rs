//! `candor roster add`

use super::proposal::{person, propose};
use crate::args::KeyArgs;
use std::path::Path;

use candor_app::roster::add;

use crate::clock::today;
use crate::error::CommandError;
use crate::ui::Ui;

/// Propose to add a person, or to change one; a second person signs as well
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The person, as ID:NAME:ROLE,ROLE:KEY.pub
    pub person: String,
    /// The last day on which a signature counts
    #[arg(long, value_name = "DATE")]
    pub until: Option<jiff::civil::Date>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Proposes to add a person or to change one.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let on = today(args.on);
    let new = person(&args.person, on, args.until)?;
    propose(ui, workspace, &args.reason, on, &args.key, |roster| {
        add(roster, new);
        Ok(())
    })
}
