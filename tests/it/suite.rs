//! Fixtures that carry their own expectation: which finding, at which line and column.
//!
//! The format stands in `tests/README.md`.

use std::collections::BTreeSet;
use std::path::Path;

use candor_app::rules;
use candor_model::diag::{Diagnostics, Level};
use candor_model::tree::Entry;

use crate::env;

/// Level, code, line, column.
type Found = (String, String, usize, usize);

fn expected(text: &str) -> BTreeSet<Found> {
    let lines: Vec<&str> = text.lines().collect();
    let mut expected = BTreeSet::new();
    for (index, line) in lines.iter().enumerate() {
        let Some(rest) = line.trim_start().strip_prefix("#~") else { continue };
        let parts: Vec<&str> = rest.split_whitespace().collect();
        let [level, code, place] = parts[..] else { panic!("bad expectation: {line}") };
        assert!(rules::named(code).is_some(), "no code {code}");
        let (row, column) = match place.strip_prefix('@') {
            Some(absolute) => {
                let (row, column) = absolute.split_once(':').expect("@LINE:COLUMN");
                (row.parse().expect("a line"), column.parse().expect("a column"))
            }
            None => {
                let skipped = lines[index..]
                    .iter()
                    .take_while(|line| line.trim_start().starts_with("#~"))
                    .count();
                (index + skipped + 1, place.parse().expect("a column"))
            }
        };
        expected.insert((level.to_owned(), code.to_owned(), row, column));
    }
    expected
}

#[test]
fn each_fixture_gives_exactly_the_findings_that_it_names() {
    let folder = env::repository().join("tests/suite");
    let mut paths: Vec<_> = std::fs::read_dir(&folder)
        .expect("tests/suite")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    assert!(paths.len() >= 60, "{} fixtures", paths.len());
    let mut failures = Vec::new();
    for path in &paths {
        if let Err(difference) = one(path) {
            failures.push(difference);
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A fixture's text as far as it is text, and what became of it.
fn rendered(path: &Path, id: &str) -> (String, Diagnostics) {
    let bytes = std::fs::read(path).expect("a fixture");
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let shared = env::shared();
    let (ready, mut findings) =
        candor_document::check(&shared, &format!("{id}.toml"), &Entry::File(bytes.into()));
    if let Some(ready) = ready {
        findings.extend(candor_document::render(&shared, &ready, env::HANDOUT).1);
    }
    (text, findings)
}

fn one(path: &Path) -> Result<(), String> {
    let id = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8");
    let (text, findings) = rendered(path, id);
    let found: BTreeSet<Found> = findings
        .iter()
        .map(|finding| {
            let place = finding.span.as_ref().map(|span| span.place());
            let (line, column) = place.map_or((0, 0), |place| (place.line, place.column));
            let (level, code) = (finding.level.as_str(), finding.code.as_str());
            (level.to_owned(), code.to_owned(), line, column)
        })
        .collect();
    let expected = expected(&text);
    if found == expected {
        return Ok(());
    }
    let missing: Vec<_> = expected.difference(&found).collect();
    let extra: Vec<_> = found.difference(&expected).collect();
    let said = env::lines(&findings).join("\n    ");
    Err(format!("{id}\n  missing {missing:?}\n  extra {extra:?}\n    {said}"))
}

#[test]
fn every_finding_says_what_to_do() {
    let folder = env::repository().join("tests/suite");
    for entry in std::fs::read_dir(folder).expect("tests/suite") {
        let path = entry.expect("an entry").path();
        let id = path.file_stem().and_then(|stem| stem.to_str()).expect("UTF-8").to_owned();
        let (_, findings) = rendered(&path, &id);
        for finding in findings.iter().filter(|finding| finding.level == Level::Error) {
            assert!(finding.help.is_some(), "{id}: {}", finding.message);
            assert!(!finding.message.ends_with('.'), "{id}: {}", finding.message);
            assert!(finding.span.is_some(), "{id}: {}", finding.message);
        }
    }
}
