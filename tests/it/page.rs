//! The page as a thing in the hand: room to write, room for the release, the calendar, the copy for
//! the clinician, and a clinic's own looks.

use candor_composition::{
    Block, Composition, DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer, Stage,
};
use candor_document::{Ready, Shared, Witness};
use candor_model::span::Spanned;
use candor_model::{Clinic, Contacts, Format, Jurisdiction, Paper, Role, Tier};
use candor_prove::LeafReport;

use crate::env::{self, candor, said};

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;
/// What a hand needs for one line, in millimetres.
const HANDWRITING: f64 = 8.0;

fn ready(shared: &Shared, id: &str, text: &str) -> Ready {
    let (ready, found) = env::check(shared, id, text);
    ready.unwrap_or_else(|| panic!("{id}: {:?}", env::lines(&found)))
}

fn ids() -> impl Iterator<Item = (String, String)> {
    env::examples().into_iter().map(|(path, text)| {
        (path.trim_start_matches("examples/").trim_end_matches(".toml").to_owned(), text)
    })
}

fn handouts() -> impl Iterator<Item = DocumentSpec> {
    env::all_kinds().into_iter().filter(|kind| kind.format == Format::Handout)
}

/// A release that so many people signed, with names as long as they come.
fn released(n_people: usize) -> ReleaseStatus {
    let date = jiff::civil::date(2026, 11, 23);
    let people = [
        ("Dr Alexandra Montgomery-Smith", Role::Clinician),
        ("Bartholomew Featherstonehaugh", Role::Pharmacist),
        ("Jane Doe", Role::Author),
    ];
    let reviewer = |(name, role): (&str, Role)| Reviewer { name: name.to_owned(), role, date };
    ReleaseStatus::Released(ReleaseInfo {
        version: "1".to_owned(),
        published: date,
        due: date,
        reviewers: people.map(reviewer).into_iter().take(n_people).collect(),
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    })
}

/// A clinic whose phone and address are printed.
fn clinic() -> Clinic {
    let said = |value: &str| Some(Spanned { value: value.to_owned(), range: 0..0 });
    let contacts = Contacts { phone: said("020 7946 0000"), hours: said("9 to 5 on weekdays") };
    Clinic {
        name: said("Example Clinic"),
        address: said("1 Example Street, Example Town"),
        contacts,
        ..Clinic::default()
    }
}

fn print(
    shared: &Shared,
    ready: &Ready,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
) -> (Composition, Vec<LeafReport>, usize) {
    let composition = candor_document::compose_as(shared, ready, wanted, standing, &[]);
    let (document, found) =
        candor_document::print_as(shared, ready, composition, wanted, standing, Witness::Foreign);
    assert!(found.is_empty(), "{wanted:?}: {:?}", env::lines(&found));
    let document = document.expect("a document");
    (document.composition, document.report.leaves, document.report.pages)
}

fn leaf<'a>(leaves: &'a [LeafReport], name: &str) -> &'a LeafReport {
    leaves.iter().find(|leaf| leaf.leaf == name).unwrap_or_else(|| panic!("no {name}"))
}

/// The paper that a jurisdiction prints on, and the other one.
fn is_usual(wanted: DocumentSpec) -> bool {
    match wanted.jurisdiction {
        Jurisdiction::Us => wanted.paper == Paper::Letter,
        Jurisdiction::Uk => wanted.paper == Paper::A4,
    }
}

#[test]
fn every_handout_has_room_for_its_release() {
    for (id, text) in ids() {
        for with_clinic in [false, true] {
            let mut shared = env::shared();
            shared.clinic = if with_clinic { clinic() } else { Clinic::default() };
            let ready = ready(&shared, &id, &text);
            // On the paper of the other country, no printed address.
            for wanted in handouts().filter(|&wanted| is_usual(wanted) || !with_clinic) {
                let standing = released(2);
                let (composition, _, pages) = print(&shared, &ready, wanted, &standing);
                assert_eq!(composition.stage, Stage::Released);
                assert!(composition.code.is_some());
                assert!(pages <= 2, "{id} {wanted:?}");
            }
        }
    }
}

#[test]
fn a_hand_has_room_on_every_line() {
    for format in [Format::Handout, Format::Full, Format::Large, Format::Giant] {
        for paper in Paper::ALL {
            let shared = env::shared();
            let text = env::example("ldn-hiv");
            let ready = ready(&shared, "ldn-hiv", &text);
            let wanted = DocumentSpec { format, paper, jurisdiction: Jurisdiction::Us };
            let (_, leaves, _) = print(&shared, &ready, wanted, &ReleaseStatus::Draft);
            let lines = ["write.dose", "write.start", "write.visit", "write.phone"];
            let tops: Vec<f64> = lines.iter().map(|name| leaf(&leaves, name).bounds[1]).collect();
            for pair in tops.windows(2) {
                let room = (pair[1] - pair[0]) / MM;
                assert!(HANDWRITING <= room, "{format:?} on {paper:?}: {room:.1} mm");
            }
        }
    }
}

#[test]
fn the_calendar_stands_in_every_format_that_has_a_plan() {
    let text = env::example("ldn-thyroid")
        .replace("id = \"ldn-thyroid\"", "id = \"ldn-thyroid\"\nextras = [\"calendar\"]");
    let shared = env::shared();
    let ready = ready(&shared, "ldn-thyroid", &text);
    let mut kinds = env::all_kinds();
    // A handout with it fills its leaf: it keeps room for its release on the paper of its country.
    kinds.retain(|kind| match kind.format {
        Format::Card => false,
        Format::Handout => is_usual(*kind),
        _ => true,
    });
    for format in [Format::Text, Format::Html] {
        kinds.push(DocumentSpec { format, ..env::HANDOUT });
    }
    for wanted in kinds {
        let (document, found) = candor_document::render(&shared, &ready, wanted);
        assert!(found.is_empty(), "{wanted:?}: {:?}", env::lines(&found));
        let composition = document.expect("a document").composition;
        let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
        let mut weeks = blocks.filter_map(|block| match block {
            Block::Calendar { rows, .. } => Some(rows.len()),
            _ => None,
        });
        // Weeks 1 to 4 in two steps, and the week from which the dose stays.
        assert_eq!(weeks.next(), Some(5), "{wanted:?}");
        assert_eq!(weeks.next(), None, "{wanted:?}");
    }
}

#[test]
fn the_clinicians_copy_asks_about_every_core_item_and_the_patients_does_not() {
    for (id, text) in ids() {
        let shared = env::shared();
        let ready = ready(&shared, &id, &text);
        let wanted = DocumentSpec { format: Format::Dossier, ..env::HANDOUT };
        let (document, found) = candor_document::render(&shared, &ready, wanted);
        assert!(found.is_empty(), "{id}: {:?}", env::lines(&found));
        let dossier = document.expect("a dossier").report.leaves;
        let place = |name: &str| {
            let leaf = leaf(&dossier, name);
            (leaf.page, leaf.bounds)
        };
        let items = ready.sheet().medicine.items.iter().filter(|item| item.tier == Tier::Core);
        for item in items {
            let (asked, question) = place(&format!("ask.{}", item.id));
            let (answered, answer) = place(&format!("listen.{}", item.id));
            assert_eq!(asked, answered, "{id}: {}", item.id);
            assert!(question[3] <= answer[1], "{id}: {}", item.id);
        }
        for format in [Format::Handout, Format::Full, Format::Text, Format::Html] {
            let composition =
                candor_document::compose(&shared, &ready, DocumentSpec { format, ..env::HANDOUT });
            let leaves = composition.leaves();
            assert!(!leaves.iter().any(|(_, leaf)| leaf.leaf.starts_with("listen.")), "{id}");
        }
    }
}

#[test]
fn help_is_a_ladder_of_three_steps_in_one_column_after_the_other() {
    for (id, text) in ids() {
        let shared = env::shared();
        let ready = ready(&shared, &id, &text);
        for wanted in handouts() {
            let (_, leaves, _) = print(&shared, &ready, wanted, &ReleaseStatus::Draft);
            let at = |place: &str| {
                let heading = leaf(&leaves, &format!("heading.{place}"));
                (heading.page, heading.bounds)
            };
            let steps = [at("help-now"), at("help-today"), at("help-visit")];
            for pair in steps.windows(2) {
                let (page, upper) = pair[0];
                let (next, lower) = pair[1];
                let below = page == next && upper[3] < lower[1];
                let beside = page == next && upper[2] < lower[0];
                assert!(page < next || below || beside, "{id} {wanted:?}");
            }
        }
    }
}

#[test]
fn the_example_of_a_clinics_own_looks_renders() {
    let out = tempfile::tempdir().expect("a folder");
    let clinic = env::repository().join("tests/templates/clinic");
    for format in ["handout", "full", "large", "giant", "card", "dossier", "html"] {
        let folder = out.path().to_str().expect("UTF-8");
        let workspace = clinic.to_str().expect("UTF-8");
        let args = ["render", "--workspace", workspace, "--format", format, "--out", folder];
        let (code, stdout, stderr) = said(&candor(out.path(), &args));
        assert_eq!(code, 0, "{format}: {stderr}");
        assert_eq!(stdout.lines().count(), 1, "{format}");
    }
}
