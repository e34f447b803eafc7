//! `candor library`

mod diff;
mod list;
mod record;
mod review;
mod show;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// Look at medicines, safety items and evidence
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    List(list::Args),
    Show(show::Args),
    Diff(diff::Args),
    Review(review::Args),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::List(args) => list::run(ui, args, workspace),
            Self::Show(args) => show::run(ui, args, workspace),
            Self::Diff(args) => diff::run(ui, args, workspace),
            Self::Review(args) => review::run(ui, args, workspace),
        }
    }
}
