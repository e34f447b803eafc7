//! `candor status`

use crate::args::days;
use std::path::Path;

use candor_release::{DiskStore, NextAct, NextStep, StoreView};

use crate::clock::today;
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::Ui;
use crate::workspace::opened;
use crate::workspace::store_folder;
use candor_app::released::state;

/// Show how far each sheet has come, and what it needs next
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Sheets, by id or path; without any, all of the workspace
    #[arg(value_name = "SHEET")]
    pub sheets: Vec<String>,
    /// How soon a review counts as due, such as 90d
    #[arg(long, value_name = "DAYS", default_value = "90d", value_parser = days)]
    pub due_within: i32,
    /// The day of the question; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Shows how far each sheet has come, and what it needs next.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let sheets = opened.sheets(&args.sheets)?;
    let store = DiskStore::open(store_folder(workspace)?);
    let view = StoreView::read(&store)?;
    let on = today(args.on);
    let mut rows = Vec::new();
    let mut broken = 0;
    for (name, entry) in &sheets {
        let (ready, _) = candor_document::check(&opened.workspace.shared, name, entry);
        let id = candor_workspace::inputs::stem(name).to_owned();
        let (title, state, next, data) = match ready {
            Some(ready) => {
                let state = state(&store, &view, &opened, &ready, on, args.due_within)?;
                let next = told(state.next(), &id);
                let data = serde_json::to_value(&state).unwrap_or_default();
                (ready.sheet().title.value.clone(), state.as_str(), next, data)
            }
            None => {
                broken += 1;
                let next = format!("fix what `candor check {id}` says");
                (String::new(), "findings", next, serde_json::json!({ "state": "findings" }))
            }
        };
        rows.push((id, title, state, next, data));
    }
    if ui.json() {
        let all: Vec<_> = rows
            .iter()
            .map(|(id, title, _, next, data)| {
                serde_json::json!({ "sheet": id, "title": title, "state": data, "next": next })
            })
            .collect();
        ui.json_data(&all);
    } else {
        let width = rows.iter().map(|(id, ..)| id.len()).max().unwrap_or(0);
        for (id, _, state, next, _) in &rows {
            ui.data(&format!("{id:<width$}  {state:<14}  {next}\n"));
        }
    }
    Ok(if broken == 0 { DONE } else { FINDINGS })
}

/// Says what a sheet needs next, with the command for it.
fn told(next: NextStep, sheet: &str) -> String {
    match (next.act, next.why) {
        (Some(NextAct::Cut), None) => format!("cut it: candor release cut {sheet}"),
        (Some(NextAct::Cut), Some(why)) => format!("{why}: candor release cut {sheet}"),
        (Some(NextAct::Publish), why) => {
            let why = why.unwrap_or_default();
            format!("{why}; publish it: candor release publish {sheet}")
        }
        (None, why) => why.unwrap_or_default(),
    }
}
