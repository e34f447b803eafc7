//! A store that an older Candor made is judged as that Candor judged it, whatever is asked later.
//!
//! `tests/stores/c02bab4` was made by the program of that commit, which also said what stands in
//! `said.txt`. The only thing that may be added is by which rules a line of the ledger is judged.

use std::path::PathBuf;

use candor::release::manifest::Tool;
use candor::release::{self, DiskStore, Reader, Version};
use serde_json::Value;

use crate::env::{candor, repository, said};

/// The fixture; nothing here writes to it.
pub fn folder() -> PathBuf {
    repository().join("tests/stores/c02bab4")
}

/// A question, what was answered line by line (standard error marked with `! `), the exit code.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    asked: String,
    lines: Vec<String>,
    code: i32,
}

/// Reads what `record.sh` wrote down.
fn recorded() -> Vec<Said> {
    let text = std::fs::read_to_string(folder().join("said.txt")).expect("what was said");
    let mut all = Vec::new();
    let (mut asked, mut lines) = (String::new(), Vec::new());
    for line in text.lines() {
        if let Some(question) = line.strip_prefix("$ ") {
            question.clone_into(&mut asked);
        } else if let Some(code) = line.strip_prefix("= ") {
            let (asked, lines) = (std::mem::take(&mut asked), std::mem::take(&mut lines));
            all.push(Said { asked, lines, code: code.parse().expect("a code") });
        } else {
            lines.push(line.strip_prefix("  ").expect("an indented line").to_owned());
        }
    }
    all
}

/// Asks the program of today.
fn asked_today(asked: &str) -> Said {
    let words: Vec<&str> = asked.split(' ').collect();
    let (code, stdout, stderr) = said(&candor(&folder(), &words));
    let mut lines: Vec<String> = stdout.lines().map(str::to_owned).collect();
    lines.extend(stderr.lines().map(|line| format!("! {line}")));
    Said { asked: asked.to_owned(), lines, code }
}

/// What was said without the rules that held, which c02bab4 did not name; they are no line or key
/// of their own anywhere else.
fn without_rules(lines: &[String]) -> Vec<String> {
    if let Ok(Value::Object(mut data)) = serde_json::from_str::<Value>(&lines.join("\n")) {
        data.remove("rules");
        let text = serde_json::to_string_pretty(&data).expect("text");
        return text.lines().map(str::to_owned).collect();
    }
    let is_rules = |line: &&String| line.starts_with("rules: ") || line.starts_with("! rules: ");
    lines.iter().filter(|line| !is_rules(line)).cloned().collect()
}

#[test]
fn a_store_of_an_older_candor_is_judged_as_that_one_judged_it() {
    let recorded = recorded();
    let questions = std::fs::read_to_string(folder().join("asked.txt")).expect("questions");
    let questions: Vec<&str> = questions.lines().filter(|line| !line.starts_with('#')).collect();
    let answered: Vec<&str> = recorded.iter().map(|said| said.asked.as_str()).collect();
    assert_eq!(answered, questions, "each question has its answer");
    assert!(40 <= questions.len(), "{} questions", questions.len());
    let mut wrong = Vec::new();
    for then in &recorded {
        let now = asked_today(&then.asked);
        if then.code != now.code || without_rules(&then.lines) != without_rules(&now.lines) {
            wrong.push(format!("c02bab4: {then:#?}\nnow: {now:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), recorded.len(), wrong.join("\n"));
    println!("{} questions, each answered as c02bab4 did", recorded.len());
}

/// Rendering again is for the program that cut a version; another one says so and judges nothing.
#[test]
fn only_the_program_that_cut_a_version_renders_it_again() {
    let store = DiskStore::open(folder().join("releases"));
    let version = |text: &str| Version::parse(text).expect("a version");
    for (sheet, number) in [("two-versions", "1"), ("two-versions", "2.1"), ("waiver", "1")] {
        let cut = Reader::new(&store).candidate_of(sheet, version(number)).expect("a candidate");
        let made = release::rebuild(&store, sheet, version(number));
        if cut.predicate.tool.is_same_program(&Tool::here()) {
            assert_eq!(made.expect("the same bytes"), 2, "{sheet} {number}");
        } else {
            let error = made.expect_err("another program");
            assert!(error.to_string().contains("cut this release"), "{error}");
            assert_eq!(error.step(), None, "it is no damage");
        }
    }
}
