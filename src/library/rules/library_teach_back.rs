//! A core item without a question.
//!
//! Raised where a monograph is audited.

use candor_model::SafetyItem;
use candor_model::diag::{Code, Definition, Diagnostic, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "library/teach-back",
    level: Level::Error,
    rank: 290,
    explanation: Explanation {
        title: "a core item without a question",
        finds: "A core item that has no teach-back question.",
        matters: "Who hands the sheet over could not find out whether the warning was understood.",
        instead: "Add a question and the answer to listen for.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"[item.teach-back]
question.any = "What do you show us before your first test dose?"
answer.any = "My test skin."
"#,
        instead: "",
    })],
});

/// The finding at the item.
pub(crate) fn found(item: &SafetyItem) -> Diagnostic {
    Diagnostic::new(CODE, format!("the core item `{}` has no question", item.id))
        .at(item.span.clone())
        .help("add `[item.teach-back]` with `question` and `answer`")
}
