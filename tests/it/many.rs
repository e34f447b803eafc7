//! A store of many released versions, each through cut, two signatures and publish.
//!
//! Not part of the usual run: `CANDOR_TEST_MANY='10000|/some/folder' cargo test --release --test it
//! -- --ignored many::` builds it; `tests/release/many.sh` does that and measures.

use candor_model::tree::Entry;
use candor_release::DiskStore;
use candor_workspace::inputs::{Inputs, open};

use crate::env;
use crate::store::{inputs, signer, start};

/// A sheet of the test medicine, with a number in its words.
fn text(id: &str, version: usize) -> String {
    let shown =
        std::fs::read_to_string(env::repository().join("tests/sheets/testolin-general.toml"));
    shown
        .expect("the test sheet")
        .replace("\"testolin-general\"", &format!("\"{id}\""))
        .replace("Stop when the test ends.", &format!("Stop when test {version} ends."))
}

fn with_library(id: &str, text: &str) -> Inputs {
    let mut inputs = inputs(id, text);
    let library = env::tree(&env::repository().join("tests/library"), "library");
    for (path, entry) in library.iter() {
        if let Entry::File(_) = entry {
            inputs.sheets.insert(path, entry.clone());
        }
    }
    inputs
}

#[test]
#[ignore = "takes an hour for ten thousand versions"]
fn build() {
    let wanted = std::env::var("CANDOR_TEST_MANY").expect("N|FOLDER");
    let (n, folder) = wanted.split_once('|').expect("N|FOLDER");
    let n: usize = n.parse().expect("a number");
    let mut store = DiskStore::locked(folder).expect("a free store");
    if candor_release::StoreView::read(&store).expect("sound").rosters.is_empty() {
        start(&mut store);
    }
    let begun = candor_release::StoreView::read(&store).expect("sound").ledger.published().count();
    for at in begun..n {
        // A thousand sheets: each gets version 1, then each version 2, and so on.
        let (id, version) = (format!("test-{:03}", at % 1000), at / 1000 + 1);
        let inputs = with_library(&id, &text(&id, version));
        let opened = open(&inputs);
        let (name, entry) = opened.sheet(&id).cloned().expect("the sheet");
        let (ready, found) = candor_document::check(&opened.shared, &name, &entry);
        let ready = ready.unwrap_or_else(|| panic!("{found:?}"));
        let on = jiff::civil::date(2026, 11, 23);
        let cut = candor_release::cut(&mut store, &inputs, &opened, &ready, on, None).expect("cut");
        for who in ["ada", "pam"] {
            candor_release::sign(&mut store, &cut, &mut signer(who), "read it", on)
                .expect("signed");
        }
        candor_release::publish(&mut store, &cut, &mut signer("peg"), on).expect("published");
    }
}
