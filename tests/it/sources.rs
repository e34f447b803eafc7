//! The program's own sources, as text.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::env;

/// Every source file of the program with the folder of its crate; build scripts are none.
pub(crate) fn sources() -> Vec<(String, PathBuf, String)> {
    let root = env::repository().join("src");
    let mut found = Vec::new();
    let mut pending = vec![root.clone()];
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("src") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs")
                && !path.ends_with("build.rs")
            {
                let relative = path.strip_prefix(&root).expect("below src");
                let first = relative.components().next().expect("a part");
                let module = first.as_os_str().to_str().expect("UTF-8");
                let text = std::fs::read_to_string(&path).expect("UTF-8");
                found.push((module.to_owned(), path, text));
            }
        }
    }
    found
}

/// The parts of a file that are not comments.
pub(crate) fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

pub(crate) fn mentions(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
    })
}

/// Which file each name comes from that a crate's `lib.rs` gives on.
pub(crate) fn given_on(text: &str) -> BTreeMap<String, String> {
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
pub(crate) fn first_names<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
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

/// A path that is imported or used, the name that an import gives it, and whether it is only given on.
pub(crate) type Used = (Vec<String>, Option<String>, bool);

/// Returns every path within the crate, and every other path that is imported.
pub(crate) fn paths(text: &str) -> Vec<Used> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut all = Vec::new();
    for line_of_use in text.split_inclusive(';') {
        let Some(at) = line_of_use.rfind("use ").filter(|&at| {
            let before = line_of_use[..at].trim_end();
            before.is_empty() || before.ends_with(['}', ';', ')', '{', ']', 'b'])
        }) else {
            continue;
        };
        let before = line_of_use[..at].trim_end();
        let is_given_on = before.ends_with("pub") || before.ends_with("pub(super)");
        let is_given_on = is_given_on || before.ends_with("pub(crate)");
        let tree = line_of_use[at + 4..].trim_end_matches(';');
        branches(tree, &mut Vec::new(), is_given_on, &mut all);
    }
    for prefix in ["crate::", "self::", "super::"] {
        for (at, _) in text.match_indices(prefix) {
            let before = &text[..at];
            let line = &before[before.rfind(['\n', ';']).map_or(0, |at| at + 1)..];
            if before.ends_with(|c: char| is_name(c) || c == ':') || line.contains("use ") {
                continue;
            }
            let end = text[at..].find(|c: char| !is_name(c) && c != ':').unwrap_or(text.len() - at);
            let path = text[at..at + end].trim_end_matches(':');
            all.push((path.split("::").map(str::to_owned).collect(), None, false));
        }
    }
    all
}

/// Adds the paths of an import's tree.
fn branches(tree: &str, above: &mut Vec<String>, is_given_on: bool, all: &mut Vec<Used>) {
    let tree = tree.trim();
    if let Some(group) = tree.strip_prefix('{') {
        let group = group.strip_suffix('}').unwrap_or(group);
        let (mut depth, mut from) = (0_u8, 0);
        for (at, c) in group.char_indices().chain([(group.len(), ',')]) {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    branches(&group[from..at], above, is_given_on, all);
                    from = (at + 1).min(group.len());
                }
                _ => {}
            }
        }
        return;
    }
    if let Some((first, rest)) = tree.split_once("::") {
        above.push(first.trim().to_owned());
        branches(rest, above, is_given_on, all);
        above.pop();
        return;
    }
    if tree.is_empty() {
        return;
    }
    let (name, alias) = match tree.split_once(" as ") {
        Some((name, alias)) => (name.trim(), Some(alias.trim().to_owned())),
        None => (tree, None),
    };
    let mut path = above.clone();
    if name != "self" || path.is_empty() {
        path.push(name.to_owned());
    }
    all.push((path, alias, is_given_on));
}
