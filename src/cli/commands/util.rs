//! `candor util`

use clap::CommandFactory as _;

use crate::args::{Cli, CompletionsArgs, SchemaArgs};
use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Prints a JSON Schema.
pub(crate) fn schema(ui: &mut Ui, args: &SchemaArgs) -> Result<u8, CommandError> {
    let schema = candor_library::parse::schema(&args.name)
        .ok_or_else(|| CommandError::usage(format!("there is no schema `{}`", args.name)))?;
    ui.data(&schema);
    Ok(DONE)
}

/// Prints a completion script.
pub(crate) fn completions(ui: &mut Ui, args: &CompletionsArgs) -> u8 {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "candor", &mut script);
    ui.data(&String::from_utf8_lossy(&script));
    DONE
}

/// Prints the manual page.
pub(crate) fn man(ui: &mut Ui) -> Result<u8, CommandError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command())
        .render(&mut page)
        .map_err(|error| CommandError::world(format!("the manual page cannot be made: {error}")))?;
    ui.data(&String::from_utf8_lossy(&page));
    Ok(DONE)
}
