//! A false alarm that cannot count.
//!
//! Raised where false alarms are read.

use super::safety_waiver::{MIN_NAME, MIN_REASON, letters};
use candor_library::parse::FalseAlarmFile;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Source, Span};
use candor_text::claims::Category;
use candor_text::lint;
use candor_text::rules::reading_level;

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
        instead: "Name the person and the reason, or fix the sentence.",
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

/// Whether a false alarm can count; reports why it cannot.
pub(crate) fn check(alarm: &FalseAlarmFile, file: &Source, diagnostics: &mut Diagnostics) -> bool {
    let category = Category::ALL.into_iter().find(|&c| lint::code(c).as_str() == alarm.code.value);
    let can_be = match category {
        Some(category) => category.can_be_waived(),
        None => alarm.code.value == reading_level::CODE.as_str(),
    };
    let mut sound = true;
    let mut refuse = |wrong: bool, span: Span, message: String, help: &str| {
        if wrong {
            sound = false;
            diagnostics.push(Diagnostic::new(CODE, message).at(span).help(help));
        }
    };
    refuse(
        !can_be,
        alarm.code.span(file),
        format!("`{}` cannot be set aside", alarm.code.value),
        "fix the sentence; what could hurt a reader at once is never a false alarm",
    );
    refuse(
        letters(&alarm.words.value) < MIN_NAME,
        alarm.words.span(file),
        "a false alarm needs the words that raise it".to_owned(),
        "write the underlined words of the finding",
    );
    refuse(
        letters(&alarm.by.value) < MIN_NAME,
        alarm.by.span(file),
        "a false alarm needs a person's name".to_owned(),
        "write who answers for it",
    );
    refuse(
        letters(&alarm.reason.value) < MIN_REASON,
        alarm.reason.span(file),
        "a false alarm needs a reason in a sentence".to_owned(),
        "write why the sentence does not say more than the evidence supports",
    );
    sound
}
