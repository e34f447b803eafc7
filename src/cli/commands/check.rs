//! `candor check`

use std::path::Path;

use candor::diag::{Code, Diagnostic, Diagnostics};
use candor::library::Origin;

use super::open::open;
use crate::args::CheckArgs;
use crate::deadline::Deadline;
use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count, summary};

/// Runs the whole pipeline, export included, and writes nothing.
pub(crate) fn run(
    ui: &mut Ui,
    args: &CheckArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = open(workspace)?;
    let sheets = opened.sheets(&args.sheets)?;
    let wanted = opened.wanted(&args.kinds);
    let mut all = std::mem::take(&mut opened.diagnostics);
    if args.sheets.is_empty() {
        // A clinic's own medicines are checked even where no sheet uses them yet.
        for (id, origin) in opened.session.library.medicines() {
            if origin == Origin::Workspace {
                all.extend(opened.session.library.monograph(&mut opened.session.files, &id).1);
            }
        }
    }
    let deadline = Deadline::new(args.kinds.deadline, opened.foreign_templates);
    let bar = ui.progress(sheets.len());
    let mut ids = Vec::new();
    let mut n_sound = 0;
    for (name, entry) in &sheets {
        bar.set_message(name.clone());
        let (ready, mut found) = opened.session.sheet(name, entry);
        if let Some(ready) = ready {
            duplicate(&ready, &mut ids, &mut found);
            for &kind in &wanted {
                let made = deadline.over(name, || opened.session.document(&ready, kind));
                found.extend(made.1);
            }
        }
        n_sound += usize::from(!found.has_errors());
        all.extend(found);
        bar.inc(1);
    }
    bar.finish_and_clear();
    let all = all.sorted();
    ui.findings(&all, &opened.session.files);
    ui.say(&format!("{} of {} sound; {}", n_sound, count(sheets.len(), "sheet"), summary(&all)));
    Ok(if all.has_errors() { FINDINGS } else { DONE })
}

/// Reports a sheet whose id another one has.
pub(crate) fn duplicate(
    ready: &candor::render::Ready,
    ids: &mut Vec<(String, candor::span::Span)>,
    found: &mut Diagnostics,
) {
    let sheet = ready.sheet();
    let id = sheet.id.as_str();
    let here = sheet.title.span(sheet.file);
    if let Some((_, first)) = ids.iter().find(|(known, _)| known == id) {
        found.push(
            Diagnostic::new(Code::SheetDuplicateId, format!("the id `{id}` is taken"))
                .at(here)
                .label("the second sheet")
                .because(first.clone(), "the first sheet")
                .help("rename one of them"),
        );
    } else {
        ids.push((id.to_owned(), here));
    }
}
