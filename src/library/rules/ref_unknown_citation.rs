//! A citation that is not in the list.
//!
//! Raised where a monograph is audited.

use candor_model::Monograph;
use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::span::{Source, Spanned};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-citation",
    level: Level::Error,
    rank: 310,
    explanation: Explanation {
        title: "a citation that is not in the list",
        finds: "A citation key without an entry in the medicine's citations.",
        matters: "A source that cannot be looked up is no source.",
        instead: "Add the entry, or fix the key.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"citations = ["TEST_1"]"#,
        instead: r#"citations = ["TEST_9"]"#,
    })],
});

/// Reports a citation that is not in the list.
pub(crate) fn check(
    monograph: &Monograph,
    key: &Spanned<String>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) {
    if !monograph.citations.contains_key(&key.value) {
        diagnostics.push(
            Diagnostic::new(CODE, format!("no citation `{}`", key.value))
                .at(key.span(file))
                .help("add it to citations.toml, or fix the key"),
        );
    }
}
