//! The inputs of a release as files in its folder, from which it can be rendered again.

use std::collections::BTreeMap;

use super::{Error, Fault};
use candor_model::tree::{Entry, Tree};
use candor_workspace::CONFIG;
use candor_workspace::inputs::Inputs;

/// Where the inputs stand below a candidate.
pub(super) const FOLDER: &str = "inputs";
/// Which versions of monographs a pharmacist has checked.
pub(super) const CHECKED: &str = "checked-monographs.json";

/// Returns the inputs among the files of a candidate, by their paths below it.
pub(super) fn own(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let prefix = format!("{FOLDER}/");
    let own = files.iter();
    own.filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes.clone())))
        .collect()
}

/// Makes inputs of the files again.
pub(super) fn read(files: &BTreeMap<String, Vec<u8>>) -> Result<Inputs, Error> {
    let mut inputs = Inputs {
        config: None,
        sheets: Tree::new("sheets/"),
        templates: Tree::new("templates/"),
        checked: BTreeMap::new(),
    };
    for (path, bytes) in files {
        let entry = Entry::File(bytes.clone().into());
        if path == CONFIG {
            inputs.config = Some(entry);
        } else if path == CHECKED {
            inputs.checked = serde_json::from_slice(bytes)
                .map_err(|error| Fault::Inputs { error: error.to_string() })?;
        } else if let Some(path) = path.strip_prefix("sheets/") {
            inputs.sheets.insert(path, entry);
        } else if let Some(path) = path.strip_prefix("templates/") {
            inputs.templates.insert(path, entry);
        } else {
            return Err(Fault::NoInput { path: path.clone() }.into());
        }
    }
    Ok(inputs)
}
