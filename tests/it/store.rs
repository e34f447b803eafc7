//! A clinic with people, keys and releases, made through the library as the commands do it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use candor_document::Ready;
use candor_model::Role;
use candor_model::tree::{Entry, Tree};
use candor_release::{DiskStore, KeySigner, Person, Purpose, Roster, Signer, Store, armored};
use candor_workspace::inputs::{Inputs, Workspace, open};
use jiff::civil::{Date, date};
use ssh_key::PrivateKey;
use ssh_key::private::Ed25519Keypair;

/// The days of the story.
pub fn day(n: i8) -> Date {
    date(2026, 11, 22 + n)
}

/// A key that is made of a number; no test needs a secret.
pub fn key(seed: u8) -> PrivateKey {
    PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
}

/// Who has which key.
pub const PEOPLE: [(&str, u8, Role); 5] = [
    ("ada", 1, Role::Author),
    ("pam", 2, Role::Pharmacist),
    ("cora", 3, Role::Clinician),
    ("peg", 4, Role::Publisher),
    ("tom", 5, Role::Pharmacist),
];

pub fn signer(who: &str) -> KeySigner {
    let (_, seed, _) = PEOPLE.iter().find(|(id, ..)| *id == who).expect("a person");
    KeySigner::new(key(*seed)).expect("an open key")
}

pub fn person(who: &str, from: Date) -> Person {
    let (id, seed, role) = PEOPLE.iter().find(|(id, ..)| *id == who).expect("a person");
    let key = key(*seed).public_key().to_openssh().expect("a key");
    Person {
        id: (*id).to_owned(),
        name: format!("{}{} Example", id[..1].to_uppercase(), &id[1..]),
        roles: vec![*role],
        keys: vec![key],
        from,
        until: None,
    }
}

pub fn first_roster() -> Roster {
    Roster {
        number: 1,
        before: String::new(),
        on: day(0),
        reason: "the first roster".to_owned(),
        people: ["ada", "pam", "cora", "peg"].map(|who| person(who, day(0))).into(),
    }
}

/// The text of a shipped example.
pub fn example(id: &str) -> String {
    match candor_shipped::sheets().get(&format!("examples/{id}.toml")) {
        Some(Entry::File(bytes)) => String::from_utf8(bytes.to_vec()).expect("text"),
        _ => panic!("no example {id}"),
    }
}

/// A workspace with one sheet, which releases a handout on one paper.
pub fn inputs(id: &str, text: &str) -> Inputs {
    let config = "jurisdiction = \"us\"\npaper = \"letter\"\n[policy]\nformats = [\"handout\"]\n";
    let mut sheets = Tree::new("sheets/");
    sheets.insert(format!("{id}.toml"), Entry::File(text.as_bytes().to_vec().into()));
    Inputs {
        config: Some(Entry::File(config.as_bytes().to_vec().into())),
        sheets,
        templates: Tree::new("templates/"),
        checked: BTreeMap::new(),
    }
}

pub fn ready(inputs: &Inputs, id: &str) -> (Workspace, Ready) {
    let opened = open(inputs);
    let (name, entry) = opened.sheet(id).cloned().expect("the sheet");
    let (ready, found) = candor_document::check(&opened.shared, &name, &entry);
    (opened, ready.unwrap_or_else(|| panic!("{id} has findings: {found:?}")))
}

/// Enters the first roster.
pub fn start(store: &mut dyn Store) {
    candor_release::enter_roster(store, &first_roster(), &BTreeMap::new())
        .expect("the first roster");
}

/// Enters a roster that two people signed.
pub fn change_roster(store: &mut dyn Store, next: &Roster, by: [&str; 2]) {
    let bytes = next.to_bytes();
    let signatures = by.map(|who| {
        let signature = signer(who).sign(Purpose::Roster, &bytes).expect("signed");
        (who.to_owned(), armored(&signature).expect("text").into_bytes())
    });
    candor_release::enter_roster(store, next, &signatures.into()).expect("the next roster");
}

/// Cuts and signs a version.
pub fn cut_and_sign(
    store: &mut dyn Store,
    id: &str,
    text: &str,
    on: Date,
    by: &[&str],
) -> candor_release::Cut {
    let inputs = inputs(id, text);
    let (opened, ready) = ready(&inputs, id);
    let cut = candor_release::cut(store, &inputs, &opened, &ready, on, None).expect("a candidate");
    for who in by {
        candor_release::sign(store, &cut, &mut signer(who), "a reason", on).expect("a signature");
    }
    cut
}

/// Cuts, signs and publishes a version.
pub fn publish(store: &mut dyn Store, id: &str, text: &str, on: Date) {
    let cut = cut_and_sign(store, id, text, on, &["ada", "pam"]);
    candor_release::publish(store, &cut, &mut signer("peg"), on).expect("a release");
}

pub const SHEET: &str = "ldn-fibromyalgia";
pub const OTHER: &str = "ldn-lupus";

/// The text of the sheet in its second version.
pub fn second() -> String {
    let text = example(SHEET);
    let at = text.find("stop-if").expect("it says when to stop");
    let end = at + text[at..].find('\n').expect("a line");
    format!(
        "{}stop-if = \"Stop if you feel no better at your review.\"{}",
        &text[..at],
        &text[end..]
    )
}

/// A published store: two versions of one sheet, one of another that was withdrawn, a second
/// roster, a monograph's review, and a candidate that two people have signed.
pub static STORE: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = std::env::temp_dir().join(format!("candor-store-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let mut store = DiskStore::locked(&folder).expect("a store");
    start(&mut store);
    publish(&mut store, SHEET, &example(SHEET), day(0));
    publish(&mut store, OTHER, &example(OTHER), day(0));
    publish(&mut store, SHEET, &second(), day(1));
    let mut next = Roster {
        number: 2,
        before: candor_model::digest::sha256(&first_roster().to_bytes()),
        on: day(2),
        reason: "a new pharmacist".to_owned(),
        people: first_roster().people,
    };
    next.people.push(person("tom", day(2)));
    change_roster(&mut store, &next, ["ada", "pam"]);
    let version = candor_release::Version::parse("1").expect("a version");
    candor_release::withdraw(&mut store, OTHER, version, "an example", &mut signer("peg"), day(2))
        .expect("withdrawn");
    let (opened, _) = ready(&inputs(SHEET, &second()), SHEET);
    let (monograph, _) = opened.shared.library.monograph("low-dose-naltrexone");
    let monograph = monograph.expect("the medicine");
    candor_release::review(&mut store, &monograph, &mut signer("tom"), "read it", day(2))
        .expect("reviewed");
    let third = second().replace("at your review.", "at your next review.");
    cut_and_sign(&mut store, SHEET, &third, day(3), &["ada", "tom"]);
    folder
});

/// Copies a folder.
pub fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a list") {
        let entry = entry.expect("an entry");
        let there = to.join(entry.file_name());
        if entry.file_type().expect("a kind").is_dir() {
            copy(&entry.path(), &there);
        } else {
            std::fs::copy(entry.path(), there).expect("copied");
        }
    }
}
