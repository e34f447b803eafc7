//! The same id for two things in a library.
//!
//! Raised where the files of a medicine are put together.

use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::span::Span;
use std::collections::BTreeMap;

pub const CODE: Code = Code::new(&Definition {
    name: "ref/id-twice",
    level: Level::Error,
    rank: 320,
    explanation: Explanation {
        title: "the same id twice in a library",
        finds: "Two items, records or citations with one id.",
        matters: "Only one of them could print.",
        instead: "Rename one of them.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"id = "ae-clinician-only""#,
        instead: r#"id = "ae-test-tingle""#,
    })],
});

/// Reports each id that was there before.
pub(crate) fn check<'a>(ids: impl Iterator<Item = (&'a str, Span)>, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for (id, span) in ids {
        if let Some(first) = seen.get(id) {
            diagnostics.push(
                Diagnostic::new(CODE, format!("`{id}` stands twice"))
                    .at(span)
                    .label("the second one")
                    .because(first.clone(), "the first one")
                    .help("rename one of them"),
            );
        } else {
            seen.insert(id, span);
        }
    }
}
