//! `candor library review`

use crate::args::KeyArgs;
use std::path::{Path, PathBuf};

use candor_library::RecordForm;
use candor_release::DiskStore;

use candor_app::monographs::to_read;
use candor_app::notices::print;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;

use crate::ui::Ui;
use crate::workspace::{open, store_folder};

/// Read a medicine's monograph line by line, and sign it as its pharmacist
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The medicine
    pub medicine: String,
    /// Sign it; without this, it is printed to be read
    #[arg(long)]
    pub sign: bool,
    /// Also write what is to be read to this file, as PDF
    #[arg(long, value_name = "FILE", conflicts_with = "sign")]
    pub out: Option<PathBuf>,
    /// Why you sign, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Prints a monograph to be read, or signs it.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = open(workspace)?;
    let (found, _) = opened.workspace.shared.library.monograph(&args.medicine);
    let Some(found) = found else {
        return Err(CommandError::usage(format!("there is no medicine `{}`", args.medicine))
            .hint("`candor library list` shows the medicines"));
    };
    if !args.sign {
        let text = candor_library::record(&found, RecordForm::Whole);
        if ui.json() {
            ui.json_data(&text.lines().collect::<Vec<_>>());
        } else {
            ui.data(&text);
        }
        if let Some(path) = &args.out {
            let show = &mut |found: &_| ui.show(found);
            let pdf = print(&opened, show, |wording, jurisdiction| {
                to_read(&found, &text, wording, jurisdiction, today(args.on))
            })?;
            candor_workspace::write(path, &pdf)?;
            ui.say(&format!("wrote {}", path.display()));
        }
        ui.say(&format!(
            "next: read every line, then `candor library review {} --sign --reason TEXT`",
            args.medicine
        ));
        return Ok(DONE);
    }
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let reason = args.reason.clone().or_else(|| ui.ask("Why do you sign? (a sentence)"));
    let Some(reason) = reason else {
        return Err(CommandError::usage("a signature needs a reason").hint("say it with --reason"));
    };
    let mut signer = keys::signer(ui, &args.key)?;
    let review = candor_release::review(&mut store, &found, &mut *signer, &reason, today(args.on))?;
    if ui.json() {
        ui.json_data(&review);
    }
    ui.say(&format!(
        "signed version {} of `{}` by {}; sheets that are cut from now on no longer say that nobody checked it",
        review.version, review.monograph, review.name
    ));
    Ok(DONE)
}
