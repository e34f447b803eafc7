//! Reads the tables of a language.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use crate::parse;
use crate::rules::{file_unreadable, file_wrong_type};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::digest::sha256;
use candor_model::span::{Source, Span};
use candor_model::tree::{Entry, Tree};
use candor_text::language::syllables::Syllables;
use candor_text::language::{Analyzer, Language, Tables};

/// The language in which monographs are written, whatever the language of a sheet.
pub const ENGLISH: &str = "en";

/// Tables that were read in this process, by the digest of their files.
static READ: Mutex<BTreeMap<String, Arc<Analyzer>>> = Mutex::new(BTreeMap::new());

/// Returns the tables of a language, which a process reads once: they take longer to read than
/// a sheet takes to print.
pub(super) fn shared(
    tree: &Tree,
    tag: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Arc<Analyzer>> {
    let prefix = format!("library/language/{tag}/");
    let of_tag = tree.iter().filter(|(path, _)| path.starts_with(&prefix));
    let mut digests = String::new();
    for (path, entry) in of_tag {
        if let Entry::File(bytes) = entry {
            digests.push_str(path);
            digests.push_str(&sha256(bytes));
        }
    }
    // A panic elsewhere leaves the map whole: entries are only ever added.
    let known = |read: &BTreeMap<String, Arc<Analyzer>>| read.get(&digests).cloned();
    if let Some(found) = READ.lock().ok().as_deref().and_then(known) {
        return Some(found);
    }
    let analyzer = Arc::new(load(tree, tag, diagnostics)?);
    if !diagnostics.has_errors()
        && let Ok(mut read) = READ.lock()
    {
        read.insert(digests, Arc::clone(&analyzer));
    }
    Some(analyzer)
}

/// Reads the tables of `tag` from `library/language/<tag>/`.
pub(super) fn load(tree: &Tree, tag: &str, diagnostics: &mut Diagnostics) -> Option<Analyzer> {
    let path = |name: &str| format!("library/language/{tag}/{name}");
    let tables = Tables {
        lexicon: read(tree, &path("lexicon.toml"), diagnostics)?,
        frames: read(tree, &path("frames.toml"), diagnostics)?,
        claims: read(tree, &path("claims.toml"), diagnostics)?,
        conditions: read(tree, &path("conditions.toml"), diagnostics)?,
        plain_words: read(tree, &path("plain-words.toml"), diagnostics)?,
    };
    let Some(Entry::File(table)) = tree.get(&path("syllables.txt")) else {
        missing(tree, &path("syllables.txt"), diagnostics);
        return None;
    };
    match Language::new(tables) {
        Ok(language) => Some(Analyzer::new(language, Syllables::new(table.clone()))),
        Err(error) => {
            let file = Source::new(tree.shown(&path("claims.toml")), "");
            diagnostics.push(
                Diagnostic::new(file_wrong_type::CODE, error.to_string())
                    .at(Span::start_of(&file))
                    .help("fix the pattern; sheets/README.md says how patterns are written"),
            );
            None
        }
    }
}

fn read<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    tree: &Tree,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let Some(Entry::File(bytes)) = tree.get(path) else {
        missing(tree, path, diagnostics);
        return None;
    };
    let (_, read, found) = parse::parse::<T>(&tree.shown(path), bytes);
    diagnostics.extend(found);
    read
}

fn missing(tree: &Tree, path: &str, diagnostics: &mut Diagnostics) {
    let file = Source::new(tree.shown(path), "");
    diagnostics.push(
        Diagnostic::new(file_unreadable::CODE, "a table of the language is missing")
            .at(Span::start_of(&file))
            .help("this is a fault in Candor; please report it"),
    );
}
