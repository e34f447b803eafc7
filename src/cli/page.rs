//! The files of the preview's page, which travel in the program.

use candor_model::tree::{Entry, Tree};
use rust_embed::RustEmbed;

// A new file in the folder is seen when this file is compiled again.
#[derive(RustEmbed)]
#[folder = "src/preview/page"]
struct Page;

/// Returns the files by name.
pub(crate) fn files() -> Tree {
    let mut tree = Tree::new("page/");
    for name in Page::iter() {
        if let Some(file) = Page::get(&name) {
            tree.insert(name, Entry::File(file.data));
        }
    }
    tree
}
