//! `candor library diff`

use std::path::Path;

use candor_library::RecordForm;
use candor_release::DiskStore;

use candor_app::monographs::changes;

use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};
use crate::workspace::{open, store_folder};

/// Say what changed between two versions of a medicine's monograph
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The medicine
    pub medicine: String,
    /// The earlier version, as a pharmacist signed it
    pub old: u32,
    /// The later version; without it, the library as it is now
    pub new: Option<u32>,
}

/// Says what changed between two versions of a monograph.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let signed = |version: u32| {
        candor_release::signed_text(&store, &args.medicine, version)?.ok_or_else(|| {
            CommandError::usage(format!(
                "version {version} of `{}` was never signed here",
                args.medicine
            ))
            .hint("a pharmacist signs the library as it is with `candor library review --sign`")
        })
    };
    let before = signed(args.old)?;
    let after = match args.new {
        Some(new) => signed(new)?,
        None => present(workspace, &args.medicine, RecordForm::of_text(&before))?,
    };
    let changes = changes(&before, &after);
    if ui.json() {
        ui.json_data(&changes);
    } else {
        for change in &changes {
            ui.data(&format!("{change}\n"));
        }
    }
    ui.say(&count(changes.len(), "change"));
    Ok(DONE)
}

/// The text of record as it is now, in the form of the one that it is compared with.
fn present(
    workspace: Option<&Path>,
    medicine: &str,
    form: Option<RecordForm>,
) -> Result<String, CommandError> {
    let opened = open(workspace)?;
    let (found, _) = opened.workspace.shared.library.monograph(medicine);
    found
        .map(|monograph| candor_library::record(&monograph, form.unwrap_or(RecordForm::Whole)))
        .ok_or_else(|| {
            CommandError::usage(format!("there is no medicine `{medicine}`"))
                .hint("`candor library list` shows the medicines")
        })
}
