//! No leaf of a medicine's files can change without another text of record.

use std::collections::{BTreeMap, BTreeSet};

use toml::Value;

use super::*;
use crate::{Library, load};
use candor_model::tree::{Entry, Tree};

/// Notes of those who gathered the facts: nothing reads them but people who open the file.
const NOTES: &str = "a working note; no document and no rule reads it";

/// What a pharmacist does not sign, by file or folder and key, and why.
const NOT_SIGNED: [(&str, &[&str], &str); 6] = [
    ("citations.toml", &["citation.note"], NOTES),
    ("disagreements.toml", &["disagreement.severity"], NOTES),
    (
        "evidence",
        &[
            "approval",
            "best-evidence",
            "grade-note",
            "notes",
            "ongoing",
            "people",
            "result",
            "review-note",
            "study.addresses",
            "study.dose",
            "study.weeks-text",
            "web-claim.claim",
            "web-claim.known",
            "web-claim.page",
            "working-certainty",
            "working-direction",
        ],
        NOTES,
    ),
    ("evidence", &["study.verified"], "what has something left to check is not verified anyway"),
    ("medicine.toml", &["card.review-note"], NOTES),
    ("safety", &["item.asked-for-in", "item.note", "item.review-note"], NOTES),
];

/// A step into a file: a key of a table, or a place in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Key(String),
    Index(usize),
}

fn leaves(value: &Value, path: &mut Vec<Step>, found: &mut Vec<(Vec<Step>, Value)>) {
    match value {
        Value::Table(table) => {
            for (key, value) in table {
                path.push(Step::Key(key.clone()));
                leaves(value, path, found);
                path.pop();
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                path.push(Step::Index(index));
                leaves(value, path, found);
                path.pop();
            }
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => found.push((path.clone(), value.clone())),
    }
}

fn put(value: &mut Value, path: &[Step], new: Value) {
    let Some((step, rest)) = path.split_first() else {
        *value = new;
        return;
    };
    match (value, step) {
        (Value::Table(table), Step::Key(key)) => put(&mut table[key.as_str()], rest, new),
        (Value::Array(list), Step::Index(index)) => put(&mut list[*index], rest, new),
        (other, step) => panic!("no {step:?} in {other}"),
    }
}

/// The names on the way to a leaf, without places in lists.
fn names(path: &[Step]) -> String {
    let names = path.iter().filter_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(_) => None,
    });
    names.collect::<Vec<_>>().join(".")
}

/// Other values of a leaf, the likeliest to be read first; `known` are those of its name elsewhere.
fn others(value: &Value, known: &BTreeSet<String>) -> Vec<Value> {
    match value {
        Value::String(text) => {
            let longer = [format!("{text}x"), format!("{text}1")];
            let known = known.iter().filter(|known| *known != text).take(8).cloned();
            longer.into_iter().chain(known).map(Value::String).collect()
        }
        Value::Integer(n) => vec![Value::Integer(n + 1)],
        Value::Float(n) => vec![Value::Float(n + 1.0)],
        Value::Boolean(is) => vec![Value::Boolean(!is)],
        Value::Datetime(_) | Value::Array(_) | Value::Table(_) => Vec::new(),
    }
}

/// What one file of a medicine is read beside.
struct Beside<'t> {
    id: &'t str,
    tree: Tree,
}

impl<'t> Beside<'t> {
    /// The main file and the item that it names, without which nothing is read; all files for the main
    /// one itself, which names others.
    fn of(shipped: &Tree, id: &'t str, path: &str) -> Self {
        let folder = format!("library/{id}/");
        let is_main = |path: &str| path.ends_with("/medicine.toml");
        let mut tree = Tree::new("");
        for (known, entry) in shipped.iter().filter(|(known, _)| known.starts_with(&folder)) {
            if is_main(path) || is_main(known) {
                tree.insert(known, entry.clone());
            }
        }
        if !is_main(path) {
            tree.insert(format!("{folder}citations.toml"), file("citation = []\n"));
            let approval = approval(shipped, &folder);
            if !text(shipped, path).contains(&format!("id = \"{approval}\"")) {
                let safety = format!("{folder}safety");
                let items = shipped.toml_files(&safety);
                let items = items.filter_map(|(path, _)| {
                    let file: Value = toml::from_str(&text(shipped, path)).ok()?;
                    let items = file.get("item")?.as_array()?.clone();
                    let is_it = |item: &Value| item["id"].as_str() == Some(&approval);
                    items.into_iter().find(is_it)
                });
                let item: Vec<Value> = items.collect();
                let stub = toml::Table::from_iter([("item".to_owned(), Value::Array(item))]);
                let stub = toml::to_string(&stub).expect("plain data");
                tree.insert(format!("{folder}safety/beside.toml"), file(&stub));
            }
        }
        Self { id, tree }
    }

    /// Returns the text of record, whatever the rules say of the medicine.
    fn read(&self, path: &str, text: &str) -> Option<String> {
        let mut tree = self.tree.clone();
        tree.insert(path, file(text));
        let (monograph, _) = load::monograph(&tree, self.id, &BTreeMap::new());
        monograph.map(|monograph| record(&monograph, RecordForm::Whole))
    }
}

fn file(text: &str) -> Entry {
    Entry::File(text.as_bytes().to_vec().into())
}

fn text(shipped: &Tree, path: &str) -> String {
    match shipped.get(path) {
        Some(Entry::File(bytes)) => std::str::from_utf8(bytes).expect("UTF-8").to_owned(),
        other => panic!("{path}: {other:?}"),
    }
}

/// The item that a medicine's main file cannot be read without.
fn approval(shipped: &Tree, folder: &str) -> String {
    let main: Value =
        toml::from_str(&text(shipped, &format!("{folder}medicine.toml"))).expect("TOML");
    main["approval"].as_str().expect("an id").to_owned()
}

/// What reading one file of a medicine again and again finds.
#[derive(Default)]
struct Found {
    n_changed: usize,
    unseen: BTreeSet<(String, String)>,
    unread: BTreeSet<(String, String)>,
}

fn change_each(shipped: &Tree, id: &str, path: &str, found: &mut Found) {
    let beside = Beside::of(shipped, id, path);
    let text = text(shipped, path);
    let file: Value = toml::from_str(&text).expect("a shipped file");
    let before = beside.read(path, &text).unwrap_or_else(|| panic!("{path} is not read"));
    let mut all = Vec::new();
    leaves(&file, &mut Vec::new(), &mut all);
    let mut known: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, value) in &all {
        if let Value::String(text) = value {
            known.entry(names(at)).or_default().insert(text.clone());
        }
    }
    let nothing = BTreeSet::new();
    for (at, value) in &all {
        // The folder of a file, or the file itself beside the main one.
        let parts: Vec<&str> = path.split('/').collect();
        let name = (parts.get(2).copied().unwrap_or(path).to_owned(), names(at));
        let known = known.get(&name.1).unwrap_or(&nothing);
        let after = others(value, known).into_iter().find_map(|new| {
            let mut file = file.clone();
            put(&mut file, at, new);
            beside.read(path, &toml::to_string(&file).expect("plain data"))
        });
        match after {
            Some(after) if after == before => {
                found.unseen.insert(name);
            }
            Some(_) => found.n_changed += 1,
            None => {
                found.unread.insert(name);
            }
        }
    }
}

#[test]
fn each_leaf_of_a_medicines_files_is_signed() {
    let shipped = candor_shipped::sheets().without_snapshot();
    let mut found = Found::default();
    for (id, _) in Library::new(shipped.clone(), Tree::default()).medicines() {
        let folder = format!("library/{id}/");
        // A translation is signed by its translator, as another file.
        let translations = format!("{folder}translations/");
        let paths = shipped.iter().map(|(path, _)| path).filter(|path| {
            path.starts_with(&folder) && path.ends_with(".toml") && !path.starts_with(&translations)
        });
        for path in paths {
            change_each(&shipped, &id, path, &mut found);
        }
    }
    let listed: BTreeSet<(String, String)> = NOT_SIGNED
        .iter()
        .flat_map(|(file, keys, _)| keys.iter().map(|key| ((*file).to_owned(), (*key).to_owned())))
        .collect();
    let reasons = NOT_SIGNED.iter().map(|(_, _, reason)| reason);
    assert!(reasons.into_iter().all(|reason| reason.len() > 20));
    assert_eq!(found.unseen, listed, "these can change under a pharmacist's signature");
    // Those that cannot be changed and read: what the main file cannot be read without, and names of
    // which there is one.
    assert!(found.unread.len() < 10, "{:?}", found.unread);
    assert!(4000 < found.n_changed, "{}", found.n_changed);
}
