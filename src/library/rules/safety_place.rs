//! An item in a place where its kind does not belong.
//!
//! Raised where a monograph is audited.

use candor_model::SafetyItem;
use candor_model::diag::{Code, Definition, Diagnostic, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/place",
    level: Level::Error,
    rank: 400,
    explanation: Explanation {
        title: "an item in a place where its kind does not belong",
        finds: "A contraindication outside `Do not take`, an adverse effect among the warnings, \
                and the like.",
        matters: "Readers and reviewers look for a kind of item in one place.",
        instead: "Use one of the places that the finding lists.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"place = "must-not""#,
        instead: r#"place = "taking""#,
    })],
});

/// Holds an item's place against its kind.
pub(crate) fn check(item: &SafetyItem) -> Option<Diagnostic> {
    if item.kind.places().contains(&item.place) {
        return None;
    }
    let places: Vec<_> = item.kind.places().iter().map(|place| place.as_str()).collect();
    let (kind, place) = (item.kind.as_str(), item.place.as_str());
    Some(
        Diagnostic::new(CODE, format!("`{kind}` does not belong in `{place}`"))
            .at(item.span.clone())
            .help(format!("its places are `{}`", places.join("`, `"))),
    )
}
