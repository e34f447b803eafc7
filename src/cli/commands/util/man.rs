//! `candor util man`

use std::path::Path;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Print the manual page
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Prints the manual page.
pub(crate) fn run(ui: &Ui, _: &Args, _: Option<&Path>) -> Result<u8, CommandError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(ui.program())
        .render(&mut page)
        .map_err(|error| CommandError::world(format!("the manual page cannot be made: {error}")))?;
    ui.data(&String::from_utf8_lossy(&page));
    Ok(DONE)
}
