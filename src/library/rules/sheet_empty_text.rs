//! A text that says nothing.
//!
//! Raised for an author's texts, and for a medicine's names.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/empty-text",
    level: Level::Error,
    rank: 170,
    explanation: Explanation {
        title: "a text that says nothing",
        finds: "A required text that is empty or only white space.",
        matters: "An empty heading or line on paper looks like something was lost.",
        instead: "Write the text, or take the key out where it is optional.",
    },
    examples: &[Example::Sheet(r#"purpose = " ""#), Example::Sheet("questions = []")],
});
