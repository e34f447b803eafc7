//! `candor util schema`

use std::path::Path;

use candor_library::parse::SCHEMAS;
use clap::builder::PossibleValuesParser;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// The schema of what the page and the server of the preview say to each other.
const PREVIEW: &str = "preview";

/// Print the JSON Schema of a file type, for completion in an editor, or of the preview's API
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The file type
    #[arg(value_parser = PossibleValuesParser::new(SCHEMAS.into_iter().chain([PREVIEW])))]
    pub name: String,
}

/// Prints a JSON Schema.
pub(crate) fn run(ui: &Ui, args: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let schema = match args.name.as_str() {
        PREVIEW => candor_preview::schema(),
        name => candor_library::parse::schema(name)
            .ok_or_else(|| CommandError::usage(format!("there is no schema `{name}`")))?,
    };
    ui.data(&schema);
    Ok(DONE)
}
