//! `candor current`

use std::path::{Path, PathBuf};

use candor_compose::Notice;
use candor_library::Wording;
use candor_model::Place;
use candor_release::manifest::Current;
use candor_release::{CURRENT_FILE, DiskStore, Reader, Shelf, Store as _, read_current};

use crate::clock::today;
use crate::error::{CommandError, DONE, FINDINGS};
use crate::print::print;
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
    let current = match store.read(CURRENT_FILE)? {
        Some(bytes) => Some(read_current(&bytes)?.0),
        None => None,
    };
    // A list that ran out says nothing any more: printing goes on only after it is renewed.
    if let Some(current) = current.as_ref().filter(|current| current.expires < on) {
        return Err(CommandError::findings(format!(
            "the list of current versions ran out on {}",
            current.expires
        ))
        .hint("a publisher signs a new one with `candor release renew`"));
    }
    let rows = rows(&store, current.as_ref(), on)?;
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
        let mut opened = opened(workspace)?;
        let pdf = print(ui, &mut opened, |wording, jurisdiction| {
            let lines = &wording.file.lines;
            let say = |words, filled: &[(&str, &str)]| Wording::say(words, jurisdiction, filled);
            let date = wording.date(on, jurisdiction);
            Notice {
                title: say(&lines.current_title, &[]),
                purpose: say(&lines.current_purpose, &[]),
                state: say(&lines.notice_footer, &[("date", &date)]),
                place: Place::Listing,
                lines: rows
                    .iter()
                    .map(|row| {
                        let due = wording.date(row.due, jurisdiction);
                        let filled = [
                            ("id", row.sheet.as_str()),
                            ("title", &row.title),
                            ("version", &row.version),
                            ("due", &due),
                            ("code", &row.code),
                        ];
                        say(&lines.current_row, &filled)
                    })
                    .collect(),
                date: on,
            }
        })?;
        candor_workspace::write(path, &pdf)?;
        ui.say(&format!("wrote {}", path.display()));
    }
    Ok(DONE)
}

/// One current sheet.
#[derive(serde::Serialize)]
struct Row {
    sheet: String,
    title: String,
    version: String,
    due: jiff::civil::Date,
    code: String,
}

fn rows(
    store: &DiskStore,
    current: Option<&Current>,
    on: jiff::civil::Date,
) -> Result<Vec<Row>, CommandError> {
    let reader = Reader::new(store);
    // The list is taken from the ledger, and so cannot be behind it.
    Shelf::read(store)?;
    let mut rows = Vec::new();
    let all = current.map(|current| current.versions.as_slice()).unwrap_or_default();
    for row in all.iter().filter(|row| row.withdrawn.is_none() && on <= row.due) {
        let candidate = reader.candidate_of(&row.sheet, row.version)?;
        rows.push(Row {
            sheet: row.sheet.clone(),
            title: candidate.predicate.title,
            version: row.version.to_string(),
            due: row.due,
            code: row.code.clone(),
        });
    }
    Ok(rows)
}
