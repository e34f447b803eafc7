//! `candor library diff` and `candor library review`

use std::collections::BTreeMap;
use std::path::Path;

use candor_compose::Notice;
use candor_library::{Filled, RecordForm, Wording};
use candor_model::digest::sha256;
use candor_model::{Jurisdiction, Monograph, Place};
use candor_release::DiskStore;

use super::diff::print;
use super::open::{open, store_folder};
use crate::args::{LibraryDiffArgs, LibraryReviewArgs};
use crate::clock::today;
use crate::error::{CommandError, DONE};
use crate::keys;
use crate::ui::{Ui, count};

/// Says what changed between two versions of a monograph.
pub(crate) fn diff(
    ui: &Ui,
    args: &LibraryDiffArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
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
    let mut opened = open(workspace)?;
    let (found, _) = opened.all.session.monograph(medicine);
    found
        .map(|monograph| candor_library::record(&monograph, form.unwrap_or(RecordForm::Whole)))
        .ok_or_else(|| {
            CommandError::usage(format!("there is no medicine `{medicine}`"))
                .hint("`candor library list` shows the medicines")
        })
}

/// The lines that differ, in words.
fn changes(before: &str, after: &str) -> Vec<String> {
    let index = |text: &str| -> BTreeMap<(String, String, usize), String> {
        let mut seen: BTreeMap<(String, String), usize> = BTreeMap::new();
        let mut lines = BTreeMap::new();
        for line in text.lines() {
            let mut parts = line.splitn(3, '\t').map(str::to_owned);
            let (what, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let n = seen.entry((what.clone(), of.clone())).or_default();
            *n += 1;
            lines.insert((what, of, *n), parts.next().unwrap_or_default());
        }
        lines
    };
    let (old, new) = (index(before), index(after));
    let keys: std::collections::BTreeSet<_> = old.keys().chain(new.keys()).collect();
    keys.into_iter()
        .filter_map(|key| {
            let (what, of, _) = key;
            match (old.get(key), new.get(key)) {
                (Some(a), Some(b)) if a == b => None,
                (Some(a), Some(b)) => {
                    Some(format!("{what} of {of} changed: \"{a}\" is now \"{b}\""))
                }
                (None, Some(b)) => Some(format!("{what} of {of} added: \"{b}\"")),
                (Some(a), None) => Some(format!("{what} of {of} removed: \"{a}\"")),
                (None, None) => None,
            }
        })
        .collect()
}

/// What a pharmacist reads before signing: each line of the text of record, and its digest.
fn to_read(
    monograph: &Monograph,
    text: &str,
    wording: &Wording,
    jurisdiction: Jurisdiction,
    on: jiff::civil::Date,
) -> Notice {
    let lines = &wording.file.lines;
    let date = wording.date(on, jurisdiction);
    let digest = sha256(text.as_bytes());
    let say = |text, filled: Filled<'_>| Wording::say(text, jurisdiction, filled);
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let (what, of) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        let text = parts.next().filter(|text| !text.is_empty());
        text.map(|text| format!("{of}, {}: {text}", what.replace(['.', '-'], " ")))
    };
    Notice {
        title: say(&lines.monograph_title, &[("medicine", &monograph.short_name)]),
        purpose: say(&lines.monograph_purpose, &[]),
        state: say(&lines.monograph_digest, &[("date", &date), ("digest", &digest)]),
        place: Place::ReviewLines,
        lines: text.lines().filter_map(line).collect(),
        date: on,
    }
}

/// Prints a monograph to be read, or signs it.
pub(crate) fn review(
    ui: &Ui,
    args: &LibraryReviewArgs,
    workspace: Option<&Path>,
) -> Result<u8, CommandError> {
    let mut opened = open(workspace)?;
    let (found, _) = opened.all.session.monograph(&args.medicine);
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
            let opened = &mut opened;
            let pdf = print(ui, opened, |wording, jurisdiction| {
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
