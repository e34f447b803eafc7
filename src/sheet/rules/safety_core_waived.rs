//! A core item cannot be waived.
//!
//! Raised where waivers are read.

use candor_model::SafetyItem;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;

pub const CODE: Code = Code::new(&Definition {
    name: "safety/core-waived",
    level: Level::Error,
    rank: 330,
    explanation: Explanation {
        title: "a core item cannot be waived",
        finds: "A waiver for a safety item that stands on every sheet of its medicine.",
        matters: "Core items are those whose absence has killed or could kill.",
        instead: "Take the waiver out. No person, template or setting can drop a core item.",
    },
    examples: &[Example::Sheet(
        r#"[[waive]]
item = "ci-broken-skin"
by = "A. Person"
date = 2026-11-22
reason = "They are told in person, each time.""#,
    )],
});

/// The finding at the place of the waiver.
pub(crate) fn found(item: &SafetyItem, waiver: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("the core item `{}` cannot be waived", item.id))
        .at(waiver)
        .label("stands on every sheet of this medicine")
        .because(item.span.clone(), "the library makes it a core item")
        .help("take this waiver out; no person, template or setting can drop a core item")
}
