//! In place of other treatment.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/replaces-treatment",
    level: Level::Error,
    rank: 590,
    explanation: Explanation {
        title: "in place of other treatment",
        finds: "Advice to use the medicine instead of another, or to stop or cut another because \
                of it.",
        matters: "People with HIV, cancer or a transplant have died of it.",
        instead: "Say that no other treatment is changed without the prescriber.",
    },
    examples: &[Example::Sheet(r#"purpose = "It can replace your other medicines.""#)],
});
