//! What Cargo cannot hold of ARCHITECTURE.md: the order of the crates, and what may not stand where.

use std::path::{Path, PathBuf};

use toml::Table;

use crate::env;
use crate::sources::{code_lines, mentions, sources};

/// A crate of the workspace: the path of its folder, and its manifest.
struct Crate {
    folder: String,
    manifest: Table,
}

fn manifest(folder: &str) -> Table {
    let path = env::repository().join(folder).join("Cargo.toml");
    let text = std::fs::read_to_string(&path).expect("a manifest");
    text.parse().unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the crates of the library in the order of the workspace.
fn crates() -> Vec<Crate> {
    let root = manifest("");
    let members = root["workspace"]["members"].as_array().expect("a list");
    let folder = |member: &toml::Value| member.as_str().expect("a folder").to_owned();
    members.iter().map(folder).map(|folder| Crate { manifest: manifest(&folder), folder }).collect()
}

/// Returns the names that a table of dependencies holds.
fn names(manifest: &Table, table: &str) -> Vec<String> {
    let table = manifest.get(table).and_then(toml::Value::as_table);
    table.into_iter().flat_map(|table| table.keys().cloned()).collect()
}

#[test]
fn every_folder_is_a_crate_whose_tests_run() {
    let root = manifest("");
    let members: Vec<String> = crates().into_iter().map(|one| one.folder).collect();
    let defaults = root["workspace"]["default-members"].as_array().expect("a list");
    let defaults: Vec<&str> = defaults.iter().filter_map(toml::Value::as_str).collect();
    assert_eq!(defaults[0], ".");
    assert_eq!(defaults[1..], members, "`cargo test` runs the tests of default members alone");
    let mut folders: Vec<String> = std::fs::read_dir(env::repository().join("src"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
        .filter(|name| name != "cli")
        .map(|name| format!("src/{name}"))
        .collect();
    folders.sort();
    let mut sorted = members;
    sorted.sort();
    assert_eq!(sorted, folders);
    for Crate { folder, manifest } in crates() {
        let name = folder.replace("src/", "candor-");
        assert_eq!(manifest["package"]["name"].as_str(), Some(&*name));
        let lib = manifest["lib"].as_table().expect("a table");
        assert_eq!(lib.get("test"), None, "{folder}: its tests must run");
        assert_eq!(lib["path"].as_str(), Some("lib.rs"), "{folder}");
        assert_eq!(manifest["lints"]["workspace"].as_bool(), Some(true), "{folder}");
        let text = std::fs::read_to_string(env::repository().join(&folder).join("lib.rs"));
        let text = text.expect("lib.rs");
        let doc = text.lines().take_while(|line| line.starts_with("//!")).count();
        assert!(3 <= doc, "{folder}/lib.rs says what a newcomer needs");
    }
}

#[test]
fn a_crate_uses_only_what_stands_before_it() {
    let crates = crates();
    for (at, Crate { folder, manifest }) in crates.iter().enumerate() {
        let before: Vec<String> =
            crates[..at].iter().map(|one| one.folder.replace("src/", "candor-")).collect();
        for table in ["dependencies", "build-dependencies"] {
            for name in names(manifest, table) {
                let may = !name.starts_with("candor-") || before.contains(&name);
                assert!(may, "{folder} may not use {name}");
            }
        }
    }
}

/// A manifest is a fence: it names what its crate uses, and nothing else.
#[test]
fn a_manifest_names_nothing_that_is_not_used() {
    let used = |folder: &str, name: &str| {
        let name = name.replace('-', "_");
        sources().iter().any(|(_, path, text)| {
            path.starts_with(env::repository().join(folder))
                && code_lines(text).any(|(_, line)| {
                    mentions(line, &format!("{name}::")) || mentions(line, &format!("use {name}"))
                })
        })
    };
    for Crate { folder, manifest } in crates() {
        for name in names(&manifest, "dependencies") {
            assert!(used(&folder, &name), "{folder} names {name} and does not use it");
        }
    }
    for name in names(&manifest(""), "dependencies") {
        assert!(used("src/cli", &name), "the program names {name} and does not use it");
    }
}

/// Cargo has no name for "our own crates", so the alias lists them.
#[test]
fn the_fast_loop_knows_every_crate() {
    let path = env::repository().join(".cargo/config.toml");
    let config: Table =
        std::fs::read_to_string(path).expect("a file").parse().expect("a config of cargo");
    let fast = config["alias"]["fast"].as_array().expect("a list");
    let ours = crates().into_iter().map(|one| one.folder.replace("src/", "candor-"));
    for name in ours.chain(["candor".to_owned()]) {
        let wanted = format!("profile.release.package.{name}.opt-level=1");
        assert!(fast.iter().any(|word| word.as_str() == Some(&*wanted)), "{name}");
    }
}

/// Whoever reads `x/y` in ARCHITECTURE.md finds it.
#[test]
fn what_the_architecture_names_is_there() {
    let root = env::repository();
    let text = std::fs::read_to_string(root.join("ARCHITECTURE.md")).expect("a file");
    let is_path = |word: &&str| {
        word.contains('/') && word.chars().all(|c| c.is_alphanumeric() || "/_.-".contains(c))
    };
    let words = text.split('`').skip(1).step_by(2).filter(is_path);
    let mut n = 0;
    for word in words {
        let word = word.trim_end_matches('/');
        let places = ["", "src/", "src/cli/", "src/prove/", "src/preview/", "tests/", "sheets/"];
        let is_there = places.iter().any(|place| {
            ["", ".rs"].iter().any(|ending| root.join(format!("{place}{word}{ending}")).exists())
        });
        assert!(is_there, "`{word}` is nowhere");
        n += 1;
    }
    assert!(20 < n, "{n} paths");
}

/// Files are read and written where errors name the path and nothing is half written.
#[test]
fn few_files_touch_the_disk() {
    let may = ["src/workspace/", "src/cli/", "src/release/store.rs", "src/app/batch/cache.rs"];
    for (_, path, text) in sources().iter().filter(|(_, path, _)| !path.ends_with("tests.rs")) {
        let below = path.strip_prefix(env::repository()).expect("below").to_str().expect("UTF-8");
        let below = below.replace('\\', "/");
        let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
        let touches = code_lines(code).any(|(_, line)| {
            ["std::fs", "fs_err", "std::os::unix::fs"].iter().any(|word| line.contains(word))
        });
        let may = may.iter().any(|place| below.starts_with(place));
        assert!(may || !touches, "{below} touches the disk");
    }
}

/// What a build script needs is compiled twice, and the engine must never be.
#[test]
fn no_build_script_reaches_the_engine() {
    let crates = crates();
    let mut pending: Vec<String> =
        crates.iter().flat_map(|one| names(&one.manifest, "build-dependencies")).collect();
    pending.extend(names(&manifest(""), "build-dependencies"));
    assert!(!pending.is_empty());
    let mut seen = Vec::new();
    while let Some(name) = pending.pop() {
        assert!(!name.starts_with("typst") && name != "comemo", "{seen:?} reach {name}");
        let known = crates.iter().find(|one| one.folder.replace("src/", "candor-") == name);
        if let Some(one) = known.filter(|_| !seen.contains(&name)) {
            pending.extend(names(&one.manifest, "dependencies"));
        }
        seen.push(name);
    }
}

/// The three readings of a page share no code: none of their crates reaches another's.
#[test]
fn composing_proving_and_witnessing_know_nothing_of_each_other() {
    let crates = crates();
    let reach = |from: &str| {
        let (mut pending, mut seen) = (vec![from.to_owned()], Vec::new());
        while let Some(name) = pending.pop() {
            let one = crates.iter().find(|one| one.folder.replace("src/", "candor-") == name);
            if let Some(one) = one.filter(|_| !seen.contains(&name)) {
                pending.extend(names(&one.manifest, "dependencies"));
                seen.push(name);
            }
        }
        seen
    };
    for (from, others) in [
        ("candor-compose", ["candor-prove", "candor-witness"]),
        ("candor-prove", ["candor-compose", "candor-witness"]),
        ("candor-witness", ["candor-compose", "candor-prove"]),
    ] {
        let seen = reach(from);
        assert!(3 < seen.len(), "{from}: {seen:?}");
        for other in others {
            assert!(!seen.iter().any(|name| name == other), "{from} reaches {other}");
        }
    }
}

#[test]
fn every_layout_goes_through_the_one_place_that_is_watched() {
    let mut found = Vec::new();
    for (module, path, text) in sources() {
        for (_, line) in code_lines(&text) {
            let lays_out =
                mentions(line, "candor_typeset::typeset(") || line.contains("typst::compile");
            if lays_out && module != "typeset" {
                found.push(path.clone());
            }
        }
    }
    // There a `Watched` is needed, which only `watch::over` gives.
    assert_eq!(found, [env::repository().join("src/document/print.rs")]);
}

#[test]
fn what_to_do_next_is_worded_where_it_is_read() {
    // A command's name helps nobody in the browser: below the edges a way out is a `Hint`.
    for (module, path, text) in sources() {
        if !["app", "release"].contains(&module.as_str())
            || path.components().any(|p| p.as_os_str() == "rules")
        {
            continue;
        }
        for (index, line) in code_lines(&text) {
            // The roster's file of keys says who wrote it; a verdict says what it always said.
            let is_file = line.contains("# Made by Candor from the roster")
                || line.contains("a publisher renews it with `candor release renew`");
            assert!(is_file || !line.contains("`candor "), "{}:{index}: {line}", path.display());
        }
    }
}

#[test]
fn the_library_never_prints_exits_or_reads_clock_and_environment() {
    let forbidden = [
        "println!",
        "eprintln!",
        "process::exit",
        "env::var",
        "SystemTime::now",
        "Instant::now",
        "Timestamp::now",
        "Zoned::now",
        "thread_rng",
        "current_dir",
    ];
    for (module, path, text) in sources().iter().filter(|(module, ..)| module != "cli") {
        for (index, line) in code_lines(text) {
            for word in forbidden {
                assert!(!line.contains(word), "{}:{}: {module}: {word}", path.display(), index + 1);
            }
        }
    }
}

/// Words of the first medicine and its illnesses; code that knows them is not general.
const CLINICAL: [&str; 16] = [
    "naltrexone",
    "ldn",
    "opioid",
    "transplant",
    "kratom",
    "fibromyalgia",
    "crohn",
    "lupus",
    "psoriasis",
    "hashimoto",
    "naloxone",
    "morphine",
    "codeine",
    "911",
    "988",
    "immune",
];

/// Lines of code that may name them: shipped file names and examples in help texts.
const MAY_NAME: [&str; 6] = [
    "ldn-fibromyalgia",
    "ldn-general",
    "Low-dose naltrexone (LDN) for fibromyalgia",
    "ci-opioid-use",
    "bruun2024",
    "such as \"LDN\"",
];

/// Words in the names of kinds of claims.
const KINDS_OF_CLAIMS: [&str; 6] = ["immune", "opioid", "opioids", "transplant", "hiv", "cancer"];

/// With these a template asks the finished pages for something.
const QUESTIONS: [&str; 9] = [
    "context ", "query(", "counter(", "state(", "here(", "locate(", "measure(", "outline(",
    "footnote",
];

#[test]
fn the_shipped_templates_ask_the_pages_for_nothing() {
    // The number of a page is asked for in `typeset/native.rs`. Only because nothing else is may the
    // pages of the sheet before tell the answers (`typeset/passes.rs`).
    for entry in std::fs::read_dir(env::repository().join("templates")).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.extension().is_none_or(|ending| ending != "typ") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        for (index, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            let is_whole =
                |at: usize| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '-');
            let asks =
                |question: &&&str| code.match_indices(**question).any(|(at, _)| is_whole(at));
            let asks = QUESTIONS.iter().find(asks);
            assert_eq!(asks, None, "{}:{}", path.display(), index + 1);
        }
    }
}

#[test]
fn no_code_and_no_template_knows_a_medicine() {
    let mut files: Vec<(PathBuf, String)> =
        sources().into_iter().map(|(_, path, text)| (path, text)).collect();
    for folder in ["templates", "src/typeset"] {
        for entry in std::fs::read_dir(env::repository().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "typ") {
                files.push((path.clone(), std::fs::read_to_string(&path).expect("UTF-8")));
            }
        }
    }
    for (path, text) in files {
        for (index, line) in text.lines().enumerate() {
            let mut line = line.to_owned();
            for allowed in MAY_NAME {
                line = line.replace(allowed, "");
            }
            let lower = line.to_lowercase();
            let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).collect();
            // The kinds of claims that no medicine may make are named after what they claim.
            let file = path.file_name().unwrap_or_default().to_string_lossy();
            let is_rule = path.parent().is_some_and(|folder| folder.ends_with("rules"));
            let names_kinds = ["lint.rs", "tables.rs"].iter().any(|name| path.ends_with(name))
                || (is_rule && file.starts_with("claim_"))
                || path.ends_with("text/rules/mod.rs")
                || path.ends_with("claims/mod.rs")
                || path.ends_with("language/mod.rs");
            for word in CLINICAL {
                if names_kinds && KINDS_OF_CLAIMS.contains(&word) {
                    continue;
                }
                assert!(!words.contains(&word), "{}:{}: {word}", path.display(), index + 1);
            }
        }
    }
}

#[test]
fn no_source_file_is_too_long() {
    for (_, path, text) in sources() {
        let n = text.lines().count();
        assert!(n <= 600, "{} has {n} lines", path.display());
    }
}

#[test]
fn only_the_theme_has_measures_and_colours() {
    let folder: &Path = &env::repository().join("templates");
    for entry in std::fs::read_dir(folder).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        if !name.ends_with(".typ") || name == "theme.typ" {
            continue;
        }
        let text = std::fs::read_to_string(folder.join(&name)).expect("a template");
        for (index, line) in code_lines(&text) {
            for word in ["rgb(", "luma(", "mm", "cm,"] {
                assert!(!line.contains(word), "{name}:{}: {word}", index + 1);
            }
        }
    }
}
