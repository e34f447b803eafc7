//! A relative change alone.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/relative-risk",
    level: Level::Error,
    rank: 620,
    explanation: Explanation {
        title: "a relative change alone",
        finds: "Halves, twice as likely, 30% fewer, an odds or hazard ratio, without the numbers \
                of people.",
        matters: "Half of very little is very little.",
        instead: "Give both groups as numbers of people out of the same total.",
    },
    examples: &[Example::Sheet(r#"purpose = "It halves your risk of a flare.""#)],
});
