//! `candor util`

mod completions;
mod man;
mod schema;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// Schemas, completions and the manual page
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::Schema(args) => schema::run(ui, args, workspace),
            Self::Completions(args) => completions::run(ui, args, workspace),
            Self::Man(args) => man::run(ui, args, workspace),
        }
    }
}
