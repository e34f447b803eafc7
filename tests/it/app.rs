//! What the program does, called as a library: no process, no terminal, no clock of its own.

use std::path::Path;

use candor_app::batch::{self, Change, Made, Plan, RenderCache};
use candor_app::open::{Kinds, named, open, open_around};
use candor_app::released::{Outcome, OverdueCopy, Released};
use candor_app::{init, new, release_flow, roster};
use candor_document::Witness;
use candor_model::diag::Diagnostics;
use candor_model::{Format, Jurisdiction};
use candor_release::{DiskStore, Hint, Signer};

use crate::store::{day, person, signer};

/// A clinic's workspace with the sheet that `init` puts there.
fn workspace() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("clinic");
    let clinic =
        init::Clinic { jurisdiction: Jurisdiction::Uk, name: Some("Example Clinic"), phone: None };
    init::workspace(&root, &clinic).expect("made");
    folder
}

/// Makes the handouts of all sheets; returns what came of each file.
fn render(root: &Path, out: &Path, cache: &RenderCache, on_threads: usize) -> Vec<Change> {
    let (opened, jobs) = open_around(Some(root)).expect("opened");
    let jobs = named(jobs, &[], &opened).expect("sheets");
    let kinds = Kinds { formats: vec![Format::Handout], ..Kinds::default() };
    let wanted = opened.wanted(&kinds).expect("a kind");
    let (base, looks) = batch::digests(&opened.inputs, "a program", &wanted);
    let plan = Plan {
        wanted: &wanted,
        out,
        cache,
        base,
        looks,
        proof: false,
        witness: Witness::Foreign,
        is_check: false,
    };
    let mut changes = Vec::new();
    let show = |_: &_, made: Made| {
        assert!(made.error.is_none() && made.refused.is_empty());
        changes.extend(made.files.into_iter().map(|file| file.change));
        Ok(())
    };
    batch::run(&opened.workspace.shared, &plan, &jobs, on_threads, show).expect("rendered");
    changes
}

#[test]
fn a_workspace_is_made_opened_and_rendered_twice() {
    let folder = workspace();
    let root = folder.path().join("clinic");
    let opened = open(Some(&root)).expect("opened");
    let id = new::id("ldn-pain").expect("an id");
    let medicine = Some("low-dose-naltrexone".to_owned());
    let condition = Some("fibromyalgia".to_owned());
    let text = new::blank(&opened, &id, day(0), medicine, condition, &|_| None);
    assert!(text.expect("a sheet").contains("id = \"ldn-pain\""));
    let error = new::blank(&opened, &id, day(0), None, None, &|_| None).expect_err("nobody");
    let Hint::Say(hint) = &error.hints()[0] else { panic!("{error:?}") };
    assert!(hint.contains("low-dose-naltrexone"), "{error:?}");
    let (cache, out) = (folder.path().join("cache"), root.join("out"));
    assert_eq!(render(&root, &out, &RenderCache::open(&cache, &out), 1), [Change::New]);
    assert_eq!(render(&root, &out, &RenderCache::open(&cache, &out), 2), [Change::Kept]);
}

#[test]
fn a_sheet_is_cut_signed_published_and_handed_out() {
    let folder = workspace();
    let root = folder.path().join("clinic");
    let store = root.join(candor_release::FOLDER);
    let people = ["ada", "pam", "peg"].map(|who| person(who, day(0))).into();
    roster::start(&store, people, day(0)).expect("a roster");
    let opened = open(Some(&root)).expect("opened");
    let show = &mut |found: &Diagnostics| panic!("{found:?}");
    release_flow::cut(&opened, "ldn-general", None, day(1), show).expect("cut");
    for (who, left) in [("ada", 2), ("pam", 0)] {
        let opened = open(Some(&root)).expect("opened");
        let ask = &mut |_: &_| Ok((Box::new(signer(who)) as Box<dyn Signer>, "read".to_owned()));
        let signed = release_flow::sign(&opened, "ldn-general", day(2), show, ask).expect("signed");
        assert_eq!(signed.needs.len(), left, "{:?}", signed.needs);
    }
    let opened = open(Some(&root)).expect("opened");
    let ask = &mut |_: &_| Ok(Box::new(signer("peg")) as Box<dyn Signer>);
    let published =
        release_flow::publish(&opened, "ldn-general", day(3), show, ask).expect("published");
    assert!(!published.replaces);
    let wanted = opened.wanted(&Kinds::default()).expect("kinds");
    let ready = release_flow::ready(&opened, "ldn-general", show).expect("a sheet");
    let released = Released::open(None, Some(&root), day(4)).expect("a store");
    assert!(released.knows("ldn-general") && !released.knows("ldn-pain"));
    let Some(Outcome::Files(files)) = released.of(&opened, &ready, &wanted).expect("asked") else {
        panic!("nothing is handed out")
    };
    assert_eq!(files.len(), wanted.len());
    // Two years later it is refused, and given with a reason.
    let late = day(4).saturating_add(jiff::ToSpan::years(2));
    let asked = |overdue| Released::open(overdue, Some(&root), late).expect("a store");
    let refused = asked(None).of(&opened, &ready, &wanted).expect("asked");
    assert!(matches!(refused, Some(Outcome::Refused(_))));
    let copy = OverdueCopy { reason: "no other sheet", by: "Ada Example" };
    let given = asked(Some(copy)).of(&opened, &ready, &wanted).expect("asked");
    assert!(matches!(given, Some(Outcome::Files(files)) if !files.is_empty()));
}

#[test]
fn a_roster_changes_when_two_people_have_signed() {
    let folder = workspace();
    let path = folder.path().join("clinic").join(candor_release::FOLDER);
    let people = ["ada", "pam", "peg"].map(|who| person(who, day(0))).into();
    roster::start(&path, people, day(0)).expect("a roster");
    let mut store = DiskStore::locked(&path).expect("a store");
    let add = |next: &mut _| {
        roster::add(next, person("tom", day(1)));
        Ok(())
    };
    roster::propose(&mut store, "a second pharmacist", day(1), add).expect("proposed");
    let again = roster::propose(&mut store, "another", day(1), |next| roster::remove(next, "ada"));
    assert!(again.expect_err("one waits").message().contains("a second pharmacist"));
    let by = |who: &'static str| move || Ok(Box::new(signer(who)) as Box<dyn Signer>);
    let first = roster::sign(&mut store, by("ada")).expect("signed");
    assert_eq!(first, roster::Change::Waits { by: "Ada Example".to_owned() });
    // Who is new cannot bring himself in.
    assert!(roster::sign(&mut store, by("tom")).is_err());
    let second = roster::sign(&mut store, by("pam")).expect("signed");
    assert!(matches!(second, roster::Change::InForce { number: 2, .. }), "{second:?}");
}
