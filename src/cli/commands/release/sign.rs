//! `candor release sign`

use crate::args::KeyArgs;
use std::path::Path;

use candor_release::Cut;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::Ui;
use crate::workspace::opened;
use candor_app::release_flow;

/// Sign a candidate in the role that the roster gives you
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    /// Why you sign, in a sentence
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    #[command(flatten)]
    pub key: KeyArgs,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Signs a candidate.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let show = &mut |found: &_| ui.show(found);
    let ask = &mut |cut: &Cut| {
        let about = &cut.manifest.predicate;
        ui.say(&format!(
            "version {} of `{}`, manifest {}",
            about.version,
            about.sheet,
            cut.digest()
        ));
        let reason = args.reason.clone().or_else(|| ui.ask("Why do you sign? (a sentence)"));
        let Some(reason) = reason else {
            let error = CommandError::usage("a signature needs a reason");
            return Err(error.hint("say it with --reason"));
        };
        Ok((keys::signer(ui, &args.key)?, reason))
    };
    let signed = release_flow::sign(&opened, &args.sheet, today(args.on), show, ask)?;
    let (declaration, id) = (&signed.declaration, &signed.declaration.sheet);
    if ui.json() {
        ui.json_data(declaration);
    } else {
        ui.data(&format!("{}\n", signed.place.display()));
    }
    ui.say(&format!(
        "signed by {}, {}: {}",
        declaration.name,
        declaration.role.as_str(),
        declaration.meaning
    ));
    ui.say(&match signed.needs.as_slice() {
        [] => format!("next: candor release publish {id}"),
        missing => format!("it still needs {}", missing.join(", ")),
    });
    Ok(DONE)
}
