//! `candor roster list`

use std::path::Path;

use candor_release::{DiskStore, StoreView};

use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};
use crate::workspace::store_folder;

/// List the people
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

/// Lists the people.
pub(crate) fn run(ui: &Ui, _: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let view = StoreView::read(&store)?;
    let roster = view.roster()?;
    if ui.json() {
        ui.json_data(roster);
        return Ok(DONE);
    }
    for person in &roster.people {
        let roles: Vec<&str> = person.roles.iter().map(|role| role.as_str()).collect();
        let until = person.until.map(|until| format!(" until {until}")).unwrap_or_default();
        ui.data(&format!(
            "{}\t{}\t{}\tfrom {}{until}\t{}\n",
            person.id,
            person.name,
            roles.join(", "),
            person.from,
            count(person.keys.len(), "key")
        ));
    }
    Ok(DONE)
}
