//! Has the shipped library read once, so that no run of the program needs to.

use std::path::{Path, PathBuf};

use candor_library::snapshot;
use candor_model::tree::{Entry, Tree};
use fs_err as fs;

fn main() {
    let sheets = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../sheets");
    println!("cargo::rerun-if-changed={}", sheets.join("library").display());
    let mut tree = Tree::new("sheets/");
    read(&sheets, &sheets.join("library"), &mut tree);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo names it"));
    fs::write(out.join("library.snapshot"), snapshot::make(&tree)).expect("written");
}

/// Adds the files of a folder, by their paths below `root`.
fn read(root: &Path, folder: &Path, tree: &mut Tree) {
    for entry in fs::read_dir(folder).expect("a folder of the library") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(root, &path, tree);
        } else {
            let below = path.strip_prefix(root).expect("below the root");
            let parts: Vec<&str> = below.iter().map(|part| part.to_str().expect("UTF-8")).collect();
            tree.insert(parts.join("/"), Entry::File(fs::read(&path).expect("read").into()));
        }
    }
}
