//! One file for each command: what can be typed, one function, and what it says.
//!
//! What a command does stands in `candor-app`, where it can be called and tested without a terminal.

mod check;
mod current;
mod diff;
mod explain;
mod impact;
mod init;
mod key;
mod library;
mod lint;
mod new;
mod preview;
mod release;
mod render;
pub(crate) mod roster;
mod status;
mod util;
mod verify;

use std::path::Path;

use clap::Subcommand;

use crate::error::CommandError;
use crate::ui::Ui;

/// What can be asked of the program; each command's help stands at its `Args`.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Init(init::Args),
    New(new::Args),
    Check(check::Args),
    Render(render::Args),
    Preview(preview::Args),
    Lint(lint::Args),
    Explain(explain::Args),
    Status(status::Args),
    Diff(diff::Args),
    Impact(impact::Args),
    Verify(verify::Args),
    Current(current::Args),
    #[command(subcommand)]
    Release(release::Command),
    #[command(subcommand)]
    Roster(roster::Command),
    #[command(subcommand)]
    Key(key::Command),
    #[command(subcommand)]
    Library(library::Command),
    #[command(subcommand)]
    Util(util::Command),
}

impl Command {
    /// Runs the command.
    pub(crate) fn run(&self, ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
        match self {
            Self::Init(args) => init::run(ui, args, workspace),
            Self::New(args) => new::run(ui, args, workspace),
            Self::Check(args) => check::run(ui, args, workspace),
            Self::Render(args) => render::run(ui, args, workspace),
            Self::Preview(args) => preview::run(ui, args, workspace),
            Self::Lint(args) => lint::run(ui, args, workspace),
            Self::Explain(args) => explain::run(ui, args, workspace),
            Self::Status(args) => status::run(ui, args, workspace),
            Self::Diff(args) => diff::run(ui, args, workspace),
            Self::Impact(args) => impact::run(ui, args, workspace),
            Self::Verify(args) => verify::run(ui, args, workspace),
            Self::Current(args) => current::run(ui, args, workspace),
            Self::Release(command) => command.run(ui, workspace),
            Self::Roster(command) => command.run(ui, workspace),
            Self::Key(command) => command.run(ui, workspace),
            Self::Library(command) => command.run(ui, workspace),
            Self::Util(command) => command.run(ui, workspace),
        }
    }
}
