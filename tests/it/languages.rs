//! Languages are data: words, direction and fonts come from files, and what no translator has read
//! says so on each page.

use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_library::Library;
use candor_model::{Clinic, Format, Jurisdiction, Paper, Role};

use candor_document::stopwatch::Stopwatch;
use candor_document::{Shared, Witness};
use candor_model::tree::{Entry, Tree};
use candor_typeset::{BrandAssets, Engine, Template};

use crate::env;

fn spanish() -> String {
    let path = env::repository().join("tests/languages/es/sheet.toml");
    std::fs::read_to_string(path).expect("the Spanish sheet")
}

fn issue(roles: &[Role]) -> ReleaseInfo {
    let date = jiff::civil::date(2026, 11, 23);
    let reviewer = |&role: &Role| Reviewer { name: "Test Person".to_owned(), role, date };
    ReleaseInfo {
        version: "1".to_owned(),
        published: date,
        due: date,
        reviewers: roles.iter().map(reviewer).collect(),
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    }
}

#[test]
fn a_translation_that_nobody_read_says_so_until_a_translator_signs() {
    let shared = env::shared();
    let (ready, found) = env::check(&shared, "ldn-hiv-es", &spanish());
    let codes: Vec<&str> = found.iter().map(|found| found.code.as_str()).collect();
    assert_eq!(codes, ["claim/unweighed"]);
    let ready = ready.expect("a sound sheet");
    let mark = "TRADUCCIÓN SIN REVISAR";
    for (roles, marked) in [
        (None, true),
        (Some(&[Role::Author, Role::Pharmacist][..]), true),
        (Some(&[Role::Pharmacist, Role::Translator][..]), false),
    ] {
        let standing =
            roles.map_or(ReleaseStatus::Draft, |roles| ReleaseStatus::Released(issue(roles)));
        for format in Format::for_patients().into_iter().chain([Format::Dossier]) {
            let wanted = DocumentSpec { format, paper: Paper::A4, ..env::HANDOUT };
            let composition = candor_document::compose_as(&shared, &ready, wanted, &standing, &[]);
            assert_eq!(composition.running.header.text().contains(mark), marked, "{roles:?}");
            // Who takes the mark off, or puts it on, is found out by the proof.
            let owed = candor_prove::owed(
                ready.checked(),
                &shared.clinic,
                ready.wording(),
                wanted,
                &standing,
            );
            assert!(candor_prove::held(&owed, &composition).is_empty());
            let mut other = composition.clone();
            let header = other.running.header.text();
            other.running.header.runs[0].text = if marked {
                header.replace(&format!(" - {mark}"), "")
            } else {
                format!("{header} - {mark}")
            };
            assert!(candor_prove::held(&owed, &other).has_errors());
            let (document, found) = candor_document::print_as(
                &shared,
                &ready,
                composition,
                wanted,
                &standing,
                Witness::Foreign,
            );
            let document = document.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
            if !format.is_paged() {
                let file = String::from_utf8(document.bytes).expect("UTF-8");
                assert_eq!(file.contains(mark), marked, "{format:?}");
                continue;
            }
            // Each page, read by a parser that is not ours.
            let pdf = lopdf::Document::load_mem(&document.bytes).expect("a PDF");
            let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
            assert_eq!(pages.len(), document.report.pages);
            for page in pages {
                let text = env::letters(&pdf.extract_text(&[page]).expect("text"));
                let here = text.contains(&env::letters(mark));
                assert_eq!(here, marked, "{format:?}, page {page}, {roles:?}");
            }
        }
    }
}

#[test]
fn every_spanish_format_proves_and_holds_the_core_items() {
    let shared = env::shared();
    let (ready, _) = env::check(&shared, "ldn-hiv-es", &spanish());
    let ready = ready.expect("a sound sheet");
    for format in Format::for_patients() {
        for jurisdiction in Jurisdiction::ALL {
            let wanted = DocumentSpec { format, paper: Paper::A4, jurisdiction };
            let (document, found) = candor_document::render(&shared, &ready, wanted);
            assert!(found.is_empty(), "{:?}", env::lines(&found));
            let document = document.expect("a file");
            // A card says what helpers must know, and has no room for items.
            if format == Format::Card {
                continue;
            }
            for item in ["ci-opioid-use", "ci-transplant-immunosuppression"] {
                let name = format!("item.{item}");
                let leaves = document.composition.leaves();
                let leaf = leaves.iter().find(|(_, leaf)| leaf.leaf == name);
                assert!(leaf.expect("a core item").1.text().starts_with("No tome LDN"), "{item}");
            }
        }
    }
}

/// What a run shares that knows the test medicine in the right-to-left test language.
pub fn hebrew() -> Shared {
    let folder = env::repository().join("tests/languages/he");
    let read = |name: &str| std::fs::read(folder.join(name)).expect("a test file");
    let mut tree = Tree::new("shipped/");
    let medicine = env::tree(&env::repository().join("tests/library"), "library");
    for (path, entry) in candor_shipped::sheets().iter().chain(medicine.iter()) {
        tree.insert(path, entry.clone());
    }
    for (path, name) in [
        ("library/wording/he.toml", "wording.toml"),
        ("library/testolin-cream/translations/he.toml", "translation.toml"),
    ] {
        tree.insert(path, Entry::File(read(name).into()));
    }
    let fonts = ["fonts/NotoSansHebrew-400.ttf", "fonts/NotoSansHebrew-700.ttf"].map(read).into();
    let template = Template::new(&candor_shipped::templates(), &Tree::default(), Template::SHIPPED);
    Shared {
        library: Library::new(tree, Tree::new("sheets/")),
        engine: Engine::shared(template, BrandAssets { fonts, ..BrandAssets::default() }),
        clinic: Clinic::default(),
        stopwatch: Stopwatch::default(),
    }
}

#[test]
fn a_page_can_run_from_right_to_left() {
    let shared = hebrew();
    let path = env::repository().join("tests/languages/he/sheet.toml");
    let sheet = std::fs::read_to_string(path).expect("the Hebrew sheet");
    let (ready, found) = env::check(&shared, "testolin-he", &sheet);
    let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
    for format in Format::for_patients() {
        let wanted = DocumentSpec { format, paper: Paper::A4, jurisdiction: Jurisdiction::Uk };
        let (document, found) = candor_document::render(&shared, &ready, wanted);
        assert!(found.is_empty(), "{format:?}: {:?}", env::lines(&found));
        let document = document.expect("a file");
        if let Some(folder) = std::env::var_os("CANDOR_TEST_KEEP") {
            let paper = if format.is_paged() { ".a4" } else { "" };
            let name =
                format!("testolin-he.test.{}{paper}.he-uk.{}", format.as_str(), format.ending());
            std::fs::write(std::path::Path::new(&folder).join(name), &document.bytes)
                .expect("kept");
        }
        if format.is_paged() {
            // The first of two columns stands on the right.
            let right = |leaf: &str| {
                let found = document.report.leaves.iter().find(|report| report.leaf == leaf);
                found.unwrap_or_else(|| panic!("{leaf} is proved")).bounds[2]
            };
            let first =
                if format == Format::Card { "card.1.line.1" } else { "item.ci-broken-skin" };
            assert!(300.0 < right(first), "{format:?}");
            assert!(400.0 < right("title"), "{format:?}");
        } else if format == Format::Html {
            let file = String::from_utf8(document.bytes).expect("UTF-8");
            assert!(file.contains("<html lang=\"he-GB\" dir=\"rtl\">"));
        }
    }
}

#[test]
fn latin_words_in_a_line_from_right_to_left_keep_their_order() {
    let path = env::repository().join("tests/languages/he/sheet.toml");
    let sheet = std::fs::read_to_string(path).expect("the Hebrew sheet");
    let purpose = "purpose = \"הדף";
    assert!(sheet.contains(purpose));
    for phrase in [
        "co-tea co-milk",
        "T-800 kettle",
        "kettle T-800 (co-tea) 24-hour line 1-800-222-1222",
        "a very long-winded phrase of Latin words that-go-on and-on over the end of-a-line for-sure",
    ] {
        let text = sheet.replace(purpose, &format!("purpose = \"{phrase} הדף"));
        let shared = hebrew();
        let (ready, found) = env::check(&shared, "testolin-he", &text);
        let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
        for format in [Format::Handout, Format::Large] {
            let wanted = DocumentSpec { format, paper: Paper::A4, jurisdiction: Jurisdiction::Uk };
            let (document, found) = candor_document::render(&shared, &ready, wanted);
            assert!(document.is_some(), "{phrase}: {:?}", env::lines(&found));
        }
    }
}

/// The shipped library with a changed Spanish translation.
fn translated(change: impl Fn(&str) -> String) -> Vec<String> {
    let mut tree = Tree::new("shipped/");
    for (path, entry) in candor_shipped::sheets().iter() {
        let entry = match entry {
            Entry::File(bytes) if path.ends_with("translations/es.toml") => {
                Entry::File(change(std::str::from_utf8(bytes).expect("text")).into_bytes().into())
            }
            other => other.clone(),
        };
        tree.insert(path, entry);
    }
    let library = Library::new(tree, Tree::new("sheets/"));
    let (found, diagnostics) = library.monograph_in("low-dose-naltrexone", "es");
    assert_eq!(found.is_some(), !diagnostics.has_errors());
    diagnostics.iter().map(|found| format!("{}: {}", found.code.as_str(), found.message)).collect()
}

#[test]
fn a_translation_that_says_more_or_less_is_refused() {
    assert_eq!(translated(str::to_owned), Vec::<String>::new());
    for (change, said) in [
        (("[item.ci-opioid-use", "[item.ci-opioid-used"), "has no words in this language"),
        (("[record.fibromyalgia]", "[record.fibromyalgi]"), "has no words in this language"),
        (("911", "912"), "has other numbers than in English"),
        (("status = \"unreviewed\"", "status = \"checked\""), "checked"),
        (("plain.us = ", "plain.fr = "), "fr"),
    ] {
        let found = translated(|text| text.replace(change.0, change.1));
        assert!(found.iter().any(|line| line.contains(said)), "{change:?}: {found:?}");
    }
    let found = translated(|text| {
        let at = text.find("short.").expect("a short form");
        let end = at + text[at..].find('\n').expect("a line");
        format!("{}{}", &text[..at], &text[end..])
    });
    assert!(!found.is_empty());
}
