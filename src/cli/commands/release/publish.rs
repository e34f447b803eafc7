//! `candor release publish`

use crate::args::KeyArgs;
use std::path::Path;

use candor_release::Cut;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::Ui;
use crate::workspace::opened;
use candor_app::release_flow;

/// Publish a candidate that has the signatures it needs
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Publishes a candidate.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let show = &mut |found: &_| ui.show(found);
    let ask = &mut |_: &Cut| keys::signer(ui, &args.key);
    let published = release_flow::publish(&opened, &args.sheet, today(args.on), show, ask)?;
    let (manifest, folder) = (&published.manifest, &published.folder);
    let about = &manifest.predicate;
    if ui.json() {
        ui.json_data(&serde_json::json!({ "folder": folder, "release": about }));
    } else {
        for subject in &manifest.subject {
            if subject.name.ends_with(".pdf") && !subject.name.contains('/') {
                ui.data(&format!("{}\n", folder.join(&subject.name).display()));
            }
        }
    }
    ui.say(&format!(
        "published version {} of `{}`, check code {}, review due by {}",
        about.version, about.sheet, about.code, about.due
    ));
    if published.replaces {
        ui.say(about.class.stock());
    }
    Ok(DONE)
}
