//! The bytes that travel inside the program: library, examples, templates and fonts.
//!
//! Because they do, one binary works in an empty folder.

use rust_embed::{EmbeddedFile, RustEmbed};

use candor_model::tree::{Entry, Tree};

#[derive(RustEmbed)]
#[folder = "../../sheets"]
struct Sheets;

#[derive(RustEmbed)]
#[folder = "../../templates"]
struct Templates;

/// For people who read the repository. The digest of the shipped files is signed with each release,
/// and a better explanation of a word must not count as another program.
const GLOSSARY: &str = "GLOSSARY.md";

/// The library as values; `build.rs` has it made.
static SNAPSHOT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/library.snapshot"));

/// Returns the shipped `sheets` folder: `library/`, `examples/` and `schema/`.
pub fn sheets() -> Tree {
    let files = Sheets::iter().filter(|path| path != GLOSSARY);
    tree("sheets/", files.map(|path| (Sheets::get(&path), path))).with_snapshot(SNAPSHOT)
}

/// Returns the shipped templates.
pub fn templates() -> Tree {
    tree("templates/", Templates::iter().map(|path| (Templates::get(&path), path)))
}

/// Returns the embedded fonts in the order of their names.
pub fn fonts() -> Vec<std::borrow::Cow<'static, [u8]>> {
    let mut names: Vec<_> = Templates::iter().filter(|path| path.ends_with(".ttf")).collect();
    names.sort();
    names.iter().filter_map(|name| Templates::get(name)).map(|file| file.data).collect()
}

fn tree<'a>(
    prefix: &str,
    files: impl Iterator<Item = (Option<EmbeddedFile>, std::borrow::Cow<'a, str>)>,
) -> Tree {
    let mut tree = Tree::new(prefix);
    for (file, path) in files {
        if let Some(file) = file {
            tree.insert(path, Entry::File(file.data));
        }
    }
    tree
}
