//! The finished file, read again by readers that share no code with the page proof, each judged alone.
//!
//! `candor_document::readings` gives what each reader finds and no file. `tests/templates/tricks.toml` holds
//! templates that deceived the page proof of 0.1.0; run with `--nocapture` for the table of which
//! reader refuses which.

use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_document::stopwatch::Stopwatch;
use candor_document::{Readings, Shared, Witness};
use candor_library::Library;
use candor_model::diag::Diagnostics;
use candor_model::span::Spanned;
use candor_model::tree::{Entry, Tree};
use candor_model::{Clinic, Format, Jurisdiction, Logo, Paper, Role};
use candor_typeset::{BrandAssets, Engine, Template};

use crate::{env, templates};

/// The formats that have pages.
const PAGED: [Format; 6] =
    [Format::Handout, Format::Full, Format::Large, Format::Giant, Format::Card, Format::Dossier];

/// Tricks that change nothing that is drawn: bookmarks and page labels.
const NOT_DRAWN: [&str; 3] = ["n15_bookmark", "n15b_bookmark_hide", "n24_page_label"];
/// Tricks on the release block, which Candor sets itself by now: they change nothing any more.
const WITHOUT_EFFECT: [&str; 2] = ["n12b_draft_header", "n12c_state"];

/// A template that deceived the page proof.
#[derive(Debug, serde::Deserialize)]
#[serde(deny_unknown_fields)]
struct Trick {
    name: String,
    sheet: String,
    ours: Option<String>,
    from: Option<String>,
    to: Option<String>,
}

#[derive(serde::Deserialize)]
struct Tricks {
    trick: Vec<Trick>,
}

fn tricks() -> Vec<Trick> {
    let path = env::repository().join("tests/templates/tricks.toml");
    let text = std::fs::read_to_string(path).expect("the tricks");
    toml::from_str::<Tricks>(&text).expect("tricks").trick
}

impl Trick {
    /// What a run with the template shares.
    fn shared(&self) -> Shared {
        match (&self.ours, &self.from, &self.to) {
            (Some(ours), None, None) => {
                let tap = env::repository().join("tests/templates/tap.typ");
                let tap = std::fs::read(tap).expect("the helpers");
                let ours = format!(
                    "#import \"sheet.typ\": sheet as shipped\n\
                     #import \"tap.typ\": covered, tap, twice, under\n{ours}"
                );
                let mut own = Tree::new("templates/");
                own.insert("tap.typ", Entry::File(tap.into()));
                own.insert("ours.typ", Entry::File(ours.into_bytes().into()));
                with(&own, "ours.typ", BrandAssets::default(), Clinic::default())
            }
            (None, Some(from), Some(to)) => {
                env::shared_with(Tree::default(), env::changed_template("sheet.typ", from, to))
            }
            _ => panic!("{} has either `ours`, or `from` and `to`", self.name),
        }
    }
}

fn with(templates: &Tree, entry: &str, own: BrandAssets, clinic: Clinic) -> Shared {
    Shared {
        library: Library::new(candor_shipped::sheets(), Tree::default()),
        engine: std::sync::Arc::new(Engine::new(
            &Template::new(&candor_shipped::templates(), templates, entry),
            own,
        )),
        clinic,
        stopwatch: Stopwatch::default(),
    }
}

fn readings(shared: &Shared, sheet: &str, wanted: DocumentSpec) -> Readings {
    let (ready, found) = env::check(shared, sheet, &env::example(sheet));
    let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
    candor_document::readings(shared, &ready, wanted)
}

fn messages(found: &Diagnostics) -> Vec<String> {
    found.iter().map(|found| found.message.clone()).collect()
}

#[test]
fn every_shipped_sheet_is_drawn_as_it_is_composed() {
    let shared = env::shared();
    let mut wrong = Vec::new();
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml").to_owned();
        let (ready, _) = env::check(&shared, &id, &text);
        let ready = ready.expect("a sound example");
        for format in PAGED {
            for (paper, jurisdiction) in
                [(Paper::Letter, Jurisdiction::Us), (Paper::A4, Jurisdiction::Uk)]
            {
                let wanted = DocumentSpec { format, paper, jurisdiction };
                let Readings { failed, frames: _, drawn, structure } =
                    candor_document::readings(&shared, &ready, wanted);
                assert!(failed.is_empty(), "{:?}", messages(&failed));
                for found in drawn.iter().chain(&structure).take(4) {
                    wrong.push(format!("{id} {format:?} {paper:?}: {}", found.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_card_of_its_own_size_and_a_release_with_its_code_are_read() {
    let shared = env::shared();
    let wanted = DocumentSpec { format: Format::Card, paper: Paper::Id1, ..env::HANDOUT };
    let found = readings(&shared, "ldn-fibromyalgia", wanted);
    assert!(found.drawn.is_empty(), "{:?}", messages(&found.drawn));
    let date = jiff::civil::date(2026, 11, 23);
    let reviewer = |role| Reviewer { name: "Test Person".to_owned(), role, date };
    let issue = ReleaseInfo {
        version: "1".to_owned(),
        published: date,
        due: date,
        reviewers: [Role::Author, Role::Pharmacist].map(reviewer).into(),
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    };
    let text = env::example("ldn-fibromyalgia");
    let (ready, _) = env::check(&shared, "ldn-fibromyalgia", &text);
    let ready = ready.expect("a sound example");
    for format in [Format::Handout, Format::Full, Format::Large, Format::Giant] {
        let wanted = DocumentSpec { format, ..env::HANDOUT };
        let standing = ReleaseStatus::Released(issue.clone());
        let composition = candor_document::compose_as(&shared, &ready, wanted, &standing, &[]);
        assert!(composition.code.is_some());
        let found =
            candor_document::readings_of(&shared, &ready, &composition, &composition, wanted);
        assert!(found.drawn.is_empty(), "{format:?}: {:?}", messages(&found.drawn));
        // Another code of the same size is another picture.
        let mut other = composition.clone();
        let code = other.code.as_mut().expect("a code");
        code.qr = format!("1{}", &code.qr[1..]);
        let found = candor_document::readings_of(&shared, &ready, &composition, &other, wanted);
        assert!(messages(&found.drawn).iter().any(|m| m.contains("`code`")), "{format:?}");
    }
}

#[test]
fn each_trick_is_refused_by_every_reader_that_can_see_it() {
    let mut wrong = Vec::new();
    println!("{:<30} {:<18} {:<26} structure", "trick", "frames", "drawn");
    for trick in tricks() {
        let shared = trick.shared();
        let (mut frames, mut drawn, mut structure) = (Vec::new(), Vec::new(), Vec::new());
        for format in [Format::Handout, Format::Full] {
            let found = readings(&shared, &trick.sheet, DocumentSpec { format, ..env::HANDOUT });
            for (all, found) in [
                (&mut frames, &found.frames),
                (&mut drawn, &found.drawn),
                (&mut structure, &found.structure),
            ] {
                if let Some(first) = found.iter().next() {
                    all.push(format!("{}: {}", format.as_str(), first.message));
                }
            }
        }
        let short =
            |found: &Vec<String>| found.first().map_or("-", |found| found.as_str()).to_owned();
        println!(
            "{:<30} {:<60.60} | {:<100.100} | {:.60}",
            trick.name,
            short(&frames),
            short(&drawn),
            short(&structure)
        );
        let name = trick.name.as_str();
        let has_effect = !WITHOUT_EFFECT.contains(&name);
        // Each is refused by at least two readers: on the page by frames and file, else by frames and
        // structure.
        let is_drawn = has_effect && !NOT_DRAWN.contains(&name);
        let is_right = frames.is_empty() != has_effect
            && drawn.is_empty() != is_drawn
            && (is_drawn || structure.is_empty() != has_effect);
        if !is_right {
            wrong.push(format!("{name}: {frames:?} {drawn:?} {structure:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts that stand wrongly to each other show on the page, and so to frames and file.
#[test]
fn each_trick_of_grouping_is_refused_by_two_readers() {
    let mut wrong = Vec::new();
    println!("{:<50} {:<60} | {:<100} | structure", "trick", "frames", "drawn");
    let cases = templates::cases().into_iter();
    for case in cases.filter(|case| case.drawn.is_some()) {
        let shared = env::shared_with(Tree::default(), case.templates());
        let found = readings(&shared, &case.sheet, case.wanted());
        let Readings { failed, frames, drawn, structure } = &found;
        assert!(failed.is_empty(), "{}: {:?}", case.name, messages(failed));
        let short =
            |found: &Diagnostics| messages(found).first().map_or("-".to_owned(), Clone::clone);
        println!(
            "{:<50} {:<60.60} | {:<100.100} | {:.60}",
            case.name,
            short(frames),
            short(drawn),
            short(structure)
        );
        let due = case.drawn.as_deref().unwrap_or_default();
        if frames.is_empty() || !messages(drawn).iter().any(|said| said.contains(due)) {
            let (frames, drawn) = (messages(frames), messages(drawn));
            wrong.push(format!("{}: {frames:?} {drawn:?}", case.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A logo of pixels.
fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let pixels: Vec<u8> = (0..width * height)
        .flat_map(|at| if at % 7 < 3 { [18, 38, 63] } else { [255, 255, 255] })
        .collect();
    let mut writer = encoder.write_header().expect("a header");
    writer.write_image_data(&pixels).expect("pixels");
    writer.finish().expect("an end");
    bytes
}

#[test]
fn a_logo_stands_whole_whether_of_shapes_or_of_pixels() {
    let svg = "<svg xmlns='http://www.w3.org/2000/svg' width='90' height='30'>\
               <g transform='translate(5 2) scale(.8)'><path d='M5 5h80v20h-80z' fill='#12263f'/>\
               <circle cx='20' cy='15' r='6' fill='#fff' stroke='#7a1f1f' stroke-width='2'/></g></svg>";
    for (ending, bytes) in [("svg", svg.as_bytes().to_vec()), ("png", png(60, 21))] {
        let file = format!("{}.{ending}", candor_model::digest::sha256(&bytes));
        let shared = |templates: &Tree| {
            let own = BrandAssets {
                pictures: vec![(file.clone(), bytes.clone())],
                ..BrandAssets::default()
            };
            let name = Some(Spanned { value: "Test clinic".to_owned(), range: 0..0 });
            let logo = Some(Logo { file: file.clone() });
            with(templates, Template::SHIPPED, own, Clinic { name, logo, ..Clinic::default() })
        };
        let found = readings(&shared(&Tree::default()), "ldn-hiv", env::HANDOUT);
        assert!(found.drawn.is_empty(), "{ending}: {:?}", messages(&found.drawn));
        let left_out = env::changed_template("sheet.typ", "      doc.logo,\n", "      [],\n");
        let twice =
            env::changed_template("sheet.typ", "      doc.logo,\n", "      doc.logo + doc.logo,\n");
        let turned = env::changed_template(
            "sheet.typ",
            "      doc.logo,\n",
            "      rotate(90deg, doc.logo),\n",
        );
        for templates in [left_out, twice, turned] {
            let found = readings(&shared(&templates), "ldn-hiv", env::HANDOUT);
            assert!(!found.drawn.is_empty(), "{ending}");
        }
    }
}

#[test]
fn a_foreign_template_is_witnessed_and_a_shipped_one_on_demand() {
    // As long as the frames' proof lets it pass, only the witnesses stand before a file.
    let trick = tricks().into_iter().find(|trick| trick.name == "n12e_item_not").expect("a trick");
    let (document, found) =
        env::render(&trick.shared(), &trick.sheet, &env::example(&trick.sheet), env::HANDOUT);
    assert!(document.is_none());
    assert!(found.has_errors());
    let shared = env::shared();
    let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
    let ready = ready.expect("a sound example");
    let composition = candor_document::compose(&shared, &ready, env::HANDOUT);
    let (document, found) = candor_document::print_as(
        &shared,
        &ready,
        composition,
        env::HANDOUT,
        &ReleaseStatus::Draft,
        Witness::Always,
    );
    assert!(document.is_some(), "{:?}", messages(&found));
}
