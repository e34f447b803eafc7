//! A waiver that cannot count.
//!
//! Raised where waivers are read.

use candor_library::parse::WaiverFile;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Source, Span};
use candor_model::{SafetyItem, Tier};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/waiver",
    level: Level::Error,
    rank: 340,
    explanation: Explanation {
        title: "a waiver that cannot count",
        finds: "A waiver without a person's name, with too short a reason, or for an item that is \
                not a standard one.",
        matters: "Leaving out a warning is a clinical decision that a named person must answer \
                  for.",
        instead: "Name the person, the date and the reason, or take the waiver out.",
    },
    examples: &[
        Example::Sheet(
            r#"[[waive]]
item = "int-test-soap"
by = "A. Person"
date = 2026-11-22
reason = "no""#,
        ),
        Example::Sheet(
            r#"[[waive]]
item = "prec-blue-skin"
by = "A. Person"
date = 2026-11-22
reason = "They are told in person, each time.""#,
        ),
    ],
});

/// A name has at least so many letters, and a reason so many.
pub(crate) const MIN_NAME: usize = 3;
pub(crate) const MIN_REASON: usize = 16;

pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Whether a waiver of an item can count; reports why it cannot.
pub(crate) fn check(
    waiver: &WaiverFile,
    item: &SafetyItem,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut sound = true;
    let mut refuse = |wrong: bool, span: Span, message: &str, help: &str| {
        if wrong {
            sound = false;
            diagnostics.push(Diagnostic::new(CODE, message).at(span).help(help));
        }
    };
    refuse(
        item.tier != Tier::Standard,
        waiver.item.span(file),
        "only standard items can be waived",
        "take this waiver out",
    );
    refuse(
        letters(&waiver.by.value) < MIN_NAME,
        waiver.by.span(file),
        "a waiver needs a person's name",
        "write who answers for it",
    );
    refuse(
        letters(&waiver.reason.value) < MIN_REASON,
        waiver.reason.span(file),
        "a waiver needs a reason in a sentence",
        "write why the reader is better off without the item",
    );
    sound
}
