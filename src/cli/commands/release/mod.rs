//! `candor release`

mod cut;
mod export;
mod list;
mod publish;
mod renew;
mod resume;
mod sign;
mod withdraw;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// Cut, sign, publish and withdraw versions
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Cut(cut::Args),
    Sign(sign::Args),
    Publish(publish::Args),
    Withdraw(withdraw::Args),
    List(list::Args),
    Renew(renew::Args),
    Export(export::Args),
    Resume(resume::Args),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::Cut(args) => cut::run(ui, args, workspace),
            Self::Sign(args) => sign::run(ui, args, workspace),
            Self::Publish(args) => publish::run(ui, args, workspace),
            Self::Withdraw(args) => withdraw::run(ui, args, workspace),
            Self::List(args) => list::run(ui, args, workspace),
            Self::Renew(args) => renew::run(ui, args, workspace),
            Self::Export(args) => export::run(ui, args, workspace),
            Self::Resume(args) => resume::run(ui, args, workspace),
        }
    }
}
