//! The finished file, read again by readers that share no code with the proof.

use std::time::Instant;

use candor::compose::Wanted;
use candor::model::{Format, Jurisdiction, Paper};
use candor::tree::Tree;

use crate::env;

/// The formats that have pages.
const PAGED: [Format; 6] = [
    Format::Handout,
    Format::Full,
    Format::Large,
    Format::Giant,
    Format::Card,
    Format::Dossier,
];

#[test]
fn every_shipped_sheet_is_drawn_as_it_is_composed() {
    let mut session = env::session();
    let mut wrong = Vec::new();
    for (path, text) in env::examples() {
        let id = path.trim_start_matches("examples/").trim_end_matches(".toml").to_owned();
        let (ready, _) = env::check(&mut session, &id, &text);
        let ready = ready.expect("a sound example");
        for format in PAGED {
            for (paper, jurisdiction) in
                [(Paper::Letter, Jurisdiction::Us), (Paper::A4, Jurisdiction::Uk)]
            {
                let wanted = Wanted { format, paper, jurisdiction };
                let begin = Instant::now();
                let readings = session.readings(&ready, wanted);
                let took = begin.elapsed();
                assert!(readings.failed.is_empty());
                for found in readings.drawn.iter().chain(&readings.structure).take(4) {
                    wrong.push(format!("{id} {format:?} {paper:?}: {}", found.message));
                }
                println!("{id} {format:?} {took:?} {}", readings.drawn.iter().count());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
