//! Who damages stores: files changed, and signed again with the keys of the story.

use super::ONE;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use candor_model::digest::sha256;
use candor_release::manifest::{
    Candidate, Current, Declaration, Release, SignedCurrent, Statement, Subject,
};
use candor_release::{Action, Entry, Ledger, Published, Purpose, Roster, Signer as _, armored};
use serde_json::Value;

use crate::store::{SHEET, signer};

/// A copy of the store, to be damaged.
pub(super) struct Forge {
    pub(super) root: PathBuf,
}

pub(super) type Files = BTreeMap<String, Vec<u8>>;

impl Forge {
    pub(super) fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(super) fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(super) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    }

    pub(super) fn remove(&self, path: &str) {
        let path = self.at(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .expect("removed");
    }

    pub(super) fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.at(from), self.at(to)).expect("renamed");
    }

    /// Turns one bit of a file.
    pub(super) fn flip(&self, path: &str, at: usize) {
        let mut bytes = self.read(path);
        let at = at.min(bytes.len() - 1);
        bytes[at] ^= 1;
        self.write(path, bytes);
    }

    pub(super) fn replace(&self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.read(path)).expect("text");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    pub(super) fn swap(&self, a: &str, b: &str) {
        let (first, second) = (self.read(a), self.read(b));
        self.write(a, second);
        self.write(b, first);
    }

    pub(super) fn sign(&self, who: &str, purpose: Purpose, bytes: &[u8]) -> Vec<u8> {
        let signature = signer(who).sign(purpose, bytes).expect("signed");
        armored(&signature).expect("text").into_bytes()
    }

    pub(super) fn lines(&self) -> Vec<Entry> {
        Ledger::parse(&self.read("ledger.jsonl")).expect("a ledger").entries
    }

    /// Writes a ledger whose chain holds.
    pub(super) fn chain(&self, mut entries: Vec<Entry>) {
        let mut before = "0".repeat(64);
        let mut bytes = Vec::new();
        for (index, entry) in entries.iter_mut().enumerate() {
            entry.number = index as u64 + 1;
            entry.before = before;
            let line = serde_json::to_vec(entry).expect("a line");
            before = sha256(&line);
            bytes.extend(line);
            bytes.push(b'\n');
        }
        self.write("ledger.jsonl", bytes);
    }

    /// Signs a list of current versions that fits the ledger.
    pub(super) fn current(&self, edit: impl FnOnce(&mut Current)) {
        let signed: SignedCurrent =
            serde_json::from_slice(&self.read("current.json")).expect("a list");
        let mut current: Current = serde_json::from_str(&signed.list).expect("a list");
        let ledger = Ledger::parse(&self.read("ledger.jsonl")).expect("a ledger");
        current.ledger.number = ledger.entries.len() as u64;
        current.ledger.sha256 = ledger.head;
        for row in &mut current.versions {
            for entry in &ledger.entries {
                if let Action::Publish(published) = &entry.action
                    && (&published.sheet, published.version) == (&row.sheet, row.version)
                {
                    row.content.clone_from(&published.content);
                    row.code.clone_from(&published.code);
                    row.due = published.due;
                }
            }
        }
        edit(&mut current);
        let list = serde_json::to_string_pretty(&current).expect("text") + "\n";
        let signature = self.sign("peg", Purpose::Current, list.as_bytes());
        let signature = String::from_utf8(signature).expect("text");
        let signed = SignedCurrent { list, signature };
        self.write("current.json", serde_json::to_vec_pretty(&signed).expect("text"));
    }

    /// Changes a release and re-signs everything that follows, with the publisher's own key.
    pub(super) fn release(
        &self,
        version: &str,
        edit: impl FnOnce(&mut Files, &mut Release, &mut Published),
    ) {
        let folder = format!("published/{SHEET}/{version}");
        let mut files = Files::new();
        gather(&self.at(&folder), "", &mut files);
        let manifest: Statement<Release> =
            serde_json::from_slice(&files["release.json"]).expect("a manifest");
        for own in ["release.json", "release.json.sig", "SHA256SUMS"] {
            files.remove(own);
        }
        let mut about = manifest.predicate;
        let mut entries = self.lines();
        let entry = entries
            .iter_mut()
            .find_map(|entry| match &mut entry.action {
                Action::Publish(p) if p.sheet == SHEET && p.version.to_string() == version => {
                    Some(p)
                }
                _ => None,
            })
            .expect("a line");
        edit(&mut files, &mut about, entry);
        let sums: String =
            files.iter().map(|(name, bytes)| format!("{}  {name}\n", sha256(bytes))).collect();
        files.insert("SHA256SUMS".to_owned(), sums.into_bytes());
        let pdfs = files.iter().filter(|(name, _)| name.ends_with(".pdf") && !name.contains('/'));
        entry.pdfs = pdfs.map(|(_, bytes)| sha256(bytes)).collect();
        let manifest = Statement::new(&manifest.predicate_type, &files, about);
        let bytes = manifest.to_bytes();
        entry.manifest = sha256(&bytes);
        files.insert("release.json.sig".to_owned(), self.sign("peg", Purpose::Release, &bytes));
        files.insert("release.json".to_owned(), bytes);
        self.remove(&folder);
        for (name, bytes) in &files {
            self.write(&format!("{folder}/{name}"), bytes);
        }
        self.chain(entries);
        self.current(|_| {});
    }

    /// Changes a candidate inside a release, with declarations that are signed anew.
    pub(super) fn candidate(&self, version: &str, edit: impl FnOnce(&mut Files, &mut Candidate)) {
        self.release(version, |files, about, published| {
            let manifest: Statement<Candidate> =
                serde_json::from_slice(&files["candidate/candidate.json"]).expect("a manifest");
            let mut inside: Files = files
                .iter()
                .filter_map(|(name, bytes)| {
                    Some((name.strip_prefix("candidate/")?.to_owned(), bytes.clone()))
                })
                .filter(|(name, _)| name != "candidate.json" && !name.starts_with("declarations/"))
                .collect();
            let mut cut = manifest.predicate;
            edit(&mut inside, &mut cut);
            let bytes = Statement::new(&manifest.predicate_type, &inside, cut.clone()).to_bytes();
            about.candidate = sha256(&bytes);
            (about.class, about.content, about.due, about.code) =
                (cut.class, cut.content.clone(), cut.due, cut.code.clone());
            (published.class, published.content, published.due, published.code) =
                (cut.class, cut.content.clone(), cut.due, cut.code.clone());
            files.retain(|name, _| {
                !name.starts_with("candidate/") || name.contains("declarations/")
            });
            files.extend(
                inside.into_iter().map(|(name, bytes)| (format!("candidate/{name}"), bytes)),
            );
            files.insert("candidate/candidate.json".to_owned(), bytes);
            for who in ["ada", "pam"] {
                self.declare(files, who, who, |declaration| {
                    declaration.candidate.clone_from(&about.candidate);
                    declaration.content.clone_from(&cut.content);
                });
            }
        });
    }

    /// Changes a declaration inside a release and signs it.
    pub(super) fn declare(
        &self,
        files: &mut Files,
        file: &str,
        by: &str,
        edit: impl FnOnce(&mut Declaration),
    ) {
        let name = format!("candidate/declarations/{file}.json");
        let mut declaration: Declaration =
            serde_json::from_slice(&files[&name]).expect("a declaration");
        edit(&mut declaration);
        let mut bytes = serde_json::to_vec_pretty(&declaration).expect("text");
        bytes.push(b'\n');
        files.insert(format!("{name}.sig"), self.sign(by, Purpose::Declaration, &bytes));
        files.insert(name, bytes);
    }

    /// Puts another second roster in its place, signed by those who are named.
    pub(super) fn roster(&self, by: &[&str], edit: impl FnOnce(&mut Roster)) {
        let mut roster: Roster =
            serde_json::from_slice(&self.read("roster/0002.json")).expect("a roster");
        edit(&mut roster);
        let bytes = roster.to_bytes();
        for who in ["ada", "pam", "cora", "peg"] {
            let _ = std::fs::remove_file(self.at(&format!("roster/0002.json.{who}.sig")));
        }
        for who in by {
            let signature = self.sign(who, Purpose::Roster, &bytes);
            self.write(&format!("roster/0002.json.{who}.sig"), signature);
        }
        self.write("roster/0002.json", &bytes);
        self.write("allowed_signers", roster.allowed_signers());
        let mut entries = self.lines();
        for entry in &mut entries {
            if let Action::Roster { roster: 2, sha256: digest } = &mut entry.action {
                *digest = sha256(&bytes);
            }
        }
        self.chain(entries);
        self.current(|_| {});
    }

    /// Puts another first roster in its place, with a second one that follows it.
    pub(super) fn first_roster(&self, by: &[&str], edit: impl FnOnce(&mut Roster)) {
        let mut first: Roster =
            serde_json::from_slice(&self.read("roster/0001.json")).expect("a roster");
        edit(&mut first);
        let bytes = first.to_bytes();
        self.write("roster/0001.json", &bytes);
        let mut entries = self.lines();
        for entry in &mut entries {
            if let Action::Roster { roster: 1, sha256: digest } = &mut entry.action {
                *digest = sha256(&bytes);
            }
        }
        self.chain(entries);
        self.roster(by, |second| second.before = sha256(&bytes));
    }

    /// Changes the composition that is released, and its PDF's name stays.
    pub(super) fn composition(&self, edit: impl FnOnce(&mut Value)) {
        self.release("1", |files, _, _| {
            let name = released();
            let mut value: Value = serde_json::from_slice(&files[&name]).expect("JSON");
            edit(&mut value);
            files.insert(name, serde_json::to_vec_pretty(&value).expect("JSON"));
        });
    }
}

/// Ends a person's time on a roster.
pub(super) fn runs_out(roster: &mut Roster, who: &str, last: jiff::civil::Date) {
    for person in roster.people.iter_mut().filter(|person| person.id == who) {
        person.from = person.from.min(last);
        person.until = Some(last);
    }
}

pub(super) fn released() -> String {
    format!("{SHEET}.v1.handout.letter.en-us.json")
}

pub(super) fn gather(folder: &Path, below: &str, files: &mut Files) {
    for entry in std::fs::read_dir(folder).expect("a list") {
        let entry = entry.expect("an entry");
        let name = format!("{below}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            gather(&entry.path(), &format!("{name}/"), files);
        } else {
            files.insert(name, std::fs::read(entry.path()).expect("bytes"));
        }
    }
}

/// Puts a template among the stored inputs and materials of a candidate.
pub(super) fn template(files: &mut Files, cut: &mut Candidate) {
    let (path, text) = ("templates/own.typ", b"#let own = (:)".to_vec());
    cut.materials.push(Subject::of(path, &text));
    cut.materials.sort();
    files.insert(format!("inputs/{path}"), text);
}

/// A QR code as somebody else would sign it.
pub(super) fn requoted(forge: &Forge, who: &str) -> String {
    let manifest: Statement<Release> =
        serde_json::from_slice(&forge.read(&format!("{ONE}/release.json"))).expect("a manifest");
    let about = manifest.predicate;
    let checked = candor_release::code::Checked {
        sheet: candor_model::Id::new(&about.sheet).expect("an id"),
        version: about.version,
        content: about.content,
        due: about.due,
    };
    checked.qr(&mut signer(who)).expect("a code")
}

/// Puts another QR code into a release and its compositions.
pub(super) fn requote(files: &mut Files, about: &mut Release, qr: &str) {
    let name = released();
    let text = String::from_utf8(files[&name].clone()).expect("text");
    files.insert(name, text.replace(&about.qr, qr).into_bytes());
    qr.clone_into(&mut about.qr);
}
