//! Cutting, signing and publishing, for the command line and the preview.

use std::path::PathBuf;

use candor_document::Ready;
use candor_model::diag::Diagnostics;
use candor_release::manifest::{Declaration, Release, Statement};
use candor_release::{ClassOverride, Cut, DiskStore, Hint, Signer, StoreView};
use jiff::civil::Date;

use super::open::{Opened, no_workspace};
use crate::error::CommandError;

/// Shows findings that stand in the way.
pub type Show<'a> = &'a mut dyn FnMut(&Diagnostics);

/// Shows a candidate to a person, who says how to go on.
pub type Ask<'a, T> = &'a mut dyn FnMut(&Cut) -> Result<T, CommandError>;

/// A signature that was given.
pub struct Signed {
    pub declaration: Declaration,
    /// The file of the declaration.
    pub place: PathBuf,
    /// What the candidate still needs.
    pub needs: Vec<String>,
}

/// A version that was published.
pub struct Published {
    pub manifest: Statement<Release>,
    /// The folder of the release.
    pub folder: PathBuf,
    /// Whether another version came before it.
    pub replaces: bool,
}

/// Returns a sheet that no rule objects to, or shows which findings stop it.
pub fn ready(opened: &Opened, name: &str, show: Show<'_>) -> Result<Ready, CommandError> {
    let sheets = opened.sheets(&[name.to_owned()])?;
    let (name, entry) = &sheets[0];
    let mut all = opened.workspace.diagnostics.clone();
    let (ready, found) = candor_document::check(&opened.workspace.shared, name, entry);
    all.extend(found);
    let errors = all.has_errors();
    if errors {
        show(&all.sorted());
    }
    ready
        .filter(|_| !errors)
        .ok_or_else(|| CommandError::findings("the sheet has findings").hint(Hint::Fix))
}

/// Shows findings that a step of a release met.
fn shown<T>(result: Result<T, candor_release::Error>, show: Show<'_>) -> Result<T, CommandError> {
    result.map_err(|error| {
        if let candor_release::Error::Findings(found) = &error {
            show(found);
        }
        error.into()
    })
}

/// Opens the store of a workspace for change.
pub fn store(opened: &Opened) -> Result<DiskStore, CommandError> {
    let root = opened.root.as_ref().ok_or_else(no_workspace)?;
    Ok(DiskStore::locked(root.join(candor_release::FOLDER))?)
}

/// Cuts a candidate; returns it with its folder.
pub fn cut(
    opened: &Opened,
    sheet: &str,
    raise: Option<&ClassOverride>,
    on: Date,
    show: Show<'_>,
) -> Result<(Cut, PathBuf), CommandError> {
    let ready = ready(opened, sheet, show)?;
    let mut store = store(opened)?;
    let inputs = opened.inputs.clone();
    let cut = candor_release::cut(&mut store, &inputs, &opened.workspace, &ready, on, raise);
    let cut = shown(cut, show)?;
    let folder = store.root().join(&cut.folder);
    Ok((cut, folder))
}

/// Signs a candidate; `ask` is shown what is signed, and says with which key and why.
pub fn sign(
    opened: &Opened,
    sheet: &str,
    on: Date,
    show: Show<'_>,
    ask: Ask<'_, (Box<dyn Signer>, String)>,
) -> Result<Signed, CommandError> {
    let ready = ready(opened, sheet, show)?;
    let mut store = store(opened)?;
    candor_release::finish(&mut store)?;
    let id = ready.sheet().id.to_string();
    let cut = candor_release::candidate(&store, &id)?;
    let about = &cut.manifest.predicate;
    if candor_release::record(&opened.workspace, &ready).digest() != about.content {
        return Err(CommandError::findings(
            "the words of the sheet changed since this candidate was cut",
        )
        .hint(Hint::CutChanged { sheet: id.clone() }));
    }
    let (mut signer, reason) = ask(&cut)?;
    let declaration = candor_release::sign(&mut store, &cut, &mut *signer, &reason, on)?;
    let place = format!("declarations/{}.json", declaration.person);
    let place = store.root().join(&cut.folder).join(place);
    let view = StoreView::read(&store)?;
    let signed = candor_release::declared(&store, &cut.folder)?;
    let signed = candor_release::assess(&signed, view.roster()?, &cut.manifest, &cut.digest())?;
    Ok(Signed { declaration, place, needs: candor_release::lacking(about, &signed) })
}

/// Publishes a candidate; `ask` is shown what is published, and says with which key.
pub fn publish(
    opened: &Opened,
    sheet: &str,
    on: Date,
    show: Show<'_>,
    ask: Ask<'_, Box<dyn Signer>>,
) -> Result<Published, CommandError> {
    let ready = ready(opened, sheet, show)?;
    let mut store = store(opened)?;
    candor_release::finish(&mut store)?;
    let id = ready.sheet().id.to_string();
    let cut = candor_release::candidate(&store, &id)?;
    if candor_release::record(&opened.workspace, &ready).digest() != cut.manifest.predicate.content
    {
        return Err(CommandError::findings("the words of the sheet changed since this candidate was cut")
            .hint("the signatures do not apply to what the workspace holds now; cut again, or undo the change"));
    }
    let mut signer = ask(&cut)?;
    let published = candor_release::publish(&mut store, &cut, &mut *signer, on);
    let manifest = shown(published, show)?;
    let about = &manifest.predicate;
    let folder = store.root().join(format!("published/{}/{}", about.sheet, about.version));
    let replaces = cut.manifest.predicate.previous.is_some();
    Ok(Published { manifest, folder, replaces })
}
