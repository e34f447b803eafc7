//! A translation that says more or less than the medicine.
//!
//! Raised where the words of another language are put into a monograph.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "ref/translation",
    level: Level::Error,
    rank: 270,
    explanation: Explanation {
        title: "a translation that says more or less than the medicine",
        finds: "Words of another language that lack an item or a record, have one that the \
                medicine does not have, or hold other numbers than the English words.",
        matters: "A patient who reads another language must get each warning and each number.",
        instead: "Give each item and record its words with the same numbers in figures.",
    },
    examples: &[Example::Told(
        "an item of a medicine without its words in the language of a sheet",
    )],
});
