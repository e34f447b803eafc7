//! Every rule has a home: a file with its code, its explanation and examples, each of which raises it.
//!
//! An example changes something sound: the sheet `tests/rules/good.toml`, the made-up medicine in
//! `tests/library`, the shipped template. What no change of one file shows is told in words, and
//! played here by the code's name (`scene`).

use std::collections::BTreeSet;

use candor_app::rules;
use candor_composition::{DocumentSpec, ReleaseInfo, ReleaseStatus, Reviewer};
use candor_document::stopwatch::Stopwatch;
use candor_document::{Shared, Witness};
use candor_library::Library;
use candor_model::diag::{Code, Diagnostic, Diagnostics, Edit, Example, Explanation};
use candor_model::tree::{Entry, Refusal, Tree};
use candor_model::{Clinic, Format, Role};
use candor_text::language::Layout;
use candor_text::lint;
use candor_text::reading::Names;
use candor_typeset::{BrandAssets, Engine, Template};
use candor_workspace::inputs::{Inputs, open};

use crate::env;
use crate::letters;
use crate::sources::sources;

/// The medicine of the examples.
const MEDICINE: &str = "library/testolin-cream";

fn good() -> String {
    std::fs::read_to_string(env::repository().join("tests/rules/good.toml")).expect("a sheet")
}

/// The good sheet with lines in the place of those with their keys, and tables behind.
fn laid_over(lines: &str) -> String {
    let (top, tables) = match lines.find('[') {
        Some(at) if at == 0 || lines[..at].ends_with('\n') => lines.split_at(at),
        _ => (lines, ""),
    };
    let key = |line: &str| line.split('=').next().unwrap_or_default().trim().to_owned();
    let new: Vec<String> = top.lines().map(key).collect();
    let kept = good();
    let kept: Vec<&str> = kept.lines().filter(|line| !new.contains(&key(line))).collect();
    format!("{}\n{top}\n{tables}\n", kept.join("\n"))
}

fn medicines() -> Tree {
    env::tree(&env::repository().join("tests/library"), "library")
}

/// The words of a file of a tree.
fn words(tree: &Tree, path: &str) -> String {
    let Some(Entry::File(bytes)) = tree.get(path) else { panic!("no file {path}") };
    String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n")
}

fn put(tree: &mut Tree, path: &str, text: String) {
    tree.insert(path, Entry::File(text.into_bytes().into()));
}

fn change(tree: &mut Tree, path: &str, words: &str, instead: &str) {
    let text = self::words(tree, path);
    assert!(text.contains(words), "{path} does not say {words}");
    put(tree, path, text.replacen(words, instead, 1));
}

fn shared(shipped: Tree, own: Tree, templates: &Tree) -> Shared {
    let template = Template::new(&candor_shipped::templates(), templates, Template::SHIPPED);
    Shared {
        library: Library::new(shipped, own),
        engine: std::sync::Arc::new(Engine::new(&template, BrandAssets::default())),
        clinic: Clinic::default(),
        stopwatch: Stopwatch::default(),
    }
}

/// What is found where a sheet is checked and printed.
fn printed(shared: &Shared, bytes: &[u8]) -> Diagnostics {
    let (ready, mut found) =
        candor_document::check(shared, "good.toml", &Entry::File(bytes.to_vec().into()));
    if let Some(ready) = ready {
        found.extend(candor_document::render(shared, &ready, env::HANDOUT).1);
    }
    found
}

fn linted(text: &str) -> Diagnostics {
    let library = Library::new(candor_shipped::sheets(), Tree::default());
    let (analyzer, _) = library.analyzer("en");
    let analyzer = analyzer.expect("English");
    let mut found = Diagnostics::new();
    for remark in lint::reading(text, Layout::Lines, &analyzer, &Names::default()) {
        found.push(Diagnostic::new(remark.code, remark.message));
    }
    found
}

fn of_library(edit: Edit) -> Diagnostics {
    let (mut shipped, mut own) = (candor_shipped::sheets(), medicines());
    let path = format!("library/{}", edit.file);
    let tree = if own.get(&path).is_some() { &mut own } else { &mut shipped };
    change(tree, &path, edit.words, edit.instead);
    printed(&shared(shipped, own, &Tree::default()), good().as_bytes())
}

fn of_settings(lines: &str, templates: Tree) -> Diagnostics {
    let config = Some(Entry::File(lines.as_bytes().to_vec().into()));
    let inputs = Inputs { config, templates, ..Inputs::default() };
    open(&inputs).diagnostics
}

/// Plays an example and returns what is found.
fn played(code: Code, example: &Example) -> Diagnostics {
    let plain = || shared(candor_shipped::sheets(), medicines(), &Tree::default());
    match *example {
        Example::Sheet(lines) => printed(&plain(), laid_over(lines).as_bytes()),
        Example::Bytes(bytes) => printed(&plain(), bytes),
        Example::Text(text) => linted(text),
        Example::Library(edit) => of_library(edit),
        Example::Template(Edit { file, words, instead }) => {
            let templates = env::changed_template(file, words, instead);
            let shared = shared(candor_shipped::sheets(), medicines(), &templates);
            printed(&shared, good().as_bytes())
        }
        Example::Settings(lines) => of_settings(lines, Tree::new("templates/")),
        Example::Told(_) => scene(code.as_str()),
    }
}

/// Plays what the example of a code tells in words.
fn scene(code: &str) -> Diagnostics {
    match code {
        "file/unreadable" => instead_of_a_file(Refusal::Folder),
        "file/outside-workspace" => instead_of_a_file(Refusal::Link),
        "file/stray" => in_the_folder("/safty/items.toml"),
        "sheet/duplicate-id" => two_of_one_id(),
        "claim/unweighed" => no_tables(),
        "ref/translation" => a_word_too_few(),
        "safety/core-missing" => own_copy(|text| {
            let mut items: Vec<&str> = text.split("[[item]]").collect();
            items.retain(|item| !item.contains("id = \"warn-test-eyes\""));
            items.join("[[item]]")
        }),
        "safety/core-changed" => own_copy(|text| text.replacen("Wait until", "Wait till", 1)),
        "safety/shadowed" => {
            let mut shipped = candor_shipped::sheets();
            copy(&medicines(), &mut shipped);
            let shared = shared(shipped, medicines(), &Tree::default());
            shared.library.shadows()
        }
        "template/font" => another_digest(),
        "template/letters" => letters::a_one_like_a_seven(),
        "page/no-card" => no_card(),
        "page/owed-missing" => one_item_too_few(),
        "page/face" => another_face(),
        "file/structure" | "file/drawn" => another_word(code == "file/drawn"),
        _ => panic!("`{code}` has an example in words that nobody plays"),
    }
}

fn instead_of_a_file(refusal: Refusal) -> Diagnostics {
    let shared = shared(candor_shipped::sheets(), medicines(), &Tree::default());
    candor_document::check(&shared, "good.toml", &Entry::Refused(refusal)).1
}

fn in_the_folder(path: &str) -> Diagnostics {
    let mut own = medicines();
    put(&mut own, &format!("{MEDICINE}{path}"), String::new());
    printed(&shared(candor_shipped::sheets(), own, &Tree::default()), good().as_bytes())
}

fn two_of_one_id() -> Diagnostics {
    let shared = shared(candor_shipped::sheets(), medicines(), &Tree::default());
    let (mut ids, mut found) = (Vec::new(), Diagnostics::new());
    for name in ["a/good.toml", "b/good.toml"] {
        let (ready, _) =
            candor_document::check(&shared, name, &Entry::File(good().into_bytes().into()));
        rules::sheet_duplicate_id::report(&ready.expect("a good sheet"), &mut ids, &mut found);
    }
    found
}

fn no_tables() -> Diagnostics {
    let mut shipped = Tree::new("shipped:");
    for (path, entry) in candor_shipped::sheets().iter() {
        if !path.starts_with("library/language/en/") {
            shipped.insert(path, entry.clone());
        }
    }
    printed(&shared(shipped, medicines(), &Tree::default()), good().as_bytes())
}

fn a_word_too_few() -> Diagnostics {
    let mut shipped = candor_shipped::sheets();
    let is_spanish = |path: &&str| path.ends_with("/translations/es.toml");
    let path = shipped.iter().map(|(path, _)| path).find(is_spanish).expect("a file").to_owned();
    change(&mut shipped, &path, "[item.", "[item.x-");
    let shared = shared(shipped, Tree::default(), &Tree::default());
    let sheet = std::fs::read(env::repository().join("tests/languages/es/sheet.toml"));
    candor_document::check(&shared, "ldn-hiv-es.toml", &Entry::File(sheet.expect("a sheet").into()))
        .1
}

fn copy(from: &Tree, to: &mut Tree) {
    for (path, entry) in from.iter() {
        to.insert(path, entry.clone());
    }
}

/// The medicine as a shipped one, and beside it a clinic's own copy with other items.
fn own_copy(other: impl Fn(&str) -> String) -> Diagnostics {
    let (mut shipped, mut own) = (candor_shipped::sheets(), Tree::new("sheets/"));
    copy(&medicines(), &mut shipped);
    for (path, entry) in medicines().iter() {
        let path = path.replace("testolin-cream", "testolin-own");
        own.insert(path, entry.clone());
    }
    let folder = "library/testolin-own";
    let (id, own_id) = ("id = \"testolin-cream\"", "id = \"testolin-own\"");
    change(&mut own, &format!("{folder}/medicine.toml"), id, own_id);
    let items = format!("{folder}/safety/items.toml");
    let changed = other(&words(&own, &items));
    put(&mut own, &items, changed);
    shared(shipped, own, &Tree::default()).library.monograph("testolin-own").1
}

fn another_digest() -> Diagnostics {
    let mut templates = Tree::new("templates/");
    put(&mut templates, "ours.ttf", "a font".to_owned());
    of_settings("[[font]]\nfile = \"ours.ttf\"\nsha256 = \"0\"\n", templates)
}

fn no_card() -> Diagnostics {
    let mut own = medicines();
    let path = format!("{MEDICINE}/medicine.toml");
    let text = words(&own, &path);
    let (before, rest) = text.split_once("[card]").expect("a card");
    let (_, after) = rest.split_once("[dose]").expect("doses behind it");
    put(&mut own, &path, format!("{before}[dose]{after}"));
    let shared = shared(candor_shipped::sheets(), own, &Tree::default());
    let (ready, _) = env::check(&shared, "good", &good());
    let wanted = DocumentSpec { format: Format::Card, ..env::HANDOUT };
    candor_document::render(&shared, &ready.expect("a good sheet"), wanted).1
}

fn one_item_too_few() -> Diagnostics {
    let shared = shared(candor_shipped::sheets(), medicines(), &Tree::default());
    let (ready, _) = env::check(&shared, "good", &good());
    let ready = ready.expect("a good sheet");
    let mut composition = candor_document::compose(&shared, &ready, env::HANDOUT);
    composition.sections.pop();
    candor_document::print(&shared, &ready, composition, env::HANDOUT).1
}

/// The good sheet, and the same with another sentence.
fn two_sheets() -> (Shared, [candor_document::Ready; 2]) {
    let shared = shared(candor_shipped::sheets(), medicines(), &Tree::default());
    let other = laid_over("stop-if = \"Stop when you like.\"");
    let sheets = [good(), other].map(|text| {
        let (ready, _) = env::check(&shared, "good", &text);
        ready.expect("a good sheet")
    });
    (shared, sheets)
}

fn another_face() -> Diagnostics {
    let (shared, [one, other]) = two_sheets();
    let date = jiff::civil::date(2026, 11, 23);
    let reviewer = |role| Reviewer { name: "Test Person".to_owned(), role, date };
    let released = ReleaseStatus::Released(ReleaseInfo {
        version: "1".to_owned(),
        published: date,
        due: date,
        reviewers: [Role::Author, Role::Pharmacist].map(reviewer).into(),
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    });
    let candidate = ReleaseStatus::Candidate { version: "1".to_owned() };
    let lay = |ready: &candor_document::Ready, standing: &ReleaseStatus| {
        let composition = candor_document::compose_as(&shared, ready, env::HANDOUT, standing, &[]);
        let witness = Witness::Foreign;
        candor_document::lay(&shared, ready, composition, env::HANDOUT, standing, witness)
            .0
            .expect("pages")
    };
    candor_document::same_face(&lay(&one, &candidate), &lay(&other, &released))
}

fn another_word(drawn: bool) -> Diagnostics {
    let (shared, [one, other]) = two_sheets();
    let (due, printed) = (
        candor_document::compose(&shared, &one, env::HANDOUT),
        candor_document::compose(&shared, &other, env::HANDOUT),
    );
    let found = candor_document::readings_of(&shared, &one, &printed, &due, env::HANDOUT);
    if drawn { found.drawn } else { found.structure }
}

#[test]
fn what_examples_change_is_sound() {
    let shared = shared(candor_shipped::sheets(), medicines(), &Tree::default());
    let found = printed(&shared, good().as_bytes());
    assert!(found.is_empty(), "{:?}", env::lines(&found));
    assert!(of_settings("", Tree::new("templates/")).is_empty());
}

#[test]
fn each_example_of_each_rule_raises_it() {
    let mut wrong = Vec::new();
    for code in rules::all() {
        if code.examples().is_empty() {
            wrong.push(format!("{code:?} has no example"));
        }
        for (n, example) in code.examples().iter().enumerate() {
            let found = played(code, example);
            if !found.iter().any(|found| found.code == code) {
                let said = found.iter().map(|f| format!("\n    {:?}: {}", f.code, f.message));
                let said = said.collect::<String>();
                wrong.push(format!("{code:?}: its example {} does not raise it{said}", n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_name_and_a_place_of_its_own_and_is_explained_in_sentences() {
    let all = rules::all();
    let names: BTreeSet<&str> = all.iter().map(|code| code.as_str()).collect();
    let ranks: BTreeSet<u16> = all.iter().map(|code| code.rank()).collect();
    assert_eq!((names.len(), ranks.len()), (all.len(), all.len()), "a name or rank stands twice");
    assert!(names.iter().all(|name| {
        name.split('/').count() == 2
            && name.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '/')
    }));
    for code in all {
        let Explanation { title, finds, matters, instead } = code.explanation();
        assert!(!title.ends_with('.'), "{code:?}");
        for part in [finds, matters, instead] {
            assert!(part.ends_with('.'), "{code:?}: {part}");
        }
    }
}

/// A file that no list declares is not compiled, and a list that `all` does not know is not seen.
#[test]
fn no_rule_is_forgotten() {
    let all = rules::all();
    for (_, path, text) in sources() {
        let is_rule = path.parent().is_some_and(|folder| folder.ends_with("rules"));
        if is_rule && !path.ends_with("mod.rs") {
            let name = text.split("name: \"").nth(1).and_then(|rest| rest.split('"').next());
            let is_listed = all.iter().any(|code| Some(code.as_str()) == name);
            assert!(is_listed, "{} is in no list", path.display());
        }
    }
}
