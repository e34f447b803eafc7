//! The shipped library is whole, its sheets are their own, and its statements come from grades.

use std::collections::{BTreeMap, BTreeSet};

use candor_library::rules::safety_number_unverified;
use candor_library::{Library, Wording};
use candor_model::tree::{Entry, Tree};
use candor_model::{Certainty, Direction, Jurisdiction, Monograph, Tier, Verification};

use crate::env;

fn shipped() -> std::sync::Arc<Monograph> {
    let library = Library::new(candor_shipped::sheets(), Tree::default());
    let (monograph, findings) = library.monograph("low-dose-naltrexone");
    assert!(findings.is_empty(), "{findings:?}");
    monograph.expect("the shipped monograph")
}

#[test]
fn every_fact_of_the_sources_is_in_the_library() {
    let monograph = shipped();
    let of = |tier| monograph.items.iter().filter(|item| item.tier == tier).count();
    assert_eq!(monograph.items.len(), 75);
    assert_eq!(
        (of(Tier::Core), of(Tier::Standard), of(Tier::Conditional), of(Tier::Clinician)),
        (23, 24, 24, 4)
    );
    assert_eq!(monograph.records.len(), 42);
    assert_eq!(monograph.citations.len(), 124);
    assert_eq!(monograph.disagreements.len(), 21);
    let studies: usize = monograph.records.values().map(|record| record.studies.len()).sum();
    assert_eq!(studies, 110);
    for item in &monograph.items {
        assert!(!item.basis.is_empty() && !item.clinician.is_empty(), "{}", item.id);
        assert!(!item.facts.is_empty(), "{} has no fact", item.id);
    }
    // Conditions come over whole, those of items that stand everywhere too.
    let tags = |id| monograph.item(id).map(|item| item.when.tags.clone()).unwrap_or_default();
    assert_eq!(tags("prec-pregnancy"), ["pregnancy", "childbearing"]);
    assert_eq!(tags("int-immunosuppressants"), ["immunosuppressant", "biologic"]);
    let marks: BTreeSet<Verification> =
        monograph.items.iter().flat_map(|item| &item.facts).map(|fact| fact.mark).collect();
    assert_eq!(marks.len(), 4, "every mark came over");
}

/// The core items by name, so that none can lose its tier unnoticed.
const CORE: [&str; 23] = [
    "ci-opioid-use",
    "ci-opioid-dependence",
    "ci-transplant-immunosuppression",
    "ci-hypersensitivity",
    "ci-severe-liver",
    "ci-severe-kidney",
    "warn-opioid-free-interval",
    "warn-precipitated-withdrawal",
    "warn-overcome-blockade",
    "warn-opioid-sensitivity-after",
    "warn-emergency-pain-card",
    "warn-planned-surgery",
    "warn-hepatotoxicity",
    "warn-mood-suicidality",
    "warn-offlabel-compounded",
    "warn-do-not-replace-treatment",
    "prec-driving",
    "int-opioid-analgesics",
    "pa-missed-dose",
    "pa-overdose",
    "pa-redflags-911",
    "pa-call-same-day",
    "pa-tell-us-before-start",
];

#[test]
fn core_items_are_the_ones_that_pharmacists_named() {
    let monograph = shipped();
    let core: BTreeSet<&str> = monograph
        .items
        .iter()
        .filter(|item| item.tier == Tier::Core)
        .map(|item| item.id.as_str())
        .collect();
    assert_eq!(core, CORE.into_iter().collect());
    for id in ["ci-opioid-use", "ci-transplant-immunosuppression"] {
        assert!(monograph.item(id).is_some_and(|item| item.always_plain), "{id}");
    }
}

#[test]
fn a_number_without_a_verified_fact_is_found() {
    let mut tree = candor_shipped::sheets();
    let path = "library/low-dose-naltrexone/safety/advice.toml";
    let Some(Entry::File(bytes)) = tree.get(path).cloned() else { panic!("{path}") };
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
    let changed = text.replace("missed several doses", "missed 9 doses");
    assert_ne!(text, changed);
    tree.insert(path, Entry::File(changed.into_bytes().into()));
    let library = Library::new(tree, Tree::default());
    let (monograph, findings) = library.monograph("low-dose-naltrexone");
    assert!(monograph.is_none());
    assert!(findings.iter().all(|finding| finding.code == safety_number_unverified::CODE));
    assert!(findings.iter().any(|finding| finding.message.contains('9')));
}

#[test]
fn statements_come_from_certainty_and_direction_alone() {
    let library = Library::new(candor_shipped::sheets(), Tree::default());
    let (wording, findings) = library.wording("en");
    assert!(findings.is_empty(), "{findings:?}");
    let wording = wording.expect("English");
    for jurisdiction in Jurisdiction::ALL {
        for certainty in Certainty::ALL {
            for direction in Direction::ALL {
                let words = wording.statement(certainty, direction);
                let filled = [("medicine", "M"), ("condition", "C")];
                let text = Wording::say(words, jurisdiction, &filled);
                assert!(text.contains('M') && text.contains('C') && !text.contains('{'), "{text}");
                let unsure = matches!(certainty, Certainty::VeryLow | Certainty::None);
                if unsure {
                    assert!(
                        text.starts_with("We do not know"),
                        "{certainty:?} {direction:?}: {text}"
                    );
                }
                let harm = direction == Direction::PossibleHarm;
                assert_eq!(text.contains("harm"), harm, "{certainty:?} {direction:?}: {text}");
            }
        }
    }
    // The same record gives the same lines; two records of one grade differ in names alone.
    let monograph = shipped();
    let mut by_grade: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for record in monograph.records.values() {
        let lines = wording.evidence_lines(&monograph, record, Jurisdiction::Us);
        let Some((_, statement)) = lines.first() else { continue };
        let name = Wording::written(&record.name, Jurisdiction::Us);
        let grade = (record.certainty, record.direction);
        by_grade.entry(grade).or_default().insert(statement.replace(&name, "C"));
    }
    assert!(by_grade.values().all(|statements| statements.len() == 1), "{by_grade:?}");
}

#[test]
fn no_study_that_was_not_verified_gives_a_number() {
    let monograph = shipped();
    for record in monograph.records.values() {
        for study in record.studies.iter().filter(|study| !study.verified) {
            let mut alone = record.clone();
            alone.studies = vec![study.clone()];
            let studied = alone.studied();
            assert!(
                matches!(studied, candor_model::Studied::NoFigure | candor_model::Studied::Nothing),
                "{} {}: {studied:?}",
                record.id,
                study.key
            );
        }
    }
}

#[test]
fn the_thirteen_sheets_are_there_and_say_their_own_words() {
    let examples = env::examples();
    assert_eq!(examples.len(), 13);
    let sentences: Vec<(String, BTreeSet<String>)> = examples
        .iter()
        .map(|(path, text)| {
            let value: toml::Table = toml::from_str(text).expect("TOML");
            let mut words = Vec::new();
            for key in ["purpose", "stop-if"] {
                words.push(value[key].as_str().expect("text").to_owned());
            }
            for question in value["questions"].as_array().expect("a list") {
                words.push(question.as_str().expect("text").to_owned());
            }
            let sections = value.get("section").and_then(toml::Value::as_array);
            for section in sections.into_iter().flatten() {
                words.push(section["text"].as_str().expect("text").to_owned());
            }
            let all = words.join(" ");
            let split = all
                .split_inclusive(['.', '?', '!'])
                .map(|sentence| env::even(sentence).to_lowercase());
            (path.clone(), split.filter(|sentence| !sentence.is_empty()).collect())
        })
        .collect();
    for (i, (name, own)) in sentences.iter().enumerate() {
        for (other_name, other) in &sentences[i + 1..] {
            let shared = own.intersection(other).count();
            let fewer = own.len().min(other.len());
            assert!(3 * shared <= fewer, "{name} and {other_name} share {shared} of {fewer}");
        }
    }
}

#[test]
fn a_second_medicine_needs_no_code() {
    let tests = env::repository().join("tests");
    let own = env::tree(&tests.join("library"), "library");
    let shared = env::shared_with(own, Tree::default());
    let mut n = 0;
    for entry in std::fs::read_dir(tests.join("sheets")).expect("tests/sheets") {
        let path = entry.expect("an entry").path();
        let id = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8").to_owned();
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        for kind in env::all_kinds() {
            let (document, findings) = env::render(&shared, &id, &text, kind);
            let said = env::lines(&findings);
            assert!(findings.is_empty(), "{id}: {}", said.join("\n"));
            let document = document.expect("a document");
            let words = env::pdf_letters(&document.bytes).to_lowercase();
            assert!(!words.contains("naltrexone") && !words.contains("opioid"), "{id}");
        }
        n += 1;
    }
    assert!(n >= 5, "only {n} sheets");
}
