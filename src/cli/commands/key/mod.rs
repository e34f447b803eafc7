//! `candor key`

mod new;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// Make a key to sign with
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    New(new::Args),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::New(args) => new::run(ui, args, workspace),
        }
    }
}
