//! `candor new`

use std::path::Path;

use candor_app::new::{blank, id, source};
use candor_author::Beginning;

use super::open::open;
use crate::args::NewArgs;
use crate::error::{CommandError, DONE};
use crate::ui::Ui;

/// Writes a commented sheet that passes `check` but for what only its author can know.
pub(crate) fn run(
    ui: &mut Ui,
    args: &NewArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = open(workspace)?;
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
        blank(&mut opened, &id, on, args.medicine.clone(), args.condition.clone(), &asked)?
    };
    let path = root.join("sheets").join(format!("{id}.toml"));
    candor_workspace::write_new(&path, text.as_bytes())?;
    ui.data(&format!("{}\n", path.display()));
    ui.say(&format!("next: fill in the lines marked WRITE, then `candor check {id}`"));
    Ok(DONE)
}
