//! A sealed room for tests: what a run shares over given trees, and the program in an empty folder.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use candor_composition::DocumentSpec;
use candor_document::stopwatch::Stopwatch;
use candor_document::{Document, Ready, Shared};
use candor_library::Library;
use candor_model::diag::Diagnostics;
use candor_model::tree::{Entry, Tree};
use candor_model::{Clinic, Format, Jurisdiction, Paper};
use candor_typeset::{BrandAssets, Engine, Template};

/// The handout that most tests look at.
pub const HANDOUT: DocumentSpec =
    DocumentSpec { format: Format::Handout, paper: Paper::Letter, jurisdiction: Jurisdiction::Us };

/// The repository's folder.
pub fn repository() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// With the shipped library alone.
pub fn shared() -> Shared {
    shared_with(Tree::default(), Tree::default())
}

/// With a workspace's own library and templates.
pub fn shared_with(own: Tree, templates: Tree) -> Shared {
    let template = Template::new(&candor_shipped::templates(), &templates, Template::SHIPPED);
    Shared {
        library: Library::new(candor_shipped::sheets(), own),
        engine: std::sync::Arc::new(Engine::new(&template, BrandAssets::default())),
        clinic: Clinic::default(),
        stopwatch: Stopwatch::default(),
    }
}

/// The shipped template with `from` replaced by `to` in one of its files.
pub fn changed_template(file: &str, from: &str, to: &str) -> Tree {
    let shipped = candor_shipped::templates();
    let Some(Entry::File(bytes)) = shipped.get(file) else { panic!("{file}") };
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n");
    assert!(text.contains(from), "the template has no {from}");
    let mut own = Tree::new("templates/");
    let text = text.replacen(from, to, 1);
    own.insert(file, Entry::File(text.into_bytes().into()));
    own
}

/// Every kind of document that is shipped.
pub fn all_kinds() -> Vec<DocumentSpec> {
    let mut kinds = Vec::new();
    for format in Format::released() {
        for paper in Paper::ALL {
            for jurisdiction in Jurisdiction::ALL {
                kinds.push(DocumentSpec { format, paper, jurisdiction });
            }
        }
    }
    kinds
}

/// The shipped examples: name and text.
pub fn examples() -> Vec<(String, String)> {
    let shipped = candor_shipped::sheets();
    shipped
        .toml_files("examples")
        .map(|(path, entry)| {
            let Entry::File(bytes) = entry else { panic!("{path} is embedded") };
            (path.to_owned(), String::from_utf8(bytes.to_vec()).expect("UTF-8"))
        })
        .collect()
}

/// The text of one shipped example.
pub fn example(id: &str) -> String {
    let wanted = format!("examples/{id}.toml");
    let found = examples().into_iter().find(|(path, _)| *path == wanted);
    found.unwrap_or_else(|| panic!("no example {id}")).1
}

/// Checks a sheet's text under the name `ID.toml`.
pub fn check(shared: &Shared, id: &str, text: &str) -> (Option<Ready>, Diagnostics) {
    candor_document::check(
        shared,
        &format!("{id}.toml"),
        &Entry::File(text.as_bytes().to_vec().into()),
    )
}

/// Checks a sheet and renders it, and gives all findings.
pub fn render(
    shared: &Shared,
    id: &str,
    text: &str,
    wanted: DocumentSpec,
) -> (Option<Document>, Diagnostics) {
    let (ready, mut findings) = check(shared, id, text);
    let Some(ready) = ready else { return (None, findings) };
    let (document, found) = candor_document::render(shared, &ready, wanted);
    findings.extend(found);
    (document, findings)
}

/// Findings in one line each, for messages of failed tests.
pub fn lines(findings: &Diagnostics) -> Vec<String> {
    findings
        .iter()
        .map(|finding| {
            let place = finding.span.as_ref().map(|span| {
                let place = span.place();
                format!(" {}:{}", place.line, place.column)
            });
            format!(
                "{} {}{}: {}",
                finding.level.as_str(),
                finding.code.as_str(),
                place.unwrap_or_default(),
                finding.message
            )
        })
        .collect()
}

/// Reads every file below a folder into a tree, with paths from `prefix` on.
pub fn tree(folder: &Path, prefix: &str) -> Tree {
    let mut tree = Tree::new("sheets/");
    let mut pending = vec![(folder.to_owned(), prefix.to_owned())];
    while let Some((folder, prefix)) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let entry = entry.expect("an entry");
            let name = entry.file_name().into_string().expect("UTF-8");
            let path = format!("{prefix}/{name}");
            if entry.path().is_dir() {
                pending.push((entry.path(), path));
            } else {
                let bytes = std::fs::read(entry.path()).expect("a file");
                tree.insert(path, Entry::File(bytes.into()));
            }
        }
    }
    tree
}

/// Runs the program in `folder` with nothing of this machine's environment.
pub fn candor(folder: &Path, args: &[&str]) -> Output {
    command(folder, args).output().expect("the program starts")
}

/// The same, before it is started.
pub fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_candor"));
    command.args(args).current_dir(folder).env_clear().env("NO_COLOR", "1");
    // Windows programs do not start without these.
    for name in ["SystemRoot", "TEMP", "TMP"] {
        if let Ok(value) = std::env::var(name) {
            command.env(name, value);
        }
    }
    command
}

/// What the program said, and with which code it left.
pub fn said(output: &Output) -> (i32, String, String) {
    (
        output.status.code().unwrap_or(-1),
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

/// The letters of a PDF in reading order, read by a parser that is not ours.
///
/// Without white space, because that parser guesses it; `tests/judges` compares the words with
/// their spaces, by two other readers.
pub fn pdf_letters(pdf: &[u8]) -> String {
    let document = lopdf::Document::load_mem(pdf).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().keys().copied().collect();
    letters(&document.extract_text(&pages).expect("text"))
}

/// A text without its white space.
pub fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}

/// White space made even.
pub fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
