//! `candor util completions`

use std::path::Path;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Print a script that completes commands in a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}

/// Prints a completion script.
#[expect(clippy::unnecessary_wraps, reason = "every command has this shape")]
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut ui.program(), "candor", &mut script);
    ui.data(&String::from_utf8_lossy(&script));
    Ok(DONE)
}
