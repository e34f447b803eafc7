//! `candor roster start`

use super::proposal::begin;
use std::path::Path;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::store_folder;

/// Make the first roster, of two people or more
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A person who may sign, as ID:NAME:ROLE,ROLE:KEY.pub; give two or more
    #[arg(long, value_name = "PERSON", required = true)]
    pub person: Vec<String>,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Makes the first roster.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let folder = store_folder(workspace)?;
    begin(ui, &folder, &args.person, today(args.on))?;
    Ok(DONE)
}
