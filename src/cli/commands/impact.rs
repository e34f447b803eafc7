//! `candor impact`

use std::path::{Path, PathBuf};

use candor_release::{DiskStore, Sought, StoreView};

use candor_app::notices::recall;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};
use crate::workspace::opened;
use crate::workspace::store_folder;

/// Find every released version that carries a source, a study, a safety item or a wording
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A source, by its key
    #[arg(long, value_name = "KEY", group = "sought")]
    pub source: Option<String>,
    /// A study, by its key
    #[arg(long, value_name = "KEY", group = "sought")]
    pub study: Option<String>,
    /// A safety item, by its id
    #[arg(long, value_name = "ID", group = "sought")]
    pub item: Option<String>,
    /// An evidence record, by its id
    #[arg(long, value_name = "ID", group = "sought")]
    pub record: Option<String>,
    /// Words, as they are printed
    #[arg(long, value_name = "TEXT", group = "sought")]
    pub wording: Option<String>,
    /// Also write a recall notice to this file, as PDF
    #[arg(long, value_name = "FILE")]
    pub notice: Option<PathBuf>,
    /// Why, as it stands on the recall notice
    #[arg(long, value_name = "TEXT", requires = "notice")]
    pub reason: Option<String>,
    /// The day of the notice; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Finds every released version that carries something.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
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
    let view = StoreView::read(&store)?;
    let hits = candor_release::impact(&store, &view, &sought)?;
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
        view.ledger.published().count()
    ));
    if let Some(path) = &args.notice {
        let reason = args.reason.clone().unwrap_or_else(|| format!("{sought:?}"));
        let opened = opened(workspace)?;
        let show = &mut |found: &_| ui.show(found);
        let pdf = recall(&opened, show, &hits, &reason, today(args.on))?;
        candor_workspace::write(path, &pdf)?;
        ui.say(&format!("wrote {}", path.display()));
    }
    Ok(DONE)
}
