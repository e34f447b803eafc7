//! A waiver that cannot count.
//!
//! Raised where waivers are read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

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
