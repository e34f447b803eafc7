//! What is wrong among the sheets of a run, and the rules of all crates.
//!
//! A file for each rule: its code, what `candor explain` says of it, and an example that raises it.

use candor_model::diag::Code;

candor_model::rules! {
    sheet_duplicate_id
}

/// Returns the codes of all crates, in the order in which they are listed.
pub fn all() -> Vec<Code> {
    let folders = [
        candor_text::rules::RULES,
        candor_library::rules::RULES,
        candor_sheet::rules::RULES,
        candor_typeset::rules::RULES,
        candor_prove::rules::RULES,
        candor_witness::rules::RULES,
        candor_document::rules::RULES,
        candor_workspace::rules::RULES,
        RULES,
    ];
    let mut all = folders.concat();
    all.sort_unstable();
    all
}

/// Returns the code with this name.
pub fn named(name: &str) -> Option<Code> {
    all().into_iter().find(|code| code.as_str() == name)
}
