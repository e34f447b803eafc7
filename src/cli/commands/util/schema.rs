//! `candor util schema`

use std::path::Path;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Print the JSON Schema of a file type, for completion in an editor
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file type
    #[arg(value_parser = candor_library::parse::SCHEMAS)]
    pub name: String,
}

/// Prints a JSON Schema.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let schema = candor_library::parse::schema(&args.name)
        .ok_or_else(|| CommandError::usage(format!("there is no schema `{}`", args.name)))?;
    ui.data(&schema);
    Ok(DONE)
}
