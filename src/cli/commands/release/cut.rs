//! `candor release cut`

use crate::args::ClassArg;
use std::path::Path;

use candor_release::ClassOverride;

use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::ui::{Ui, count};
use crate::workspace::opened;
use candor_app::release_flow;

/// Render a candidate with everything that reviewers read
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet
    pub sheet: String,
    /// Weigh the change more than the rules do
    #[arg(long, value_enum, requires = "reason")]
    pub class: Option<ClassArg>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The day; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Cuts a candidate.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let raise = args.class.map(|class| ClassOverride {
        class: class.into(),
        reason: args.reason.clone().unwrap_or_default(),
    });
    let show = &mut |found: &_| ui.show(found);
    let (cut, folder) =
        release_flow::cut(&opened, &args.sheet, raise.as_ref(), today(args.on), show)?;
    let about = &cut.manifest.predicate;
    if ui.json() {
        ui.json_data(&serde_json::json!({
            "folder": folder, "manifest-sha256": cut.digest(), "candidate": about,
            "files": cut.manifest.subject,
        }));
        return Ok(DONE);
    }
    for subject in cut.manifest.subject.iter().filter(|subject| subject.name.ends_with(".pdf")) {
        ui.data(&format!("{}\n", folder.join(&subject.name).display()));
    }
    ui.say(&format!(
        "cut version {} of `{}`: {}, {}",
        about.version,
        about.sheet,
        match about.previous {
            None => "the first version".to_owned(),
            Some(previous) =>
                format!("{} since version {previous}", count(about.changes.len(), "change")),
        },
        about.class.as_str()
    ));
    for change in about.told() {
        ui.say(&format!("- {change}"));
    }
    ui.say(&format!("it {}", about.needs_in_words()));
    ui.say(&format!(
        "next: read the PDFs and the dossier, then `candor release sign {}`",
        about.sheet
    ));
    Ok(DONE)
}
