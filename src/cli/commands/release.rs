//! `candor release`

use std::path::Path;

use candor::release::{
    self, Action, DiskStore, Raise, Reader, Shelf, State, Store as _, files, sheet_state,
};
use candor::render::Ready;
use candor::workspace;

use super::open::{Opened, open, store_folder};
use crate::args::{
    CutArgs, ExportArgs, PublishArgs, ReleaseListArgs, RenewArgs, SignArgs, WithdrawArgs,
};
use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::{Ui, count};

/// Opens the workspace with what its store says of monographs.
pub(crate) fn opened(workspace: Option<&Path>) -> Result<Opened, CommandError> {
    let opened = open(workspace)?;
    if opened.root.is_none() {
        return Err(no_workspace());
    }
    Ok(opened)
}

pub(crate) fn no_workspace() -> CommandError {
    CommandError::usage("there is no workspace here")
        .hint("`candor init DIR` makes one; run the command inside it, or give --workspace")
}

/// Returns a sheet that no rule objects to, or says which findings stop it.
pub(crate) fn ready(ui: &Ui, opened: &mut Opened, name: &str) -> Result<Ready, CommandError> {
    let sheets = opened.sheets(&[name.to_owned()])?;
    let (name, entry) = &sheets[0];
    let mut all = std::mem::take(&mut opened.diagnostics);
    let (ready, found) = opened.session.sheet(name, entry);
    all.extend(found);
    let errors = all.has_errors();
    if errors {
        ui.show(&all.sorted(), &opened.session.files);
    }
    ready.filter(|_| !errors).ok_or_else(|| {
        CommandError::findings("the sheet has findings")
            .hint("mend them; `candor check` shows them again")
    })
}

/// Shows findings that a step of a release met.
fn shown<T>(
    ui: &Ui,
    opened: &Opened,
    result: Result<T, release::Error>,
) -> Result<T, CommandError> {
    result.map_err(|error| {
        if let release::Error::Findings(found) = &error {
            ui.show(found, &opened.session.files);
        }
        error.into()
    })
}

/// Cuts a candidate.
pub(crate) fn cut(ui: &Ui, args: &CutArgs, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let ready = ready(ui, &mut opened, &args.sheet)?;
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let raise = args.class.map(|class| Raise {
        class: class.into(),
        reason: args.reason.clone().unwrap_or_default(),
    });
    let inputs = opened.inputs.clone();
    let cut =
        release::cut(&mut store, &inputs, &mut opened.all, &ready, today(args.on), raise.as_ref());
    let cut = shown(ui, &opened, cut)?;
    let about = &cut.manifest.predicate;
    let folder = store.root().join(&cut.folder);
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
    for change in &about.changes {
        ui.say(&format!("- {}", change.words()));
    }
    ui.say(&format!(
        "next: read the PDFs and the dossier, then `candor release sign {}`",
        about.sheet
    ));
    Ok(DONE)
}

/// Signs a candidate.
pub(crate) fn sign(ui: &Ui, args: &SignArgs, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let ready = ready(ui, &mut opened, &args.sheet)?;
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    release::finish(&mut store)?;
    let id = ready.sheet().id.to_string();
    let cut = release::candidate(&store, &id)?;
    let about = &cut.manifest.predicate;
    if release::record(&mut opened.all, &ready).digest() != about.content {
        return Err(CommandError::findings(
            "the words of the sheet changed since this candidate was cut",
        )
        .hint(format!("cut it again with `candor release cut {id}`; nothing was signed")));
    }
    ui.say(&format!("version {} of `{id}`, manifest {}", about.version, cut.digest()));
    let reason = args.reason.clone().or_else(|| ui.ask("Why do you sign? (a sentence)"));
    let Some(reason) = reason else {
        return Err(CommandError::usage("a signature needs a reason").hint("say it with --reason"));
    };
    let mut signer = keys::signer(ui, &args.key)?;
    let declaration = release::sign(&mut store, &cut, &mut *signer, &reason, today(args.on))?;
    if ui.json() {
        ui.json_data(&declaration);
    } else {
        ui.data(&format!(
            "{}\n",
            store
                .root()
                .join(&cut.folder)
                .join(format!("declarations/{}.json", declaration.person))
                .display()
        ));
    }
    ui.say(&format!(
        "signed by {}, {}: {}",
        declaration.name,
        declaration.role.as_str(),
        declaration.meaning
    ));
    let shelf = Shelf::read(&store)?;
    let signed = release::declared(&store, &cut.folder)?;
    let signed = release::weigh(&signed, shelf.roster()?, &cut.manifest, &cut.digest())?;
    let missing = release::missing(about, &signed);
    ui.say(&match missing.as_slice() {
        [] => format!("next: candor release publish {id}"),
        missing => format!("it still needs {}", missing.join(", ")),
    });
    Ok(DONE)
}

/// Publishes a candidate.
pub(crate) fn publish(
    ui: &Ui,
    args: &PublishArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let ready = ready(ui, &mut opened, &args.sheet)?;
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    release::finish(&mut store)?;
    let id = ready.sheet().id.to_string();
    let cut = release::candidate(&store, &id)?;
    if release::record(&mut opened.all, &ready).digest() != cut.manifest.predicate.content {
        return Err(CommandError::findings("the words of the sheet changed since this candidate was cut")
            .hint("the signatures do not apply to what the workspace holds now; cut again, or undo the change"));
    }
    let mut signer = keys::signer(ui, &args.key)?;
    let published = release::publish(&mut store, &cut, &mut *signer, today(args.on));
    let manifest = shown(ui, &opened, published)?;
    let about = &manifest.predicate;
    let folder = store.root().join(format!("published/{}/{}", about.sheet, about.version));
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
    if cut.manifest.predicate.previous.is_some() {
        ui.say(about.class.stock());
    }
    Ok(DONE)
}

/// Withdraws a version.
pub(crate) fn withdraw(
    ui: &Ui,
    args: &WithdrawArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let reason = args.reason.clone().or_else(|| ui.ask("Why is it withdrawn? (a sentence)"));
    let Some(reason) = reason else {
        return Err(CommandError::usage("a withdrawal needs a reason").hint("say it with --reason"));
    };
    let mut signer = keys::signer(ui, &args.key)?;
    release::withdraw(
        &mut store,
        &args.sheet,
        args.version,
        &reason,
        &mut *signer,
        today(args.on),
    )?;
    ui.say(&format!("withdrew version {} of `{}`", args.version, args.sheet));
    ui.say("take its paper off the shelf and destroy it; `candor impact` finds others that carry the same");
    Ok(DONE)
}

/// Lists published versions.
pub(crate) fn list(
    ui: &Ui,
    args: &ReleaseListArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let shelf = Shelf::read(&store)?;
    let on = today(args.on);
    let mut rows = Vec::new();
    for entry in &shelf.ledger.entries {
        let Action::Publish(published) = &entry.action else { continue };
        if args.sheet.as_ref().is_some_and(|sheet| *sheet != published.sheet) {
            continue;
        }
        let last = shelf.ledger.versions(&published.sheet).last().map(|(_, last)| last.version);
        let state = match shelf.ledger.withdrawn(&published.sheet, published.version) {
            Some((day, reason)) => format!("withdrawn on {day}: {reason}"),
            None if last != Some(published.version) => "superseded".to_owned(),
            None if published.due < on => "overdue".to_owned(),
            None => "current".to_owned(),
        };
        rows.push((entry.on, published.clone(), state));
    }
    if ui.json() {
        let all: Vec<_> = rows
            .iter()
            .map(|(on, published, state)| {
                serde_json::json!({ "published": on, "release": published, "state": state })
            })
            .collect();
        ui.json_data(&all);
        return Ok(DONE);
    }
    for (on, published, state) in &rows {
        ui.data(&format!(
            "{}\t{}\t{}\tdue {}\t{}\t{}\t{state}\n",
            published.sheet,
            published.version,
            on,
            published.due,
            published.class.as_str(),
            published.code
        ));
    }
    if rows.is_empty() {
        ui.say("nothing was published yet");
    }
    Ok(DONE)
}

/// Signs a new list of current versions.
pub(crate) fn renew(
    ui: &Ui,
    args: &RenewArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let opened = opened(workspace)?;
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let mut signer = keys::signer(ui, &args.key)?;
    release::renew(&mut store, &mut *signer, today(args.on), opened.policy.current_days)?;
    ui.say("signed a new list of current versions");
    Ok(DONE)
}

/// Writes a version as one archive.
pub(crate) fn export(
    ui: &Ui,
    args: &ExportArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let store = DiskStore::open(store_folder(workspace)?);
    let reader = Reader::new(&store);
    let shelf = Shelf::read(&store)?;
    if !shelf.ledger.versions(&args.sheet).any(|(_, published)| published.version == args.version) {
        return Err(CommandError::usage(format!(
            "version {} of `{}` was never published",
            args.version, args.sheet
        ))
        .hint("`candor release list` shows what was"));
    }
    let all = reader.all(&format!("published/{}/{}", args.sheet, args.version))?;
    workspace::write(&args.file, &files::archive(&all)?)?;
    ui.data(&format!("{}\n", args.file.display()));
    Ok(DONE)
}

/// Finishes a change that was interrupted.
pub(crate) fn resume(ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let finished = release::finish(&mut store)?;
    if ui.json() {
        ui.json_data(&serde_json::json!({ "finished": finished }));
    }
    ui.say(if finished {
        "finished the change that was begun"
    } else {
        "nothing was left to finish"
    });
    Ok(DONE)
}

/// Returns the state of a sheet with what it says of its words.
pub(crate) fn state(
    store: &DiskStore,
    shelf: &Shelf,
    opened: &mut Opened,
    ready: &Ready,
    on: jiff::civil::Date,
    due_within: i32,
) -> Result<State, CommandError> {
    let content = release::record(&mut opened.all, ready).digest();
    Ok(sheet_state(store, shelf, ready.sheet().id.as_str(), &content, on, due_within)?)
}

/// Whether a store has anything in it.
pub(crate) fn has_ledger(store: &DiskStore) -> Result<bool, CommandError> {
    Ok(store.read(release::LEDGER)?.is_some())
}
