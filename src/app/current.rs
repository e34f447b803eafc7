//! The sheets that may be handed out.

use candor_compose::Notice;
use candor_library::Wording;
use candor_model::Place;
use candor_release::manifest::Current;
use candor_release::{DiskStore, Reader, StoreView};
use jiff::civil::Date;

use crate::error::CommandError;
use crate::notices;
use crate::open::Opened;
use crate::release_flow::Show;

/// A sheet that may be handed out.
#[derive(Debug, serde::Serialize)]
pub struct Row {
    pub sheet: String,
    pub title: String,
    /// The version, as it is printed.
    pub version: String,
    /// The day by which it must be reviewed.
    pub due: Date,
    pub code: String,
}

/// Returns the versions that may be handed out on a day, from the list of current versions.
///
/// # Errors
/// When the store cannot be read.
pub fn rows(
    store: &DiskStore,
    current: Option<&Current>,
    on: Date,
) -> Result<Vec<Row>, CommandError> {
    let reader = Reader::new(store);
    // The list is taken from the ledger, and so cannot be behind it.
    StoreView::read(store)?;
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

/// Prints the list, to be pinned on a wall.
///
/// # Errors
/// When the page has findings, which are shown.
pub fn print(
    opened: &Opened,
    show: Show<'_>,
    rows: &[Row],
    on: Date,
) -> Result<Vec<u8>, CommandError> {
    notices::print(opened, show, |wording, jurisdiction| {
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
    })
}
