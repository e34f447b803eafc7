//! `candor release resume`

use std::path::Path;

use candor_release::DiskStore;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::store_folder;

/// Finish a change that was interrupted
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Finishes a change that was interrupted.
pub(crate) fn run(ui: &Ui, _: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let finished = candor_release::finish(&mut store)?;
    if ui.json() {
        ui.json_data(&serde_json::json!({ "finished": finished }));
    }
    ui.say(if finished {
        "finished the change that was begun"
    } else {
        "nothing was left to finish"
    });
    Ok(DONE)
}
