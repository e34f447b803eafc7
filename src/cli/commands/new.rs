//! `candor new`

use std::path::Path;

use candor_app::new::{blank, id, source};
use candor_author::Beginning;

use crate::error::{CommandError, DONE};
use crate::ui::Ui;
use crate::workspace::open;

/// Begin a sheet
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The sheet's short name, such as ldn-fibromyalgia
    pub id: String,
    /// The medicine, as `candor library list` shows it
    #[arg(long, value_name = "ID")]
    pub medicine: Option<String>,
    /// The evidence record, or `general`
    #[arg(long, value_name = "ID")]
    pub condition: Option<String>,
    /// The sheet or shipped example to begin from
    #[arg(long, value_name = "ID")]
    pub from: Option<String>,
    /// The date of the text, such as 2026-11-22; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Writes a commented sheet that passes `check` but for what only its author can know.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let opened = open(workspace)?;
    let Some(root) = opened.root.clone() else {
        return Err(CommandError::usage("there is no workspace here")
            .hint("`candor init DIR` makes one; run `candor new` inside it, or give --workspace"));
    };
    let id = id(&args.id)?;
    let on = crate::clock::today(args.on);
    let text = if let Some(from) = &args.from {
        let (medicine, condition) = (args.medicine.as_deref(), args.condition.as_deref());
        let new = Beginning { id: &id, medicine, condition, on };
        candor_author::copy(&source(&opened, from)?, &new)
    } else {
        let asked = |question: &str| ui.ask(question);
        blank(&opened, &id, on, args.medicine.clone(), args.condition.clone(), &asked)?
    };
    let path = root.join("sheets").join(format!("{id}.toml"));
    candor_workspace::write_new(&path, text.as_bytes())?;
    ui.data(&format!("{}\n", path.display()));
    ui.say(&format!("next: fill in the lines marked WRITE, then `candor check {id}`"));
    Ok(DONE)
}
