//! A sentence of more than 25 words.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/long-sentence",
    level: Level::Advice,
    rank: 670,
    explanation: Explanation {
        title: "a sentence of more than 25 words",
        finds: "Sentences with more than 25 words.",
        matters: "A reader loses the beginning before the end.",
        instead: "Make two sentences of it.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "why"
text = """
You and we can use this sheet at each visit to talk about what you want to do next
and what you do not want to do at all this year.
""""#,
    )],
});
