//! `candor current`

use std::path::{Path, PathBuf};

use candor_release::{CURRENT_FILE, DiskStore, Store as _, read_current};

use candor_app::current;

use crate::clock::today;
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::Ui;
use crate::workspace::opened;
use crate::workspace::store_folder;

/// List the current sheets, as a page to pin on a wall
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Also write the list to this file, as PDF
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Print the line for the chart of a sheet that was handed out
    #[arg(long, value_name = "SHEET")]
    pub label: Option<String>,
    /// The day of the list; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Lists the current sheets.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let on = today(args.on);
    let list = match store.read(CURRENT_FILE)? {
        Some(bytes) => Some(read_current(&bytes)?.0),
        None => None,
    };
    // A list that ran out says nothing any more: printing goes on only after it is renewed.
    if let Some(list) = list.as_ref().filter(|list| list.expires < on) {
        return Err(CommandError::findings(format!(
            "the list of current versions ran out on {}",
            list.expires
        ))
        .hint("a publisher signs a new one with `candor release renew`"));
    }
    let rows = current::rows(&store, list.as_ref(), on)?;
    if let Some(sheet) = &args.label {
        let Some(row) = rows.iter().find(|row| row.sheet == *sheet) else {
            ui.say(&format!("no version of `{sheet}` may be handed out"));
            return Ok(FINDINGS);
        };
        ui.data(&format!("{} v{} ({}), given on {on} by ____\n", row.sheet, row.version, row.code));
        return Ok(DONE);
    }
    if ui.json() {
        ui.json_data(&rows);
    } else {
        for row in &rows {
            ui.data(&format!(
                "{}\t{}\tdue {}\t{}\t{}\n",
                row.sheet, row.version, row.due, row.code, row.title
            ));
        }
        if rows.is_empty() {
            ui.say("no sheet is current");
        }
    }
    if let Some(path) = &args.out {
        let opened = opened(workspace)?;
        let show = &mut |found: &_| ui.show(found);
        let pdf = current::print(&opened, show, &rows, on)?;
        candor_workspace::write(path, &pdf)?;
        ui.say(&format!("wrote {}", path.display()));
    }
    Ok(DONE)
}
