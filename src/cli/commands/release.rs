//! `candor release`

use std::path::Path;

use candor_document::render::Ready;
use candor_release::{Action, Cut, DiskStore, Raise, Reader, Shelf, files};

use super::open::{Opened, opened, store_folder};
use crate::args::{
    CutArgs, ExportArgs, PublishArgs, ReleaseListArgs, RenewArgs, SignArgs, WithdrawArgs,
};
use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::{Ui, count};
use candor_app::acts;

/// Returns a sheet that no rule objects to, or says which findings stop it.
pub(crate) fn ready(ui: &Ui, opened: &mut Opened, name: &str) -> Result<Ready, CommandError> {
    acts::ready(opened, name, &mut |found, files| ui.show(found, files))
}

/// Cuts a candidate.
pub(crate) fn cut(ui: &Ui, args: &CutArgs, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let raise = args.class.map(|class| Raise {
        class: class.into(),
        reason: args.reason.clone().unwrap_or_default(),
    });
    let show = &mut |found: &_, files: &_| ui.show(found, files);
    let (cut, folder) = acts::cut(&mut opened, &args.sheet, raise.as_ref(), today(args.on), show)?;
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

/// Signs a candidate.
pub(crate) fn sign(ui: &Ui, args: &SignArgs, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let show = &mut |found: &_, files: &_| ui.show(found, files);
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
    let signed = acts::sign(&mut opened, &args.sheet, today(args.on), show, ask)?;
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

/// Publishes a candidate.
pub(crate) fn publish(
    ui: &Ui,
    args: &PublishArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = opened(workspace)?;
    let show = &mut |found: &_, files: &_| ui.show(found, files);
    let ask = &mut |_: &Cut| keys::signer(ui, &args.key);
    let published = acts::publish(&mut opened, &args.sheet, today(args.on), show, ask)?;
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
    candor_release::withdraw(
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
    candor_release::renew(
        &mut store,
        &mut *signer,
        today(args.on),
        opened.all.policy.current_days,
    )?;
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
    candor_workspace::write(&args.file, &files::archive(&all)?)?;
    ui.data(&format!("{}\n", args.file.display()));
    Ok(DONE)
}

/// Finishes a change that was interrupted.
pub(crate) fn resume(ui: &Ui, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let mut store = DiskStore::locked(store_folder(workspace)?)?;
    let finished = candor_release::finish(&mut store)?;
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
