//! A store survives a machine that stops, a disk that is full and two programs at once.
//!
//! Each of cut, sign, publish and withdraw is stopped at every single change of the store, in a
//! real process that aborts. Afterwards the store verifies, what was signed is still there, and
//! the work can be finished.

use std::path::Path;
use std::process::Command;

use candor_document::Ready;
use candor_model::digest::sha256;
use candor_release::store::Kind;
use candor_release::{DiskStore, Error, Store, Trust, Version};
use candor_workspace::inputs::Workspace;

use crate::store::{self, OTHER, SHEET, STORE, copy, day, inputs, ready, second, signer};

/// What happens at the chosen change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// The machine stops.
    Abort,
    /// The disk is full.
    Full,
}

/// A store that fails at its n-th change.
struct Faulty {
    inner: DiskStore,
    left: usize,
    fault: Fault,
}

impl Faulty {
    /// Counts a change down; the last one fails.
    fn step(&mut self) -> Result<(), Error> {
        if self.left == 0 {
            return match self.fault {
                Fault::Abort => std::process::abort(),
                Fault::Full => Err(Error::world("no space is left on the device")),
            };
        }
        self.left -= 1;
        Ok(())
    }
}

impl Store for Faulty {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        self.inner.read(path)
    }

    fn list(&self, path: &str) -> Result<Vec<(String, Kind)>, Error> {
        self.inner.list(path)
    }

    fn write(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        self.step()?;
        self.inner.write(path, bytes)
    }

    fn append(&mut self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        if self.left == 0 {
            // A line may be written in part before the machine stops.
            self.inner.append(path, &bytes[..bytes.len() / 2])?;
        }
        self.step()?;
        self.inner.append(path, bytes)
    }

    fn rename(&mut self, from: &str, to: &str) -> Result<(), Error> {
        self.step()?;
        self.inner.rename(from, to)
    }

    fn remove(&mut self, path: &str) -> Result<(), Error> {
        self.step()?;
        self.inner.remove(path)
    }
}

/// What is done to the store.
const ACTIONS: [&str; 4] = ["cut", "sign", "publish", "withdraw"];

/// The sheet as it is cut in these tests.
fn third() -> String {
    second().replace("at your review.", "at your next review.")
}

fn fourth() -> String {
    second().replace("at your review.", "at your last review.")
}

fn act(store: &mut dyn Store, action: &str) -> Result<(), Error> {
    let candidate = |store: &dyn Store| candor_release::candidate(store, SHEET);
    match action {
        "cut" => {
            // Another text than the candidate that waits, which two people have signed.
            let inputs = inputs(SHEET, &fourth());
            let (opened, ready): (Workspace, Ready) = ready(&inputs, SHEET);
            candor_release::cut(store, &inputs, &opened, &ready, day(3), None).map(|_| ())
        }
        "sign" => {
            let cut = candidate(store)?;
            candor_release::sign(store, &cut, &mut signer("cora"), "read it", day(3)).map(|_| ())
        }
        "publish" => {
            candor_release::finish(store)?;
            let cut = candidate(store)?;
            candor_release::publish(store, &cut, &mut signer("peg"), day(3)).map(|_| ())
        }
        "withdraw" => {
            let version = Version::parse("1").expect("a version");
            candor_release::withdraw(
                store,
                SHEET,
                version,
                "an example",
                &mut signer("peg"),
                day(3),
            )
        }
        other => panic!("{other}"),
    }
}

fn trust() -> Trust {
    Trust { today: day(4), root: Some(sha256(&store::first_roster().to_bytes())), counter: 4 }
}

/// Whether the work is done, so that doing it again would be refused.
fn is_done(store: &dyn Store, action: &str) -> bool {
    let view = candor_release::StoreView::read(store).expect("a sound store");
    match action {
        "cut" => candor_release::candidate(store, SHEET).is_ok_and(|cut| {
            cut.manifest
                .predicate
                .changes
                .iter()
                .any(|c| c.after.as_ref().is_some_and(|t| t.contains("last review")))
        }),
        "sign" => candor_release::candidate(store, SHEET).is_ok_and(|cut| {
            let all = candor_release::declared(store, &cut.folder).expect("sound");
            all.iter().any(|one| one.declaration.person == "cora")
        }),
        "publish" => view.ledger.versions(SHEET).count() == 3,
        "withdraw" => {
            view.ledger.withdrawn(SHEET, Version::parse("1").expect("a version")).is_some()
        }
        other => panic!("{other}"),
    }
}

/// Every declaration in the store, by the digest of its bytes.
fn signatures(root: &Path) -> Vec<String> {
    let mut all = Vec::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("a list") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|e| e == "sig") {
                all.push(sha256(&std::fs::read(path).expect("bytes")));
            }
        }
    }
    all.sort();
    all.dedup();
    all
}

/// The store verifies, nothing signed is lost, and the work can be finished.
fn survives(root: &Path, action: &str, n: usize, before: &[String]) {
    let look = DiskStore::open(root);
    candor_release::verify(&look, &trust())
        .unwrap_or_else(|error| panic!("{action}, stopped at {n}: {error}"));
    let kept = signatures(root);
    // The list of current versions carries its signature inside, so it is not among these.
    let lost: Vec<_> = before.iter().filter(|digest| !kept.contains(digest)).collect();
    assert!(lost.is_empty(), "{action}, stopped at {n}: {} signatures lost", lost.len());
    let mut store = DiskStore::locked(root).expect("free");
    candor_release::finish(&mut store).unwrap_or_else(|error| panic!("{action} at {n}: {error}"));
    if !is_done(&store, action) {
        act(&mut store, action).unwrap_or_else(|error| panic!("{action} again at {n}: {error}"));
    }
    assert!(is_done(&store, action), "{action} at {n}");
    candor_release::verify(&store, &trust())
        .unwrap_or_else(|error| panic!("{action} at {n}: {error}"));
}

/// Runs in a process of its own; aborts at a change of the store.
#[test]
#[ignore = "is started by the test below"]
fn child() {
    let mut words = std::env::var("CANDOR_TEST_CRASH")
        .expect("what to do")
        .split('|')
        .map(str::to_owned)
        .collect::<Vec<_>>();
    let root = words.pop().expect("a folder");
    let n: usize = words.pop().expect("a number").parse().expect("a number");
    let action = words.pop().expect("an action");
    let inner = DiskStore::locked(root).expect("free");
    let mut store = Faulty { inner, left: n, fault: Fault::Abort };
    act(&mut store, &action).expect("done");
}

fn start(action: &str, n: usize, root: &Path) -> std::process::Child {
    Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", "crash::child", "--ignored", "--nocapture"])
        .env("CANDOR_TEST_CRASH", format!("{action}|{n}|{}", root.display()))
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .expect("started")
}

#[test]
fn a_machine_that_stops_at_any_change_leaves_a_store_that_can_be_finished() {
    for action in ACTIONS {
        let mut n = 0;
        loop {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().join("releases");
            copy(&STORE, &root);
            let before = signatures(&root);
            let status = start(action, n, &root).wait().expect("ended");
            survives(&root, action, n, &before);
            if status.success() {
                break;
            }
            n += 1;
        }
        assert!(1 < n, "{action} changes the store more than once");
        println!("{action}: stopped at each of {n} changes");
    }
}

#[test]
fn a_full_disk_at_any_change_leaves_a_store_that_can_be_finished() {
    for action in ACTIONS {
        let mut n = 0;
        loop {
            let folder = tempfile::tempdir().expect("a folder");
            let root = folder.path().join("releases");
            copy(&STORE, &root);
            let before = signatures(&root);
            let inner = DiskStore::locked(&root).expect("free");
            let done = act(&mut Faulty { inner, left: n, fault: Fault::Full }, action).is_ok();
            survives(&root, action, n, &before);
            if done {
                break;
            }
            n += 1;
        }
    }
}

#[test]
fn of_two_programs_at_once_one_waits_its_turn() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("releases");
    copy(&STORE, &root);
    let children: Vec<_> = (0..3).map(|_| start("publish", 100_000, &root)).collect();
    let done = children.into_iter().map(|mut child| child.wait().expect("ended").success());
    assert_eq!(done.filter(|done| *done).count(), 1, "one publishes, the others are refused");
    let store = DiskStore::open(&root);
    let verified = candor_release::verify(&store, &trust()).expect("sound");
    assert_eq!(verified.versions, 4);
    assert_eq!(
        candor_release::StoreView::read(&store).expect("sound").ledger.versions(OTHER).count(),
        1
    );
    assert_ne!(third(), fourth());
}
