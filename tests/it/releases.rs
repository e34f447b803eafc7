//! Released pages: every shipped sheet has room for its release block, and verdicts are right.

use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};

use candor_document::{Laid, Shared, Witness};
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Role};
use candor_release::{
    Action, DiskStore, Error, Refusal, State, Store as _, StoreView, Verdict, Version,
    read_current, sheet_state, verdict_for_code, verdict_for_pdf, verdict_for_qr, verdict_in_list,
};
use jiff::civil::date;

use crate::env;
use crate::store::{
    OTHER, SHEET, STORE, copy, cut_and_sign, day, first_roster, inputs, ready, second, signer,
};

fn released() -> ReleaseStatus {
    let reviewer =
        |name: &str, role| Reviewer { name: name.to_owned(), role, date: date(2026, 11, 23) };
    ReleaseStatus::Released(ReleaseInfo {
        version: "12.3".to_owned(),
        published: date(2026, 11, 24),
        due: date(2027, 11, 22),
        reviewers: vec![
            reviewer("Example Name the Second", Role::Clinician),
            reviewer("Example Name the Third", Role::Pharmacist),
        ],
        code: "010B8-F80T9-1KR1Z-VSCMG".to_owned(),
        qr: format!(
            "CANDOR:1:LDN-FIBROMYALGIA:12.3:20271122:{}:AAAAAAAA:{}",
            "A".repeat(26),
            "B".repeat(103)
        ),
    })
}

/// Signs a candidate of a roster whose people are renamed.
fn signed_by(names: [(&str, &str); 3]) -> Vec<Result<(), Error>> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::locked(folder.path()).expect("a store");
    let mut roster = first_roster();
    for (who, name) in names {
        let people = roster.people.iter_mut();
        people
            .filter(|person| person.id == who)
            .for_each(|person| name.clone_into(&mut person.name));
    }
    candor_release::enter_roster(&mut store, &roster, &std::collections::BTreeMap::new())
        .expect("the first roster");
    let cut = cut_and_sign(&mut store, SHEET, &crate::store::example(SHEET), day(0), &[]);
    names
        .map(|(who, _)| {
            let signed =
                candor_release::sign(&mut store, &cut, &mut signer(who), "a reason", day(0));
            signed.map(|_| ())
        })
        .into()
}

#[test]
fn a_name_that_the_page_has_no_room_for_is_refused_when_it_is_signed() {
    let (long, other) =
        ("Bartholomew Featherstone Montgomery", "Alexandra Featherstone Montgomery");
    let all = signed_by([("ada", "Ada Example"), ("pam", "Pam Example"), ("cora", "Cora Example")]);
    assert!(all.iter().all(Result::is_ok), "three short names have room: {all:?}");
    let all =
        signed_by([("ada", long), ("pam", "Wilhelmina Montgomery-Ashworth"), ("cora", other)]);
    assert!(all[0].is_ok() && all[1].is_ok(), "{all:?}");
    let why = all[2].as_ref().expect_err("a third long name");
    assert!(matches!(why, Error::Refused(Refusal::NoRoom { n_names: 3, .. })), "{why:?}");
    let longer = "Bartholomew Featherstonehaugh Montgomery-Cholmondeley";
    let all = signed_by([
        ("ada", longer),
        ("pam", "WILHELMINA MONTGOMERY-ASHWORTH MARGARETHE"),
        ("cora", "Cora Example"),
    ]);
    for why in [&all[0], &all[1]] {
        let why = why.as_ref().expect_err("too long");
        assert!(matches!(why, Error::Refused(Refusal::LongName { .. })), "{why:?}");
    }
}

#[test]
fn every_shipped_sheet_has_room_for_its_release_block() {
    let shared = env::shared();
    let overdue = match released() {
        ReleaseStatus::Released(issue) => ReleaseStatus::Overdue(issue),
        other => other,
    };
    let (mut n, mut wrong) = (0, Vec::new());
    for (id, text) in env::examples() {
        let entry = Entry::File(text.into_bytes().into());
        let (sheet, _) = candor_document::check(
            &shared,
            &format!("{}.toml", id.trim_end_matches(".toml")),
            &entry,
        );
        let sheet = sheet.expect("a sound example");
        let handout = |kind: &DocumentSpec| kind.format == Format::Handout;
        for kind in env::all_kinds().into_iter().filter(handout) {
            for standing in [
                ReleaseStatus::Candidate { version: "12.3".to_owned() },
                released(),
                overdue.clone(),
            ] {
                let composition =
                    candor_document::compose_as(&shared, &sheet, kind, &standing, &[]);
                let (document, found) = candor_document::print_as(
                    &shared,
                    &sheet,
                    composition,
                    kind,
                    &standing,
                    Witness::Foreign,
                );
                if document.is_none_or(|document| document.report.pages != 2) {
                    let found = env::lines(&found);
                    let version = standing.issue().map_or("candidate", |_| "release");
                    wrong.push(format!(
                        "{id} {:?} {:?} {version}: {found:?}",
                        kind.paper, kind.jurisdiction
                    ));
                }
                n += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {n}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(110 <= n, "{n} documents");
}

#[test]
fn a_pdf_a_code_and_a_qr_code_get_the_same_verdict() {
    let store = DiskStore::open(STORE.as_path());
    let view = StoreView::read(&store).expect("sound");
    let reader = candor_release::Reader::new(&store);
    let version = |text: &str| Version::parse(text).expect("a version");
    let cases = [
        (SHEET, "1", "superseded", day(4)),
        (SHEET, "2", "genuine and current", day(4)),
        (SHEET, "2", "overdue", date(2029, 1, 1)),
        (OTHER, "1", "withdrawn", day(4)),
    ];
    let (current, _) =
        read_current(&store.read("current.json").expect("read").expect("a list")).expect("a list");
    for (sheet, v, wanted, on) in cases {
        let (manifest, _) = reader.release(sheet, version(v)).expect("a release");
        let about = manifest.predicate;
        let name = format!("published/{sheet}/{v}/{sheet}.v{v}.handout.letter.en-us.pdf");
        let pdf = store.read(&name).expect("read").expect("a PDF");
        let verdicts = [
            verdict_for_pdf(&store, &view, &pdf, on).expect("a verdict"),
            verdict_for_code(&view, &about.code.to_lowercase().replace('-', " "), on),
            verdict_for_qr(&view, &about.qr, on),
            verdict_in_list(&current, &about.qr, on),
        ];
        for verdict in verdicts {
            assert!(verdict.words().starts_with(wanted), "{sheet} {v}: {}", verdict.words());
        }
    }
    for text in ["", "hello", "CANDOR:1:X", "00000-00000-00000-00000"] {
        for verdict in [verdict_for_code(&view, text, day(4)), verdict_for_qr(&view, text, day(4))]
        {
            assert!(matches!(verdict, Verdict::Unknown { .. }), "{text}: {verdict:?}");
        }
    }
    let (manifest, _) = reader.release(SHEET, version("2")).expect("a release");
    let forged = manifest.predicate.qr.replace(":2:", ":3:");
    assert!(matches!(verdict_for_qr(&view, &forged, day(4)), Verdict::Unknown { .. }));
}

#[test]
fn a_changed_pdf_is_altered_and_says_in_what() {
    let store = DiskStore::open(STORE.as_path());
    let view = StoreView::read(&store).expect("sound");
    let name = format!("published/{SHEET}/2/{SHEET}.v2.handout.letter.en-us.pdf");
    let pdf = store.read(&name).expect("read").expect("a PDF");
    let mut document = lopdf::Document::load_mem(&pdf).expect("a PDF");
    for object in document.objects.values_mut() {
        if let Ok(stream) = object.as_stream_mut()
            && stream
                .dict
                .get(b"Type")
                .and_then(lopdf::Object::as_name)
                .is_ok_and(|n| n == b"EmbeddedFile")
        {
            let text = stream.decompressed_content().unwrap_or_else(|_| stream.content.clone());
            let text = String::from_utf8(text)
                .expect("JSON")
                .replace("Do not take LDN if you use any opioid", "Take LDN with any opioid");
            stream.set_plain_content(text.into_bytes());
        }
    }
    let mut changed = Vec::new();
    document.save_to(&mut changed).expect("saved");
    let verdict = verdict_for_pdf(&store, &view, &changed, day(4)).expect("a verdict");
    assert!(
        verdict.words().contains("altered: the text `item.ci-opioid-use`"),
        "{}",
        verdict.words()
    );
}

#[test]
fn the_state_of_a_sheet_follows_its_words_and_the_day() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("releases");
    copy(&STORE, &root);
    let store = DiskStore::open(&root);
    let view = StoreView::read(&store).expect("sound");
    let state = |text: &str, on| {
        let (opened, ready) = ready(&inputs(SHEET, text), SHEET);
        let content = candor_release::record(&opened, &ready).digest();
        sheet_state(&store, &view, SHEET, &content, on, 90).expect("a state")
    };
    let third = second().replace("at your review.", "at your next review.");
    let other = second().replace("at your review.", "at once.");
    assert!(matches!(state(&second(), day(4)), State::Published { .. }));
    assert!(matches!(state(&second(), date(2027, 10, 1)), State::ReviewDue { .. }));
    assert!(matches!(state(&second(), date(2029, 1, 1)), State::Overdue { .. }));
    assert!(
        matches!(&state(&third, day(4)), State::SignedInPart { needs, .. } if needs.is_empty())
    );
    assert!(matches!(state(&other, day(4)), State::Draft { not_applying: true, .. }));
}

#[test]
fn a_version_of_another_layout_is_numbered_so_and_nothing_changed_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("releases");
    copy(&STORE, &root);
    let mut store = DiskStore::locked(&root).expect("free");
    let same = inputs(SHEET, &second());
    let (opened, sheet) = ready(&same, SHEET);
    let refused = candor_release::cut(&mut store, &same, &opened, &sheet, day(4), None);
    let error = refused.expect_err("the same again");
    assert!(matches!(error, Error::Refused(Refusal::NothingChanged { .. })), "{error:?}");
    let mut looks = same.clone();
    let theme = match candor_shipped::templates().get("theme.typ") {
        Some(Entry::File(bytes)) => String::from_utf8(bytes.to_vec()).expect("text"),
        _ => panic!("no theme"),
    };
    let theme = theme.replace("#12263f", "#3f1226");
    looks.templates.insert("theme.typ", Entry::File(theme.into_bytes().into()));
    let (opened, sheet) = ready(&looks, SHEET);
    let cut = candor_release::cut(&mut store, &looks, &opened, &sheet, day(4), None)
        .expect("a candidate");
    assert_eq!(cut.manifest.predicate.version.to_string(), "2.1");
    assert_eq!(cut.manifest.predicate.class.as_str(), "layout");
    for who in ["ada", "pam"] {
        candor_release::sign(&mut store, &cut, &mut signer(who), "looked at it", day(4))
            .expect("signed");
    }
    candor_release::publish(&mut store, &cut, &mut signer("peg"), day(4)).expect("published");
    let view = StoreView::read(&store).expect("sound");
    let last = view.ledger.entries.last().expect("a line");
    assert!(matches!(&last.action, Action::Publish(p) if p.version.to_string() == "2.1"));
    let n = candor_release::rebuild(&store, SHEET, Version::parse("2.1").expect("a version"))
        .expect("the same");
    assert_eq!(n, 2);
}

/// A clinic whose safety changes need a clinician, and whose other changes two people.
fn with_policy(text: &str, policy: &str) -> candor_workspace::inputs::Inputs {
    let mut inputs = inputs(SHEET, text);
    let config = format!(
        "jurisdiction = \"us\"\npaper = \"letter\"\n[policy]\nformats = [\"handout\"]\n{policy}"
    );
    inputs.config = Some(Entry::File(config.into_bytes().into()));
    inputs
}

/// Cuts, signs and publishes; says what is lacking where that is refused. Signatures stay.
fn published_by(
    store: &mut DiskStore,
    inputs: &candor_workspace::inputs::Inputs,
    people: &[&str],
) -> Result<candor_release::Cut, Error> {
    let (opened, sheet) = ready(inputs, SHEET);
    let cut = candor_release::cut(store, inputs, &opened, &sheet, day(5), None).expect("cut");
    for who in people {
        candor_release::sign(store, &cut, &mut signer(who), "read it", day(5)).expect("signed");
    }
    candor_release::publish(store, &cut, &mut signer("peg"), day(5))?;
    Ok(cut)
}

#[track_caller]
fn lacks_a_clinician(error: &Error) {
    let Error::Refused(Refusal::Lacking { needs, .. }) = error else { panic!("{error:?}") };
    assert!(needs.iter().any(|need| need == "a signature as clinician"), "{needs:?}");
}

#[test]
fn a_change_of_looks_or_policy_is_signed_like_a_safety_change() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("releases");
    let mut store = DiskStore::locked(&root).expect("free");
    crate::store::start(&mut store);
    let strict = "safety = { roles = [\"clinician\"], people = 2 }\n";
    let text = second();
    let refused = published_by(&mut store, &with_policy(&text, strict), &["ada", "pam"]);
    lacks_a_clinician(&refused.expect_err("refused"));
    published_by(&mut store, &with_policy(&text, strict), &["cora"]).expect("published");
    // A minor change of words needs no clinician.
    let minor = text.replace("Which of my symptoms should we track?", "What shall we track?");
    assert_ne!(minor, text);
    let cut = published_by(&mut store, &with_policy(&minor, strict), &["ada", "pam"]);
    let about = cut.expect("published").manifest.predicate;
    assert_eq!((about.class.as_str(), about.looks.len()), ("minor", 0));
    // The same words in another template do.
    let mut looks = with_policy(&minor, strict);
    looks.templates.insert("more.typ", Entry::File(b"// More.".to_vec().into()));
    let lacking = published_by(&mut store, &looks, &["ada", "pam"]).expect_err("refused");
    lacks_a_clinician(&lacking);
    let cut = published_by(&mut store, &looks, &["cora"]).expect("published");
    let about = &cut.manifest.predicate;
    assert_eq!((about.class.as_str(), about.version.to_string().as_str()), ("layout", "2.1"));
    assert_eq!(about.told(), ["looks: templates/more.typ added"]);
    assert!(about.class.stock().starts_with("Keep paper"));
    // A policy without clinicians is brought in by one, the last time.
    looks.config = with_policy(&minor, "").config;
    let lacking = published_by(&mut store, &looks, &["ada", "pam"]).expect_err("refused");
    lacks_a_clinician(&lacking);
    published_by(&mut store, &looks, &["cora"]).expect("published");
    let last = minor.replace("What shall we track?", "What shall we look at?");
    let mut free = with_policy(&last, "");
    free.templates = looks.templates.clone();
    published_by(&mut store, &free, &["ada", "pam"]).expect("published");
    let trust = candor_release::Trust { today: day(5), ..candor_release::Trust::default() };
    assert_eq!(candor_release::verify(&store, &trust).expect("sound").versions, 5);
}

/// A card has no square code and names nobody; a name may hold a quotation mark.
#[test]
fn a_wallet_card_and_an_unusual_name_are_published_and_verify() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::locked(folder.path().join("releases")).expect("free");
    let mut roster = first_roster();
    let pam = roster.people.iter_mut().find(|person| person.id == "pam").expect("pam");
    "Pam \"Pat\" O'Neil".clone_into(&mut pam.name);
    candor_release::enter_roster(&mut store, &roster, &std::collections::BTreeMap::new())
        .expect("the first roster");
    let mut inputs = with_policy(&second(), "");
    let config = "jurisdiction = \"us\"\npaper = \"letter\"\n\
                  [policy]\nformats = [\"handout\", \"card\"]\n";
    inputs.config = Some(Entry::File(config.as_bytes().to_vec().into()));
    published_by(&mut store, &inputs, &["ada", "pam"]).expect("published");
    let trust = candor_release::Trust { today: day(5), ..candor_release::Trust::default() };
    assert_eq!(candor_release::verify(&store, &trust).expect("sound").versions, 1);
    let version = Version::parse("1").expect("a version");
    assert_eq!(candor_release::rebuild(&store, SHEET, version).expect("the same"), 4);
}

#[test]
fn a_sheet_of_its_own_is_no_way_round_the_last_policy() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut store = DiskStore::locked(folder.path().join("releases")).expect("free");
    crate::store::start(&mut store);
    let strict = "safety = { roles = [\"clinician\"], people = 2 }\n";
    published_by(&mut store, &with_policy(&second(), strict), &["ada", "cora"]).expect("published");
    // A first version of another sheet, by a policy that asks for no clinician.
    let text = crate::store::example(OTHER);
    let other = inputs(OTHER, &text);
    let (opened, sheet) = ready(&other, OTHER);
    let cut = candor_release::cut(&mut store, &other, &opened, &sheet, day(5), None).expect("cut");
    for who in ["ada", "pam"] {
        candor_release::sign(&mut store, &cut, &mut signer(who), "read it", day(5))
            .expect("signed");
    }
    let error =
        candor_release::publish(&mut store, &cut, &mut signer("peg"), day(5)).expect_err("no");
    lacks_a_clinician(&error);
}

/// Lays a sheet out in a stage, and reads the finished file again.
fn lay(shared: &Shared, text: &str, standing: &ReleaseStatus) -> Laid {
    let entry = Entry::File(text.as_bytes().to_vec().into());
    let (sheet, _) = candor_document::check(shared, &format!("{SHEET}.toml"), &entry);
    let sheet = sheet.expect("a sound example");
    let composition = candor_document::compose_as(shared, &sheet, env::HANDOUT, standing, &[]);
    let (laid, found) =
        candor_document::lay(shared, &sheet, composition, env::HANDOUT, standing, Witness::Always);
    laid.unwrap_or_else(|| panic!("{found:?}"))
}

fn outside_block(signed: &Laid, released: &Laid) -> Option<String> {
    let found = candor_document::same_face(signed, released);
    found.iter().next().map(|found| found.message.clone())
}

/// What `cut`, `publish` and a rebuild hold side by side: one other word is enough.
#[test]
fn the_pages_of_a_release_are_those_that_were_signed() {
    let shared = env::shared();
    let candidate = ReleaseStatus::Candidate { version: "12.3".to_owned() };
    let signed = lay(&shared, &crate::store::example(SHEET), &candidate);
    let same = lay(&shared, &crate::store::example(SHEET), &released());
    let other = lay(&shared, &second(), &released());
    assert_eq!(outside_block(&signed, &same), None);
    let found = outside_block(&signed, &other).expect("another page");
    assert!(found.contains("`stop-if` on page"), "{found}");
}

/// Frames are compared, and the finished files as pictures as well: a file may say otherwise than its
/// frames.
#[test]
fn the_files_of_a_release_are_drawn_as_those_that_were_signed() {
    let shared = env::shared();
    let text = crate::store::example(SHEET);
    let candidate = ReleaseStatus::Candidate { version: "12.3".to_owned() };
    let signed = lay(&shared, &text, &candidate);
    let mut same = lay(&shared, &text, &released());
    // The same frames, and a file with one other word.
    same.document.bytes = lay(&shared, &second(), &released()).document.bytes;
    let found = outside_block(&signed, &same).expect("another file");
    assert!(found.contains("is drawn otherwise than the one that was signed"), "{found}");
    same.document.bytes = b"no PDF".to_vec();
    assert!(outside_block(&signed, &same).is_some());
}

/// A template is not told the stage; one that finds it out by counting pictures, of which a release
/// has one more, and moves a page by four points is caught.
#[test]
fn a_template_that_finds_out_the_stage_is_caught() {
    let place = "    for s in first { render-section(s) }\n";
    let trick = format!(
        "    context if calc.odd(query(image).len()) {{ block(height: 4pt, width: 100%) }}\n{place}"
    );
    let templates = env::changed_template("sheet.typ", place, &trick);
    let shared = env::shared_with(Tree::default(), templates);
    let text = crate::store::example(SHEET);
    let candidate = ReleaseStatus::Candidate { version: "12.3".to_owned() };
    let (signed, same) = (lay(&shared, &text, &candidate), lay(&shared, &text, &released()));
    let found = outside_block(&signed, &same).expect("another page");
    assert!(found.contains("otherwise than on the pages that were signed"), "{found}");
}
