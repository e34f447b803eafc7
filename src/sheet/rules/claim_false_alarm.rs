//! A false alarm that cannot count.
//!
//! Raised where false alarms are read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/false-alarm",
    level: Level::Error,
    rank: 640,
    explanation: Explanation {
        title: "a false alarm that cannot count",
        finds: "A `[[false-alarm]]` without a name, with too short a reason, or for a finding \
                that cannot be waived.",
        matters: "Setting a finding aside is a decision that a named person answers for. Absolute \
                  safety, replacing treatment and opioid advice cannot be set aside.",
        instead: "Name the person and the reason, or mend the sentence.",
    },
    examples: &[Example::Sheet(
        r#"[[false-alarm]]
code = "claim/frequency"
words = "rare"
by = "A. Person"
date = 2026-11-22
reason = "no""#,
    )],
});
