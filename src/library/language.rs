//! Reads the tables of a language.

use crate::diag::{Code, Diagnostic, Diagnostics, Files};
use crate::language::syllables::Syllables;
use crate::language::{Language, Tables};
use crate::parse;
use crate::span::Span;
use crate::tree::{Entry, Tree};

/// A language with its syllable counter.
#[derive(Debug)]
pub struct Linguist {
    /// Words, phrases, conditions.
    pub language: Language,
    /// The syllable counter.
    pub syllables: Syllables,
}

/// Reads the tables of `tag` from `library/language/<tag>/`.
pub(super) fn load(
    tree: &Tree,
    files: &mut Files,
    tag: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Linguist> {
    let path = |name: &str| format!("library/language/{tag}/{name}");
    let tables = Tables {
        lexicon: read(tree, files, &path("lexicon.toml"), diagnostics)?,
        frames: read(tree, files, &path("frames.toml"), diagnostics)?,
        claims: read(tree, files, &path("claims.toml"), diagnostics)?,
        conditions: read(tree, files, &path("conditions.toml"), diagnostics)?,
        plain_words: read(tree, files, &path("plain-words.toml"), diagnostics)?,
    };
    let Some(Entry::File(table)) = tree.get(&path("syllables.txt")) else {
        missing(tree, files, &path("syllables.txt"), diagnostics);
        return None;
    };
    match Language::new(tables) {
        Ok(language) => Some(Linguist { language, syllables: Syllables::new(table.clone()) }),
        Err(error) => {
            let file = files.add(tree.shown(&path("claims.toml")), "");
            diagnostics.push(
                Diagnostic::new(Code::FileWrongType, error.to_string())
                    .at(Span::start_of(file))
                    .help("mend the pattern; sheets/README.md says how patterns are written"),
            );
            None
        }
    }
}

fn read<T: serde::de::DeserializeOwned + schemars::JsonSchema>(
    tree: &Tree,
    files: &mut Files,
    path: &str,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let Some(Entry::File(bytes)) = tree.get(path) else {
        missing(tree, files, path, diagnostics);
        return None;
    };
    let (_, read, found) = parse::parse::<T>(files, &tree.shown(path), bytes);
    diagnostics.extend(found);
    read
}

fn missing(tree: &Tree, files: &mut Files, path: &str, diagnostics: &mut Diagnostics) {
    let file = files.add(tree.shown(path), "");
    diagnostics.push(
        Diagnostic::new(Code::FileUnreadable, "a table of the language is missing")
            .at(Span::start_of(file))
            .help("this is a fault in Candor; please report it"),
    );
}
