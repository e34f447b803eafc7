//! The integration tests, as one binary. What each file proves stands at its top.

// Nothing outside this binary can use it, so a plain `pub` reads best.
#![allow(unreachable_pub)]

mod api;
mod app;
mod architecture;
mod attacks;
mod bad_files;
mod batch;
mod circles;
mod claims;
mod cli;
mod core_items;
mod crash;
mod deadline;
mod determinism;
mod env;
mod faces;
mod figures;
mod generated;
mod generator;
mod geometry;
mod hostile;
mod languages;
mod letters;
mod library;
mod linear;
mod lint;
mod many;
mod mutations;
mod owed;
mod page;
mod preview;
mod promises;
mod reading;
mod releases;
mod rules;
mod sources;
mod store;
mod stores;
mod structure;
mod suite;
mod templates;
mod verifier;
mod witness;
mod words;

/// A test file that nobody compiles proves nothing.
#[test]
fn no_test_file_is_forgotten() {
    let here = env::repository().join("tests/it");
    let main = std::fs::read_to_string(here.join("main.rs")).expect("this file");
    for entry in std::fs::read_dir(here).expect("the folder") {
        let name = entry.expect("an entry").file_name().into_string().expect("UTF-8");
        let module = name.trim_end_matches(".rs");
        assert!(
            module == "main" || main.contains(&format!("mod {module};")),
            "{name} is not compiled"
        );
    }
}
