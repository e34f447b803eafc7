//! Everything that a document says is owed: whatever is swapped, dropped, doubled, reworded or set in
//! other weight in a composition is refused before any page is made.

use candor_composition::{
    Block, Composition, DocumentSpec, Entry, Leaf, ReleaseInfo, ReleaseStatus, Reviewer, Run,
};
use candor_model::{Format, Jurisdiction, Paper, Role};

use candor_document::{Ready, Shared};
use jiff::civil::date;

use crate::env;

/// Every format that a sheet has.
const FORMATS: [Format; 8] = [
    Format::Handout,
    Format::Full,
    Format::Large,
    Format::Giant,
    Format::Card,
    Format::Text,
    Format::Html,
    Format::Dossier,
];

fn standings() -> [ReleaseStatus; 4] {
    let issue = ReleaseInfo {
        version: "2".to_owned(),
        published: date(2026, 11, 24),
        due: date(2027, 11, 22),
        reviewers: vec![
            Reviewer { name: "Test One".to_owned(), role: Role::Author, date: date(2026, 11, 23) },
            Reviewer {
                name: "Test Two".to_owned(),
                role: Role::Pharmacist,
                date: date(2026, 11, 24),
            },
        ],
        code: "00000-00000-00000-00000".to_owned(),
        qr: "0".repeat(220),
    };
    let candidate = ReleaseStatus::Candidate { version: "2".to_owned() };
    [
        ReleaseStatus::Draft,
        candidate,
        ReleaseStatus::Released(issue.clone()),
        ReleaseStatus::Overdue(issue),
    ]
}

/// A sheet with all that an author can write: sections with bold words and lists, a calendar, an
/// author, contacts.
fn rich() -> String {
    let text = env::example("ldn-fibromyalgia");
    let plain = "We may offer LDN if exercise";
    assert!(text.contains(plain));
    let text = text.replacen(plain, "We may offer LDN:\n\n- if **exercise**", 1);
    format!(
        "extras = [\"calendar\"]\n{text}\n[contacts]\nphone = \"555-0100\"\nhours = \"9 to 5\"\n\n\
         [author]\nname = \"Test Author\"\nrole = \"nurse\"\n"
    )
}

fn ready(shared: &Shared, id: &str, text: &str) -> Ready {
    let (ready, found) = env::check(shared, id, text);
    ready.unwrap_or_else(|| panic!("{id}: {:?}", env::lines(&found)))
}

fn owed(
    shared: &Shared,
    ready: &Ready,
    wanted: DocumentSpec,
    standing: &ReleaseStatus,
) -> candor_prove::Owed {
    candor_prove::owed(ready.checked(), &shared.clinic, ready.wording(), wanted, standing)
}

#[test]
fn every_shipped_composition_holds_what_is_owed_in_every_stage() {
    let shared = env::shared();
    let mut sheets: Vec<(String, String)> = env::examples();
    sheets.push(("examples/ldn-fibromyalgia.toml".to_owned(), rich()));
    let mut n = 0;
    for (path, text) in sheets {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let ready = ready(&shared, id, &text);
        for format in FORMATS {
            for (paper, jurisdiction) in
                [(Paper::Letter, Jurisdiction::Us), (Paper::A4, Jurisdiction::Uk)]
            {
                let wanted = DocumentSpec { format, paper, jurisdiction };
                for standing in standings() {
                    let changed = ["Changed.".to_owned(), "New.".to_owned()];
                    let changes: &[String] = if standing.is_draft() { &[] } else { &changed };
                    let composition =
                        candor_document::compose_as(&shared, &ready, wanted, &standing, changes);
                    let owed = owed(&shared, &ready, wanted, &standing);
                    let found = candor_prove::held(&owed, &composition);
                    let lines = env::lines(&found);
                    assert!(found.is_empty(), "{id} {wanted:?}: {lines:#?}");
                    n += 1;
                }
            }
        }
    }
    assert_eq!(n, 14 * FORMATS.len() * 2 * 4);
}

/// Every text of a composition, running lines too.
fn leaves_mut(composition: &mut Composition) -> Vec<&mut Leaf> {
    let running = &mut composition.running;
    let mut leaves = vec![&mut running.header, &mut running.footer, &mut running.page];
    leaves.extend([&mut composition.title, &mut composition.purpose, &mut composition.state]);
    for section in &mut composition.sections {
        leaves.push(&mut section.heading);
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(entry) => leaves.push(&mut entry.text),
                Block::Bullets { entries } | Block::Steps { entries } => {
                    leaves.extend(entries.iter_mut().map(|entry| &mut entry.text));
                }
                Block::Table { header, rows } => {
                    leaves.extend(header.iter_mut().chain(rows.iter_mut().flatten()));
                }
                Block::WriteLines { labels: lines } | Block::Standing { lines, .. } => {
                    leaves.extend(lines);
                }
                Block::Figure { title, rows, axis, notes, .. } => {
                    let lines = rows.iter_mut().map(|row| &mut row.text);
                    leaves.extend(title.iter_mut().chain(lines).chain(axis).chain(notes));
                }
                Block::Calendar { header, rows } => {
                    leaves.extend(header);
                    leaves.extend(rows.iter_mut().flat_map(|row| [&mut row.week, &mut row.dose]));
                }
            }
        }
    }
    leaves
}

/// What is written of changes is the store's word, and how hard a text reads a linguist's.
fn is_known(leaf: &str) -> bool {
    !leaf.starts_with("changes.") || leaf == "changes.none"
}

#[test]
fn any_two_texts_that_change_places_are_refused() {
    let shared = env::shared();
    let ready = ready(&shared, "ldn-fibromyalgia", &rich());
    let mut n = 0;
    for format in FORMATS {
        let wanted = DocumentSpec { format, ..env::HANDOUT };
        let [_, _, released, _] = standings();
        let composition = candor_document::compose_as(
            &shared,
            &ready,
            wanted,
            &released,
            &["Changed.".to_owned()],
        );
        let owed = owed(&shared, &ready, wanted, &released);
        let texts: Vec<(String, Vec<Run>)> = leaves_mut(&mut composition.clone())
            .into_iter()
            .map(|leaf| (leaf.leaf.clone(), leaf.runs.clone()))
            .collect();
        for first in 0..texts.len() {
            for second in first + 1..texts.len() {
                let ((a, before), (b, after)) = (&texts[first], &texts[second]);
                // Every pair of the handout; of the other formats those that stand near each other,
                // and some more.
                let near = if format == Format::Handout { texts.len() } else { 2 };
                let some = texts.len() / 8;
                let skipped =
                    near < second - first && (first * 7919 + second * 104_729) % some != 0;
                if before == after || skipped || !(is_known(a) && is_known(b)) {
                    continue;
                }
                let mut swapped = composition.clone();
                let mut leaves = leaves_mut(&mut swapped);
                leaves[first].runs.clone_from(after);
                leaves[second].runs.clone_from(before);
                assert!(
                    candor_prove::held(&owed, &swapped).has_errors(),
                    "{format:?}: {a} and {b}"
                );
                n += 1;
            }
        }
    }
    println!("{n} pairs");
    assert!(10_000 < n, "{n} pairs");
}

/// Takes a text out of its list, or puts it there twice; whether it stands in one.
fn edit(composition: &mut Composition, name: &str, twice: bool) -> bool {
    fn of<T: Clone>(list: &mut Vec<T>, is: impl Fn(&T) -> bool, twice: bool) -> bool {
        let Some(at) = list.iter().position(is) else { return false };
        let one = list.remove(at);
        if twice {
            list.insert(at, one.clone());
            list.insert(at, one);
        }
        true
    }
    let leaf = |leaf: &Leaf| leaf.leaf == name;
    let entry = |entry: &Entry| entry.text.leaf == name;
    composition.sections.iter_mut().any(|section| {
        let is_paragraph = |block: &Block| matches!(block, Block::Paragraph(one) if entry(one));
        of(&mut section.blocks, is_paragraph, twice)
            || section.blocks.iter_mut().any(|block| match block {
                Block::Paragraph(_) => false,
                Block::Bullets { entries } | Block::Steps { entries } => of(entries, entry, twice),
                Block::Table { header, rows } => {
                    of(header, leaf, twice) || rows.iter_mut().any(|row| of(row, leaf, twice))
                }
                Block::WriteLines { labels: lines } | Block::Standing { lines, .. } => {
                    of(lines, leaf, twice)
                }
                Block::Figure { title, rows, axis, notes, .. } => {
                    if title.as_ref().is_some_and(leaf) && !twice {
                        *title = None;
                        return true;
                    }
                    of(axis, leaf, twice)
                        || of(notes, leaf, twice)
                        || of(rows, |row| leaf(&row.text), twice)
                }
                Block::Calendar { header, rows } => {
                    of(header, leaf, twice)
                        || of(rows, |row| leaf(&row.week) || leaf(&row.dose), twice)
                }
            })
    })
}

#[test]
fn no_text_can_be_dropped_doubled_reworded_or_made_bold() {
    let shared = env::shared();
    for (id, text) in [("ldn-fibromyalgia", rich()), ("ldn-general", env::example("ldn-general"))] {
        let ready = ready(&shared, id, &text);
        for (format, standing) in
            FORMATS.into_iter().flat_map(|format| standings().map(move |stand| (format, stand)))
        {
            // A dossier is long; it is played through in one stage.
            if format == Format::Dossier && !standing.is_draft() {
                continue;
            }
            let wanted = DocumentSpec { format, ..env::HANDOUT };
            let composition = candor_document::compose_as(&shared, &ready, wanted, &standing, &[]);
            let owed = owed(&shared, &ready, wanted, &standing);
            let names: Vec<String> =
                leaves_mut(&mut composition.clone()).iter().map(|l| l.leaf.clone()).collect();
            let (mut dropped, mut doubled) = (0, 0);
            for (at, name) in names.iter().enumerate() {
                // How many reading levels there are, the proof does not know.
                let counts = !name.starts_with("grade.");
                let mut without = composition.clone();
                if counts && edit(&mut without, name, false) {
                    assert!(candor_prove::held(&owed, &without).has_errors(), "{name} dropped");
                    dropped += 1;
                }
                let mut twice = composition.clone();
                if edit(&mut twice, name, true) {
                    assert!(candor_prove::held(&owed, &twice).has_errors(), "{name} doubled");
                    doubled += 1;
                }
                let mut other = composition.clone();
                leaves_mut(&mut other)[at].runs[0].text.push_str(" not");
                assert!(candor_prove::held(&owed, &other).has_errors(), "{name} reworded");
                let mut bold = composition.clone();
                leaves_mut(&mut bold)[at].runs.iter_mut().for_each(|run| run.strong = !run.strong);
                assert!(candor_prove::held(&owed, &bold).has_errors(), "{name} in another weight");
                let mut renamed = composition.clone();
                leaves_mut(&mut renamed)[at].leaf.push('x');
                let free = name.starts_with("grade.");
                assert!(free || candor_prove::held(&owed, &renamed).has_errors(), "{name} renamed");
            }
            // Title, purpose, state, headings and running lines stand in no list.
            let fixed = 6 + composition.sections.len();
            let grades = names.iter().filter(|name| name.starts_with("grade.")).count();
            assert_eq!(dropped + grades + fixed, names.len(), "{format:?}");
            assert!(0 < doubled);
        }
    }
}

#[test]
fn what_is_said_of_the_document_is_owed() {
    let shared = env::shared();
    let ready = ready(&shared, "ldn-hiv", &env::example("ldn-hiv"));
    let [_, _, released, _] = standings();
    let composition = candor_document::compose_as(&shared, &ready, env::HANDOUT, &released, &[]);
    let owed = owed(&shared, &ready, env::HANDOUT, &released);
    assert!(candor_prove::held(&owed, &composition).is_empty());
    type Change = fn(&mut Composition);
    let changes: [(&str, Change); 9] = [
        ("document title", |c| c.document_title.push('!')),
        ("language", |c| c.language = "fr".to_owned()),
        ("region", |c| c.region = "FR"),
        ("date", |c| c.date[0] += 1),
        ("paper", |c| c.paper = Paper::A4),
        ("sheet", |c| c.sheet.push('x')),
        ("QR code", |c| c.code = None),
        ("QR code", |c| {
            if let Some(code) = &mut c.code {
                code.picture.push('x');
            }
        }),
        ("heading.must-not", |c| {
            let place = candor_model::Place::MustNot;
            let at = c.sections.iter().position(|s| s.place == place).expect("the section");
            let heading = c.sections[at - 1].heading.runs.clone();
            let own = std::mem::replace(&mut c.sections[at].heading.runs, heading);
            c.sections[at - 1].heading.runs = own;
        }),
    ];
    for (name, change) in changes {
        let mut other = composition.clone();
        change(&mut other);
        let found = candor_prove::held(&owed, &other);
        let says =
            |found: &candor_model::diag::Diagnostic| found.message.contains(&format!("`{name}`"));
        assert!(found.iter().any(says), "{name}: {:?}", env::lines(&found));
    }
    // Nothing of a sheet passes as a list or notice.
    assert!(candor_prove::held(&candor_prove::Owed::default(), &composition).has_errors());
}
