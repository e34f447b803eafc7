//! Many sheets: only what changed is made again, for a reason that is said; in parts; on any number
//! of threads; and whatever stops the program, the next run ends with the same bytes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use candor_model::tree::Entry;

use crate::env;

/// A workspace with sheets of the shipped medicine and of the test medicine, and a cache of its own.
struct Clinic {
    folder: tempfile::TempDir,
}

impl Clinic {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clinic = Self { folder };
        clinic.write("candor.toml", "jurisdiction = \"uk\"\n[clinic]\nname = \"Test Clinic\"\n");
        for (path, text) in env::examples() {
            let name = path.trim_start_matches("examples/");
            if name.contains("hiv") || name.contains("lupus") || name.contains("cancer") {
                clinic.write(&format!("sheets/{name}"), &text);
            }
        }
        let tests = env::repository().join("tests");
        for entry in std::fs::read_dir(tests.join("sheets")).expect("test sheets") {
            let path = entry.expect("an entry").path();
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            clinic.write(&format!("sheets/{name}"), &text);
        }
        for (path, entry) in env::tree(&tests.join("library"), "library").iter() {
            let Entry::File(bytes) = entry else { continue };
            clinic.write(&format!("sheets/{path}"), std::str::from_utf8(bytes).expect("UTF-8"));
        }
        clinic
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("written");
    }

    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path(path)).expect("UTF-8");
        assert!(text.contains(from), "{path} has no {from:?}");
        std::fs::write(self.path(path), text.replace(from, to)).expect("written");
    }

    /// Renders with the clinic's cache: what is said of each file, by sheet and format.
    fn render(&self, more: &[&str]) -> BTreeMap<String, serde_json::Value> {
        let (code, stdout, stderr) = self.run(more);
        assert_eq!(code, 0, "{stderr}");
        let files: Vec<serde_json::Value> = serde_json::from_str(&stdout).expect("JSON");
        let key = |file: &serde_json::Value| {
            format!("{} {}", file["sheet"].as_str().unwrap(), file["format"].as_str().unwrap())
        };
        files.into_iter().map(|file| (key(&file), file)).collect()
    }

    fn run(&self, more: &[&str]) -> (i32, String, String) {
        let cache = self.path("cache");
        let mut args = vec!["render", "--json", "--format", "handout"];
        if !more.contains(&"--no-cache") {
            args.extend(["--cache", cache.to_str().expect("UTF-8")]);
        }
        args.extend(more);
        env::said(&env::candor(self.folder.path(), &args))
    }
}

/// The sheets whose file was made, and not left as it was.
fn made(files: &BTreeMap<String, serde_json::Value>) -> BTreeSet<&str> {
    let made = files.iter().filter(|(_, file)| file["made"] != "kept");
    made.map(|(_, file)| file["sheet"].as_str().expect("a sheet")).collect()
}

/// Every PDF below a folder, with its bytes.
fn pdfs(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(inner) = pending.pop() {
        for entry in std::fs::read_dir(inner).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let bytes = std::fs::read(&path).expect("a file");
                found.insert(path.strip_prefix(folder).expect("below").to_owned(), bytes);
            }
        }
    }
    found
}

#[test]
fn what_did_not_change_is_left_and_what_did_is_made_for_the_reason_that_is_said() {
    let clinic = Clinic::new();
    let first = clinic.render(&[]);
    assert!(first.len() > 12 && first.values().all(|file| file["made"] == "new"), "{first:?}");
    let bytes = pdfs(&clinic.path("out"));

    let again = clinic.render(&[]);
    assert!(made(&again).is_empty(), "{again:?}");
    assert_eq!(again.len(), first.len(), "what was left is named, too");

    // One sheet, one text.
    clinic.edit(
        "sheets/ldn-hiv.toml",
        "questions = [",
        "questions = [\n    \"When do you open?\",",
    );
    let files = clinic.render(&[]);
    assert_eq!(made(&files), BTreeSet::from(["ldn-hiv"]));
    let why = &files["ldn-hiv handout"];
    assert_eq!(why["made"], "words");
    assert!(why["because"].to_string().contains("question."), "{why}");

    // A comment changes no word.
    clinic.edit("sheets/ldn-lupus.toml", "id = ", "# A comment.\nid = ");
    assert!(made(&clinic.render(&[])).is_empty());

    // A file that somebody else changed is made again; so is one that is gone.
    let hiv = clinic.path("out/ldn-hiv/ldn-hiv.draft.handout.a4.en-uk.pdf");
    std::fs::write(&hiv, b"%PDF").expect("written");
    let files = clinic.render(&[]);
    assert_eq!(files["ldn-hiv handout"]["made"], "file");
    std::fs::remove_file(&hiv).expect("removed");
    assert_eq!(made(&clinic.render(&[])), BTreeSet::from(["ldn-hiv"]));

    // Another clinic's name stands on each page.
    clinic.edit("candor.toml", "Test Clinic", "Other Clinic");
    assert_eq!(made(&clinic.render(&[])).len(), first.len());
    clinic.edit("candor.toml", "Other Clinic", "Test Clinic");
    clinic.edit("sheets/ldn-hiv.toml", "\n    \"When do you open?\",", "");
    clinic.render(&[]);
    assert!(bytes == pdfs(&clinic.path("out")), "the same words, the same bytes");

    // Without notes of what was made before, the same bytes again.
    clinic.render(&["--no-cache", "--out", "anew"]);
    assert!(bytes == pdfs(&clinic.path("anew")));
}

#[test]
fn a_changed_safety_item_renders_the_sheets_that_carry_it_and_no_other() {
    let clinic = Clinic::new();
    clinic.render(&[]);
    let library = "sheets/library/testolin-cream/safety/items.toml";
    let text = std::fs::read_to_string(clinic.path(library)).expect("UTF-8");
    let ids: Vec<String> = text
        .lines()
        .filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"').map(str::to_owned))
        .collect();
    assert!(ids.len() > 5, "{ids:?}");
    // Which sheets carry an item, by their own compositions.
    let carriers = |item: &str| -> BTreeSet<String> {
        let found = pdfs(&clinic.path("out")).into_iter().filter(|(_, pdf)| {
            let composition = candor_release::composition_of_pdf(pdf).expect("a composition");
            candor_release::leaves(&composition).contains_key(&format!("item.{item}"))
        });
        let id = |path: PathBuf| path.parent().expect("a folder").display().to_string();
        found.map(|(path, _)| id(path)).collect()
    };
    let mut sizes = BTreeSet::new();
    for item in &ids {
        let carriers = carriers(item);
        let start = text.find(&format!("id = \"{item}\"")).expect("the item");
        let end = text[start..].find("\n[[item]]").map_or(text.len(), |len| start + len);
        // In the words of the plain form, and so in none of those who print a shorter one.
        let Some(plain) = text[start..end].find("plain.any = \"") else { continue };
        let at = start + plain + "plain.any = \"".len();
        let changed = format!("{}Please note. {}", &text[..at], &text[at..]);
        clinic.write(library, &changed);
        let (code, stdout, stderr) = clinic.run(&[]);
        assert_eq!(code, 0, "{item}: {stderr}");
        let files: Vec<serde_json::Value> = serde_json::from_str(&stdout).expect("JSON");
        let made: BTreeSet<String> = files
            .iter()
            .filter(|file| file["made"] != "kept")
            .map(|file| file["sheet"].as_str().expect("a sheet").to_owned())
            .collect();
        assert!(made.is_subset(&carriers), "{item}: {made:?} beside {carriers:?}");
        for file in files.iter().filter(|file| file["made"] != "kept") {
            assert_eq!(file["because"], serde_json::json!([format!("item.{item}")]), "{file}");
        }
        assert!(made.iter().all(|sheet| sheet.starts_with("testolin")), "{made:?}");
        sizes.insert(made.len());
        clinic.write(library, &text);
        clinic.render(&[]);
    }
    assert!(sizes.len() > 1, "every item stood on as many sheets: {sizes:?}");
}

#[test]
fn threads_and_parts_change_no_byte_and_the_parts_are_the_whole() {
    let clinic = Clinic::new();
    let whole = clinic.render(&["--no-cache", "--threads", "1", "--out", "whole"]);
    let bytes = pdfs(&clinic.path("whole"));
    for threads in ["2", "5"] {
        let out = format!("threads-{threads}");
        let files = clinic.render(&["--no-cache", "--threads", threads, "--out", &out]);
        assert_eq!(whole.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
        assert!(bytes == pdfs(&clinic.path(&out)), "{threads} threads");
    }
    let mut n = 0;
    for part in ["1/3", "2/3"] {
        n += clinic.render(&["--no-cache", "--shard", part, "--out", "parts"]).len();
    }
    let (code, stdout, _) = clinic.run(&["--missing", "--no-cache", "--out", "parts"]);
    let missing: Vec<serde_json::Value> = serde_json::from_str(&stdout).expect("JSON");
    assert_eq!((code, missing.len()), (1, whole.len() - n), "the third part is missing");
    clinic.render(&["--no-cache", "--shard", "3/3", "--out", "parts"]);
    assert!(bytes == pdfs(&clinic.path("parts")));
    let (code, stdout, _) = clinic.run(&["--missing", "--no-cache", "--out", "parts"]);
    assert_eq!((code, stdout.trim()), (0, "[]"));
    // A PDF with yesterday's words is as good as none.
    clinic.edit(
        "sheets/ldn-hiv.toml",
        "questions = [",
        "questions = [\n    \"When do you open?\",",
    );
    let (code, stdout, _) = clinic.run(&["--missing", "--no-cache", "--out", "parts"]);
    assert!(code == 1 && stdout.contains("ldn-hiv"), "{stdout}");
    assert!(bytes == pdfs(&clinic.path("parts")), "it wrote nothing");
}

#[test]
fn findings_come_once_and_in_order_and_do_not_stop_the_others() {
    let clinic = Clinic::new();
    clinic.edit("sheets/ldn-hiv.toml", "title = ", "titel = ");
    clinic.edit("sheets/testolin-general.toml", "title = ", "titel = ");
    let (code, stdout, stderr) = clinic.run(&["--threads", "4"]);
    assert_eq!(code, 1, "{stderr}");
    assert!(stdout.contains("ldn-lupus") && !stdout.contains("\"ldn-hiv\""), "{stdout}");
    let (one, other) = (stderr.find("ldn-hiv.toml"), stderr.find("testolin-general.toml"));
    assert!(one.is_some() && one < other, "{stderr}");
    assert_eq!(stderr.matches("`titel` is not a known key").count(), 2, "{stderr}");
}

#[test]
fn two_sheets_of_one_name_are_both_named() {
    let clinic = Clinic::new();
    let text = std::fs::read_to_string(clinic.path("sheets/ldn-hiv.toml")).expect("UTF-8");
    clinic.write("sheets/other/ldn-hiv.toml", &text);
    let (code, _, stderr) = clinic.run(&[]);
    assert!(code == 1 && stderr.contains("the id `ldn-hiv` is taken"), "{stderr}");
}

#[test]
fn a_killed_run_leaves_whole_files_and_the_next_one_ends_with_the_same_bytes() {
    let clinic = Clinic::new();
    clinic.render(&["--no-cache", "--out", "clean"]);
    let clean = pdfs(&clinic.path("clean"));
    let cache = clinic.path("cache");
    let args = ["render", "--format", "handout", "--cache", cache.to_str().expect("UTF-8")];
    for delay in [5, 20, 40, 60, 90, 120, 150, 200] {
        let mut command = env::command(clinic.folder.path(), &args);
        command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let mut child = command.spawn().expect("the program starts");
        std::thread::sleep(std::time::Duration::from_millis(delay));
        // On Unix a kill that no program can catch.
        child.kill().expect("killed");
        child.wait().expect("ended");
        for (path, bytes) in pdfs(&clinic.path("out")) {
            let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
            assert!(!is_pdf || clean.get(&path) == Some(&bytes), "{} is not whole", path.display());
        }
    }
    clinic.render(&[]);
    let mut out = pdfs(&clinic.path("out"));
    // What a killed program was writing stays under a name that nothing takes for a sheet.
    out.retain(|path, _| {
        !path.file_name().is_some_and(|n| n.to_string_lossy().starts_with(".candor-"))
    });
    assert!(clean == out);
}
