//! `candor roster`

mod add;
mod list;
mod proposal;
mod remove;
mod sign;
mod start;

pub(super) use self::proposal::begin;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// Keep the list of people who may sign
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Start(start::Args),
    Add(add::Args),
    Remove(remove::Args),
    Sign(sign::Args),
    List(list::Args),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::Start(args) => start::run(ui, args, workspace),
            Self::Add(args) => add::run(ui, args, workspace),
            Self::Remove(args) => remove::run(ui, args, workspace),
            Self::Sign(args) => sign::run(ui, args, workspace),
            Self::List(args) => list::run(ui, args, workspace),
        }
    }
}
