//! For every shipped sheet, format, paper and jurisdiction: what is owed is in the PDF, read back
//! with a parser that is not ours.

use candor_model::{Format, Tier};
use candor_prove::typography::Measures;

use crate::env;
use crate::geometry::broken;

#[test]
fn every_pdf_holds_every_core_item_the_evidence_statement_and_draft() {
    let mut n = 0;
    let mut measures = Measures::default();
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let shared = env::shared();
        let (ready, findings) = env::check(&shared, id, &text);
        let ready = ready.unwrap_or_else(|| panic!("{:?}", env::lines(&findings)));
        for kind in env::all_kinds() {
            let (document, findings) = candor_document::render(&shared, &ready, kind);
            assert!(findings.is_empty(), "{id}: {:?}", env::lines(&findings));
            let document = document.expect("a document");
            let words = env::pdf_letters(&document.bytes);
            let has = |wanted: &str| {
                let wanted = env::letters(wanted);
                assert!(words.contains(&wanted), "{id} {kind:?} lacks: {wanted}");
            };
            let sheet = ready.sheet();
            let library =
                candor_library::Library::new(candor_shipped::sheets(), Default::default());
            let wording = library.wording("en").0.expect("English");
            let card = kind.format == Format::Card;
            if card {
                let lines = &sheet.medicine.card.as_ref().expect("a card").lines;
                lines.iter().for_each(|line| has(line.get(kind.jurisdiction).expect("words")));
            }
            // A card has no room for them; it says what helpers must know.
            let core = |item: &&candor_model::SafetyItem| item.tier == Tier::Core && !card;
            for item in sheet.medicine.items.iter().filter(core) {
                let short = item
                    .short
                    .as_ref()
                    .filter(|_| kind.format == Format::Handout && !item.always_plain);
                has(short.unwrap_or(&item.plain).get(kind.jurisdiction).expect("words"));
            }
            if let candor_model::Subject::Condition(record) = &sheet.subject
                && !card
            {
                let lines = wording.evidence_lines(&sheet.medicine, record, kind.jurisdiction);
                assert_eq!(lines.len(), 5);
                lines.iter().for_each(|(_, line)| has(line));
            }
            has("DRAFT. No doctor or pharmacist has checked this sheet yet.");
            let headers = words.matches("DRAFT-notreviewed").count();
            let alone = if card { 8 } else { 0 };
            assert_eq!(headers, document.report.pages + alone, "{id}: DRAFT on every page");
            if kind.format == Format::Handout {
                assert!(document.report.pages <= 2, "{id} {kind:?}");
            }
            for leaf in &document.report.leaves {
                assert!(
                    leaf.size >= if card { 8.0 } else { 12.0 } - 0.01,
                    "{id}: {} at {} pt",
                    leaf.leaf,
                    leaf.size
                );
                assert!(leaf.contrast >= 7.0, "{id}: {} at {}", leaf.leaf, leaf.contrast);
            }
            measures.add(&document.composition, &document.report);
            n += 1;
        }
    }
    assert_eq!(n, 13 * 20);
    let broken = broken(&measures);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn full_holds_every_item_but_the_clinicians() {
    let shared = env::shared();
    let text = env::example("ldn-fibromyalgia");
    let (ready, _) = env::check(&shared, "ldn-fibromyalgia", &text);
    let ready = ready.expect("a sound sheet");
    for kind in env::all_kinds().into_iter().filter(|kind| kind.format == Format::Full) {
        let (document, _) = candor_document::render(&shared, &ready, kind);
        let words = env::pdf_letters(&document.expect("a document").bytes);
        for item in &ready.sheet().medicine.items {
            let plain = item.plain.get(kind.jurisdiction).expect("words");
            let printed = words.contains(&env::letters(plain));
            assert_eq!(printed, item.tier != Tier::Clinician, "{}: {plain}", item.id);
        }
    }
}

#[test]
fn page_one_goes_from_name_to_contraindications_to_research() {
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml");
        let shared = env::shared();
        let (document, _) = env::render(&shared, id, &text, env::HANDOUT);
        let report = document.expect("a document").report;
        let top = |name: &str| {
            let leaf = report.leaves.iter().find(|leaf| leaf.leaf == name);
            let leaf = leaf.unwrap_or_else(|| panic!("{id}: no {name}"));
            assert_eq!(leaf.page, 1, "{id}: {name}");
            leaf.bounds[1]
        };
        let tops = ["title", "purpose", "heading.must-not", "heading.evidence", "heading.status"];
        let tops: Vec<f64> = tops.iter().map(|name| top(name)).collect();
        assert!(tops.is_sorted(), "{id}: {tops:?}");
    }
}

#[test]
fn the_composition_travels_inside_the_pdf() {
    let shared = env::shared();
    let text = env::example("ldn-hiv");
    let (document, _) = env::render(&shared, "ldn-hiv", &text, env::HANDOUT);
    let document = document.expect("a document");
    let pdf = lopdf::Document::load_mem(&document.bytes).expect("a PDF");
    let wanted = document.composition.to_json();
    let carried = pdf.objects.values().filter_map(|object| object.as_stream().ok()).any(|stream| {
        stream
            .dict
            .get(b"Type")
            .is_ok_and(|kind| kind.as_name().is_ok_and(|n| n == b"EmbeddedFile"))
            && stream.decompressed_content().is_ok_and(|content| content == wanted)
    });
    assert!(carried, "no attachment equals the composition");
}
