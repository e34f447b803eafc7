//! The program as its users meet it: commands, streams, exit codes.

use std::path::Path;

use crate::env::{candor, said};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn pdfs(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else {
                found.push(path.file_name().expect("a name").to_string_lossy().into_owned());
            }
        }
    }
    found.sort();
    found
}

#[test]
fn in_an_empty_folder_the_shipped_sheets_are_rendered() {
    let folder = folder();
    let (code, stdout, stderr) = said(&candor(folder.path(), &["render"]));
    assert_eq!(code, 0, "{stderr}");
    assert_eq!(stdout.lines().count(), 26);
    assert!(stderr.contains("26 PDFs of 26 written; no findings"), "{stderr}");
    assert!(stderr.contains("print at 100 %"), "{stderr}");
    let written = pdfs(&folder.path().join("out"));
    assert_eq!(written.len(), 26);
    assert!(written.contains(&"ldn-hiv.draft.handout.letter.en-us.pdf".to_owned()), "{written:?}");
}

#[test]
fn after_init_the_next_command_works_and_new_sheets_pass() {
    let folder = folder();
    let (code, _, stderr) = said(&candor(
        folder.path(),
        &[
            "init",
            "clinic",
            "--jurisdiction",
            "uk",
            "--name",
            "Test \"Q\" Clinic",
            "--phone",
            "000",
        ],
    ));
    assert_eq!(code, 0, "{stderr}");
    let clinic = folder.path().join("clinic");
    let (code, stdout, stderr) = said(&candor(&clinic, &["render"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("ldn-general.draft.handout.a4.en-uk.pdf"), "{stdout}");
    for (id, condition) in [("mine", "fibromyalgia"), ("other", "general"), ("third", "lyme")] {
        let arguments = [
            "new",
            id,
            "--medicine",
            "low-dose-naltrexone",
            "--condition",
            condition,
            "--on",
            "2026-11-22",
        ];
        let (code, stdout, stderr) = said(&candor(&clinic, &arguments));
        assert_eq!(code, 0, "{stderr}");
        assert!(stdout.ends_with(&format!("{id}.toml\n")), "{stdout}");
        let (code, _, stderr) = said(&candor(&clinic, &["check", id]));
        assert_eq!(code, 0, "{stderr}");
        assert!(stderr.contains("1 of 1 sheet sound; no findings"), "{stderr}");
    }
    let (code, _, stderr) = said(&candor(&clinic, &["new", "copy", "--from", "ldn-lupus"]));
    assert_eq!(code, 0, "{stderr}");
    let (code, _, stderr) = said(&candor(&clinic, &["check"]));
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn what_exists_is_never_overwritten_by_init_or_new() {
    let folder = folder();
    std::fs::write(folder.path().join("mine.txt"), "kept").expect("written");
    let (code, _, stderr) = said(&candor(folder.path(), &["init", "."]));
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("is not empty"), "{stderr}");
    assert_eq!(std::fs::read_dir(folder.path()).expect("list").count(), 1);
    assert_eq!(said(&candor(folder.path(), &["init", "clinic"])).0, 0);
    let clinic = folder.path().join("clinic");
    let sheet = clinic.join("sheets/ldn-general.toml");
    let before = std::fs::read(&sheet).expect("a sheet");
    let (code, _, stderr) = said(&candor(&clinic, &["new", "ldn-general", "--from", "ldn-hiv"]));
    assert_eq!(code, 2, "{stderr}");
    assert!(stderr.contains("exists already"), "{stderr}");
    assert_eq!(std::fs::read(&sheet).expect("a sheet"), before);
}

#[test]
fn findings_as_json_have_place_and_help() {
    let folder = folder();
    let text = crate::env::example("ldn-hiv").replace("medicine = \"low", "medicne = \"low");
    std::fs::write(folder.path().join("ldn-hiv.toml"), text).expect("written");
    let (code, stdout, _) = said(&candor(folder.path(), &["check", "--json", "./ldn-hiv.toml"]));
    assert_eq!(code, 1);
    let findings = json(&stdout);
    let findings = findings.as_array().expect("an array");
    assert_eq!(findings.len(), 2, "{stdout}");
    for finding in findings {
        for key in ["code", "level", "message", "file", "line", "column", "help"] {
            assert!(!finding[key].is_null(), "{key} in {stdout}");
        }
    }
    assert!(
        findings
            .iter()
            .any(|f| f["code"] == "file/unknown-key" && f["help"] == "did you mean `medicine`?")
    );
    // The same for people: file, line and the words underlined.
    let (_, _, stderr) = said(&candor(folder.path(), &["check", "./ldn-hiv.toml"]));
    assert!(stderr.contains("./ldn-hiv.toml:") && stderr.contains("^^^^^^^"), "{stderr}");
}

#[test]
fn one_bad_sheet_does_not_stop_the_others_and_writes_nothing() {
    let folder = folder();
    assert_eq!(said(&candor(folder.path(), &["init", "clinic"])).0, 0);
    let clinic = folder.path().join("clinic");
    std::fs::write(clinic.join("sheets/broken.toml"), "id = \"broken\"\ntitle = \n")
        .expect("written");
    let (code, stdout, stderr) = said(&candor(&clinic, &["render"]));
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("file/syntax"), "{stderr}");
    assert_eq!(stdout.lines().count(), 2, "{stdout}");
    assert!(!clinic.join("out/broken").exists());
}

#[test]
fn every_code_is_explained() {
    let folder = folder();
    for code in candor_app::rules::all() {
        let (status, stdout, _) = said(&candor(folder.path(), &["explain", code.as_str()]));
        assert_eq!(status, 0);
        assert!(stdout.starts_with(code.as_str()) && stdout.contains("What to do"), "{stdout}");
    }
    let (status, _, stderr) = said(&candor(folder.path(), &["explain", "dose/range"]));
    assert_eq!(status, 2);
    assert!(stderr.contains("help:"), "{stderr}");
}

#[test]
fn the_library_can_be_looked_at() {
    let folder = folder();
    let (code, stdout, _) = said(&candor(folder.path(), &["library", "list"]));
    assert_eq!(code, 0);
    assert!(stdout.contains("75 safety items, 42 evidence records"), "{stdout}");
    let show = ["library", "show", "low-dose-naltrexone", "ci-opioid-use", "--json"];
    let (code, stdout, _) = said(&candor(folder.path(), &show));
    assert_eq!(code, 0);
    assert_eq!(json(&stdout)["tier"], "core");
    let (code, _, stderr) =
        said(&candor(folder.path(), &["library", "show", "low-dose-naltrexne"]));
    assert_eq!(code, 2);
    assert!(stderr.contains("did you mean `low-dose-naltrexone`?"), "{stderr}");
}

#[test]
fn schema_completions_and_man_are_printed() {
    let folder = folder();
    for name in candor_library::parse::SCHEMAS {
        let (code, stdout, _) = said(&candor(folder.path(), &["util", "schema", name]));
        assert_eq!(code, 0);
        assert!(json(&stdout).is_object());
    }
    for shell in ["bash", "fish", "zsh", "powershell"] {
        let (code, stdout, _) = said(&candor(folder.path(), &["util", "completions", shell]));
        assert!(code == 0 && stdout.contains("candor"), "{shell}");
    }
    let (code, stdout, _) = said(&candor(folder.path(), &["util", "man"]));
    assert!(code == 0 && stdout.contains(".TH candor"), "{stdout}");
}

#[test]
fn a_wrong_command_leaves_with_two_and_says_the_way_out() {
    let folder = folder();
    let cases: [(&[&str], &str); 6] = [
        (&["rendr"], "render"),
        (&["render", "ldn-hv"], "did you mean `ldn-hiv`?"),
        (&["render", "--workspace", "nowhere"], "candor init"),
        (&["new", "x"], "candor init"),
        (&["render", "--paper", "a5"], "letter"),
        (&["check", "../../etc/passwd"], "there is no sheet"),
    ];
    for (arguments, hint) in cases {
        let (code, _, stderr) = said(&candor(folder.path(), arguments));
        assert_eq!(code, 2, "{arguments:?}: {stderr}");
        assert!(stderr.contains(hint), "{arguments:?}: {stderr}");
    }
}

#[test]
fn a_clinic_can_change_looks_but_not_hide_words() {
    let folder = folder();
    assert_eq!(said(&candor(folder.path(), &["init", "clinic"])).0, 0);
    let clinic = folder.path().join("clinic");
    let templates = clinic.join("templates");
    std::fs::create_dir(&templates).expect("a folder");
    let shipped = std::fs::read_to_string(crate::env::repository().join("templates/theme.typ"));
    let theme = shipped.expect("the theme").replace("#12263f", "#402000");
    std::fs::write(templates.join("theme.typ"), theme).expect("written");
    assert_eq!(said(&candor(&clinic, &["render"])).0, 0);
    let written = pdfs(&clinic.join("out"));
    let hides = "#let sheet(doc) = [#doc.title #doc.purpose]\n";
    std::fs::write(templates.join("sheet.typ"), hides).expect("written");
    let before = std::fs::read(clinic.join("out/ldn-general").join(&written[0])).expect("a PDF");
    let (code, _, stderr) = said(&candor(&clinic, &["render"]));
    assert_eq!(code, 1);
    assert!(stderr.contains("page/leaf-lost") && stderr.contains("item.ci-opioid-use"), "{stderr}");
    let after = std::fs::read(clinic.join("out/ldn-general").join(&written[0])).expect("a PDF");
    assert!(before == after, "a refused render leaves the old PDF as it was");
}

#[test]
fn geometry_is_told_as_a_table_and_as_json_and_a_gate_that_fails_is_an_error() {
    let folder = folder();
    let (code, stdout, stderr) =
        said(&candor(folder.path(), &["check", "ldn-hiv", "--geometry", "--format", "dossier"]));
    assert_eq!(code, 0, "{stderr}");
    assert!(stdout.contains("dossier a4 us uk (1 sheet, 2 documents)"), "{stdout}");
    assert!(stdout.contains("dossier letter us uk (1 sheet, 2 documents)"), "{stdout}");
    assert!(stderr.contains("16 of 16 gates hold"), "{stderr}");

    let (code, _, stderr) = said(&candor(folder.path(), &["init", "clinic", "--name", "Test"]));
    assert_eq!(code, 0, "{stderr}");
    let clinic = folder.path().join("clinic");
    std::fs::create_dir_all(clinic.join("templates")).expect("a folder");
    let theme = crate::geometry::themed("dossier-measure", "50%");
    std::fs::write(clinic.join("templates/theme.typ"), theme).expect("written");
    std::fs::write(clinic.join("sheets/ldn-hiv.toml"), crate::env::example("ldn-hiv"))
        .expect("written");
    let args = ["check", "ldn-hiv", "--geometry", "--format", "dossier", "--json"];
    let (code, stdout, stderr) = said(&candor(&clinic, &args));
    assert_eq!(code, 1, "{stderr}");
    assert!(stderr.contains("G04 dossier letter: characters a line, one column"), "{stderr}");
    let value = json(&stdout);
    assert_eq!(value["findings"].as_array().map(Vec::len), Some(0), "{value}");
    let tables = value["geometry"].as_array().expect("tables");
    assert_eq!(tables.len(), 2);
    let rows = tables[0]["rows"].as_array().expect("rows");
    let failing: Vec<_> = rows.iter().filter(|row| row["holds"] == false).collect();
    assert_eq!(failing.len(), 1, "{failing:?}");
    assert_eq!(failing[0]["rule"], "G04");
    assert!(failing[0]["least-at"].as_str().is_some_and(|at| at.starts_with("ldn-hiv us, ")));
}
