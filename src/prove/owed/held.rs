//! Whether a composition holds what is owed, all of it and nothing else, in order.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::super::owed_text::{OwedText, Picture, Said};
use super::{Document, Owed};
use crate::rules::page_owed_missing;
use candor_composition::{Composition, Drawn, Leaf, Run};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::{Format, Place};

/// Reports what is owed and not in the composition, in its place, words and order, and what is in
/// it and not owed: of texts, lines of each page, pictures, and what is said of the document.
pub fn held(owed: &Owed, composition: &Composition) -> Diagnostics {
    let mut report = Report(Diagnostics::new());
    let Owed { texts: owed_texts, pictures, document } = owed;
    let drawings = composition.drawings();
    match document {
        Some(document) => {
            whole(document, composition, &mut report);
            let leaves = composition.leaves();
            texts(&named(owed_texts, &leaves, &mut report), &leaves, &mut report);
            drawn(pictures, &drawings, &mut report);
        }
        // A list or notice owes no sheet anything; no sheet may pass as one.
        None if composition.format != Format::Notice || !drawings.is_empty() => {
            report.wrong("document", "is no list or notice, and nothing is owed for it");
        }
        None => {}
    }
    report.0
}

struct Report(Diagnostics);

impl Report {
    fn wrong(&mut self, name: &str, problem: &str) {
        let message = format!("`{name}` {problem}");
        self.0
            .push(Diagnostic::new(page_owed_missing::CODE, message).help(
                "this is a fault in Candor or in a library; please report it with the sheet",
            ));
    }
}

/// The debts, with each text of a kind that has any number in place of that kind.
fn named<'a>(
    owed_texts: &'a [OwedText],
    leaves: &[(Option<Place>, &Leaf)],
    report: &mut Report,
) -> Vec<Cow<'a, OwedText>> {
    let mut all = Vec::new();
    for debt in owed_texts {
        let here = leaves.iter().filter(|(place, _)| *place == debt.place);
        let mut names = here.filter_map(|(_, leaf)| leaf.leaf.strip_prefix(&debt.leaf));
        let one = |name: &str, words| {
            let leaf = format!("{}{name}", debt.leaf);
            Cow::Owned(OwedText { leaf, place: debt.place, words })
        };
        match &debt.words {
            Said::Words(_) | Said::Anything | Said::Blanks(_) => all.push(Cow::Borrowed(debt)),
            Said::ByPart(words) => all.extend(names.map(|part| {
                let words = words.replace("{part}", part);
                one(part, Said::Blanks(words))
            })),
            Said::Numbered(none) => {
                let names: Vec<&str> = names.by_ref().collect();
                let is_none = names == ["none"];
                let counts = names.iter().zip(1..).all(|(name, n)| **name == n.to_string());
                if !is_none && (!counts || names.is_empty()) {
                    report.wrong(&debt.leaf, "are not numbered from one");
                }
                if is_none {
                    let leaf = format!("{}none", debt.leaf);
                    all.push(Cow::Owned(OwedText::new(leaf, debt.place, none.clone())));
                } else {
                    all.extend(names.iter().map(|name| one(name, Said::Anything)));
                }
            }
        }
    }
    all
}

/// Whether a text is these words with a number in each blank.
fn fills(text: &str, words: &str) -> bool {
    // A number keeps what follows it on its line.
    let (text, words) = (text.replace('\u{a0}', " "), words.replace('\u{a0}', " "));
    let mut pieces = words.split('{');
    let Some(mut rest) = text.strip_prefix(pieces.next().unwrap_or_default()) else { return false };
    for piece in pieces {
        let Some((_, fixed)) = piece.split_once('}') else { return false };
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')));
        let blank = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        // A full stop may follow the number.
        let blank = blank.strip_suffix('.').filter(|_| fixed.starts_with('.')).unwrap_or(blank);
        if blank.is_empty() {
            return false;
        }
        match rest.get(blank.len()..).and_then(|rest| rest.strip_prefix(fixed)) {
            Some(next) => rest = next,
            None => return false,
        }
    }
    rest.is_empty()
}

/// Holds texts by name, place, words and weight; then each must stand behind the one before it.
fn texts(owed_texts: &[Cow<'_, OwedText>], leaves: &[(Option<Place>, &Leaf)], report: &mut Report) {
    let mut found: BTreeMap<&str, (usize, Option<Place>, &Leaf)> = BTreeMap::new();
    for (rank, (place, leaf)) in leaves.iter().enumerate() {
        if found.insert(&leaf.leaf, (rank, *place, leaf)).is_some() {
            report.wrong(&leaf.leaf, "is in the composition twice");
        }
    }
    let mut last = None;
    for debt in owed_texts {
        let OwedText { leaf: name, place, words } = &**debt;
        match found.remove(name.as_str()) {
            None => report.wrong(name, "is owed and not in the composition"),
            Some((_, there, _)) if there != *place => {
                report.wrong(name, "is not in the place where its kind belongs");
            }
            Some((_, _, leaf)) if !says(words, leaf) => {
                report.wrong(name, "is in the composition in other words");
            }
            Some((rank, ..)) if last.is_some_and(|last| rank < last) => {
                report.wrong(name, "stands before what should be read first");
            }
            Some((rank, ..)) => last = Some(rank),
        }
    }
    for name in found.keys() {
        report.wrong(name, "is in the composition and not owed");
    }
}

/// Whether a text has the words, in runs of the same weight.
fn says(words: &Said, leaf: &Leaf) -> bool {
    match words {
        Said::Words(runs) => *runs == leaf.runs || assessment(runs) == assessment(&leaf.runs),
        Said::Blanks(words) => {
            fills(&leaf.text(), words) && leaf.runs.iter().all(|run| !run.strong)
        }
        Said::Anything | Said::Numbered(_) | Said::ByPart(_) => true,
    }
}

/// Runs with neighbours of one weight joined.
fn assessment(runs: &[Run]) -> Vec<Run> {
    let mut joined: Vec<Run> = Vec::new();
    for run in runs.iter().filter(|run| !run.text.is_empty()) {
        match joined.last_mut() {
            Some(last) if last.strong == run.strong => last.text.push_str(&run.text),
            _ => joined.push(run.clone()),
        }
    }
    joined
}

/// Holds what is said of the document, and the lines of each page.
fn whole(document: &Document, composition: &Composition, report: &mut Report) {
    let Document { running, facts } = document;
    for (owed, line) in running.iter().zip(composition.running.all()) {
        if line.leaf != owed.leaf || !says(&owed.words, line) {
            report.wrong(&owed.leaf, "is in the composition in other words");
        }
    }
    let found = said_of(composition);
    for (name, wanted) in facts {
        if found.get(name) != Some(wanted) {
            report.wrong(name, "of the document is not what the sheet asks for");
        }
    }
}

/// What a composition says of itself.
fn said_of(composition: &Composition) -> BTreeMap<&'static str, String> {
    let [year, month, day] = composition.date;
    // The picture of a code follows from what the code holds.
    let code = composition.code.as_ref().map(|code| {
        let is_of_it = code.picture == candor_composition::qr::name(&code.qr);
        if is_of_it { format!("{} {}", code.qr, code.alt) } else { "another picture".to_owned() }
    });
    let looks: Vec<String> =
        composition.looks.iter().map(|(name, value)| format!("{name} {value}")).collect();
    let logo = composition.logo.as_ref().map(|logo| format!("{} {}", logo.picture, logo.alt));
    BTreeMap::from([
        ("sheet", composition.sheet.clone()),
        ("format", composition.format.as_str().to_owned()),
        ("stage", format!("{:?}", composition.stage)),
        ("paper", composition.paper.as_str().to_owned()),
        ("language", composition.language.clone()),
        ("writing", format!("{:?}", composition.writing)),
        ("fonts", composition.fonts.join(", ")),
        ("region", composition.region.to_owned()),
        ("jurisdiction", composition.jurisdiction.as_str().to_owned()),
        ("date", format!("{year:04}-{month:02}-{day:02}")),
        ("document title", composition.document_title.clone()),
        ("logo", logo.unwrap_or_default()),
        ("looks", looks.join(", ")),
        ("QR code", code.unwrap_or_default()),
    ])
}

/// Holds pictures: what each draws and says, in order, and no more of them.
fn drawn(pictures: &[Picture], drawings: &[&Drawn], report: &mut Report) {
    let same = |drawn: &Drawn, owed: &Picture| {
        drawn.drawn == owed.drawn
            && drawn.draws == owed.drawing
            && drawn.alt == owed.alt
            && drawn.picture == owed.drawing.name()
    };
    for picture in pictures {
        if !drawings.iter().any(|drawn| same(drawn, picture)) {
            let problem = "is owed as a picture and is missing or draws something else";
            report.wrong(&picture.drawn, problem);
        }
    }
    if drawings.len() != pictures.len() {
        report.wrong("figure", "pictures are in the composition that are not owed");
    } else if !drawings.iter().zip(pictures).all(|(drawn, owed)| drawn.drawn == owed.drawn) {
        report.wrong("figure", "pictures stand in another order");
    }
}
