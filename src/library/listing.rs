//! What a library's folders hold, by name.

use candor_model::tree::Tree;

/// Folders of a library that hold no medicine.
const RESERVED: [&str; 2] = ["wording", "language"];

/// Whether a folder of a library holds no medicine.
pub(super) fn is_reserved(folder: &str) -> bool {
    RESERVED.contains(&folder)
}

/// Returns the ids of the medicines, in order.
pub(super) fn medicines(tree: &Tree) -> Vec<String> {
    let folders = tree.folders("library").into_iter();
    folders.filter(|name| !is_reserved(name)).map(str::to_owned).collect()
}

/// Returns the tags of the languages that have fixed wording, in order.
pub(super) fn languages(tree: &Tree) -> Vec<String> {
    tree.toml_files("library/wording")
        .filter_map(|(path, _)| path.strip_prefix("library/wording/")?.strip_suffix(".toml"))
        .map(str::to_owned)
        .collect()
}
