//! Drawn numbers: no denominator beyond an arm, one in a box, small studies and their kind said,
//! nothing drawn that nobody verified; the card's own text is owed; nothing is split.

use candor_composition::drawing::Drawing;
use candor_composition::{Block, Composition, DocumentSpec, ReleaseStatus};
use candor_model::{Format, Paper, Tier};

use candor_document::Shared;
use candor_model::tree::{Entry, Tree};

use crate::env;

const FULL: DocumentSpec = DocumentSpec { format: Format::Full, ..env::HANDOUT };

/// The made-up medicine with some of its words replaced.
fn testolin(changes: &[(&str, &str)]) -> Shared {
    let own = env::tree(&env::repository().join("tests/library"), "library");
    let mut changed = Tree::new("sheets/");
    let mut n = vec![0; changes.len()];
    for (path, entry) in own.iter() {
        let Entry::File(bytes) = entry else { continue };
        let mut text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
        for (index, (from, to)) in changes.iter().enumerate() {
            n[index] += text.matches(from).count();
            text = text.replace(from, to);
        }
        changed.insert(path, Entry::File(text.into_bytes().into()));
    }
    for ((from, _), n) in changes.iter().zip(n) {
        assert!(0 < n, "the library has no {from}");
    }
    env::shared_with(changed, Tree::default())
}

/// The arms of the benefit and of the harm that are drawn.
const BENEFIT: &str =
    "{ medicine = { people = 400, events = 300 }, placebo = { people = 400, events = 100 } }";
const HARM: &str =
    "{ medicine = { people = 400, events = 28 }, placebo = { people = 400, events = 30 } }";
const BENEFIT_TEXT: &str = "Clear test skin in 300 of 400 with testolin, 100 of 400 with placebo";
const FINDINGS: &str = "in 300 of 400 people with Testolin cream. It went away in 100 of 400 with";
const HARM_TEXT: &str = "Tingle in 28 of 400 with testolin, 30 of 400 with placebo";

fn arms(people: u32, events: u32) -> String {
    let arm = format!("{{ people = {people}, events = {events} }}");
    format!("{{ medicine = {arm}, placebo = {arm} }}")
}

fn said(people: u32, events: u32) -> String {
    format!("It was {events} of {people} in both")
}

/// A sheet's full leaflet, proved; the composition.
fn composed(shared: &Shared, id: &str) -> Composition {
    let path = env::repository().join(format!("tests/sheets/{id}.toml"));
    let text = std::fs::read_to_string(path).expect("a sheet");
    let (document, found) = env::render(shared, id, &text, FULL);
    document.unwrap_or_else(|| panic!("{:?}", env::lines(&found))).composition
}

/// Denominators and texts of the count figures, by the outcome's id.
fn counts(composition: &Composition) -> Vec<(String, u32, String)> {
    let blocks = composition.sections.iter().flat_map(|section| &section.blocks);
    let mut found = Vec::new();
    for block in blocks {
        let Block::Figure { rows, .. } = block else { continue };
        let texts: Vec<String> = block.leaves().iter().map(|leaf| leaf.text()).collect();
        for row in rows {
            if let Drawing::Dots { of, filled } = row.drawn.draws {
                assert!(filled <= of);
                assert!(row.drawn.alt.contains(&of.to_string()), "{}", row.drawn.alt);
                assert!(row.drawn.alt.contains(&filled.to_string()), "{}", row.drawn.alt);
                found.push((row.drawn.drawn.clone(), of, texts.join("\n")));
            }
        }
    }
    found
}

#[test]
fn no_denominator_is_larger_than_an_arm() {
    for (people, of) in [(400, 100), (100, 100), (99, 50), (50, 50), (49, 20), (20, 20), (19, 10)] {
        let (arms, said) = (arms(people, 7), said(people, 7));
        let shared = testolin(&[(HARM, &arms), (HARM_TEXT, &said)]);
        let composition = composed(&shared, "testolin-low-harm");
        let counts = counts(&composition);
        assert!(!counts.is_empty());
        for (name, drawn, text) in counts {
            assert_eq!(drawn, of, "{name}, {people} people");
            assert!(drawn <= people);
            assert!(text.contains(&format!("out of {of} people")), "{text}");
            // Under 50 people in an arm, the figure itself says so.
            assert_eq!(text.contains("Small study"), people < 50, "{people}: {text}");
            assert!(text.contains(&format!("{people} test people")), "{text}");
        }
    }
}

#[test]
fn an_arm_of_fewer_than_ten_people_is_not_drawn() {
    let (arms, said) = (arms(9, 7), said(9, 7));
    let shared = testolin(&[(HARM, &arms), (HARM_TEXT, &said)]);
    let composition = composed(&shared, "testolin-low-harm");
    assert_eq!(counts(&composition), []);
    // The benefit of a tiny trial does not take the harms' figure away, nor their denominator.
    let (arms, said) = (self::arms(9, 7), self::said(9, 7));
    let shared =
        testolin(&[(BENEFIT, &arms), (BENEFIT_TEXT, &said), (FINDINGS, "faster than with")]);
    let composition = composed(&shared, "testolin-high-benefit");
    let drawn: Vec<u32> = counts(&composition).iter().map(|(_, of, _)| *of).collect();
    assert_eq!(drawn, [100, 100]);
}

#[test]
fn one_box_has_one_denominator() {
    let (arms, said) = (arms(48, 7), said(48, 7));
    let harm = vec![(HARM, &*arms), (HARM_TEXT, &*said)];
    let benefit = vec![(BENEFIT, &*arms), (BENEFIT_TEXT, &*said), (FINDINGS, "faster than with")];
    for changes in [harm, benefit] {
        let shared = testolin(&changes);
        let composition = composed(&shared, "testolin-high-benefit");
        let counts = counts(&composition);
        assert_eq!(counts.len(), 4, "benefit and harm, both arms");
        assert!(counts.iter().all(|(_, of, _)| *of == 20), "{counts:?}");
    }
}

#[test]
fn a_figure_says_what_kind_of_study_it_draws() {
    let kinds = [("design = \"crossover\"", "Each person took both in turn.")];
    let mark = "mark = \"verified\"\ncount = { medicine = { people = 400, events = 28 }";
    let text_of = |extra: &str| {
        let changed = mark.replacen("mark", &format!("{extra}mark"), 1);
        let shared = testolin(&[(mark, &changed)]);
        let composition = composed(&shared, "testolin-low-harm");
        counts(&composition).remove(0).2
    };
    let plain = text_of("");
    for (key, words) in kinds
        .into_iter()
        .chain([("published = \"abstract\"", "From a meeting report, not a full paper.")])
    {
        assert!(!plain.contains(words), "{plain}");
        assert!(text_of(&format!("{key}\n")).contains(words), "{key}");
    }
}

#[test]
fn what_nobody_verified_is_not_drawn() {
    let mark = "mark = \"verified\"\ncount = { medicine = { people = 400, events = 28 }";
    for other in ["verified-secondary", "recalled"] {
        let changed = mark.replacen("verified", other, 1);
        let shared = testolin(&[(mark, &changed)]);
        let composition = composed(&shared, "testolin-low-harm");
        assert_eq!(counts(&composition), [], "{other}");
    }
}

#[test]
fn numbers_of_an_outcome_stand_in_what_was_verified() {
    for (from, to, why) in [
        (HARM_TEXT, "Tingle in some", "has no verified source"),
        (
            HARM,
            "{ medicine = { people = 400, events = 401 }, placebo = { people = 400, events = 30 } }",
            "more people had it",
        ),
        (
            HARM,
            "{ medicine = { people = 800, events = 28 }, placebo = { people = 400, events = 30 } }",
            "more people than the study",
        ),
    ] {
        let shared = testolin(&[(from, to)]);
        let path = env::repository().join("tests/sheets/testolin-low-harm.toml");
        let text = std::fs::read_to_string(path).expect("a sheet");
        let (document, found) = env::render(&shared, "testolin-low-harm", &text, FULL);
        assert!(document.is_none(), "{why}");
        let lines = env::lines(&found);
        assert!(lines.iter().any(|line| line.contains(why)), "{why}: {lines:?}");
    }
}

#[test]
fn what_a_card_says_in_an_emergency_is_owed() {
    let shared = env::shared();
    let (ready, _) = env::check(&shared, "ldn-hiv", &env::example("ldn-hiv"));
    let ready = ready.expect("a sound sheet");
    for paper in [Paper::A4, Paper::Letter, Paper::Id1] {
        let wanted = DocumentSpec { format: Format::Card, paper, ..env::HANDOUT };
        let owed = candor_prove::owed(
            ready.checked(),
            &shared.clinic,
            ready.wording(),
            wanted,
            &ReleaseStatus::Draft,
        );
        let composition = candor_document::compose(&shared, &ready, wanted);
        assert!(candor_prove::held(&owed, &composition).is_empty());
        let n_lines = ready.sheet().medicine.card.as_ref().expect("a card").lines.len();
        let n_cards = if paper == Paper::Id1 { 1 } else { 8 };
        let mut n = 0;
        for section in 0..composition.sections.len() {
            for block in 0..composition.sections[section].blocks.len() {
                let Block::Bullets { entries } = &composition.sections[section].blocks[block]
                else {
                    continue;
                };
                for entry in 0..entries.len() {
                    let mut other = composition.clone();
                    let Block::Bullets { entries } = &mut other.sections[section].blocks[block]
                    else {
                        panic!("bullets");
                    };
                    let text = &mut entries[entry].text.runs[0].text;
                    *text = text.replacen(' ', " not ", 1);
                    assert!(candor_prove::held(&owed, &other).has_errors(), "{paper:?} {entry}");
                    // What is composed otherwise is not printed, whoever composed it.
                    assert!(candor_document::print(&shared, &ready, other, wanted).0.is_none());
                    n += 1;
                }
            }
        }
        assert_eq!(n, n_cards * n_lines, "{paper:?}");
    }
}

#[test]
fn no_format_parts_an_item() {
    let mut own = Tree::new("templates/");
    for (path, entry) in candor_shipped::templates().iter() {
        let Entry::File(bytes) = entry else { continue };
        if path.ends_with(".typ") {
            let text = String::from_utf8(bytes.to_vec()).expect("UTF-8");
            let text = text.replace("breakable: false", "breakable: true");
            own.insert(path, Entry::File(text.into_bytes().into()));
        }
    }
    for format in [Format::Large, Format::Giant] {
        for paper in Paper::ALL {
            let shared = env::shared_with(Tree::default(), own.clone());
            let wanted = DocumentSpec { format, paper, ..env::HANDOUT };
            let (document, found) =
                env::render(&shared, "ldn-hiv", &env::example("ldn-hiv"), wanted);
            assert!(document.is_none(), "{format:?}");
            let lines = env::lines(&found);
            let parted = |line: &String| {
                line.contains("page/parted") && line.contains("`item.") && line.contains("is split")
            };
            assert!(lines.iter().any(parted), "{format:?}: {lines:?}");
        }
    }
}

#[test]
fn the_clinicians_copy_asks_about_each_core_item_and_knows_the_answer() {
    let spanish = env::repository().join("tests/languages/es/sheet.toml");
    let spanish = std::fs::read_to_string(spanish).expect("the Spanish sheet");
    for (id, text) in [("ldn-hiv", env::example("ldn-hiv")), ("ldn-hiv-es", spanish)] {
        let shared = env::shared();
        let (ready, _) = env::check(&shared, id, &text);
        let ready = ready.expect("a sound sheet");
        let wanted = DocumentSpec { format: Format::Dossier, ..env::HANDOUT };
        let (document, found) = candor_document::render(&shared, &ready, wanted);
        let document = document.unwrap_or_else(|| panic!("{:?}", env::lines(&found)));
        let words = env::pdf_letters(&document.bytes);
        let mut n = 0;
        for item in ready.sheet().medicine.items.iter().filter(|item| item.tier == Tier::Core) {
            let asked = item.teach_back.as_ref().unwrap_or_else(|| panic!("{}", item.id));
            for text in [&asked.question, &asked.answer] {
                let text = text.get(wanted.jurisdiction).expect("words");
                assert!(words.contains(&env::letters(text)), "{id}: {text}");
            }
            n += 1;
        }
        assert_eq!(n, 23);
    }
}
