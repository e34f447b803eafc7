//! `candor lint` over the built program, false alarms of a sheet, the dossier, and the deadline.

use std::io::Write as _;
use std::process::Stdio;

use candor_composition::DocumentSpec;
use candor_model::Format;
use serde_json::Value;

use crate::env;

/// Runs `candor lint -` with a text on standard input.
fn lint(text: &[u8], args: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let mut command = env::command(folder.path(), &[&["lint", "-"], args].concat());
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that refuses its input early closes the pipe.
    let _ = child.stdin.take().expect("a pipe").write_all(text);
    env::said(&child.wait_with_output().expect("it ends"))
}

#[test]
fn findings_of_a_text_are_an_array_of_objects() {
    let text = "Take it with food.\r\n\r\nLDN cures lupus.\r\n";
    let (code, out, _) = lint(text.as_bytes(), &["--json", "--condition", "lupus"]);
    assert_eq!(code, 1);
    let found: Vec<Value> = serde_json::from_str(&out).expect("an array");
    assert!(!found.is_empty());
    for one in &found {
        for field in ["code", "category", "level", "text", "message", "help"] {
            assert!(one[field].is_string(), "{field} of {one}");
        }
        assert!(one["column"].is_u64());
    }
    let cure = found.iter().find(|one| one["code"] == "claim/cure").expect("a cure");
    assert_eq!((&cure["line"], &cure["column"]), (&Value::from(3), &Value::from(5)));
    assert_eq!((&cure["category"], &cure["level"]), (&Value::from("cure"), &Value::from("error")));
}

#[test]
fn each_line_is_judged_by_itself() {
    let (code, out, _) = lint(b"It is a myth that\nLDN cures lupus\n", &["--json"]);
    assert_eq!(code, 1, "{out}");
    let (code, ..) = lint(b"It is a myth that LDN cures lupus\n", &["--json"]);
    assert_eq!(code, 0);
}

#[test]
fn the_certainty_decides() {
    let text = b"LDN may reduce pain.\n";
    let with =
        |certainty| lint(text, &["--certainty", certainty, "--direction", "possible-benefit"]).0;
    assert_eq!((with("high"), with("low"), with("very-low"), with("none")), (0, 0, 1, 1));
}

#[test]
fn input_that_is_no_text_is_refused() {
    for bytes in [b"\xff\xfe\x00\x01".as_slice(), b"a\0b"] {
        let (code, _, error) = lint(bytes, &[]);
        assert_eq!(code, 2, "{error}");
        assert!(error.contains("UTF-8"), "{error}");
    }
    let (code, out, _) = lint(b"", &["--json"]);
    assert_eq!((code, out.trim()), (0, "[]"));
    let folder = tempfile::tempdir().expect("a folder");
    let (code, _, error) = env::said(&env::candor(folder.path(), &["lint", "nothing.txt"]));
    assert_eq!(code, 2, "{error}");
}

/// The HIV example with a sentence in it and more settings behind it.
fn sheet(sentence: &str, more: &str) -> String {
    let text = env::example("ldn-hiv");
    let purpose = text.lines().find(|line| line.starts_with("purpose")).expect("a purpose");
    format!("{}\n{more}", text.replacen(purpose, &format!("purpose = \"{sentence}\""), 1))
}

fn alarm(code: &str, words: &str) -> String {
    format!(
        "[[false-alarm]]\ncode = \"{code}\"\nwords = \"{words}\"\nby = \"Test Person\"\n\
         date = 2026-11-22\nreason = \"The word stands for how rare the illness is.\"\n"
    )
}

#[test]
fn a_false_alarm_is_set_aside_by_a_named_person_and_stands_in_the_dossier() {
    let shared = env::shared();
    let sentence = "Nausea is rare.";
    let (ready, findings) = env::check(&shared, "ldn-hiv", &sheet(sentence, ""));
    assert!(ready.is_none());
    assert!(findings.iter().any(|found| found.code.as_str() == "claim/frequency"));
    let text = sheet(sentence, &alarm("claim/frequency", "rare"));
    let (ready, findings) = env::check(&shared, "ldn-hiv", &text);
    assert!(findings.is_empty(), "{:?}", env::lines(&findings));
    let ready = ready.expect("a sound sheet");
    let wanted = DocumentSpec { format: Format::Dossier, ..env::HANDOUT };
    let (document, findings) = candor_document::render(&shared, &ready, wanted);
    assert!(findings.is_empty(), "{:?}", env::lines(&findings));
    let letters = env::pdf_letters(&document.expect("a dossier").bytes);
    for part in ["claim/frequency", "Test Person", "The word stands for how rare the illness is."] {
        assert!(letters.contains(&env::letters(part)), "{part}");
    }
}

#[test]
fn what_could_hurt_cannot_be_set_aside_and_what_is_unused_is_named() {
    let shared = env::shared();
    let text = sheet("It has no side effects.", &alarm("claim/absolute-safety", "no side effects"));
    let (ready, findings) = env::check(&shared, "ldn-hiv", &text);
    assert!(ready.is_none());
    let codes: Vec<&str> = findings.iter().map(|found| found.code.as_str()).collect();
    assert!(codes.contains(&"claim/false-alarm"), "{codes:?}");
    assert!(codes.contains(&"claim/absolute-safety"), "{codes:?}");
    let text = sheet("This sheet is for adults.", &alarm("claim/frequency", "rare"));
    let (ready, findings) = env::check(&shared, "ldn-hiv", &text);
    assert!(ready.is_some());
    assert_eq!(findings.iter().next().map(|f| f.code.as_str()), Some("claim/false-alarm-unused"));
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("clinic");
    let (code, _, error) = env::said(&env::candor(folder.path(), &["init", "clinic"]));
    assert_eq!(code, 0, "{error}");
    let shipped = candor_shipped::templates();
    let Some(candor_model::tree::Entry::File(bytes)) = shipped.get("sheet.typ") else { panic!() };
    let loops = "#let endless = { for a in range(9000) { for b in range(9000) { \
                 for c in range(9000) { let d = a + b + c } } } }\n";
    let text = format!("{loops}{}", String::from_utf8(bytes.to_vec()).expect("UTF-8"));
    std::fs::create_dir_all(root.join("templates")).expect("a folder");
    std::fs::write(root.join("templates/sheet.typ"), text).expect("written");
    let output = env::candor(&root, &["render", "--deadline", "1"]);
    let (code, _, error) = env::said(&output);
    assert_eq!(code, 1, "{error}");
    assert!(error.contains("took more than 1 seconds"), "{error}");
    assert!(!root.join("out").exists());
}

/// Nothing that is still to be checked, and no mark, is kept from the reviewer.
#[test]
fn the_dossier_shows_every_fact_study_and_open_question() {
    let shared = env::shared();
    let (mut n_open, mut n_studies) = (0, 0);
    for (name, text) in env::examples() {
        let id = name.trim_start_matches("examples/").trim_end_matches(".toml");
        let (ready, _) = env::check(&shared, id, &text);
        let ready = ready.unwrap_or_else(|| panic!("{name} is sound"));
        let wanted = DocumentSpec { format: Format::Dossier, ..env::HANDOUT };
        let dossier = candor_document::compose(&shared, &ready, wanted);
        let lines: Vec<String> = dossier.leaves().iter().map(|(_, leaf)| leaf.text()).collect();
        let says = |parts: &[&str]| {
            let parts: Vec<String> =
                parts.iter().map(|part| candor_model::text::normalize(part)).collect();
            let found = lines.iter().any(|line| parts.iter().all(|part| line.contains(part)));
            assert!(found, "{name}: no line says {parts:?}");
        };
        let sheet = ready.sheet();
        for item in &sheet.medicine.items {
            says(&["For clinicians", &item.clinician]);
            for fact in &item.facts {
                says(&[&fact.statement, fact.mark.as_str()]);
            }
            if let Some(note) = &item.needs_check {
                says(&["Still to check", note]);
                n_open += 1;
            }
        }
        let candor_model::Subject::Condition(record) = &sheet.subject else { continue };
        for study in &record.studies {
            says(&[&study.key, if study.verified { "(verified)" } else { "(needs-check)" }]);
            n_studies += 1;
            if let Some(note) = &study.needs_check {
                says(&["Still to check", note]);
                n_open += 1;
            }
        }
    }
    assert!(10 < n_open && 10 < n_studies, "{n_open} open questions, {n_studies} studies");
}
