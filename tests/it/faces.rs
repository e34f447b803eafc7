//! One face for all stages: outside the release block a page is the same in draft, candidate, release
//! and overdue copy, and a template cannot tell which it sets. A clinic's looks are plain data.

use std::fmt::Write as _;

use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer, in_release_block};
use candor_document::{Ready, Shared, Witness};
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Jurisdiction, Paper, Role};
use candor_prove::LeafReport;
use candor_workspace::inputs::{Inputs, Workspace, open};

use crate::env::{self, candor, said};

/// Boxes are compared with this tolerance, in points.
const TOLERANCE: f64 = 0.01;

/// Every stage, the release with as many names as there is room for, as long as they come.
fn stages() -> [ReleaseStatus; 4] {
    let day = jiff::civil::date(2028, 9, 30);
    let reviewer = |name: &str, role| Reviewer { name: name.to_owned(), role, date: day };
    let issue = ReleaseInfo {
        version: "12".to_owned(),
        published: day,
        due: day,
        reviewers: vec![
            reviewer("Bartholomew Featherstonehaugh-Smith", Role::Clinician),
            reviewer("Dr Alexandra Montgomery-Cholmondeley", Role::Pharmacist),
        ],
        code: "GQHNM-DCRAX-GQHNM-DCRAX".to_owned(),
        qr: "0".repeat(220),
    };
    [
        ReleaseStatus::Draft,
        ReleaseStatus::Candidate { version: "1".to_owned() },
        ReleaseStatus::Released(issue.clone()),
        ReleaseStatus::Overdue(issue),
    ]
}

/// How many pages there are, and each text outside the release block with its page and box.
type Face = (usize, Vec<(String, usize, [f64; 4])>);

fn face(shared: &Shared, ready: &Ready, wanted: DocumentSpec, standing: &ReleaseStatus) -> Face {
    let composition = candor_document::compose_as(shared, ready, wanted, standing, &[]);
    let (document, found) =
        candor_document::print_as(shared, ready, composition, wanted, standing, Witness::Foreign);
    assert!(found.is_empty(), "{wanted:?} {standing:?}: {:?}", env::lines(&found));
    let document = document.expect("a document");
    if let Some(folder) = std::env::var_os("CANDOR_TEST_KEEP") {
        let stage = format!("{:?}", standing.stage()).to_lowercase();
        let (format, paper) = (wanted.format.as_str(), wanted.paper.as_str());
        let whose = wanted.jurisdiction.as_str();
        let name = format!("{}.{format}.{paper}.{whose}.{stage}.pdf", ready.sheet().id);
        std::fs::write(std::path::Path::new(&folder).join(name), &document.bytes).expect("kept");
    }
    let report = document.report;
    let outside = |leaf: &&LeafReport| !in_release_block(&leaf.leaf);
    let leaves = report.leaves.iter().filter(outside);
    (report.pages, leaves.map(|leaf| (leaf.leaf.clone(), leaf.page, leaf.bounds)).collect())
}

/// What differs between two faces.
fn differences(one: &Face, other: &Face) -> String {
    let mut out = String::new();
    if one.0 != other.0 {
        let _ = writeln!(out, "{} pages and {}", one.0, other.0);
    }
    if one.1.len() != other.1.len() {
        let _ = writeln!(out, "{} texts and {}", one.1.len(), other.1.len());
    }
    for (a, b) in one.1.iter().zip(&other.1) {
        let apart = a.2.iter().zip(&b.2).any(|(a, b)| TOLERANCE < (a - b).abs());
        if a.0 != b.0 || a.1 != b.1 || apart {
            let _ = writeln!(out, "{a:?} and {b:?}");
        }
    }
    out
}

fn has_one_face(shared: &Shared, ready: &Ready, wanted: DocumentSpec) {
    let stages = stages();
    // A release is never printed on a single card.
    let n_stages = if wanted.paper == Paper::Id1 { 2 } else { stages.len() };
    let stages = stages.iter().take(n_stages);
    let faces: Vec<Face> = stages.map(|standing| face(shared, ready, wanted, standing)).collect();
    assert!(3 < faces[0].1.len());
    for other in &faces[1..] {
        let found = differences(&faces[0], other);
        assert!(found.is_empty(), "{} {wanted:?}:\n{found}", ready.sheet().id);
    }
}

fn ready(shared: &Shared, id: &str) -> Ready {
    let (ready, found) = env::check(shared, id, &env::example(id));
    ready.unwrap_or_else(|| panic!("{id}: {:?}", env::lines(&found)))
}

fn kinds(formats: &[Format]) -> Vec<DocumentSpec> {
    let mut kinds = env::all_kinds();
    kinds.retain(|kind| formats.contains(&kind.format));
    kinds
}

#[test]
fn a_handout_looks_the_same_in_every_stage() {
    for (path, _) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let shared = env::shared();
        let ready = ready(&shared, id);
        for wanted in kinds(&[Format::Handout]) {
            has_one_face(&shared, &ready, wanted);
        }
    }
}

#[test]
fn leaflets_large_print_and_cards_look_the_same_in_every_stage() {
    for id in ["ldn-general", "ldn-multiple-sclerosis", "ldn-hiv"] {
        let shared = env::shared();
        let ready = ready(&shared, id);
        let wanted = kinds(&[Format::Full, Format::Large, Format::Giant, Format::Card]);
        let one_card = DocumentSpec {
            format: Format::Card,
            paper: Paper::Id1,
            jurisdiction: Jurisdiction::Uk,
        };
        for wanted in wanted.into_iter().chain([one_card]) {
            has_one_face(&shared, &ready, wanted);
        }
    }
}

#[test]
fn a_page_from_right_to_left_looks_the_same_in_every_stage() {
    let shared = crate::languages::hebrew();
    let path = env::repository().join("tests/languages/he/sheet.toml");
    let sheet = std::fs::read_to_string(path).expect("the Hebrew sheet");
    let (ready, _) = env::check(&shared, "testolin-he", &sheet);
    let ready = ready.expect("a sound sheet");
    for format in [Format::Handout, Format::Full, Format::Card] {
        let wanted = DocumentSpec { format, paper: Paper::A4, jurisdiction: Jurisdiction::Uk };
        has_one_face(&shared, &ready, wanted);
    }
}

/// The findings of a template that stops with what `says` gives, in every stage.
fn told(says: &str) -> Vec<String> {
    let begin = "  let sections = ()\n";
    let trick = format!("  assert(false, message: {says})\n{begin}");
    let templates = env::changed_template("sheet.typ", begin, &trick);
    let shared = env::shared_with(Tree::default(), templates);
    let ready = ready(&shared, "ldn-hiv");
    let told = stages().map(|standing| {
        let composition =
            candor_document::compose_as(&shared, &ready, env::HANDOUT, &standing, &[]);
        let (document, found) = candor_document::print_as(
            &shared,
            &ready,
            composition,
            env::HANDOUT,
            &standing,
            Witness::Foreign,
        );
        assert!(document.is_none());
        found.iter().map(|found| found.message.clone()).collect::<String>()
    });
    told.into()
}

#[test]
fn a_template_is_told_the_same_in_every_stage() {
    for says in ["repr(doc)", "repr(doc.state.fields())", "repr(doc.code.fields())", "repr(std)"] {
        let told = told(says);
        assert!(!told[0].is_empty());
        for other in &told[1..] {
            assert_eq!(told[0], *other, "{says}");
        }
    }
    let all = told("repr(doc)").concat();
    assert!(all.contains("purpose"), "{all}");
    for word in ["DRAFT", "CANDIDATE", "stage", "Checked and signed", "Not yet reviewed"] {
        assert!(!all.contains(word), "{word}");
    }
}

#[test]
fn a_template_cannot_read_what_candor_keeps_for_itself() {
    let reads = [
        "/composition.json",
        "/header.json",
        "/state.json",
        "/standing.json",
        "/code.json",
        "/page.json",
        "../composition.json",
        "/candor.typ",
        "@candor/inside:0.0.0/composition.json",
    ];
    let reads = reads.map(|path| format!("read(\"{path}\")"));
    let calls = ["repr(composition())", "repr(attachment().data)"].map(ToOwned::to_owned);
    for says in reads.into_iter().chain(calls) {
        for found in told(&says) {
            let why = ["file not found", "only Candor's own", "not found", "path"];
            assert!(why.iter().any(|why| found.contains(why)), "{says}: {found}");
            assert!(!found.contains("schema") && !found.contains("leaf"), "{says}: {found}");
        }
    }
    let imports = "import(\"@candor/inside:0.0.0\")";
    let begin = "  let sections = ()\n";
    let line = format!("  {}\n{begin}", imports.replace('(', " ").replace(')', ""));
    let templates = env::changed_template("sheet.typ", begin, &line);
    let shared = env::shared_with(Tree::default(), templates);
    let (document, found) = env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), env::HANDOUT);
    assert!(document.is_none() && found.has_errors());
}

#[test]
fn a_show_rule_does_not_reach_into_the_release_block() {
    let begin = "  let sections = ()\n";
    let rule =
        "  show \"DRAFT\": [FINAL]\n  show \"No doctor or pharmacist has\": [Doctors have]\n";
    let templates = env::changed_template("sheet.typ", begin, &format!("{rule}{begin}"));
    let shared = env::shared_with(Tree::default(), templates);
    let (document, found) = env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), env::HANDOUT);
    assert!(document.is_some(), "{:?}", env::lines(&found));
}

/// A workspace with one sheet.
fn workspace(config: &str, templates: &[(&str, &str)]) -> Workspace {
    let mut inputs = Inputs {
        config: Some(Entry::File(config.as_bytes().to_vec().into())),
        sheets: Tree::new("sheets/"),
        templates: Tree::new("templates/"),
        ..Inputs::default()
    };
    let sheet = env::example("ldn-hiv").into_bytes();
    inputs.sheets.insert("ldn-hiv.toml", Entry::File(sheet.into()));
    for (path, text) in templates {
        inputs.templates.insert(*path, Entry::File(text.as_bytes().to_vec().into()));
    }
    open(&inputs)
}

/// What is said of a workspace: line, message and help of each finding.
fn findings(config: &str, templates: &[(&str, &str)]) -> Vec<(usize, String, String)> {
    let opened = workspace(config, templates);
    let all = opened.diagnostics.iter();
    all.map(|found| {
        let line = found.span.as_ref().map_or(0, |span| span.place().line);
        (line, found.message.clone(), found.help.clone().unwrap_or_default())
    })
    .collect()
}

#[test]
fn a_slip_in_a_measure_is_a_finding_at_its_line() {
    for (looks, line, says) in [
        ("[looks.handout]\ntitel = \"20pt\"\n", 3, "did you mean `title`"),
        ("[looks.handoud]\ntitle = \"20pt\"\n", 2, "did you mean `handout`"),
        ("[looks.handout]\ntitle = 20\n", 3, "the size of the title"),
        ("[looks.handout]\ntitle = \"20\"\n", 3, "a number and its unit"),
        ("[looks.handout]\nbody = \"11pt\"\n", 3, "give 12pt to 40pt"),
        ("[looks.every]\nbody = \"18pt\"\n", 3, "[looks.handout]"),
        ("[looks.every]\nlogo-width = \"2.2m\"\n", 3, "a number and its unit"),
        ("[looks.every]\nfont = \"Comic Sans\"\n", 3, "[[font]]"),
    ] {
        let found = findings(&format!("jurisdiction = \"us\"\n{looks}"), &[]);
        assert_eq!(found.len(), 1, "{looks}: {found:?}");
        assert_eq!(found[0].0, line, "{looks}: {found:?}");
        assert!(found[0].2.contains(says), "{looks}: {found:?}");
    }
}

#[test]
fn a_clinics_measures_reach_the_page_of_their_format_alone() {
    let size = |config: &str, format| {
        let opened = workspace(config, &[]);
        assert!(!opened.diagnostics.has_errors(), "{:?}", findings(config, &[]));
        let ready = ready(&opened.shared, "ldn-hiv");
        let wanted = DocumentSpec { format, ..env::HANDOUT };
        let (document, found) = candor_document::render(&opened.shared, &ready, wanted);
        assert!(found.is_empty(), "{:?}", env::lines(&found));
        let leaves = document.expect("a document").report.leaves;
        let title = leaves.iter().find(|leaf| leaf.leaf == "title").expect("a title").clone();
        (title.size, title.bounds[0])
    };
    let config = "jurisdiction = \"us\"\n[looks.every]\nmargin-side = \"15mm\"\n\
                  [looks.handout]\ntitle = \"20.5pt\"\nmargin-side = \"13mm\"\n";
    let plain = "jurisdiction = \"us\"\n";
    let (handout, full) = (size(config, Format::Handout), size(config, Format::Full));
    assert!((handout.0 - 20.5).abs() < TOLERANCE);
    assert!((full.0 - size(plain, Format::Full).0).abs() < TOLERANCE);
    // The format's own stands over that of every format; 12.5 mm is shipped.
    let from = size(plain, Format::Handout).1;
    let mm = 72.0 / 25.4;
    assert!((handout.1 - from - 0.5 * mm).abs() < 0.5, "{} {from}", handout.1);
    assert!((full.1 - from - 2.5 * mm).abs() < 0.5, "{} {from}", full.1);
}

#[test]
fn measures_in_a_template_are_shown_as_data() {
    let own = "#let own = (\n  every: (logo-width: 22mm),\n  handout: (title: 20pt),\n)\n";
    let found = findings("jurisdiction = \"us\"\n", &[("own.typ", own)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let (line, _, help) = &found[0];
    assert_eq!(*line, 1);
    assert!(help.contains("every = { logo-width = \"22mm\" }"), "{help}");
    assert!(help.contains("handout = { title = \"20pt\" }"), "{help}");
    // What is shown is taken.
    let looks = help.split_once("[looks]\n").expect("a table").1;
    let found = findings(&format!("jurisdiction = \"us\"\n[looks]\n{looks}\n"), &[]);
    assert!(found.is_empty(), "{found:?}");
    // A template of the clinic's own may keep a file of this name.
    let ours = ("ours.typ", "#import \"own.typ\": own\n#import \"sheet.typ\": sheet\n");
    assert!(findings("template = \"ours.typ\"\n", &[("own.typ", own), ours]).is_empty());
}

#[test]
fn reviewers_read_in_what_a_clinics_looks_differ() {
    let shipped = candor_shipped::templates();
    let Some(Entry::File(bytes)) = shipped.get("card.typ") else { panic!("card.typ") };
    let card = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let card = card.replacen("  fill: look.value.dark,", "  fill: rgb(\"#101010\"),", 1);
    let ours = "#import \"sheet.typ\": sheet\n// \u{5d0}\n";
    let config = "template = \"ours.typ\"\n[looks.handout]\ntitle = \"20pt\"\n";
    let opened = workspace(config, &[("card.typ", &card), ("ours.typ", ours)]);
    let ready = ready(&opened.shared, "ldn-hiv");
    let wanted = DocumentSpec { format: Format::Dossier, ..env::HANDOUT };
    let (document, found) = candor_document::render(&opened.shared, &ready, wanted);
    assert!(found.is_empty(), "{:?}", env::lines(&found));
    let composition = document.expect("a dossier").composition;
    let leaves = composition.leaves();
    let all: Vec<String> = leaves
        .iter()
        .filter(|(_, leaf)| leaf.leaf.starts_with("looks."))
        .map(|(_, leaf)| leaf.text())
        .collect();
    let all = all.join("\n");
    let digest = candor_model::digest::sha256(card.as_bytes());
    for line in [
        "handout: title is 20pt",
        "Template card.typ stands in the place of the shipped one.",
        &digest[..8],
        "- fill: look.value.dark,",
        "+ fill: rgb(\"#101010\"),",
        "Template ours.typ is not a shipped one.",
        "+ #import \"sheet.typ\": sheet",
        "+ // [U+05D0]",
    ] {
        assert!(all.contains(line), "{line}:\n{all}");
    }
    // Where nothing differs, the dossier says that.
    let shared = env::shared();
    let composition = candor_document::compose(&shared, &ready, wanted);
    let none = composition.leaves().into_iter().find(|(_, leaf)| leaf.leaf == "looks.none");
    assert!(none.is_some());
}

#[test]
fn a_logo_that_could_not_be_judged_is_named_at_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let config = "jurisdiction = \"us\"\n[clinic]\nname = \"Clinic\"\nlogo = \"logo.svg\"\n";
    std::fs::write(folder.path().join("candor.toml"), config).expect("written");
    for name in ["templates", "sheets"] {
        std::fs::create_dir_all(folder.path().join(name)).expect("a folder");
    }
    let sheet = env::example("ldn-hiv");
    std::fs::write(folder.path().join("sheets/ldn-hiv.toml"), sheet).expect("written");
    let logo = folder.path().join("templates/logo.svg");
    let svg = |inner: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>{inner}</svg>")
    };
    let check = |inner: &str| {
        std::fs::write(&logo, svg(inner)).expect("written");
        said(&candor(folder.path(), &["check"]))
    };
    let noise = "<filter id='f'><feTurbulence baseFrequency='0.05' numOctaves='400000'/></filter>\
                 <g filter='url(#f)'><path d='M0 0h90v30h-90z'/></g>";
    let (code, _, stderr) = check(noise);
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("candor.toml:4") && stderr.contains("plain SVG"), "{stderr}");
    let (code, _, stderr) = check("<path d='M0 0h90v30h-90z' fill='#123456'/>");
    assert_eq!(code, 0, "{stderr}");
}
