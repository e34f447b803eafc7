//! `candor release list`

use std::path::Path;

use candor_release::{Action, DiskStore, StoreView};

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::store_folder;

/// List published versions
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet; without it, all
    pub sheet: Option<String>,
    /// The day that decides what is overdue; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Lists published versions.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let view = StoreView::read(&store)?;
    let on = today(args.on);
    let mut rows = Vec::new();
    for entry in &view.ledger.entries {
        let Action::Publish(published) = &entry.action else { continue };
        if args.sheet.as_ref().is_some_and(|sheet| *sheet != published.sheet) {
            continue;
        }
        let last = view.ledger.versions(&published.sheet).last().map(|(_, last)| last.version);
        let state = match view.ledger.withdrawn(&published.sheet, published.version) {
            Some((day, reason)) => format!("withdrawn on {day}: {reason}"),
            None if last != Some(published.version) => "superseded".to_owned(),
            None if published.due < on => "overdue".to_owned(),
            None => "current".to_owned(),
        };
        rows.push((entry.on, published.clone(), state));
    }
    if ui.json() {
        let all: Vec<_> = rows
            .iter()
            .map(|(on, published, state)| {
                serde_json::json!({ "published": on, "release": published, "state": state })
            })
            .collect();
        ui.json_data(&all);
        return Ok(DONE);
    }
    for (on, published, state) in &rows {
        ui.data(&format!(
            "{}\t{}\t{}\tdue {}\t{}\t{}\t{state}\n",
            published.sheet,
            published.version,
            on,
            published.due,
            published.class.as_str(),
            published.code
        ));
    }
    if rows.is_empty() {
        ui.say("nothing was published yet");
    }
    Ok(DONE)
}
