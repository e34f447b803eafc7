//! `candor diff` and `candor impact`

use std::path::Path;

use candor_compose::Notice;
use candor_composition::Wanted;
use candor_library::Wording;
use candor_model::{Format, Jurisdiction, Place};
use candor_release::{Change, DiskStore, Hit, Reader, Record, Shelf, Sought};

use super::open::opened;
use super::open::{Opened, store_folder};
use super::release::ready;
use crate::args::{DiffArgs, ImpactArgs};
use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};

/// Says what changed between two versions, or since the last release.
pub(crate) fn run(ui: &Ui, args: &DiffArgs, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let shelf = Shelf::read(&store)?;
    let reader = Reader::new(&store);
    let published: Vec<_> = shelf.ledger.versions(&args.sheet).map(|(_, p)| p.version).collect();
    for wanted in [args.old, args.new].into_iter().flatten() {
        if !published.contains(&wanted) {
            return Err(CommandError::usage(format!(
                "version {wanted} of `{}` was never published",
                args.sheet
            ))
            .hint("`candor release list` shows what was"));
        }
    }
    let Some(old) = args.old.or(published.last().copied()) else {
        return Err(CommandError::usage(format!("`{}` was never published", args.sheet))
            .hint("there is nothing to compare it with yet"));
    };
    let before = reader.record(&args.sheet, old)?;
    let (after, name) = match args.new {
        Some(new) => (reader.record(&args.sheet, new)?, format!("version {new}")),
        None => (present(ui, workspace, &args.sheet)?, "the sheet as it is now".to_owned()),
    };
    let changes = candor_release::changes(&before, &after);
    report(ui, &changes, &format!("from version {old} to {name}"));
    Ok(DONE)
}

fn present(ui: &Ui, workspace: Option<&Path>, sheet: &str) -> Result<Record, CommandError> {
    let mut opened = opened(workspace)?;
    let ready = ready(ui, &mut opened, sheet)?;
    Ok(candor_release::record(&mut opened.all, &ready))
}

fn report(ui: &Ui, changes: &[Change], what: &str) {
    let class = candor_release::class(changes);
    if ui.json() {
        let stock = if changes.is_empty() { "" } else { class.stock() };
        ui.json_data(&serde_json::json!({
            "class": class, "stock": stock, "changes": changes,
        }));
        return;
    }
    if changes.is_empty() {
        ui.data("no word changed\n");
        return;
    }
    for change in changes {
        ui.data(&format!("{}\t{}\n", change.class.as_str(), change.words()));
    }
    ui.say(&format!("{} {what}: {}", count(changes.len(), "change"), class.as_str()));
    ui.say(class.stock());
}

/// Finds every released version that carries something.
pub(crate) fn impact(
    ui: &Ui,
    args: &ImpactArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let sought = [
        args.source.clone().map(Sought::Source),
        args.study.clone().map(Sought::Study),
        args.item.clone().map(Sought::Item),
        args.record.clone().map(Sought::Record),
        args.wording.clone().map(Sought::Wording),
    ];
    let Some(sought) = sought.into_iter().flatten().next() else {
        return Err(CommandError::usage("what is looked for was not given")
            .hint("give one of --source, --study, --item, --record, --wording"));
    };
    let store = DiskStore::open(store_folder(workspace)?);
    let shelf = Shelf::read(&store)?;
    let hits = candor_release::impact(&store, &shelf, &sought)?;
    if ui.json() {
        ui.json_data(&hits);
    } else {
        for hit in &hits {
            let state = match (hit.withdrawn, hit.is_last) {
                (true, _) => "withdrawn",
                (false, true) => "current",
                (false, false) => "superseded",
            };
            ui.data(&format!(
                "{}\t{}\t{}\t{state}\t{}\t{}\n",
                hit.sheet,
                hit.version,
                hit.code,
                hit.formats.join(", "),
                hit.because.join("; ")
            ));
        }
    }
    ui.say(&format!(
        "{} of {} carry it",
        count(hits.len(), "version"),
        shelf.ledger.published().count()
    ));
    if let Some(path) = &args.notice {
        let reason = args.reason.clone().unwrap_or_else(|| format!("{sought:?}"));
        let mut opened = opened(workspace)?;
        let pdf = recall(ui, &mut opened, &hits, &reason, today(args.on))?;
        candor_workspace::write(path, &pdf)?;
        ui.say(&format!("wrote {}", path.display()));
    }
    Ok(DONE)
}

/// Prints a recall notice.
fn recall(
    ui: &Ui,
    opened: &mut Opened,
    hits: &[Hit],
    reason: &str,
    date: jiff::civil::Date,
) -> Result<Vec<u8>, CommandError> {
    print(ui, opened, |wording, jurisdiction| {
        let lines = &wording.file.lines;
        let say = |words, filled: &[(&str, &str)]| Wording::say(words, jurisdiction, filled);
        Notice {
            title: say(&lines.recall_title, &[]),
            purpose: say(&lines.recall_purpose, &[("reason", reason)]),
            state: say(&lines.recall_do, &[]),
            place: Place::Listing,
            lines: hits
                .iter()
                .map(|hit| {
                    let (version, formats) = (hit.version.to_string(), hit.formats.join(", "));
                    let filled = [
                        ("id", hit.sheet.as_str()),
                        ("version", &version),
                        ("formats", &formats),
                        ("code", &hit.code),
                    ];
                    say(&lines.recall_row, &filled)
                })
                .collect(),
            date,
        }
    })
}

/// Prints a list or a notice.
pub(crate) fn print(
    ui: &Ui,
    opened: &mut Opened,
    make: impl FnOnce(&Wording, Jurisdiction) -> Notice,
) -> Result<Vec<u8>, CommandError> {
    let jurisdiction = opened.all.usual_jurisdiction();
    let paper = opened.all.usual_paper(jurisdiction);
    let wanted = Wanted { format: Format::Notice, paper, jurisdiction };
    let wording = opened.all.session.wording("en");
    let Some(wording) = wording else {
        return Err(CommandError::world("the fixed wording cannot be read"));
    };
    let mut notice = make(&wording, jurisdiction);
    if notice.lines.is_empty() {
        let none = &wording.file.lines.current_none;
        notice.lines.push(Wording::say(none, jurisdiction, &[]));
    }
    let composition = candor_compose::notice(&notice, "en", &wording, wanted);
    let (document, found) = opened.all.session.notice(composition);
    match document {
        Some(document) => Ok(document.bytes),
        None => {
            ui.show(&found, &opened.all.session.files);
            Err(CommandError::findings("the page cannot be printed"))
        }
    }
}
