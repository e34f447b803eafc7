//! Damaged and hostile stores: each is a real published store with one damage, refused at the
//! step of the specification that it breaks, while its undamaged twin verifies.
//!
//! Deep damages are made by somebody who holds the publisher's key and re-signs what follows, so
//! that only the step in question can notice.

mod forge;
mod pages;
mod store;
mod versions;

use candor_model::Rules;
use candor_model::digest::sha256;
use candor_release::{
    CurrentFault, DiskStore, Error, Fault, How, Ledger, LineFault, Look, Step, Trust,
};

use crate::store::{SHEET, STORE, copy, day};

use self::forge::*;

type Damage = (&'static str, Step, fn(&Forge));

const ONE: &str = "published/ldn-fibromyalgia/1";

/// Every damage with the step that refuses it.
fn damages() -> Vec<Damage> {
    let mut all = [store::damages(), versions::damages(), pages::damages()].concat();
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
