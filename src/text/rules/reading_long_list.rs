//! A list of more than six points.
//!
//! Raised where a text is measured (`reading`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/long-list",
    level: Level::Advice,
    rank: 720,
    explanation: Explanation {
        title: "a list of more than six points",
        finds: "Lists with more than six entries.",
        matters: "Nobody keeps more in mind.",
        instead: "Group the points, or keep the most useful ones.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "living"
text = """
- One
- Two
- Three
- Four
- Five
- Six
- Seven
""""#,
    )],
});
