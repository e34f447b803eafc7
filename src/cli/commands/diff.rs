//! `candor diff`

use crate::args::version;
use std::path::Path;

use candor_release::{Change, DiskStore, Reader, Record, StoreView};

use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};
use crate::workspace::opened;
use crate::workspace::store_folder;

/// Say what changed between two versions, or since the last release
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    /// The earlier version; without it, the last release
    #[arg(value_parser = version)]
    pub old: Option<candor_release::Version>,
    /// The later version; without it, the sheet as it is now
    #[arg(value_parser = version)]
    pub new: Option<candor_release::Version>,
}

/// Says what changed between two versions, or since the last release.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let view = StoreView::read(&store)?;
    let reader = Reader::new(&store);
    let published: Vec<_> = view.ledger.versions(&args.sheet).map(|(_, p)| p.version).collect();
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
    let opened = opened(workspace)?;
    let show = &mut |found: &_| ui.show(found);
    let ready = candor_app::release_flow::ready(&opened, sheet, show)?;
    Ok(candor_release::record(&opened.workspace, &ready))
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
