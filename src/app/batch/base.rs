//! What all sheets of a run are made from, as digests.

use candor_composition::DocumentSpec;
use candor_model::tree::{Entry, Tree};
use candor_workspace::inputs::Inputs;

use super::{Short, short};

/// The digests of everything but the sheets: of what decides what is made, and of what decides how
/// it looks.
pub fn digests(inputs: &Inputs, program: &str, wanted: &[DocumentSpec]) -> (Short, Short) {
    let config = match &inputs.config {
        Some(Entry::File(bytes)) => bytes.to_vec(),
        Some(Entry::Refused(_)) | None => Vec::new(),
    };
    let templates = digest(&inputs.templates);
    let looks = short([program.as_bytes(), &config, &templates]);
    let kinds = format!("{wanted:?}");
    let checked = format!("{:?}", inputs.checked);
    let library = digest(&inputs.sheets);
    let base = short([&looks[..], kinds.as_bytes(), checked.as_bytes(), &library]);
    (base, looks)
}

/// The digest of a tree's files.
fn digest(tree: &Tree) -> Short {
    let mut parts: Vec<Vec<u8>> = Vec::new();
    for (path, entry) in tree.iter() {
        parts.push(path.as_bytes().to_vec());
        parts.push(match entry {
            Entry::File(bytes) => bytes.to_vec(),
            Entry::Refused(refusal) => format!("{refusal:?}").into_bytes(),
        });
    }
    short(parts.iter().map(Vec::as_slice))
}
