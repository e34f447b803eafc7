//! What layout and export alone allow: prepared compositions through the same engine, and nothing
//! else. No check, no proof, no file.
//!
//! `cargo run --release --example floor -- FOLDER [THREADS] [RUNS]` lays out and exports the handout
//! of each sheet of a workspace, prepared in memory, and prints milliseconds a document; `alone` is
//! the same with nothing kept from one document to the next.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

// The same allocator as the program's.
use candor_app as _;
use candor_composition::{Composition, DocumentSpec};
use candor_document::export;
use candor_model::{Format, Jurisdiction, Paper};
use candor_workspace::inputs;
use candor_workspace::inputs::Inputs;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = args.next().expect("a workspace's folder");
    let threads: usize = args.next().map_or(1, |n| n.parse().expect("threads"));
    let runs: usize = args.next().map_or(1, |n| n.parse().expect("runs"));
    let inputs = Inputs::read(Path::new(&folder)).expect("a workspace");
    let opened = inputs::open(&inputs);
    let (format, paper, jurisdiction) = (Format::Handout, Paper::A4, Jurisdiction::Uk);
    let wanted = DocumentSpec { format, paper, jurisdiction };
    let mut prepared: Vec<Composition> = Vec::new();
    for (name, entry) in opened.sheets.clone() {
        let (ready, _) = candor_document::check(&opened.shared, &name, &entry);
        prepared
            .extend(ready.map(|ready| candor_document::compose(&opened.shared, &ready, wanted)));
    }
    println!("{} prepared documents, {threads} threads", prepared.len());
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
    for run in 0..runs {
        for (name, kept) in [("shared", true), ("alone", false)] {
            comemo::evict(0);
            let next = AtomicUsize::new(0);
            let n_bytes = AtomicUsize::new(0);
            let begin = Instant::now();
            pool.scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(|_| {
                        while let Some(one) = prepared.get(next.fetch_add(1, Ordering::Relaxed)) {
                            let engine = &opened.shared.engine;
                            let (pages, found) = candor_typeset::typeset(engine, one);
                            let pages = pages.unwrap_or_else(|| panic!("{found:?}"));
                            let pdf = typst_pdf::pdf(pages.document(), &export::options(one));
                            n_bytes.fetch_add(pdf.expect("a PDF").len(), Ordering::Relaxed);
                            if kept {
                                candor_typeset::age_caches();
                            } else {
                                comemo::evict(0);
                            }
                        }
                    });
                }
            });
            let each = begin.elapsed().as_secs_f64() * 1000.0 / prepared.len() as f64;
            let n_bytes = n_bytes.into_inner();
            println!("run {run} {name:6} {each:7.3} ms a document, {n_bytes} bytes");
        }
    }
}
