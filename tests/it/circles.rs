//! No files of a crate use each other in a circle: what two need stands in a third.
//!
//! A file uses another one where it names something that the other defines, through however many
//! imports. `mod x;` and what a file only gives on (`pub use`) are no use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::env;
use crate::sources::{code_lines, paths, sources};

/// A module: the names that lead to it from its crate's root.
type Module = Vec<String>;

/// A crate's files as text, by module.
struct House {
    texts: BTreeMap<Module, String>,
}

/// Which module uses which, and by what names.
type Arrows = BTreeMap<(Module, Module), BTreeSet<String>>;

/// Returns the module that a file is.
fn module(below: &Path) -> Module {
    let mut parts: Module = below
        .with_extension("")
        .iter()
        .map(|part| part.to_str().expect("UTF-8").to_owned())
        .collect();
    if parts.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        parts.pop();
    }
    parts
}

/// Returns the part of a file that is neither a comment nor a test.
fn code(text: &str) -> String {
    let lines: Vec<&str> = code_lines(text).map(|(_, line)| line).collect();
    let whole = lines.join("\n");
    whole.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
}

impl House {
    fn new<'a>(files: impl IntoIterator<Item = (&'a Path, &'a str)>) -> Self {
        let texts = files.into_iter().map(|(below, text)| (module(below), code(text))).collect();
        Self { texts }
    }

    /// Returns the module of the file in which a path's last name is defined.
    fn definer(&self, from: &Module, path: &[String], depth: u8) -> Option<Module> {
        let mut rest = path;
        let mut at = match rest.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self" | "super") => from.clone(),
            Some(first) => {
                let child: Module = from.iter().cloned().chain([first.to_owned()]).collect();
                self.texts.get(&child)?;
                from.clone()
            }
            None => return None,
        };
        while let Some(first) = rest.first() {
            match first.as_str() {
                "super" => {
                    at.pop();
                }
                "crate" | "self" => {}
                name => {
                    at.push(name.to_owned());
                    if !self.texts.contains_key(&at) {
                        at.pop();
                        break;
                    }
                }
            }
            rest = &rest[1..];
        }
        let text = self.texts.get(&at)?;
        if let Some(name) = rest.first().filter(|_| depth < 6) {
            for (path, alias, _) in paths(text) {
                let imported = alias.as_ref().or(path.last());
                if imported == Some(name) && (path.len() > 1 || alias.is_some()) {
                    let is_ours = ["crate", "self", "super"].contains(&path[0].as_str());
                    return is_ours.then(|| self.definer(&at, &path, depth + 1)).flatten();
                }
            }
        }
        Some(at)
    }

    /// Returns paths in a file's code that begin with one of its child modules: `child::name`.
    fn by_child(&self, from: &Module, text: &str) -> Vec<Vec<String>> {
        let children = self
            .texts
            .keys()
            .filter(|module| module.len() == from.len() + 1 && module.starts_with(from));
        let mut all = Vec::new();
        for child in children {
            let child = child.last().expect("a name");
            for (at, _) in text.match_indices(&format!("{child}::")) {
                let is_name = |c: char| c.is_alphanumeric() || "_:".contains(c);
                let line = &text[text[..at].rfind(['\n', ';']).map_or(0, |at| at + 1)..at];
                if text[..at].ends_with(is_name) || line.contains("use ") {
                    continue;
                }
                let end = text[at..].find(|c| !is_name(c)).unwrap_or(text.len() - at);
                let path = text[at..at + end].trim_end_matches(':');
                all.push(["self"].into_iter().chain(path.split("::")).map(str::to_owned).collect());
            }
        }
        all
    }

    fn arrows(&self) -> Arrows {
        let mut arrows = Arrows::new();
        for (from, text) in &self.texts {
            for path in self.by_child(from, text) {
                if let Some(to) = self.definer(from, &path, 0).filter(|to| to != from) {
                    arrows.entry((from.clone(), to)).or_default().insert(path.join("::"));
                }
            }
            for (path, _, is_given_on) in paths(text) {
                let is_ours = ["crate", "self", "super"].contains(&path[0].as_str());
                if is_given_on || !is_ours {
                    continue;
                }
                let to = self.definer(from, &path, 0).filter(|to| to != from);
                if let Some(to) = to {
                    arrows.entry((from.clone(), to)).or_default().insert(path.join("::"));
                }
            }
        }
        arrows
    }
}

/// Returns the modules that lead to themselves, each with those that they lead to and from.
fn circles(arrows: &Arrows) -> Vec<BTreeSet<Module>> {
    let reach = |from: &Module| {
        let (mut pending, mut seen) = (vec![from.clone()], BTreeSet::new());
        while let Some(at) = pending.pop() {
            for (_, to) in arrows.keys().filter(|(a, _)| *a == at) {
                if seen.insert(to.clone()) {
                    pending.push(to.clone());
                }
            }
        }
        seen
    };
    let all: BTreeSet<&Module> = arrows.keys().map(|(from, _)| from).collect();
    let reached: BTreeMap<&Module, BTreeSet<Module>> =
        all.into_iter().map(|module| (module, reach(module))).collect();
    let mut found: Vec<BTreeSet<Module>> = Vec::new();
    for (module, there) in &reached {
        if !there.contains(*module) || found.iter().any(|circle| circle.contains(*module)) {
            continue;
        }
        let back = |other: &&Module| reached.get(*other).is_some_and(|b| b.contains(*module));
        found.push(there.iter().filter(back).cloned().collect());
    }
    found
}

#[test]
fn no_circle_of_files_within_a_crate() {
    let mut crates: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    let root = env::repository().join("src");
    for (name, path, text) in sources() {
        if path.ends_with("tests.rs") {
            continue;
        }
        let below = path.strip_prefix(root.join(&name)).expect("below");
        let below = below.to_str().expect("UTF-8").to_owned();
        crates.entry(name).or_default().push((below, text));
    }
    let (mut n, mut wrong) = (0, Vec::new());
    for (name, files) in &crates {
        let files = files.iter().map(|(below, text)| (Path::new(below), text.as_str()));
        let arrows = House::new(files).arrows();
        n += arrows.len();
        for circle in circles(&arrows) {
            wrong.push(format!("{name}:"));
            for ((from, to), names) in &arrows {
                if circle.contains(from) && circle.contains(to) {
                    wrong.push(format!("  {} uses {names:?}", from.join("/")));
                }
            }
        }
    }
    assert!(500 < n, "only {n} arrows");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_circle_is_found_however_it_is_written() {
    let circle_of = |files: &[(&str, &str)]| {
        let files = files.iter().map(|(below, text)| (Path::new(*below), *text));
        circles(&House::new(files).arrows()).len()
    };
    let lib = ("lib.rs", "mod a;\nmod b;\npub use self::a::A;\n");
    assert_eq!(circle_of(&[lib, ("a.rs", "use super::b::B;"), ("b.rs", "struct B;")]), 0);
    for back in [
        "use super::a::A;",
        "use crate::{a::{A, C}, x};",
        "fn f() { super::a::f() }",
        // By way of the root, which only gives it on.
        "use super::A;",
        "use crate::A as Other;",
    ] {
        assert_eq!(circle_of(&[lib, ("a.rs", "use super::b::B;"), ("b.rs", back)]), 1, "{back}");
    }
    // The root itself, by what it defines.
    let lib = ("lib.rs", "mod a;\nuse self::a::A;\npub struct Root;\n");
    assert_eq!(circle_of(&[lib, ("a.rs", "use super::Root;")]), 1);
    // A child that is named without `self`.
    let lib = ("lib.rs", "mod a;\nfn f() { a::g(); }\npub struct Root;\n");
    assert_eq!(circle_of(&[lib, ("a.rs", "use super::Root;")]), 1);
    // A test may use what it likes.
    let tested = ("b.rs", "struct B;\n#[cfg(test)]\nmod tests {\n    use super::super::a::A;\n}");
    assert_eq!(circle_of(&[("lib.rs", "mod a;\nmod b;"), ("a.rs", "use super::b::B;"), tested]), 0);
}
