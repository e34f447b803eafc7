//! What a PDF, a folder or a code is held against.

use std::path::{Path, PathBuf};

use candor_model::Role;
use candor_release::manifest::Current;
use candor_release::{
    DiskStore, LEDGER, Purpose, Store as _, StoreView, Trust, Version, read_current,
};

use crate::error::CommandError;
use crate::keys;

/// Returns ledger and rosters of a store that keeps all its rules.
///
/// # Errors
/// When there is no store, or it breaks a rule.
pub fn sound(store: &DiskStore, trust: &Trust) -> Result<StoreView, CommandError> {
    if store.read(LEDGER)?.is_none() {
        return Err(CommandError::usage(format!("{} is not a store", store.root().display()))
            .hint("give --store DIR, or --current FILE for a code"));
    }
    // The whole store is held against its rules first: a verdict is worth what its store is.
    candor_release::verify(store, trust)?;
    Ok(StoreView::read(store)?)
}

/// Takes the path of a release apart: store, sheet, version.
///
/// # Errors
/// When it is not one.
pub fn inside(path: &Path) -> Result<(PathBuf, String, Version), CommandError> {
    let whole = path.canonicalize().map_err(|error| {
        CommandError::world(format!("{} cannot be read: {error}", path.display()))
    })?;
    let name = |path: &Path| path.file_name().map(|name| name.to_string_lossy().into_owned());
    let sheet = whole.parent().and_then(name);
    let version = name(&whole).and_then(|name| Version::parse(&name));
    let root = whole.ancestors().nth(3).filter(|root| root.join(LEDGER).is_file());
    match (root, sheet, version) {
        (Some(root), Some(sheet), Some(version)) => Ok((root.to_owned(), sheet, version)),
        _ => Err(CommandError::usage(format!("{} is not a store and no release", path.display()))
            .hint("give the folder `releases`, or releases/published/SHEET/VERSION in it")),
    }
}

/// Reads a list of current versions; with a file of allowed signers, its signature is checked.
///
/// # Errors
/// When it cannot be read, or its publisher's key in that file did not sign it.
pub fn list(list: &Path, signers: Option<&Path>) -> Result<Current, CommandError> {
    let bytes = keys::read(list)?;
    let (current, signed) = read_current(bytes.as_bytes())?;
    let Some(path) = signers else { return Ok(current) };
    let known = keys::read(path)?;
    let good = known.lines().any(|line| {
        let mut words = line.splitn(3, ' ');
        let person = words.next();
        let key = words.nth(1).and_then(|key| ssh_key::PublicKey::from_openssh(key).ok());
        person == Some(current.publisher.as_str())
            && key.is_some_and(|key| {
                candor_release::is_signed(
                    &key,
                    Purpose::Current,
                    signed.list.as_bytes(),
                    signed.signature.as_bytes(),
                )
            })
    });
    if !good {
        return Err(CommandError::findings(format!(
            "{} is not signed by its {}",
            list.display(),
            Role::Publisher.as_str()
        ))
        .hint("get the list from the clinic that made the sheet"));
    }
    Ok(current)
}
