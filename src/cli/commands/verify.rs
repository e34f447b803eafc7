//! `candor verify`

use std::path::{Path, PathBuf};

use candor_model::tree::Entry;
use candor_release::{
    CURRENT_FILE, DiskStore, LEDGER, Store as _, StoreView, Trust, Verdict, Version,
    verdict_for_code, verdict_for_pdf, verdict_for_qr, verdict_in_list,
};

use crate::clock::today;
use candor_app::verify;

use crate::error::{CommandError, DONE, FINDINGS};
use crate::ui::{Ui, count};
use crate::workspace::store_folder;

/// Tell whether a PDF, a folder or a code is genuine and current
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A PDF, a release's folder, a store, or what a QR code or a check code says; without it,
    /// the workspace's store
    #[arg(value_name = "TARGET")]
    pub target: Option<String>,
    /// The store to hold it against; without it, the workspace's
    #[arg(long, value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// A list of current versions to hold a code against, where there is no store
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    pub current: Option<PathBuf>,
    /// A file of allowed signers to hold a QR code or a list against, where there is no store
    #[arg(long, value_name = "FILE", conflicts_with = "store")]
    pub allowed_signers: Option<PathBuf>,
    /// The digest of the first roster, as it was kept on paper
    #[arg(long, value_name = "SHA256")]
    pub root: Option<String>,
    /// The least number of the list of current versions, as it was seen before
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub counter: u64,
    /// Also render releases from their stored inputs and compare every byte
    #[arg(long)]
    pub rebuild: bool,
    /// The day of the question; without it, today
    #[arg(long, value_name = "DATE")]
    pub on: Option<jiff::civil::Date>,
}

/// Tells whether something is genuine and current.
pub(crate) fn run(ui: &Ui, args: &Args, workspace: Option<&Path>) -> Result<u8, CommandError> {
    let on = today(args.on);
    let trust = Trust { today: on, root: args.root.clone(), counter: args.counter };
    let target = args.target.as_deref();
    let path = target.map(Path::new).filter(|path| path.symlink_metadata().is_ok());
    if let (Some(list), Some(text)) = (&args.current, target) {
        return by_list(ui, list, args.allowed_signers.as_deref(), text, on);
    }
    match (target, path) {
        (None, _) => {
            let store = DiskStore::open(folder(args, workspace)?);
            whole(ui, &store, &trust, args.rebuild, None)
        }
        (Some(_), Some(path)) if path.is_dir() => {
            // A store, or one release inside a store.
            if path.join(LEDGER).is_file() {
                return whole(ui, &DiskStore::open(path), &trust, args.rebuild, None);
            }
            let (root, sheet, version) = verify::inside(path)?;
            whole(ui, &DiskStore::open(root), &trust, args.rebuild, Some((sheet, version)))
        }
        (Some(_), Some(path)) => {
            let store = DiskStore::open(folder(args, workspace)?);
            let bytes = match candor_workspace::read_file(path) {
                Entry::File(bytes) => bytes,
                Entry::Refused(_) => {
                    return Err(CommandError::usage(format!("{} cannot be read", path.display()))
                        .hint("give a PDF, a folder or a code"));
                }
            };
            let view = verify::sound(&store, &trust)?;
            let verdict = verdict_for_pdf(&store, &view, &bytes, on)?;
            Ok(say_by(ui, &view, &verdict))
        }
        (Some(text), None) if text.ends_with(".pdf") || text.contains(['/', '\\']) => {
            Err(CommandError::usage(format!("there is no `{text}`"))
                .hint("give a PDF, a folder or a code"))
        }
        (Some(text), None) => {
            let store = DiskStore::open(folder(args, workspace)?);
            let view = verify::sound(&store, &trust)?;
            let is_qr = text.starts_with("CANDOR:");
            let verdict = if is_qr {
                verdict_for_qr(&view, text, on)
            } else {
                verdict_for_code(&view, text, on)
            };
            Ok(say_by(ui, &view, &verdict))
        }
    }
}

fn folder(args: &Args, workspace: Option<&Path>) -> Result<PathBuf, CommandError> {
    match &args.store {
        Some(folder) => Ok(folder.clone()),
        None => store_folder(workspace),
    }
}

fn whole(
    ui: &Ui,
    store: &DiskStore,
    trust: &Trust,
    rebuild: bool,
    one: Option<(String, Version)>,
) -> Result<u8, CommandError> {
    if store.read(LEDGER)?.is_none() {
        return Err(CommandError::usage(format!("{} is not a store", store.root().display()))
            .hint(
                "a store is the folder `releases` of a workspace; `candor roster start` begins one",
            ));
    }
    let verified = candor_release::verify(store, trust)?;
    let view = StoreView::read(store)?;
    let mut rebuilt = 0;
    if rebuild {
        let all: Vec<(String, Version)> = match &one {
            Some(one) => vec![one.clone()],
            None => view.ledger.published().map(|(_, p)| (p.sheet.clone(), p.version)).collect(),
        };
        let bar = ui.progress(all.len());
        for (sheet, version) in all {
            rebuilt += candor_release::rebuild(store, &sheet, version)?;
            bar.inc(1);
        }
        bar.finish_and_clear();
    }
    for note in &verified.notes {
        ui.say(&format!("note: {note}"));
    }
    if let Some((sheet, version)) = one {
        let found = view.ledger.versions(&sheet).find(|(_, p)| p.version == version);
        let Some((_, published)) = found else {
            let why = "the ledger does not name this release".to_owned();
            return Ok(say(ui, &Verdict::Unknown { why }));
        };
        return Ok(say_by(ui, &view, &verdict_for_code(&view, &published.code, trust.today)));
    }
    if ui.json() {
        ui.json_data(&serde_json::json!({
            "sound": true, "versions": verified.versions, "lines": verified.lines,
            "head": verified.head, "counter": verified.counter, "rebuilt": rebuilt,
            "notes": verified.notes, "rules": verified.rules,
        }));
    } else {
        ui.data(&format!(
            "sound: {}, {} in the ledger, list of current versions number {}\nhead {}\n",
            count(verified.versions, "version"),
            count(verified.lines, "line"),
            verified.counter,
            verified.head
        ));
        let rules: Vec<String> = verified.rules.iter().map(|held| held.words()).collect();
        ui.data(&format!("rules: {}\n", rules.join("; ")));
        if rebuild {
            ui.data(&format!("rendered again, the same bytes: {}\n", count(rebuilt, "file")));
        }
    }
    Ok(DONE)
}

/// Holds a code against a list of current versions, where there is no store.
fn by_list(
    ui: &Ui,
    list: &Path,
    signers: Option<&Path>,
    text: &str,
    on: jiff::civil::Date,
) -> Result<u8, CommandError> {
    let current = verify::list(list, signers)?;
    if signers.is_none() {
        ui.say("advice: the list's signature was not checked; give --allowed-signers FILE");
    }
    if current.expires < on {
        ui.say(&format!("note: the list ran out on {}; get a new {CURRENT_FILE}", current.expires));
        let verdict = verdict_in_list(&current, text, on);
        let why = format!("the list is too old to say; it would be {}", verdict.words());
        return Ok(say(ui, &Verdict::Unknown { why }));
    }
    Ok(say(ui, &verdict_in_list(&current, text, on)))
}

/// Says a verdict, and by which rules the version that it speaks of was published.
fn say_by(ui: &Ui, view: &StoreView, verdict: &Verdict) -> u8 {
    let Some(rules) = verdict.rules(view) else { return say(ui, verdict) };
    if ui.json() {
        let mut data = serde_json::to_value(verdict).unwrap_or_default();
        if let Some(data) = data.as_object_mut() {
            data.insert("rules".to_owned(), serde_json::json!(rules));
        }
        ui.json_data(&data);
    } else {
        ui.data(&format!("{}\n", verdict.words()));
        ui.say(&format!("rules: published by rules {} ({})", rules.number(), rules.words()));
    }
    if verdict.is_current() { DONE } else { FINDINGS }
}

fn say(ui: &Ui, verdict: &Verdict) -> u8 {
    if ui.json() {
        ui.json_data(verdict);
    } else {
        ui.data(&format!("{}\n", verdict.words()));
    }
    if verdict.is_current() { DONE } else { FINDINGS }
}
