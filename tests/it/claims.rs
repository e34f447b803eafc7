//! The claim linter: single sentences with their expectation, and how often it is right on many.
//!
//! `pairs.toml` names what each sentence must raise. The other files are sentences that others
//! wrote: the development sets, on which the tables were tuned, and held-back sets, each opened
//! once. Both rates of each are printed (`--nocapture`).

use std::collections::BTreeSet;

use candor_library::Library;
use candor_model::tree::Tree;
use candor_model::{Certainty, Direction};
use candor_text::claims::{Category, Context, assess};
use candor_text::language::{Analyzer, Layout};
use serde::Deserialize;

use crate::env;

fn analyzer() -> std::sync::Arc<Analyzer> {
    let library = Library::new(candor_shipped::sheets(), Tree::default());
    let (analyzer, findings) = library.analyzer("en");
    assert!(findings.is_empty(), "{findings:?}");
    analyzer.expect("the tables of English")
}

/// The categories that a line of text raises.
fn raised(analyzer: &Analyzer, line: &str, context: Context<'_>) -> BTreeSet<Category> {
    let mut found = BTreeSet::new();
    let parted = analyzer.part(line, Layout::Lines);
    for sentences in analyzer.parse_all(&parted) {
        for (at, sentence) in sentences.iter().enumerate() {
            let claims = assess(line, sentence, sentences.get(at + 1), analyzer, context);
            found.extend(claims.into_iter().map(|claim| claim.category));
        }
    }
    found
}

#[test]
fn a_claim_does_not_reach_over_the_end_of_a_statement() {
    let analyzer = analyzer();
    let says = |line: &str| {
        let parted = analyzer.part(line, Layout::Lines);
        let parsed = analyzer.parse_all(&parted);
        parsed.iter().flatten().any(|sentence| {
            let mut claims = sentence.claims.iter();
            claims.any(|(_, category)| *category == Category::ReplacesTreatment)
        })
    };
    assert!(says("Many people drop the insulin."));
    assert!(!says("Symptoms may drop; the insulin goes on."));
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Pairs {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    find: BTreeSet<Category>,
    certainty: Option<Certainty>,
    direction: Option<Direction>,
    condition: Option<String>,
}

#[test]
fn each_sentence_raises_exactly_what_it_names() {
    let analyzer = analyzer();
    let path = env::repository().join("tests/claims/pairs.toml");
    let pairs: Pairs =
        toml::from_str(&std::fs::read_to_string(path).expect("the cases")).expect("cases");
    assert!(50 <= pairs.case.len());
    let mut wrong = Vec::new();
    for case in &pairs.case {
        let context = Context {
            certainty: case.certainty.unwrap_or(Certainty::VeryLow),
            direction: case.direction.unwrap_or(Direction::NotKnown),
            condition: Some(case.condition.as_deref().unwrap_or("fibromyalgia")),
        };
        let found = raised(&analyzer, &case.text, context);
        if found != case.find {
            wrong.push(format!("{}: found {found:?}, not {:?}", case.text, case.find));
        }
    }
    let named: BTreeSet<Category> = pairs.case.iter().flat_map(|case| case.find.clone()).collect();
    assert_eq!(named.len(), Category::ALL.len(), "every category has a case");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A sentence that somebody else wrote and labelled.
#[derive(Deserialize)]
struct Labelled {
    text: String,
    certainty: Certainty,
    direction: Direction,
    condition: Option<String>,
    verdict: String,
}

/// How many over-claims were flagged and how many honest sentences, each out of how many.
fn rates(name: &str) -> [usize; 4] {
    let analyzer = analyzer();
    let path = env::repository().join("tests/claims").join(name);
    let text = std::fs::read_to_string(path).expect("the sentences");
    let [mut flagged, mut over, mut alarms, mut honest] = [0; 4];
    for line in text.lines() {
        let one: Labelled = serde_json::from_str(line).expect("a labelled sentence");
        let context = Context {
            certainty: one.certainty,
            direction: one.direction,
            condition: one.condition.as_deref().filter(|name| !name.is_empty()),
        };
        let found = usize::from(!raised(&analyzer, &one.text, context).is_empty());
        match one.verdict.as_str() {
            "overclaim" => (flagged, over) = (flagged + found, over + 1),
            "honest" => (alarms, honest) = (alarms + found, honest + 1),
            other => panic!("{other}"),
        }
    }
    let percent = |n: usize, of: usize| 100.0 * n as f64 / of as f64;
    println!(
        "{name}: {flagged} of {over} over-claims flagged ({:.1} %), {alarms} of {honest} honest \
         sentences flagged ({:.1} %)",
        percent(flagged, over),
        percent(alarms, honest)
    );
    [flagged, over, alarms, honest]
}

#[test]
fn development_sentences_are_told_apart() {
    let [flagged, over, alarms, honest] = rates("development.jsonl");
    assert!(over >= 400 && honest >= 400);
    // A guard against tables that get worse; the honest measure is the held-back set.
    assert!(flagged * 100 >= over * 90, "{flagged} of {over}");
    assert!(alarms * 100 <= honest * 3, "{alarms} of {honest}");
}

/// The honest measure: sentences by somebody who had seen neither rules nor tables, labelled again
/// blind by another, opened once the tables were frozen. Never tune on them; write new ones.
#[test]
fn sentences_that_nobody_tuned_on_are_told_apart() {
    // Measured at its one opening: 72.7 % and 7.3 %. The aim, 95 and 3, is not met.
    let [flagged, over, alarms, honest] = rates("held-back-2.jsonl");
    assert!(68 * over <= 100 * flagged, "{flagged} of {over} over-claims flagged");
    assert!(100 * alarms <= 9 * honest, "{alarms} of {honest} honest sentences flagged");
    // Tuned on since it was opened: a guard, no measure.
    let [flagged, over, alarms, honest] = rates("opened-1.jsonl");
    assert!(90 * over <= 100 * flagged, "{flagged} of {over} over-claims flagged");
    assert!(100 * alarms <= 4 * honest, "{alarms} of {honest} honest sentences flagged");
}

#[test]
fn an_over_claim_names_its_words_and_what_may_be_said() {
    let analyzer = analyzer();
    let source = "LDN reduces pain in fibromyalgia.";
    let context = Context {
        certainty: Certainty::VeryLow,
        direction: Direction::NotKnown,
        condition: Some("fibromyalgia"),
    };
    let remarks = candor_text::lint::claims(source, Layout::Lines, &analyzer, context);
    assert_eq!(remarks.len(), 1, "{remarks:?}");
    assert_eq!(&source[remarks[0].range.clone()], "reduces pain");
    assert!(remarks[0].message.contains("certainty of the evidence: very low"));
    assert!(
        remarks[0].help.contains("We do not know whether LDN reduces pain in fibromyalgia."),
        "{}",
        remarks[0].help
    );
}
