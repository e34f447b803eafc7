//! A monograph of a known substance lacks a core item.
//!
//! Raised where a clinic's own monograph is held against each shipped one.

use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;
use candor_model::{Monograph, SafetyItem};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/core-missing",
    level: Level::Error,
    rank: 370,
    explanation: Explanation {
        title: "a monograph of a known substance lacks a core item",
        finds: "A workspace's own monograph, for a substance that the shipped library knows, \
                without one of the shipped core items.",
        matters: "Another name for the same medicine must not lose its warnings.",
        instead: "Copy the item unchanged from the shipped monograph (`candor library show \
                  MEDICINE ITEM`).",
    },
    examples: &[Example::Told(
        "a clinic's own monograph of a shipped substance without one of the shipped core items",
    )],
});

/// The finding at the top of the clinic's own monograph.
pub(crate) fn found(own: &Monograph, shipped: &Monograph, item: &SafetyItem) -> Diagnostic {
    let message = format!("this monograph of {} lacks the core item `{}`", own.substance, item.id);
    Diagnostic::new(CODE, message)
        .at(Span::start_of(&own.file))
        .label(format!("the same substance as `{}`", shipped.id))
        .help(format!(
            "copy the item unchanged; `candor library show {} {}` prints it",
            shipped.id, item.id
        ))
}
