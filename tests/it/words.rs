//! One changed word makes signatures not apply, wherever it stands; a change of form does not.

use candor_composition::{Block, Composition, DocumentSpec, Leaf, ReleaseStatus, in_release_block};
use candor_library::Library;
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Jurisdiction, Paper};
use candor_release::Record;
use candor_workspace::inputs::{Inputs, open};
use proptest::prelude::*;

use crate::store::{SHEET, example, inputs};

fn digest(inputs: &Inputs) -> String {
    let (opened, ready) = crate::store::ready(inputs, SHEET);
    candor_release::record(&opened, &ready).digest()
}

fn compositions() -> Vec<Composition> {
    let (opened, ready) = crate::store::ready(&inputs(SHEET, &example(SHEET)), SHEET);
    let standing = ReleaseStatus::Candidate { version: "1".to_owned() };
    Format::released()
        .into_iter()
        .map(|format| {
            let wanted =
                DocumentSpec { format, paper: Paper::Letter, jurisdiction: Jurisdiction::Us };
            candor_document::compose_as(&opened.shared, &ready, wanted, &standing, &[])
        })
        .collect()
}

/// Every leaf, to be changed.
fn leaves(composition: &mut Composition) -> Vec<&mut Leaf> {
    let mut all = vec![&mut composition.title, &mut composition.purpose, &mut composition.state];
    for section in &mut composition.sections {
        all.push(&mut section.heading);
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(entry) => all.push(&mut entry.text),
                Block::Bullets { entries } | Block::Steps { entries } => {
                    all.extend(entries.iter_mut().map(|entry| &mut entry.text));
                }
                Block::Table { header, rows } => {
                    all.extend(header.iter_mut().chain(rows.iter_mut().flatten()));
                }
                Block::WriteLines { labels } | Block::Standing { lines: labels, .. } => {
                    all.extend(labels);
                }
                Block::Figure { title, rows, axis, notes, .. } => {
                    let lines = rows.iter_mut().map(|row| &mut row.text);
                    all.extend(title.iter_mut().chain(lines).chain(axis).chain(notes));
                }
                Block::Calendar { header, rows } => {
                    let weeks = rows.iter_mut().flat_map(|row| [&mut row.week, &mut row.dose]);
                    all.extend(header.iter_mut().chain(weeks));
                }
            }
        }
    }
    all
}

#[test]
fn every_leaf_counts_but_those_of_the_release_block() {
    let whole = compositions();
    let before = Record::of(&whole).digest();
    let mut n = 0;
    for which in 0..whole.len() {
        for at in 0..leaves(&mut whole[which].clone()).len() {
            for change in ["word", "space", "gone"] {
                let mut changed = whole.clone();
                let mut all = leaves(&mut changed[which]);
                let leaf = &mut *all[at];
                let free = in_release_block(&leaf.leaf);
                match change {
                    "word" => leaf.runs[0].text.push_str(" not"),
                    "space" => leaf.runs[0].text.insert(0, ' '),
                    _ => leaf.runs.iter_mut().for_each(|run| run.text.clear()),
                }
                let name = leaf.leaf.clone();
                let after = Record::of(&changed).digest();
                assert_eq!(after == before, free, "{name}, {change}");
                n += 1;
            }
        }
    }
    assert!(300 < n, "{n} changes");
}

#[test]
fn a_word_of_the_library_counts_where_it_prints() {
    let text = example(SHEET);
    let shipped = candor_shipped::sheets();
    let of = |tree: Tree| {
        let mut opened = open(&inputs(SHEET, &text));
        opened.shared.library = Library::new(tree, Tree::new("sheets/"));
        let (name, entry) = opened.sheet(SHEET).cloned()?;
        let (ready, _) = candor_document::check(&opened.shared, &name, &entry);
        let ready = ready?;
        let standing = ReleaseStatus::Candidate { version: "1".to_owned() };
        let kinds = candor_release::wanted(&opened);
        let said: Vec<String> = kinds
            .into_iter()
            .map(|kind| candor_document::compose_as(&opened.shared, &ready, kind, &standing, &[]))
            .flat_map(|composition| {
                composition
                    .spoken()
                    .into_iter()
                    .filter(|(_, name, _)| !in_release_block(name))
                    .map(|(_, _, text)| text)
                    .collect::<Vec<_>>()
            })
            .collect();
        Some((said, candor_release::record(&opened, &ready).digest()))
    };
    let (said, before) = of(shipped.clone()).expect("the sheet is sound");
    let (mut n_changed, mut n_same) = (0, 0);
    for path in
        ["library/wording/en.toml", "library/low-dose-naltrexone/safety/contraindications.toml"]
    {
        let Some(Entry::File(bytes)) = shipped.get(path) else { panic!("no {path}") };
        let file = String::from_utf8(bytes.to_vec()).expect("text");
        let lines: Vec<&str> = file.lines().collect();
        for at in 0..lines.len() {
            let words = [".any = \"", ".us = \"", "plain.any", "short.any"];
            let line = lines[at];
            if line.starts_with('#')
                || !line.ends_with('"')
                || !words.iter().any(|w| line.contains(w))
            {
                continue;
            }
            let changed = format!("{}x\"", &line[..line.len() - 1]);
            let mut all: Vec<&str> = lines.clone();
            all[at] = &changed;
            let mut tree = shipped.clone();
            tree.insert(path, Entry::File((all.join("\n") + "\n").into_bytes().into()));
            let Some((says, after)) = of(tree) else { continue };
            assert_eq!(says == said, after == before, "{path}: {line}");
            if says == said { n_same += 1 } else { n_changed += 1 }
        }
    }
    assert!(20 < n_changed && 20 < n_same, "{n_changed} print here, {n_same} do not");
}

/// Rewrites a sheet's file without changing what it says.
fn reformat(text: &str, how: &[u8]) -> String {
    let mut out = String::new();
    let mut multiline = false;
    for (index, line) in text.lines().enumerate() {
        let inside = multiline;
        if line.matches("\"\"\"").count() % 2 == 1 {
            multiline = !multiline;
        }
        let choice = how[index % how.len()];
        if !inside && choice & 1 == 1 {
            out.push_str("# a comment\n");
        }
        if !inside && choice & 2 == 2 {
            out.push('\n');
        }
        let plain = !inside && !multiline;
        if plain && choice & 4 == 4 && line.contains(" = ") && !line.starts_with('#') {
            let (key, value) = line.split_once(" = ").expect("it has one");
            out.push_str(&format!("{key}   =\t{value}   "));
        } else {
            out.push_str(line);
        }
        if plain
            && choice & 8 == 8
            && !line.is_empty()
            && !line.starts_with('#')
            && !line.ends_with(['[', ','])
        {
            out.push_str("  # why");
        }
        out.push_str(if choice & 16 == 16 { "\r\n" } else { "\n" });
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_change_of_form_alone_changes_nothing(how in prop::collection::vec(any::<u8>(), 1..40)) {
        let text = example(SHEET);
        let changed = reformat(&text, &how);
        prop_assert_eq!(digest(&inputs(SHEET, &changed)), digest(&inputs(SHEET, &text)));
    }
}

/// The text of record of the test monograph, of files that were rewritten.
fn monograph(rewrite: impl Fn(&str, &str) -> String) -> Option<String> {
    let mut tree = Tree::new("shipped/");
    let shipped = candor_shipped::sheets();
    let own = crate::env::tree(&crate::env::repository().join("tests/library"), "library");
    for (path, entry) in shipped.iter().chain(own.iter()) {
        let entry = match entry {
            Entry::File(bytes) if path.starts_with("library/testolin-cream/") => {
                let text = std::str::from_utf8(bytes).expect("text");
                Entry::File(rewrite(path, text).into_bytes().into())
            }
            other => other.clone(),
        };
        tree.insert(path, entry);
    }
    let library = Library::new(tree, Tree::new("sheets/"));
    let (found, _) = library.monograph("testolin-cream");
    found.map(|found| candor_library::record(&found, candor_library::RecordForm::Whole))
}

#[test]
fn a_change_of_form_in_a_monograph_changes_nothing() {
    let before = monograph(|_, text| text.to_owned()).expect("sound");
    for seed in 0..32_u8 {
        let how: Vec<u8> = (0..17_u8).map(|n| n.wrapping_mul(29) ^ seed.wrapping_mul(53)).collect();
        let after = monograph(|_, text| reformat(text, &how)).expect("sound");
        assert_eq!(after, before, "seed {seed}");
    }
}

/// Keys of a monograph's files that are kept for those who write it.
const WORKING_NOTES: [&str; 15] = [
    "title",
    "note",
    "notes",
    "review-note",
    "grade-note",
    "working-certainty",
    "working-direction",
    "best-evidence",
    "people",
    "approval",
    "page",
    "claim",
    "known",
    "dose",
    "weeks-text",
];

#[test]
fn each_text_in_a_monograph_counts() {
    let before = monograph(|_, text| text.to_owned()).expect("sound");
    let (mut n, mut unseen) = (0, Vec::new());
    for (path, entry) in
        crate::env::tree(&crate::env::repository().join("tests/library"), "library").iter()
    {
        let Entry::File(bytes) = entry else { continue };
        let text = std::str::from_utf8(bytes).expect("text");
        for (line, words) in text.lines().enumerate() {
            // Working notes: nothing is printed or decided by them.
            let key = words.split(" = ").next().unwrap_or_default();
            let of_record =
                key == "result" && !text[..text.find(words).unwrap_or(0)].contains("[[study]]");
            if WORKING_NOTES.contains(&key) || of_record {
                continue;
            }
            // One more word at the end of a quoted text.
            let Some(head) = words.strip_suffix('"').filter(|_| !words.starts_with('#')) else {
                continue;
            };
            let changed = monograph(|this, text| {
                let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
                if this == path {
                    lines[line] = format!("{head} so\"");
                }
                lines.join("\n")
            });
            // An id or a key that is no longer known is refused, and so cannot be signed at all.
            if let Some(changed) = changed {
                if changed == before {
                    unseen.push(format!("{path}:{}: {words}", line + 1));
                }
                n += 1;
            }
        }
    }
    assert_eq!(unseen, Vec::<String>::new());
    assert!(30 < n, "{n} texts");
}

#[test]
fn each_text_of_the_author_counts() {
    let text = example(SHEET);
    let before = digest(&inputs(SHEET, &text));
    let mut n = 0;
    for (at, _) in text.match_indices('.') {
        // A full stop inside an author's words: one more sentence.
        let mut changed = text.clone();
        changed.insert_str(at + 1, " Ask us.");
        let inputs = inputs(SHEET, &changed);
        let opened = open(&inputs);
        let (name, entry) = opened.sheet(SHEET).cloned().expect("the sheet");
        let in_comment = text[..at].rsplit('\n').next().is_some_and(|line| line.starts_with('#'));
        if let (Some(ready), _) = candor_document::check(&opened.shared, &name, &entry)
            && !in_comment
        {
            assert_ne!(candor_release::record(&opened, &ready).digest(), before, "at {at}");
            n += 1;
        }
    }
    assert!(3 < n, "{n} changes");
}
