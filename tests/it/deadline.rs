//! No document takes longer than its deadline, whichever command makes it, and nothing is left of
//! one that did.

use std::path::Path;

use crate::env::{candor, repository, said};
use crate::store::copy;

/// A template that is honest and takes some seconds, once for each run of the program.
const SLOW: &str = "#let slow = { let n = 0; for i in range(6000000) { n += calc.rem(i, 3) }; n }\n\
                    #import \"sheet.typ\": sheet\n";
/// A template that never ends.
const ENDLESS: &str = "#import \"sheet.typ\": sheet as shipped\n\
                       #let sheet(doc) = { for a in range(99999) { for b in range(99999) { \
                       for c in range(99999) { let d = a + b + c } } }; shipped(doc) }\n";

/// A clinic with people of the fixture, and a template.
fn clinic(root: &Path, template: &str) {
    let keys = repository().join("tests/stores/c02bab4/keys");
    let keys = keys.display();
    let people = [
        format!("ada:Ada Example:author:{keys}/ada.pub"),
        format!("pam:Pam Example:pharmacist:{keys}/pam.pub"),
        format!("peg:Peg Example:publisher:{keys}/peg.pub"),
    ];
    let mut words = vec!["init", "clinic", "--on", "2026-11-23"];
    words.extend(people.iter().flat_map(|person| ["--person", person]));
    let (code, _, error) = said(&candor(root, &words));
    assert_eq!(code, 0, "{error}");
    let root = root.join("clinic");
    copy(&repository().join("tests/stores/c02bab4/keys"), &root.join("keys"));
    std::fs::create_dir_all(root.join("templates")).expect("a folder");
    std::fs::write(root.join("templates/ours.typ"), template).expect("written");
    let config = std::fs::read_to_string(root.join("candor.toml")).expect("a file");
    let config = format!("template = \"ours.typ\"\n{config}\n[policy]\nformats = [\"handout\"]\n");
    std::fs::write(root.join("candor.toml"), config).expect("written");
}

/// Runs a command; returns its exit code and all it said.
fn run(root: &Path, asked: &str) -> (i32, String) {
    let words: Vec<&str> = asked.split(' ').collect();
    let (code, stdout, stderr) = said(&candor(root, &words));
    (code, stdout + &stderr)
}

#[track_caller]
fn is_stopped(root: &Path, asked: &str) {
    let before = files(root);
    let (code, text) = run(root, &format!("{asked} --deadline 1"));
    assert_eq!(code, 1, "{asked}: {text}");
    for part in ["took more than 1 seconds", "`ldn-general` (handout, letter)", "--deadline"] {
        assert!(text.contains(part), "{asked}: no {part:?} in {text}");
    }
    assert_eq!(files(root), before, "{asked}: nothing is left");
}

#[track_caller]
fn goes(root: &Path, asked: &str) {
    let (code, text) = run(root, asked);
    assert_eq!(code, 0, "{asked}: {text}");
}

/// Every file below a folder, but the lock of a store, with its bytes.
fn files(root: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a list") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if !path.ends_with("releases/.lock") {
                let bytes = std::fs::read(&path).expect("bytes");
                found.push((path, bytes));
            }
        }
    }
    found.sort();
    found
}

#[test]
fn every_command_that_makes_a_document_has_a_deadline() {
    let folder = tempfile::tempdir().expect("a folder");
    clinic(folder.path(), SLOW);
    let root = folder.path().join("clinic");
    is_stopped(&root, "check --format handout");
    is_stopped(&root, "render --no-cache --format handout");
    let cut = "release cut ldn-general --on 2026-11-24";
    is_stopped(&root, cut);
    goes(&root, cut);
    for who in ["ada", "pam"] {
        goes(
            &root,
            &format!("release sign ldn-general --reason Example --on 2026-11-24 --key keys/{who}"),
        );
    }
    let publish = "release publish ldn-general --on 2026-11-24 --key keys/peg";
    is_stopped(&root, publish);
    goes(&root, publish);
    goes(&root, "verify --on 2026-11-24");
    is_stopped(&root, "verify --rebuild --on 2026-11-24");
    let overdue = "render --no-cache --format handout --on 2028-11-24 --overdue-by Example";
    is_stopped(&root, &format!("{overdue} --overdue-reason Example"));
}

#[test]
fn an_endless_template_ends_and_a_deadline_of_nothing_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    clinic(folder.path(), ENDLESS);
    let root = folder.path().join("clinic");
    is_stopped(&root, "release cut ldn-general --on 2026-11-24");
    is_stopped(&root, "check --format handout");
    for nothing in ["0", "-1", "soon"] {
        let (code, text) = run(&root, &format!("check --deadline {nothing}"));
        assert_eq!(code, 2, "{text}");
    }
}
