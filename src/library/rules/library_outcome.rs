//! Numbers of a trial that do not hang together.
//!
//! Raised where an outcome is read, and where it is held against its study.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "library/outcome",
    level: Level::Error,
    rank: 280,
    explanation: Explanation {
        title: "numbers of a trial that do not hang together",
        finds: "An outcome without both arms, with more people than its study, or with an \
                interval that does not hold its estimate.",
        matters: "It is drawn for patients, and a picture is believed.",
        instead: "Fix the numbers from the source, or take the outcome out.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: "placebo = { people = 400, events = 30 }",
        instead: "placebo = { people = 20, events = 30 }",
    })],
});
