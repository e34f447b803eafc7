//! A store that an older Candor made is judged as that Candor judged it, whatever is asked later.
//!
//! `tests/stores/c02bab4` was made by the program of that commit, which also said what stands in
//! `said.txt`. The only thing that may be added is by which rules a line of the ledger is judged.

use std::path::PathBuf;

use candor_model::Rules;
use candor_release::manifest::Tool;
use candor_release::{DiskStore, Error, Reader, Refusal, Version};
use serde_json::Value;

use crate::env::{candor, repository, said};
use crate::store::copy;

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
        let made = candor_release::rebuild(&store, sheet, version(number));
        if cut.predicate.tool.is_same_program(&Tool::here()) {
            assert_eq!(made.expect("the same bytes"), 2, "{sheet} {number}");
        } else {
            let error = made.expect_err("another program");
            let is_other = matches!(&error, Error::Refused(Refusal::OtherProgramReleased { .. }));
            assert!(is_other, "{error:?}");
        }
    }
}

/// A clinic that goes on with the store that c02bab4 left it.
struct Clinic {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

impl Clinic {
    /// Puts the store into a workspace of what its last candidate was made of.
    fn new() -> Self {
        let temporary = tempfile::tempdir().expect("a folder");
        let root = temporary.path().join("clinic");
        copy(&folder().join("releases"), &root.join("releases"));
        copy(&folder().join("keys"), &root.join("keys"));
        let inputs = root.join("releases/candidates/two-versions/3/inputs");
        copy(&inputs.join("sheets"), &root.join("sheets"));
        std::fs::copy(inputs.join("candor.toml"), root.join("candor.toml")).expect("copied");
        Self { _folder: temporary, root }
    }

    /// Runs a command, which must leave with a code; returns all it said.
    fn run(&self, code: i32, asked: &str) -> String {
        let words: Vec<&str> = asked.split(' ').collect();
        let (found, stdout, stderr) = said(&candor(&self.root, &words));
        assert_eq!(found, code, "{asked}: {stdout}{stderr}");
        stdout + &stderr
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let path = self.root.join(file);
        let text = std::fs::read_to_string(&path).expect("text");
        assert!(text.contains(from), "{file} has no {from}");
        std::fs::write(path, text.replace(from, to)).expect("written");
    }
}

#[track_caller]
fn says(said: &str, parts: &[&str]) {
    for part in parts {
        assert!(said.contains(part), "no {part:?} in: {said}");
    }
}

#[test]
fn an_old_store_is_continued_by_todays_rules_and_its_lines_stay_what_they_were() {
    let clinic = Clinic::new();
    // What sufficed then does not for new work; the candidate that waits must be cut again.
    says(&clinic.run(1, "check"), &["too few people would sign", "candor.toml", "give 2 or more"]);
    for class in ["minor", "layout"] {
        clinic.edit("candor.toml", &format!("{class} = {{ people = 1 }}\n"), "");
    }
    let sign = "release sign two-versions --reason Example --on 2026-04-01 --key keys/";
    let publish = "release publish two-versions --on 2026-04-01 --key keys/peg";
    clinic.edit("sheets/two-versions.toml", "at your next review.", "at our next visit.");
    let cut = clinic.run(0, "release cut two-versions --on 2026-04-01");
    says(
        &cut,
        &[
            "looks: templates/own.typ removed",
            "looks: policy.layout.people in candor.toml removed",
            "looks: policy.minor.people in candor.toml removed",
            "policy: not that of the last published version",
            "it needs 2 people, never the author alone, as a safety change does, because of looks",
        ],
    );
    says(&clinic.run(0, "status"), &["needs 2 more people", "(as a safety change does, because"]);
    clinic.run(0, &format!("{sign}ada"));
    says(&clinic.run(1, publish), &["still needs 1 more person"]);
    clinic.run(0, &format!("{sign}sam"));
    clinic.run(0, publish);
    let root = std::fs::read_to_string(folder().join("root.txt")).expect("a digest");
    let verified = clinic.run(0, &format!("verify --root {} --on 2026-04-02", root.trim()));
    says(
        &verified,
        &["7 versions", "rules: lines 1 to 11 by rules 1 (", "); line 12 by rules 3 ("],
    );
    let data = clinic.run(0, "verify --on 2026-04-02 --json");
    let data: Value = serde_json::from_str(&data).expect("JSON");
    let wanted = serde_json::json!([
        { "rules": 1, "from": 1, "to": 11 }, { "rules": 3, "from": 12, "to": 12 },
    ]);
    assert_eq!(data["rules"], wanted);
    // Each version says by which rules it came.
    let old = clinic.run(1, "verify releases/published/two-versions/2 --on 2026-04-02");
    says(&old, &["superseded: two-versions version 2", "rules: published by rules 1 ("]);
    let new = clinic.run(0, "verify releases/published/two-versions/3 --on 2026-04-02");
    says(&new, &["genuine and current", "rules: published by rules 3 ("]);
}

fn is_of_old_rules(error: &Error) -> bool {
    matches!(error, Error::Refused(Refusal::OldRules { rules: Rules::One, .. }))
}

#[test]
fn a_candidate_of_an_older_candor_is_cut_again() {
    let clinic = Clinic::new();
    let mut store = DiskStore::locked(clinic.root.join("releases")).expect("free");
    let cut = candor_release::candidate(&store, "two-versions").expect("a candidate");
    let signed = [];
    let lacking = candor_release::lacking(&cut.manifest.predicate, &signed);
    says(&lacking.join(", "), &["cut again", "candor release cut two-versions", "rules 1"]);
    let on = jiff::civil::date(2026, 4, 1);
    let key = std::fs::read(folder().join("keys/pam")).expect("a key");
    let key = ssh_key::PrivateKey::from_openssh(key).expect("an open key");
    let mut signer = candor_release::KeySigner::new(key).expect("a signer");
    let error =
        candor_release::sign(&mut store, &cut, &mut signer, "a reason", on).expect_err("refused");
    assert!(is_of_old_rules(&error), "{error:?}");
    let key = std::fs::read(folder().join("keys/peg")).expect("a key");
    let key = ssh_key::PrivateKey::from_openssh(key).expect("an open key");
    let mut signer = candor_release::KeySigner::new(key).expect("a signer");
    let error = candor_release::publish(&mut store, &cut, &mut signer, on).expect_err("refused");
    assert!(is_of_old_rules(&error), "{error:?}");
}
