//! A list that is too long.
//!
//! Raised of questions, of steps and of weeks in a calendar.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/too-many",
    level: Level::Error,
    rank: 190,
    explanation: Explanation {
        title: "a list that is too long",
        finds: "More sections, steps or questions than the page has room for.",
        matters: "A list that nobody finishes hides what matters in it.",
        instead: "Keep the most useful ones.",
    },
    examples: &[
        Example::Sheet(
            r#"questions = ["One?", "Two?", "Three?", "Four?", "Five?", "Six?", "Seven?"]"#,
        ),
        Example::Sheet(r#"extras = ["calendar"]"#),
    ],
});
