//! 300 seeded mutations of real compositions and templates, each of which must be refused.
//!
//! A mutation is made after everything that computes a digest or checks a source, so that only the
//! page proof stands between it and a PDF. The count of each kind is printed (`--nocapture`).

use std::collections::BTreeMap;

use candor_composition::{Block, Composition, DocumentSpec, Leaf};
use candor_model::tree::{Entry, Tree};
use candor_model::{Format, Jurisdiction, Paper, Place};

use crate::env;

/// How many of each kind.
const EACH: usize = 25;

/// A small generator with a seed (SplitMix64), so that a failure can be made again.
pub struct Dice(pub u64);

impl Dice {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n as u64).expect("small")
    }

    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// What is done to a composition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    Drop,
    Shorten,
    Reword,
    Negate,
    Renumber,
    Reorder,
    DropStatement,
    MovePlace,
    // And to a template.
    Shrink,
    Fade,
    Hide,
    PrintOtherwise,
}

const ON_COMPOSITIONS: [Kind; 8] = [
    Kind::Drop,
    Kind::Shorten,
    Kind::Reword,
    Kind::Negate,
    Kind::Renumber,
    Kind::Reorder,
    Kind::DropStatement,
    Kind::MovePlace,
];
const ON_TEMPLATES: [Kind; 4] = [Kind::Shrink, Kind::Fade, Kind::Hide, Kind::PrintOtherwise];

fn is_owed(leaf: &Leaf) -> bool {
    ["item.", "evidence.", "dose.", "figure.", "card."]
        .iter()
        .any(|start| leaf.leaf.starts_with(start))
        && !leaf.leaf.starts_with("dose.head")
        && !leaf.leaf.starts_with("evidence.intro")
}

fn leaves_mut(composition: &mut Composition) -> Vec<&mut Leaf> {
    let mut leaves = Vec::new();
    for section in &mut composition.sections {
        for block in &mut section.blocks {
            match block {
                Block::Paragraph(entry) => leaves.push(&mut entry.text),
                Block::Bullets { entries } | Block::Steps { entries } => {
                    leaves.extend(entries.iter_mut().map(|entry| &mut entry.text));
                }
                Block::Table { rows, .. } => leaves.extend(rows.iter_mut().flatten()),
                Block::Figure { title, rows, axis, notes, .. } => {
                    let lines = rows.iter_mut().map(|row| &mut row.text);
                    leaves.extend(title.iter_mut().chain(lines).chain(axis).chain(notes));
                }
                Block::WriteLines { .. } | Block::Standing { .. } | Block::Calendar { .. } => {}
            }
        }
    }
    leaves
}

/// Changes the text of one owed leaf that `fits`, as `change` says.
fn change(
    composition: &mut Composition,
    dice: &mut Dice,
    fits: impl Fn(&str) -> bool,
    change: impl Fn(&str, &mut Dice) -> String,
) -> bool {
    let mut leaves = leaves_mut(composition);
    let fitting: Vec<usize> =
        (0..leaves.len()).filter(|&at| is_owed(leaves[at]) && fits(&leaves[at].text())).collect();
    if fitting.is_empty() {
        return false;
    }
    let leaf = &mut *leaves[*dice.of(&fitting)];
    let before = leaf.text();
    let after = change(&before, dice);
    leaf.runs.truncate(1);
    leaf.runs[0].text.clone_from(&after);
    before != after
}

/// Plays one mutation; returns whether there was something to change.
fn mutate(composition: &mut Composition, kind: Kind, dice: &mut Dice) -> bool {
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    match kind {
        Kind::Drop => {
            let mut entries = Vec::new();
            for (s, section) in composition.sections.iter().enumerate() {
                for (b, block) in section.blocks.iter().enumerate() {
                    if let Block::Bullets { entries: list } = block {
                        let items = list.iter().enumerate().filter(|(_, e)| e.item.is_some());
                        entries.extend(items.map(|(e, _)| (s, b, e)));
                    }
                }
            }
            // A card carries no items.
            if entries.is_empty() {
                return false;
            }
            let (s, b, e) = *dice.of(&entries);
            let section = &mut composition.sections[s];
            let Block::Bullets { entries } = &mut section.blocks[b] else { unreachable!() };
            entries.remove(e);
            if entries.is_empty() {
                section.blocks.remove(b);
            }
            if section.blocks.is_empty() {
                composition.sections.remove(s);
            }
            true
        }
        Kind::Shorten => change(
            composition,
            dice,
            |text| text.contains(' '),
            |text, dice| {
                let mut words = words(text);
                words.truncate(1 + dice.below(words.len() - 1));
                words.join(" ")
            },
        ),
        Kind::Reword => change(
            composition,
            dice,
            |text| text.contains(' '),
            |text, dice| {
                let mut words = words(text);
                let at = dice.below(words.len());
                words[at] = dice.of(&["gladly", "maybe", "soon", "often", "little"]).to_string();
                words.join(" ")
            },
        ),
        Kind::Negate => {
            let take = |text: &str, from: &str, to: &str| text.replacen(from, to, 1);
            let pairs =
                [("Do not ", "Do "), ("not ", ""), ("Never ", "Always "), (" is ", " is not ")];
            change(
                composition,
                dice,
                |text| pairs.iter().any(|(from, _)| text.contains(from)),
                |text, _| {
                    let (from, to) =
                        pairs.iter().find(|(from, _)| text.contains(from)).expect("just seen");
                    take(text, from, to)
                },
            )
        }
        Kind::Renumber => {
            let digit = |text: &str| text.chars().any(|c| c.is_ascii_digit());
            change(composition, dice, digit, |text, dice| {
                let digits: Vec<usize> = text
                    .char_indices()
                    .filter(|(_, c)| c.is_ascii_digit())
                    .map(|(at, _)| at)
                    .collect();
                let at = *dice.of(&digits);
                let old = text.as_bytes()[at] - b'0';
                let new = (old + 1 + u8::try_from(dice.below(9)).expect("a digit")) % 10;
                format!("{}{new}{}", &text[..at], &text[at + 1..])
            })
        }
        Kind::Reorder => {
            let mut places = Vec::new();
            for (s, section) in composition.sections.iter().enumerate() {
                for (b, block) in section.blocks.iter().enumerate() {
                    if let Block::Bullets { entries } = block
                        && entries.iter().filter(|entry| entry.item.is_some()).count() > 1
                    {
                        places.push((s, b));
                    }
                }
            }
            if places.is_empty() {
                return false;
            }
            let (s, b) = *dice.of(&places);
            let Block::Bullets { entries } = &mut composition.sections[s].blocks[b] else {
                unreachable!()
            };
            let items: Vec<usize> =
                (0..entries.len()).filter(|&at| entries[at].item.is_some()).collect();
            let first = dice.below(items.len() - 1);
            entries.swap(items[first], items[first + 1]);
            true
        }
        Kind::DropStatement => {
            for section in &mut composition.sections {
                let mine = |block: &Block| {
                    block.leaves().iter().any(|leaf| leaf.leaf.starts_with("evidence.statement"))
                };
                if let Some(at) = section.blocks.iter().position(mine) {
                    section.blocks.remove(at);
                    return true;
                }
            }
            false
        }
        Kind::MovePlace => {
            let with_items: Vec<usize> = (0..composition.sections.len())
                .filter(|&at| {
                    composition.sections[at]
                        .blocks
                        .iter()
                        .any(|block| block.leaves().iter().any(|l| l.leaf.starts_with("item.")))
                })
                .collect();
            if with_items.is_empty() {
                return false;
            }
            let at = *dice.of(&with_items);
            let other = *dice.of(&Place::ALL);
            let moved = composition.sections[at].place != other;
            composition.sections[at].place = other;
            moved
        }
        Kind::Shrink | Kind::Fade | Kind::Hide | Kind::PrintOtherwise => false,
    }
}

/// A template that plays a trick on one entry of one section.
fn template(kind: Kind, place: Place, entry: usize, dice: &mut Dice) -> Tree {
    let trick = match kind {
        Kind::Shrink => match dice.below(3) {
            0 => format!("text(size: 0.{}em, it)", 1 + dice.below(8)),
            1 => format!("scale({}%, reflow: true, it)", 5 + dice.below(90)),
            _ => format!(
                "{{ show regex(\"\\\\w{{4,}}\"): set text(size: 0.{}em); it }}",
                2 + dice.below(7)
            ),
        },
        Kind::Fade => {
            let grey = 120 + dice.below(136);
            match dice.below(3) {
                0 => format!("text(fill: rgb({grey}, {grey}, {grey}), it)"),
                1 => format!("text(fill: black.transparentize({}%), it)", 5 + dice.below(95)),
                _ => format!("block(fill: luma({}%), it)", dice.below(45)),
            }
        }
        Kind::Hide => (*dice.of(&[
            "hide(it)",
            "[]",
            "block(height: 3pt, clip: true, it)",
            "move(dx: 700pt, it)",
            "pdf.artifact(it)",
            "{ it; place(dy: -14pt, rect(width: 90pt, height: 12pt, fill: white)) }",
            "rotate(180deg, it)",
            "strike(it)",
        ]))
        .to_owned(),
        _ => (*dice.of(&[
            "{ show \"a\": [e]; it }",
            "{ show \" \": [ not ]; it }",
            "it + it",
            "it + [ or not]",
            "upper(it)",
            "[Ask us: ] + it",
            "{ show regex(\"\\\\w+$\"): []; show \"the\": []; show \"you\": []; it }",
        ]))
        .to_owned(),
    };
    let shipped = candor_shipped::templates();
    let Some(Entry::File(bytes)) = shipped.get("sheet.typ") else { panic!("sheet.typ") };
    let text = String::from_utf8(bytes.to_vec()).expect("UTF-8").replace("\r\n", "\n");
    let (begin, each) = ("  let sections = ()\n", "    s.look = look\n");
    assert!(text.contains(begin) && text.contains(each));
    let tricks = format!(
        "  let trick(it) = {trick}
  let at-entry(b) = if \"entries\" in b {{
    let n = calc.rem({entry}, b.entries.len())
    (..b, entries: b.entries.enumerate().map(((i, e)) => if i == n {{ (..e, text: trick(e.text)) }} else {{ e }}))
  }} else if \"text\" in b {{ (..b, text: box(width: 100%, trick(b.text))) }} else {{ b }}
{begin}"
    );
    let there = format!(
        "{each}    if s.place == \"{}\" {{ s.blocks = s.blocks.map(at-entry) }}\n",
        place.as_str()
    );
    let text = text.replacen(begin, &tricks, 1).replacen(each, &there, 1);
    let mut own = Tree::new("templates/");
    own.insert("sheet.typ", Entry::File(text.into_bytes().into()));
    own
}

fn any_wanted(dice: &mut Dice) -> DocumentSpec {
    DocumentSpec {
        format: *dice.of(&Format::released()),
        paper: *dice.of(&Paper::ALL),
        jurisdiction: *dice.of(&Jurisdiction::ALL),
    }
}

#[test]
fn every_mutation_is_refused_by_the_proof() {
    let mut dice = Dice(20_261_123);
    let examples = env::examples();
    let shared = env::shared();
    let mut caught: BTreeMap<Kind, usize> = BTreeMap::new();
    let mut escaped = Vec::new();
    let id = |path: &str| path.trim_start_matches("examples/").trim_end_matches(".toml").to_owned();
    let mut note = |kind: Kind, refused: bool, what: String| {
        if refused {
            *caught.entry(kind).or_default() += 1;
        } else {
            escaped.push(format!("{kind:?}: {what}"));
        }
    };
    for kind in ON_COMPOSITIONS {
        let mut n = 0;
        while n < EACH {
            let (path, text) = dice.of(&examples);
            let wanted = any_wanted(&mut dice);
            let (ready, _) = env::check(&shared, &id(path), text);
            let ready = ready.expect("a sound example");
            let mut composition = candor_document::compose(&shared, &ready, wanted);
            if !mutate(&mut composition, kind, &mut dice) {
                continue;
            }
            n += 1;
            let (document, findings) = candor_document::print(&shared, &ready, composition, wanted);
            let refused = document.is_none()
                && findings.iter().any(|found| found.code.as_str().starts_with("page/"));
            note(kind, refused, format!("{path} {wanted:?}"));
        }
    }
    for kind in ON_TEMPLATES {
        for _ in 0..EACH {
            let (path, text) = dice.of(&examples);
            let wanted = any_wanted(&mut dice);
            let places = [
                Place::MustNot,
                Place::Evidence,
                Place::Status,
                Place::Before,
                Place::Taking,
                Place::Warnings,
                Place::HelpNow,
            ];
            let (place, entry) = (*dice.of(&places), dice.below(6));
            let place = if wanted.format == Format::Card { Place::Card } else { place };
            let templates = template(kind, place, entry, &mut dice);
            let shown = format!("{path} {wanted:?} {place:?} {entry}");
            let shared = env::shared_with(Tree::default(), templates);
            let (document, findings) = env::render(&shared, &id(path), text, wanted);
            let refused = document.is_none()
                && findings.iter().any(|found| found.code.as_str().starts_with("page/"));
            let codes: Vec<_> = findings
                .iter()
                .map(|found| (found.code.as_str(), found.message.clone()))
                .take(2)
                .collect();
            note(kind, refused, format!("{shown} {codes:?}"));
        }
    }
    let total: usize = caught.values().sum();
    println!("{total} mutations refused: {caught:?}; {} escaped", escaped.len());
    assert!(escaped.is_empty(), "{}", escaped.join("\n"));
    assert_eq!(total, EACH * (ON_COMPOSITIONS.len() + ON_TEMPLATES.len()));
}

/// A mutation of a composition is printed as it is and held against what it should have been; one of
/// a template is printed without the page proof. Only the readers of the finished file are asked.
#[test]
fn every_mutation_is_refused_by_the_finished_file_alone() {
    let mut dice = Dice(20_261_130);
    let examples = env::examples();
    let shared = env::shared();
    let (mut caught, mut escaped) = (BTreeMap::<Kind, usize>::new(), Vec::new());
    let id = |path: &str| path.trim_start_matches("examples/").trim_end_matches(".toml").to_owned();
    // A section's place is not drawn: that it is another one, the composition alone says.
    for kind in ON_COMPOSITIONS.into_iter().filter(|kind| *kind != Kind::MovePlace) {
        let mut n = 0;
        while n < EACH {
            let (path, text) = dice.of(&examples);
            let wanted = any_wanted(&mut dice);
            let (ready, _) = env::check(&shared, &id(path), text);
            let ready = ready.expect("a sound example");
            let due = candor_document::compose(&shared, &ready, wanted);
            let mut printed = due.clone();
            if !mutate(&mut printed, kind, &mut dice) {
                continue;
            }
            n += 1;
            let found = candor_document::readings_of(&shared, &ready, &printed, &due, wanted);
            if found.drawn.is_empty() && found.failed.is_empty() {
                escaped.push(format!("{kind:?}: {path} {wanted:?}"));
            } else {
                *caught.entry(kind).or_default() += 1;
            }
        }
    }
    for kind in ON_TEMPLATES {
        for _ in 0..EACH {
            let (path, text) = dice.of(&examples);
            let wanted = any_wanted(&mut dice);
            let places = [Place::MustNot, Place::Evidence, Place::Before, Place::HelpNow];
            let (place, entry) = (*dice.of(&places), dice.below(6));
            let place = if wanted.format == Format::Card { Place::Card } else { place };
            let shared = env::shared_with(Tree::default(), template(kind, place, entry, &mut dice));
            let (ready, _) = env::check(&shared, &id(path), text);
            let found =
                candor_document::readings(&shared, &ready.expect("a sound example"), wanted);
            // What stands alone in a file's marks, the structure's reader tells.
            if found.drawn.is_empty() && found.failed.is_empty() {
                escaped.push(format!("{kind:?}: {path} {wanted:?} {place:?} {entry}"));
            } else {
                *caught.entry(kind).or_default() += 1;
            }
        }
    }
    let total: usize = caught.values().sum();
    println!("{total} mutations refused: {caught:?}; {} escaped", escaped.len());
    assert!(escaped.is_empty(), "{}", escaped.join("\n"));
}
