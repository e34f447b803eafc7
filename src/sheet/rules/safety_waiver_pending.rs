//! A waiver that has no effect yet.
//!
//! Raised where waivers are read.

use candor_library::parse::WaiverFile;
use candor_model::SafetyItem;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Source;

pub const CODE: Code = Code::new(&Definition {
    name: "safety/waiver-pending",
    level: Level::Advice,
    rank: 350,
    explanation: Explanation {
        title: "a waiver that has no effect yet",
        finds: "A waiver in a sheet that is not a signed release.",
        matters: "A waiver takes effect only in a release signed by the person it names, so the \
                  item still prints.",
        instead: "Nothing, if the waiver is meant; the item leaves the page when the release is \
                  signed.",
    },
    examples: &[Example::Sheet(
        r#"[[waive]]
item = "int-test-soap"
by = "A. Person"
date = 2026-11-22
reason = "They are told in person, each time.""#,
    )],
});

/// The advice at the place of the waiver.
pub(crate) fn found(waiver: &WaiverFile, item: &SafetyItem, file: &Source) -> Diagnostic {
    Diagnostic::new(CODE, format!("the waiver of `{}` has no effect in a draft", item.id))
        .at(waiver.item.span(file))
        .label("the item still prints")
        .help(format!("it takes effect in a release signed by {}", waiver.by.value.trim()))
}
