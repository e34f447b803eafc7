//! Who judges a release knows nothing of those who write one.

use std::path::Path;

use crate::env;
use crate::sources::{code_lines, first_names, given_on, sources};

/// The files of `src/release` that say what there is, and read it.
const SPECIFICATION: [&str; 21] = [
    "change",
    "code",
    "documents",
    "error",
    "fault",
    "inputs",
    "ledger",
    "look",
    "looks",
    "manifest",
    "names",
    "pending",
    "record",
    "hint",
    "refusal",
    "roster",
    "store_view",
    "sign",
    "step",
    "store",
    "version",
];

/// The files that judge. They know the specification and nothing of those who write; otherwise a
/// fault in a writer would verify itself.
const VERIFIER: [&str; 11] = [
    "block",
    "contents",
    "declarations",
    "impact",
    "one",
    "owed",
    "rebuild",
    "reviews",
    "state",
    "verdict",
    "verify",
];

/// The files that write, and hold what they write against the verifier.
const WRITERS: [&str; 9] =
    ["asked", "current", "cut", "declare", "files", "lines", "monograph", "publish", "transaction"];

#[test]
fn the_verifier_imports_nothing_of_those_who_write() {
    let root = env::repository().join("src/release");
    let sources = sources();
    let text = |path: &Path| {
        let found = sources.iter().find(|(_, other, _)| other == path);
        found.map(|(.., text)| text.as_str()).expect("a file")
    };
    let given = given_on(text(&root.join("lib.rs")));
    let known = |name: &str| [&SPECIFICATION[..], &VERIFIER, &WRITERS].concat().contains(&name);
    let (mut n, mut wrong) = (0, Vec::new());
    for (_, path, text) in sources.iter().filter(|(_, path, _)| path.starts_with(&root)) {
        let below = path.strip_prefix(&root).expect("below").with_extension("");
        let parts: Vec<&str> = below.iter().map(|part| part.to_str().expect("UTF-8")).collect();
        let (module, above) = match parts.as_slice() {
            ["lib"] => continue,
            [module] | [module, "mod"] => (*module, "super::"),
            [module, _] => (*module, "super::super::"),
            _ => panic!("{} is too deep", path.display()),
        };
        assert!(known(module), "{module} has no place in the tables");
        let code: Vec<&str> = code_lines(text).map(|(_, line)| line).collect();
        let code = code.join("\n");
        let code = code.split("#[cfg(test)]").next().unwrap_or(&code);
        let mut names = first_names(code, above);
        names.extend(first_names(code, "crate::"));
        for name in names {
            let from = match given.get(name) {
                _ if known(name) => name,
                Some(from) => from.as_str(),
                // What stands in `lib.rs` itself.
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
