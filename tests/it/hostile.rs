//! Damaged and hostile stores: each is a real published store with one damage, refused at the
//! step of the specification that it breaks, while its undamaged twin verifies.
//!
//! Deep damages are made by somebody who holds the publisher's key and re-signs what follows, so
//! that only the step in question can notice.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use candor_model::digest::sha256;
use candor_model::{Role, Rules};
use candor_release::manifest::{
    Candidate, Current, Declaration, Release, SignedCurrent, Statement, Subject,
};
use candor_release::{
    Action, CurrentFault, DiskStore, Entry, Error, Fault, How, Ledger, LineFault, Look, Published,
    Purpose, Roster, Signer as _, Step, Trust, armored,
};
use serde_json::Value;

use crate::store::{OTHER, SHEET, STORE, copy, day, key, person, signer};

/// A copy of the store, to be damaged.
struct Forge {
    root: PathBuf,
}

type Files = BTreeMap<String, Vec<u8>>;

impl Forge {
    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    fn read(&self, path: &str) -> Vec<u8> {
        std::fs::read(self.at(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.at(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, bytes).expect("written");
    }

    fn remove(&self, path: &str) {
        let path = self.at(path);
        if path.is_dir() { std::fs::remove_dir_all(path) } else { std::fs::remove_file(path) }
            .expect("removed");
    }

    fn rename(&self, from: &str, to: &str) {
        std::fs::rename(self.at(from), self.at(to)).expect("renamed");
    }

    /// Turns one bit of a file.
    fn flip(&self, path: &str, at: usize) {
        let mut bytes = self.read(path);
        let at = at.min(bytes.len() - 1);
        bytes[at] ^= 1;
        self.write(path, bytes);
    }

    fn replace(&self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.read(path)).expect("text");
        assert!(text.contains(from), "{path} has no {from}");
        self.write(path, text.replacen(from, to, 1));
    }

    fn swap(&self, a: &str, b: &str) {
        let (first, second) = (self.read(a), self.read(b));
        self.write(a, second);
        self.write(b, first);
    }

    fn sign(&self, who: &str, purpose: Purpose, bytes: &[u8]) -> Vec<u8> {
        let signature = signer(who).sign(purpose, bytes).expect("signed");
        armored(&signature).expect("text").into_bytes()
    }

    fn lines(&self) -> Vec<Entry> {
        Ledger::parse(&self.read("ledger.jsonl")).expect("a ledger").entries
    }

    /// Writes a ledger whose chain holds.
    fn chain(&self, mut entries: Vec<Entry>) {
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
    fn current(&self, edit: impl FnOnce(&mut Current)) {
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
    fn release(&self, version: &str, edit: impl FnOnce(&mut Files, &mut Release, &mut Published)) {
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
    fn candidate(&self, version: &str, edit: impl FnOnce(&mut Files, &mut Candidate)) {
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
    fn declare(
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
    fn roster(&self, by: &[&str], edit: impl FnOnce(&mut Roster)) {
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
    fn first_roster(&self, by: &[&str], edit: impl FnOnce(&mut Roster)) {
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
    fn composition(&self, edit: impl FnOnce(&mut Value)) {
        self.release("1", |files, _, _| {
            let name = released();
            let mut value: Value = serde_json::from_slice(&files[&name]).expect("JSON");
            edit(&mut value);
            files.insert(name, serde_json::to_vec_pretty(&value).expect("JSON"));
        });
    }
}

/// Ends a person's time on a roster.
fn runs_out(roster: &mut Roster, who: &str, last: jiff::civil::Date) {
    for person in roster.people.iter_mut().filter(|person| person.id == who) {
        person.from = person.from.min(last);
        person.until = Some(last);
    }
}

fn released() -> String {
    format!("{SHEET}.v1.handout.letter.en-us.json")
}

fn gather(folder: &Path, below: &str, files: &mut Files) {
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

type Damage = (&'static str, Step, fn(&Forge));

const ONE: &str = "published/ldn-fibromyalgia/1";

/// Every damage with the step that refuses it.
fn damages() -> Vec<Damage> {
    let mut all: Vec<Damage> = vec![
        // 1. What a store holds.
        ("a file that was added at the top", Step::Store, |f| f.write("note.txt", "hello")),
        ("a folder that was added at the top", Step::Store, |f| f.write("extra/x", "hello")),
        ("a change that was begun, damaged", Step::Store, |f| f.write("pending/plan.json", "{")),
        ("a change that was begun, of another form", Step::Store, |f| {
            f.write("pending/plan.json", "{\"line\":1}")
        }),
        // 2. The ledger.
        ("a bit of the ledger turned", Step::Ledger, |f| f.flip("ledger.jsonl", 300)),
        ("the ledger's first line taken out", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            f.write("ledger.jsonl", text.split_once('\n').expect("two lines").1);
        }),
        ("a line in the middle taken out", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let mut lines: Vec<&str> = text.lines().collect();
            lines.remove(2);
            f.write("ledger.jsonl", lines.join("\n") + "\n");
        }),
        ("two lines in another order", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let mut lines: Vec<&str> = text.lines().collect();
            lines.swap(1, 2);
            f.write("ledger.jsonl", lines.join("\n") + "\n");
        }),
        ("a last line that is not whole", Step::Ledger, |f| {
            let bytes = f.read("ledger.jsonl");
            f.write("ledger.jsonl", &bytes[..bytes.len() - 20]);
        }),
        ("a line written in other spacing", Step::Ledger, |f| {
            f.replace("ledger.jsonl", "{\"number\":1,", "{ \"number\":1,")
        }),
        ("a line with a key that nobody knows", Step::Ledger, |f| {
            f.replace("ledger.jsonl", "{\"number\":1,", "{\"x\":0,\"number\":1,")
        }),
        ("a line of an earlier day than the one before", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.last_mut().expect("a line").on = day(-5);
            f.chain(entries);
        }),
        ("a line of lesser rules than the one before", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.last_mut().expect("a line").rules = Rules::One;
            f.chain(entries);
        }),
        ("a last line of rules that nobody knows yet", Step::Ledger, |f| {
            let text = String::from_utf8(f.read("ledger.jsonl")).expect("text");
            let (before, last) = text.trim_end().rsplit_once('\n').expect("two lines");
            let newer = last.replace(
                &format!("\"rules\":{}", Rules::NEWEST.number()),
                &format!("\"rules\":{},\"more\":[]", Rules::NEWEST.number() + 1),
            );
            assert_ne!(newer, last);
            f.write("ledger.jsonl", format!("{before}\n{newer}\n"));
        }),
        ("rules that are named though a line without them means the same", Step::Ledger, |f| {
            let mut entries = f.lines();
            entries.truncate(1);
            entries[0].rules = Rules::One;
            let line = serde_json::to_string(&entries[0]).expect("a line");
            let line = line.replace("\"action\"", "\"rules\":1,\"action\"");
            f.write("ledger.jsonl", format!("{line}\n"));
        }),
        ("a change that was begun, with a line of lesser rules", Step::Ledger, |f| {
            let mut last = f.lines().pop().expect("a line");
            last.number += 1;
            last.before = Ledger::parse(&f.read("ledger.jsonl")).expect("a ledger").head;
            last.rules = Rules::One;
            let line = serde_json::to_string(&last).expect("a line") + "\n";
            let plan = serde_json::json!({ "line": line, "moves": [], "removes": [] });
            f.write("pending/plan.json", plan.to_string());
        }),
        ("a change that was begun on another ledger", Step::Ledger, |f| {
            f.write(
                "pending/plan.json",
                "{\"line\":\"{\\\"before\\\":\\\"00\\\"}\\n\",\"moves\":[],\"removes\":[]}",
            );
        }),
        ("garbage for a ledger", Step::Ledger, |f| f.write("ledger.jsonl", [0xff, 0xfe, b'\n'])),
        // 3. Rosters.
        ("a bit of the first roster turned", Step::Rosters, |f| f.flip("roster/0001.json", 200)),
        ("the second roster missing", Step::Rosters, |f| f.remove("roster/0002.json")),
        ("a roster that the ledger does not name", Step::Rosters, |f| {
            f.write("roster/0003.json", "{}")
        }),
        ("allowed signers with a stranger", Step::Rosters, |f| {
            let mut text = f.read("allowed_signers");
            text.extend(b"eve ssh-ed25519 AAAA\n");
            f.write("allowed_signers", text);
        }),
        ("allowed signers missing", Step::Rosters, |f| f.remove("allowed_signers")),
        ("a second roster that follows another first one", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| roster.before = "0".repeat(64));
        }),
        ("one person as two, with one key", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| {
                let mut twin = roster.people[0].clone();
                "ada-two".clone_into(&mut twin.id);
                "Ada Second".clone_into(&mut twin.name);
                roster.people.push(twin);
            });
        }),
        ("one person as two, with one name", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| {
                let mut twin = person("tom", day(2));
                "tom-two".clone_into(&mut twin.id);
                twin.keys = vec![key(99).public_key().to_openssh().expect("a key")];
                roster.people.push(twin);
            });
        }),
        ("a roster of one person", Step::Rosters, |f| {
            f.roster(&["ada", "pam"], |roster| roster.people.truncate(1));
        }),
        // 4. Changes of the roster.
        ("a roster that one person signed", Step::RosterChanges, |f| f.roster(&["ada"], |_| {})),
        ("a roster that nobody signed", Step::RosterChanges, |f| f.roster(&[], |_| {})),
        ("a roster that one person signed twice", Step::RosterChanges, |f| {
            f.roster(&["ada"], |_| {});
            let signature = f.read("roster/0002.json.ada.sig");
            f.write("roster/0002.json.pam.sig", signature);
        }),
        ("a roster signed for another purpose", Step::RosterChanges, |f| {
            let bytes = f.read("roster/0002.json");
            let signature = f.sign("pam", Purpose::Release, &bytes);
            f.write("roster/0002.json.pam.sig", signature);
        }),
        ("a roster signed by a person whose key had run out", Step::RosterChanges, |f| {
            f.first_roster(&["ada", "pam"], |roster| runs_out(roster, "pam", day(1)));
        }),
        ("a roster's signatures swapped", Step::RosterChanges, |f| {
            f.swap("roster/0002.json.ada.sig", "roster/0002.json.pam.sig")
        }),
        // 5. Releases and the ledger.
        ("a release manifest with a bit turned", Step::Manifests, |f| {
            f.flip(&format!("{ONE}/release.json"), 500)
        }),
        ("a release manifest missing", Step::Manifests, |f| {
            f.remove(&format!("{ONE}/release.json"))
        }),
        ("a release missing", Step::Manifests, |f| f.remove(ONE)),
        ("two releases in each other's place", Step::Manifests, |f| {
            f.rename(ONE, "published/x");
            f.rename("published/ldn-fibromyalgia/2", ONE);
            f.rename("published/x", "published/ldn-fibromyalgia/2");
        }),
        ("a release that the ledger does not name", Step::Manifests, |f| {
            copy(&f.at(ONE), &f.at("published/ldn-fibromyalgia/9"))
        }),
        ("a release of a sheet that the ledger does not name", Step::Manifests, |f| {
            copy(&f.at(ONE), &f.at("published/ldn-other/1"))
        }),
        ("the older manifest in the newer one's place", Step::Manifests, |f| {
            let old = f.read(&format!("{ONE}/release.json"));
            f.write("published/ldn-fibromyalgia/2/release.json", old);
        }),
        // 6. The publisher's signature.
        ("a release's signature with a bit turned", Step::Publisher, |f| {
            f.flip(&format!("{ONE}/release.json.sig"), 120)
        }),
        ("a release's signature missing", Step::Publisher, |f| {
            f.remove(&format!("{ONE}/release.json.sig"))
        }),
        ("two releases' signatures swapped", Step::Publisher, |f| {
            f.swap(
                &format!("{ONE}/release.json.sig"),
                "published/ldn-fibromyalgia/2/release.json.sig",
            );
        }),
        ("a release signed by a pharmacist", Step::Publisher, |f| {
            let signature =
                f.sign("pam", Purpose::Release, &f.read(&format!("{ONE}/release.json")));
            f.write(&format!("{ONE}/release.json.sig"), signature);
        }),
        ("a release signed for another purpose", Step::Publisher, |f| {
            let signature =
                f.sign("peg", Purpose::Declaration, &f.read(&format!("{ONE}/release.json")));
            f.write(&format!("{ONE}/release.json.sig"), signature);
        }),
        ("a release that names a publisher who is none", Step::Publisher, |f| {
            f.release("1", |_, about, _| "pam".clone_into(&mut about.publisher));
        }),
        ("a release by a publisher whose key had run out", Step::Publisher, |f| {
            f.first_roster(&["ada", "pam"], |roster| runs_out(roster, "peg", day(-1)));
        }),
        ("a release before its publisher's first day", Step::Publisher, |f| {
            f.release("1", |_, about, _| about.published = day(-3));
        }),
        // 7. Files.
        ("a released PDF with a bit turned", Step::Files, |f| {
            f.flip(&format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf"), 3000)
        }),
        ("a released PDF cut short", Step::Files, |f| {
            let path = format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf");
            let bytes = f.read(&path);
            f.write(&path, &bytes[..bytes.len() / 2]);
        }),
        ("a released PDF missing", Step::Files, |f| {
            f.remove(&format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf"))
        }),
        ("a file added to a release", Step::Files, |f| {
            f.write(&format!("{ONE}/extra.pdf"), "hello")
        }),
        ("a file renamed in a release", Step::Files, |f| {
            f.rename(&format!("{ONE}/release-note.txt"), &format!("{ONE}/note.txt"))
        }),
        ("sums that fit nothing", Step::Files, |f| f.flip(&format!("{ONE}/SHA256SUMS"), 3)),
        ("a FHIR document with another digest", Step::Files, |f| {
            f.flip(&format!("{ONE}/fhir/{SHEET}.v1.handout.letter.en-us.json"), 700)
        }),
        ("stored inputs changed", Step::Files, |f| {
            f.replace(&format!("{ONE}/candidate/inputs/candor.toml"), "letter", "a4")
        }),
        ("a stored declaration missing", Step::Files, |f| {
            f.remove(&format!("{ONE}/candidate/declarations/pam.json"))
        }),
        // 8. The candidate.
        ("a candidate of another digest", Step::Candidate, |f| {
            f.release("1", |_, about, _| about.candidate = "0".repeat(64))
        }),
        ("a candidate's file changed and signed over by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.get_mut("candidate/record.txt").expect("a record").push(b' ');
            });
        }),
        ("a file added to a candidate by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.insert("candidate/more.txt".to_owned(), b"more".to_vec());
            });
        }),
        ("a candidate's file taken out by the publisher", Step::Candidate, |f| {
            f.release("1", |files, _, _| {
                files.remove("candidate/carries.json");
            });
        }),
        ("a later review-due date than was signed", Step::Candidate, |f| {
            f.release("1", |_, about, published| {
                about.due = day(7);
                published.due = day(7);
            });
        }),
        ("a class that was lowered", Step::Candidate, |f| {
            f.candidate("1", |_, cut| cut.class = candor_model::Class::Layout);
        }),
        ("a whole ledger that was put under earlier rules", Step::Candidate, |f| {
            let mut entries = f.lines();
            entries.iter_mut().for_each(|entry| entry.rules = Rules::One);
            f.chain(entries);
            f.current(|_| {});
        }),
        ("a candidate by earlier rules than its line, signed by all", Step::Candidate, |f| {
            f.candidate("2", |_, cut| {
                (cut.rules, cut.looks, cut.needs) = (Rules::One, Vec::new(), None);
            });
        }),
        ("materials that are not the stored inputs, signed by all", Step::Candidate, |f| {
            f.candidate("2", |_, cut| {
                cut.materials.pop();
            });
        }),
        // 9. Declarations.
        ("a declaration that one person signed for another", Step::Declarations, |f| {
            f.release("1", |files, _, _| f.declare(files, "pam", "ada", |_| {}));
        }),
        ("a declaration over another candidate", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| d.candidate = "0".repeat(64))
            });
        }),
        ("a declaration in a role that the person does not have", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| {
                    d.role = Role::Clinician;
                    Role::Clinician.meaning().clone_into(&mut d.meaning);
                });
            });
        }),
        ("a declaration with another meaning", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| "I saw it".clone_into(&mut d.meaning))
            });
        }),
        ("a declaration before the person's first day", Step::Declarations, |f| {
            f.release("1", |files, _, _| f.declare(files, "pam", "pam", |d| d.on = day(-1)));
        }),
        ("a declaration by a person whose key had run out", Step::Declarations, |f| {
            f.first_roster(&["ada", "cora"], |roster| runs_out(roster, "pam", day(-1)));
        }),
        ("a declaration of the day after publication", Step::Declarations, |f| {
            f.release("1", |files, about, _| {
                f.declare(files, "pam", "pam", |d| d.on = day(1));
                about
                    .reviewers
                    .iter_mut()
                    .filter(|r| r.person == "pam")
                    .for_each(|r| r.on = day(1));
            });
        }),
        ("a declaration by somebody who came to the roster later", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                let bytes = files["candidate/declarations/pam.json"].clone();
                files.insert("candidate/declarations/tom.json".to_owned(), bytes);
                files.insert("candidate/declarations/tom.json.sig".to_owned(), Vec::new());
                f.declare(files, "tom", "tom", |d| {
                    "tom".clone_into(&mut d.person);
                    "Tom Example".clone_into(&mut d.name);
                });
            });
        }),
        ("a reviewer whom nobody signed for", Step::Declarations, |f| {
            f.release("1", |_, about, _| {
                let mut more = about.reviewers[0].clone();
                "cora".clone_into(&mut more.person);
                about.reviewers.push(more);
            });
        }),
        ("a declaration in another name", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                f.declare(files, "pam", "pam", |d| "Dr Pam".clone_into(&mut d.name))
            });
        }),
        ("a declaration's signature for another purpose", Step::Declarations, |f| {
            f.release("1", |files, _, _| {
                let name = "candidate/declarations/pam.json";
                let signature = f.sign("pam", Purpose::Release, &files[name]);
                files.insert(format!("{name}.sig"), signature);
            });
        }),
        // 10. The policy.
        ("the author alone", Step::Policy, |f| {
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/pam"));
                about.reviewers.retain(|r| r.person != "pam");
            });
        }),
        ("one reviewer alone", Step::Policy, |f| {
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/ada"));
                about.reviewers.retain(|r| r.person != "ada");
            });
        }),
        ("a stored policy that asks for nobody", Step::Policy, |f| {
            f.candidate("1", |_, cut| cut.policy.safety.people = 0);
            f.release("1", |files, about, _| {
                files.retain(|name, _| !name.contains("declarations/pam"));
                about.reviewers.retain(|r| r.person != "pam");
            });
        }),
        ("a role that the policy asks for missing", Step::Policy, |f| {
            f.candidate("1", |_, cut| {
                cut.policy.safety.roles.insert(Role::Clinician);
                cut.needs.as_mut().expect("needs").roles.insert(Role::Clinician);
            });
        }),
        ("a template that the candidate does not speak of, signed by all", Step::Policy, |f| {
            f.candidate("2", |files, cut| template(files, cut));
        }),
        (
            "another program that the candidate does not speak of, signed by all",
            Step::Policy,
            |f| {
                f.candidate("2", |_, cut| cut.tool.assets = "0".repeat(64));
            },
        ),
        ("a policy that the candidate does not speak of, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.policy.layout.people = 9);
        }),
        ("a change of looks that was made up, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.looks.push(Look::Program));
        }),
        ("fewer signatures than a change asks for, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.needs.as_mut().expect("needs").people = 1);
        }),
        ("no word of the signatures that are needed, signed by all", Step::Policy, |f| {
            f.candidate("2", |_, cut| cut.needs = None);
        }),
        ("a role that the version before it asked for missing", Step::Policy, |f| {
            f.candidate("1", |_, cut| {
                cut.policy.safety.roles.insert(Role::Pharmacist);
                cut.policy.safety.people = 2;
                cut.needs.as_mut().expect("needs").roles.insert(Role::Pharmacist);
            });
        }),
        ("a waiver whose person did not sign", Step::Policy, |f| {
            f.candidate("1", |_, cut| cut.waivers.push("Dr Who".to_owned()));
        }),
        // 11. The text of record.
        ("a text of record with one word changed, signed by all", Step::TextOfRecord, |f| {
            f.candidate("1", |files, _| {
                let record = String::from_utf8(files["record.txt"].clone()).expect("text");
                files.insert(
                    "record.txt".to_owned(),
                    record.replacen("opioid", "aspirin", 1).into_bytes(),
                );
            });
        }),
        ("a content digest of nothing, signed by all", Step::TextOfRecord, |f| {
            f.candidate("1", |_, cut| cut.content = sha256(b""));
        }),
        // 12. Released pages.
        ("a released composition with one word changed", Step::ReleaseBlock, |f| {
            f.composition(|value| value["purpose"]["runs"][0]["text"] = "It cures you.".into());
        }),
        ("a released composition with a section less", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                value["sections"].as_array_mut().expect("sections").remove(0);
            });
        }),
        ("a released composition without its reviewers", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Pam Example", "Nobody");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition with a longer name", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Pam Example", "Pam Examples");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition of another version", Step::ReleaseBlock, |f| {
            f.composition(|value| {
                let text = value.to_string().replace("Version 1. Check", "Version 2. Check");
                *value = serde_json::from_str(&text).expect("JSON");
            });
        }),
        ("a released composition missing", Step::ReleaseBlock, |f| {
            f.release("1", |files, _, _| {
                files.remove(&released());
            });
        }),
        // 13. Codes.
        ("another check code, signed by all", Step::Codes, |f| {
            let other = "00000-00000-00000-00000";
            let mut before = String::new();
            f.candidate("1", |_, cut| before = std::mem::replace(&mut cut.code, other.to_owned()));
            f.release("1", |files, _, _| {
                let name = released();
                let text = String::from_utf8(files[&name].clone()).expect("text");
                files.insert(name, text.replace(&before, other).into_bytes());
            });
        }),
        ("a QR code that a pharmacist signed", Step::Codes, |f| {
            let other = requoted(f, "pam");
            f.release("1", |files, about, _| requote(files, about, &other));
        }),
        // 14. The order of versions.
        ("a second version that was cut from nothing", Step::Succession, |f| {
            f.candidate("2", |_, cut| cut.previous = None);
        }),
        // 15. Withdrawals and reviews.
        ("a withdrawal's statement missing", Step::Statements, |f| {
            f.remove(&format!("withdrawn/{OTHER}-1.json"))
        }),
        ("a withdrawal's statement changed", Step::Statements, |f| {
            f.flip(&format!("withdrawn/{OTHER}-1.json"), 60)
        }),
        ("a withdrawal's signature missing", Step::Statements, |f| {
            f.remove(&format!("withdrawn/{OTHER}-1.json.sig"))
        }),
        ("a withdrawal that the ledger does not name", Step::Statements, |f| {
            f.write("withdrawn/ldn-x-1.json", "{}")
        }),
        ("a withdrawal signed by a pharmacist", Step::Statements, |f| {
            let path = format!("withdrawn/{OTHER}-1.json");
            let signature = f.sign("pam", Purpose::Withdrawal, &f.read(&path));
            f.write(&format!("{path}.sig"), signature);
        }),
        ("a withdrawal that was taken back by taking out its line", Step::Statements, |f| {
            let mut entries = f.lines();
            entries.retain(|entry| !matches!(entry.action, Action::Withdraw { .. }));
            f.chain(entries);
            f.current(|current| current.versions.iter_mut().for_each(|row| row.withdrawn = None));
        }),
        ("a withdrawal by a publisher whose key had run out", Step::Statements, |f| {
            f.roster(&["ada", "pam"], |roster| runs_out(roster, "peg", day(1)));
        }),
        ("a review by a pharmacist before the first day", Step::Statements, |f| {
            f.roster(&["ada", "pam"], |roster| {
                roster.people.iter_mut().filter(|p| p.id == "tom").for_each(|p| p.from = day(3));
            });
        }),
        ("a monograph's review changed", Step::Statements, |f| {
            f.flip("monographs/low-dose-naltrexone-1.whole.json", 900)
        }),
        ("a monograph's review signed by the author", Step::Statements, |f| {
            let signature = f.sign(
                "ada",
                Purpose::Declaration,
                &f.read("monographs/low-dose-naltrexone-1.whole.json"),
            );
            f.write("monographs/low-dose-naltrexone-1.whole.json.sig", signature);
        }),
        ("a monograph's review in the form that leaves words out", Step::Statements, |f| {
            let path = "monographs/low-dose-naltrexone-1.whole.json";
            let mut review: Value = serde_json::from_slice(&f.read(path)).expect("JSON");
            let whole = review["text"].as_str().expect("a text");
            assert!(whole.starts_with("candor monograph 2\n"));
            let partial = whole.replacen("monograph 2", "monograph 1", 1);
            let text = sha256(partial.as_bytes());
            (review["content"], review["text"]) = (text.clone().into(), partial.into());
            let bytes = serde_json::to_vec_pretty(&review).expect("JSON");
            f.write(path, &bytes);
            f.write(&format!("{path}.sig"), f.sign("tom", Purpose::Declaration, &bytes));
            let mut entries = f.lines();
            for entry in &mut entries {
                if let Action::Monograph { content, sha256: file, .. } = &mut entry.action {
                    (*content, *file) = (text.clone(), sha256(&bytes));
                }
            }
            f.chain(entries);
            f.current(|_| {});
        }),
        // 16. The list of current versions.
        ("a list of current versions with a bit turned", Step::CurrentList, |f| {
            f.flip("current.json", 400)
        }),
        ("a list of current versions missing", Step::CurrentList, |f| f.remove("current.json")),
        ("a list of current versions that names an old version", Step::CurrentList, |f| {
            f.current(|current| {
                current.versions.iter_mut().for_each(|row| {
                    row.version = candor_release::Version::parse("1").expect("a version");
                });
            });
        }),
        ("a list that hides a withdrawal", Step::CurrentList, |f| {
            f.current(|current| current.versions.iter_mut().for_each(|row| row.withdrawn = None));
        }),
        ("a list that knows another ledger", Step::CurrentList, |f| {
            f.current(|current| current.ledger.sha256 = "0".repeat(64))
        }),
        ("a list that knows more lines than there are", Step::CurrentList, |f| {
            f.current(|current| current.ledger.number += 3)
        }),
        ("a list of tomorrow", Step::CurrentList, |f| f.current(|current| current.issued = day(6))),
        ("a list signed by nobody", Step::CurrentList, |f| {
            let mut signed: SignedCurrent =
                serde_json::from_slice(&f.read("current.json")).expect("a list");
            "-----BEGIN SSH SIGNATURE-----".clone_into(&mut signed.signature);
            f.write("current.json", serde_json::to_vec_pretty(&signed).expect("text"));
        }),
        ("an old list, replayed", Step::CurrentList, |f| {
            f.current(|current| current.counter = 1);
        }),
        ("a ledger rolled back to before the withdrawal", Step::CurrentList, |f| {
            let mut entries = f.lines();
            let keep =
                entries.iter().position(|entry| matches!(entry.action, Action::Withdraw { .. }));
            entries.truncate(keep.expect("a withdrawal"));
            f.chain(entries);
            for gone in ["withdrawn", "monographs"] {
                f.remove(gone);
            }
        }),
    ];
    #[cfg(unix)]
    all.extend([
        (
            "a link in the place of a PDF",
            Step::Store,
            (|f| {
                let path = f.at(&format!("{ONE}/{SHEET}.v1.handout.letter.en-us.pdf"));
                std::fs::remove_file(&path).expect("removed");
                std::os::unix::fs::symlink("/etc/passwd", path).expect("linked");
            }) as fn(&Forge),
        ),
        ("a link in the place of a release", Step::Store, |f| {
            f.rename(ONE, "candidates/x");
            std::os::unix::fs::symlink(f.at("candidates/x"), f.at(ONE)).expect("linked");
        }),
        ("a link at the top", Step::Store, |f| {
            std::os::unix::fs::symlink("/etc", f.at("copies")).expect("linked");
        }),
    ] as [Damage; 3]);
    all
}

/// Puts a template among the stored inputs and materials of a candidate.
fn template(files: &mut Files, cut: &mut Candidate) {
    let (path, text) = ("templates/own.typ", b"#let own = (:)".to_vec());
    cut.materials.push(Subject::of(path, &text));
    cut.materials.sort();
    files.insert(format!("inputs/{path}"), text);
}

/// A QR code as somebody else would sign it.
fn requoted(forge: &Forge, who: &str) -> String {
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
fn requote(files: &mut Files, about: &mut Release, qr: &str) {
    let name = released();
    let text = String::from_utf8(files[&name].clone()).expect("text");
    files.insert(name, text.replace(&about.qr, qr).into_bytes());
    qr.clone_into(&mut about.qr);
}

fn trust() -> Trust {
    Trust {
        today: day(4),
        root: Some(sha256(&crate::store::first_roster().to_bytes())),
        counter: 4,
    }
}

#[test]
fn each_damaged_store_is_refused_at_its_own_step() {
    let twin = DiskStore::open(STORE.as_path());
    let verified = candor_release::verify(&twin, &trust()).expect("the undamaged store is sound");
    assert_eq!((verified.versions, verified.counter), (3, 4));
    let n = verified.lines as u64;
    assert_eq!(verified.rules, [candor_release::Held { rules: Rules::NEWEST, from: 1, to: n }]);
    let damages = damages();
    assert!(60 <= damages.len(), "{} damages", damages.len());
    let mut wrong = Vec::new();
    for (name, step, damage) in &damages {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path().join("releases");
        copy(&STORE, &root);
        let forge = Forge { root };
        damage(&forge);
        // Where people of the first roster forge it, its digest on paper would tell at once; here
        // nobody kept it.
        let undamaged = std::fs::read(STORE.join("roster/0001.json")).expect("a roster");
        let forged = forge.read("roster/0001.json") != undamaged;
        let root = trust().root.filter(|_| !forged || *step == Step::Rosters);
        let found =
            candor_release::verify(&DiskStore::open(&forge.root), &Trust { root, ..trust() });
        match found {
            Ok(_) => wrong.push(format!("{name}: verifies; wanted {step:?}")),
            Err(error) if error.step() == Some(*step) => {}
            Err(error) => {
                wrong.push(format!("{name}: {:?} ({error}); wanted {step:?}", error.step()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), damages.len(), wrong.join("\n"));
    println!("{} damaged stores, each refused at its step", damages.len());
}

#[test]
fn another_first_roster_is_noticed_by_whoever_kept_its_digest() {
    let twin = DiskStore::open(STORE.as_path());
    let other = Trust { root: Some("0".repeat(64)), ..trust() };
    let error = candor_release::verify(&twin, &other).expect_err("another root");
    assert!(matches!(error, Error::Fault(Fault::OtherFirstRoster { .. })), "{error:?}");
    let seen = Trust { counter: 9, ..trust() };
    let error = candor_release::verify(&twin, &seen).expect_err("an old copy");
    let replayed = CurrentFault::Replayed { counter: 4, seen: 9 };
    assert!(matches!(error, Error::Fault(Fault::Current(found)) if found == replayed));
}

/// The undamaged twin of a store whose template changed: said, and signed by whoever must.
#[test]
fn a_template_that_the_candidate_speaks_of_verifies() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("releases");
    copy(&STORE, &root);
    let forge = Forge { root };
    forge.candidate("2", |files, cut| {
        template(files, cut);
        let (path, how) = ("templates/own.typ".to_owned(), How::Added);
        cut.looks.push(Look::File { path, how });
    });
    candor_release::verify(&DiskStore::open(&forge.root), &trust()).expect("sound");
}

/// A line of a later Candor is nobody's damage, and the way out is said.
#[test]
fn a_line_of_a_newer_candor_says_so() {
    let line = b"{\"number\":1,\"rules\":9,\"shape\":\"unknown\"}\n";
    let error = Ledger::parse(line).expect_err("not to be judged");
    let Error::Fault(fault) = error else { panic!("{error:?}") };
    assert_eq!(fault, Fault::Line { number: 1, wrong: LineFault::NewerRules { rules: 9 } });
    assert!(fault.fix().contains("the Candor that made it"), "{}", fault.fix());
}
