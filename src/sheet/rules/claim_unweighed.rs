//! A language whose claims nobody weighs.
//!
//! Raised where a sheet is checked and its language has no tables.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/unweighed",
    level: Level::Advice,
    rank: 260,
    explanation: Explanation {
        title: "a language whose claims nobody weighs",
        finds: "A sheet in a language for which there are no tables of claims and hard words.",
        matters: "Over-claims in the author's own words would go unseen.",
        instead: "Have a second person read the sheet against its evidence statement.",
    },
    examples: &[Example::Told(
        "a sheet in a language that has fixed wording, and no tables of claims and hard words",
    )],
});
