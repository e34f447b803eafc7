//! The import directions of ARCHITECTURE.md, held as data; and what may not stand where.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::env;

/// Which modules of this crate each module may import, besides itself.
const DIRECTIONS: [(&str, &[&str]); 34] = [
    ("span", &[]),
    ("digest", &[]),
    ("suggest", &[]),
    ("watch", &[]),
    ("tree", &[]),
    ("assets", &["digest", "tree"]),
    ("diag", &["span"]),
    ("model", &["span"]),
    ("parse", &["span", "diag", "model", "suggest"]),
    ("language", &["parse"]),
    ("claims", &["parse", "language", "model"]),
    ("reading", &["language", "model"]),
    ("library", &["span", "digest", "diag", "model", "parse", "tree", "language", "assets"]),
    ("lint", &["diag", "model", "claims", "language", "library", "reading"]),
    ("resolve", &["span", "diag", "model", "parse", "claims", "library", "lint", "suggest"]),
    ("check", &["span", "diag", "model", "claims", "language", "library", "lint", "reading"]),
    (
        "author",
        &["digest", "diag", "model", "parse", "claims", "library", "lint", "resolve", "check"],
    ),
    ("qr", &["digest"]),
    ("drawing", &["digest"]),
    ("compose", &["check", "drawing", "library", "model", "qr"]),
    ("levels", &["compose", "language", "library", "model", "reading"]),
    ("letters", &["digest"]),
    ("typeset", &["span", "diag", "model", "assets", "tree", "compose", "drawing", "qr"]),
    (
        "prove",
        &[
            "span", "digest", "diag", "model", "parse", "check", "compose", "drawing", "library",
            "qr", "letters", "typeset",
        ],
    ),
    ("measures", &["compose", "model", "prove"]),
    ("export", &["digest", "diag", "drawing", "model", "qr", "compose", "typeset", "prove"]),
    ("witness", &["diag", "compose", "model", "qr", "typeset"]),
    ("looks", &["span", "digest", "diag", "model", "parse", "tree", "letters", "typeset"]),
    ("workspace", &["parse", "tree", "watch"]),
    (
        "render",
        &[
            "span", "diag", "model", "parse", "library", "resolve", "check", "compose", "typeset",
            "prove", "export", "tree", "levels", "watch", "witness",
        ],
    ),
    ("policy", &["span", "diag", "model", "parse"]),
    (
        "inputs",
        &[
            "span",
            "diag",
            "model",
            "parse",
            "library",
            "resolve",
            "tree",
            "typeset",
            "looks",
            "assets",
            "policy",
            "render",
            "workspace",
        ],
    ),
    (
        "release",
        &[
            "assets",
            "digest",
            "diag",
            "model",
            "parse",
            "tree",
            "library",
            "compose",
            "policy",
            "inputs",
            "prove",
            "render",
            "workspace",
        ],
    ),
    ("cli", &[]),
];

/// Which modules may use a crate from outside; crates not named here are free.
const FENCES: [(&str, &[&str]); 37] = [
    ("sha2", &["digest"]),
    ("toml", &["span", "parse", "cli"]),
    ("schemars", &["span", "parse", "model", "library", "policy"]),
    ("typst", &["typeset", "prove", "export"]),
    ("typst_eval", &["typeset"]),
    ("typst_layout", &["typeset", "prove"]),
    ("typst_pdf", &["export"]),
    ("typst_svg", &["export"]),
    ("toml_edit", &["author"]),
    ("hyper", &["cli"]),
    ("hyper_util", &["cli"]),
    ("http_body_util", &["cli"]),
    ("tokio", &["cli"]),
    ("roxmltree", &["looks"]),
    ("ttf_parser", &["prove", "witness"]),
    ("rustybuzz", &["prove"]),
    ("unicode_script", &["letters", "prove", "typeset"]),
    ("skrifa", &["letters"]),
    ("hayro", &["witness"]),
    ("kurbo", &["witness"]),
    ("usvg", &["witness"]),
    ("unicode_bidi", &["prove", "witness"]),
    ("png", &["letters", "witness"]),
    ("comemo", &["typeset"]),
    ("annotate_snippets", &["diag"]),
    ("pulldown_cmark", &["resolve"]),
    ("unicode_segmentation", &["language"]),
    ("fs_err", &["workspace"]),
    ("rust_embed", &["assets", "cli"]),
    ("ssh_key", &["release", "cli"]),
    ("ssh_agent_client_rs", &["cli"]),
    ("rpassword", &["cli"]),
    ("qrcode", &["qr"]),
    ("zip", &["release"]),
    ("lopdf", &["release", "witness"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
];

/// Every source file with the module that it belongs to.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = env::repository().join("src");
    let mut found = Vec::new();
    let mut pending = vec![root.clone()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let relative = path.strip_prefix(&root).expect("below src");
                let first = relative.components().next().expect("a part");
                let module = first.as_os_str().to_str().expect("UTF-8").trim_end_matches(".rs");
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                found.push((module.to_owned(), path, text));
            }
        }
    }
    found
}

/// The parts of a file that are not comments.
fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

fn mentions(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

#[test]
fn modules_import_only_what_stands_before_them() {
    let allowed: BTreeMap<&str, &[&str]> = DIRECTIONS.into_iter().collect();
    let mut wrong = Vec::new();
    for (module, path, text) in sources().iter().filter(|(module, ..)| module != "lib") {
        let may = allowed.get(module.as_str()).unwrap_or_else(|| panic!("{module} has no row"));
        for (index, line) in code_lines(text) {
            for other in DIRECTIONS.iter().map(|(name, _)| *name) {
                let imports = mentions(line, &format!("crate::{other}::"))
                    || mentions(line, &format!("crate::{other};"))
                    || mentions(line, &format!("crate::{other}."));
                if imports && module != "cli" && other != module && !may.contains(&other) {
                    wrong.push(format!(
                        "{}:{}: {module} imports {other}",
                        path.display(),
                        index + 1
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_table_has_no_circle() {
    for (index, (module, may)) in DIRECTIONS.iter().enumerate() {
        for other in *may {
            let at = DIRECTIONS.iter().position(|(name, _)| name == other);
            assert!(at.is_some_and(|at| at < index), "{module} and {other}");
        }
    }
}

/// The files of `src/release` that say what there is, and read it.
const SPECIFICATION: [&str; 19] = [
    "change",
    "code",
    "documents",
    "error",
    "fault",
    "inputs",
    "ledger",
    "looks",
    "manifest",
    "names",
    "pending",
    "record",
    "refusal",
    "roster",
    "shelf",
    "sign",
    "step",
    "store",
    "version",
];

/// The files that judge. They know the specification and nothing of those who write; otherwise a
/// fault in a writer would verify itself.
const VERIFIER: [&str; 10] = [
    "block",
    "contents",
    "declarations",
    "impact",
    "one",
    "owed",
    "rebuild",
    "reviews",
    "state",
    "verify",
];

/// The files that write, and hold what they write against the verifier.
const WRITERS: [&str; 9] =
    ["asked", "current", "cut", "declare", "files", "lines", "monograph", "publish", "transaction"];

/// Which file of `src/release` each name comes from that its `mod.rs` gives on.
fn given_on(text: &str) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    for part in text.split("pub use self::").skip(1) {
        let (from, names) = part.split_once("::").expect("a path");
        let names = names.split_once(';').expect("an end").0;
        for name in names.trim_matches(['{', '}']).split(',') {
            let name = name.rsplit(" as ").next().unwrap_or(name).trim();
            all.insert(name.to_owned(), from.to_owned());
        }
    }
    all
}

/// Returns the first name of each path below a prefix, in grouped imports and within code too.
fn first_names<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '*';
    let first = |path: &'a str| {
        let path = path.trim_start();
        &path[..path.find(|c| !is_name(c)).unwrap_or(path.len())]
    };
    let mut all = Vec::new();
    for (at, _) in text.match_indices(prefix) {
        if text[..at].ends_with(|c: char| is_name(c) || c == ':') {
            continue;
        }
        let rest = text[at + prefix.len()..].trim_start();
        let Some(group) = rest.strip_prefix('{') else {
            all.push(first(rest));
            continue;
        };
        let (mut depth, mut from) = (0_u8, 0);
        for (at, c) in group.char_indices() {
            match c {
                '{' => depth += 1,
                '}' if 0 < depth => depth -= 1,
                ',' | '}' if depth == 0 => {
                    all.push(first(&group[from..at]));
                    from = at + 1;
                }
                _ => {}
            }
            if c == '}' && from == at + 1 {
                break;
            }
        }
    }
    all.retain(|name| !name.is_empty());
    all
}

#[test]
fn imports_are_seen_however_they_are_written() {
    let text = "use super::a::{b, c};\nuse super::{\n    D, e as f,\n    g::{h, i},\n};\n\
                let x = super::j::k(); crate::release::l::m; super_::n; x::super::o;";
    assert_eq!(first_names(text, "super::"), ["a", "D", "e", "g", "j"]);
    assert_eq!(first_names(text, "crate::release::"), ["l"]);
    let given = given_on("pub use self::a::{B, c as d};\npub use self::e::F;\n");
    let given: Vec<(&str, &str)> = given.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    assert_eq!(given, [("B", "a"), ("F", "e"), ("d", "a")]);
}

#[test]
fn the_verifier_imports_nothing_of_those_who_write() {
    let root = env::repository().join("src/release");
    let sources = sources();
    let text = |path: &Path| {
        let found = sources.iter().find(|(_, other, _)| other == path);
        found.map(|(.., text)| text.as_str()).expect("a file")
    };
    let given = given_on(text(&root.join("mod.rs")));
    let known = |name: &str| [&SPECIFICATION[..], &VERIFIER, &WRITERS].concat().contains(&name);
    let (mut n, mut wrong) = (0, Vec::new());
    for (_, path, text) in sources.iter().filter(|(_, path, _)| path.starts_with(&root)) {
        let below = path.strip_prefix(&root).expect("below").with_extension("");
        let parts: Vec<&str> = below.iter().map(|part| part.to_str().expect("UTF-8")).collect();
        let (module, above) = match parts.as_slice() {
            ["mod"] => continue,
            [module] | [module, "mod"] => (*module, "super::"),
            [module, _] => (*module, "super::super::"),
            _ => panic!("{} is too deep", path.display()),
        };
        assert!(known(module), "{module} has no place in the tables");
        let code: Vec<&str> = code_lines(text).map(|(_, line)| line).collect();
        let code = code.join("\n");
        let code = code.split("#[cfg(test)]").next().unwrap_or(&code);
        let mut names = first_names(code, above);
        names.extend(first_names(code, "crate::release::"));
        for name in names {
            let from = match given.get(name) {
                _ if known(name) => name,
                Some(from) => from.as_str(),
                // What stands in `mod.rs` itself.
                None if ["json", "FOLDER"].contains(&name) => continue,
                None => panic!("{}: `{name}` comes from nowhere", path.display()),
            };
            let may = match module {
                _ if WRITERS.contains(&module) => true,
                _ if VERIFIER.contains(&module) => !WRITERS.contains(&from),
                _ => SPECIFICATION.contains(&from),
            };
            n += 1;
            if !may {
                wrong.push(format!("{}: {module} imports {name} of {from}", path.display()));
            }
        }
    }
    assert!(100 < n, "{n} imports");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn outside_crates_stay_behind_their_fences() {
    let mut wrong = Vec::new();
    // Tests may look with other eyes.
    for (module, path, text) in
        sources().into_iter().filter(|(_, path, _)| !path.ends_with("tests.rs"))
    {
        for (index, line) in code_lines(&text) {
            for (name, may) in FENCES {
                if mentions(line, &format!("{name}::")) && !may.contains(&module.as_str()) {
                    wrong.push(format!("{}:{}: {module} uses {name}", path.display(), index + 1));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_layout_goes_through_the_one_place_that_is_watched() {
    let mut found = Vec::new();
    for (module, path, text) in sources() {
        for (_, line) in code_lines(&text) {
            let lays_out = mentions(line, "typeset::typeset(") || line.contains("typst::compile");
            if lays_out && module != "typeset" {
                found.push(path.clone());
            }
        }
    }
    // There a `Watched` is needed, which only `watch::over` gives.
    assert_eq!(found, [env::repository().join("src/render.rs")]);
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
            let names_kinds =
                ["code.rs", "lint.rs", "language.rs"].iter().any(|name| path.ends_with(name))
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
