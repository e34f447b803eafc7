//! A date that cannot be right.
//!
//! Raised where a sheet's dates are read.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/bad-date",
    level: Level::Error,
    rank: 180,
    explanation: Explanation {
        title: "a date that cannot be right",
        finds: "A date outside 2000 to 2100, or a date with a time.",
        matters: "The review date is printed and decides whether a sheet may still be handed out.",
        instead: "Write the date as 2026-11-22, without quotes.",
    },
    examples: &[
        Example::Sheet("revised = 1926-11-22"),
        Example::Sheet("revised = 2026-11-22T09:00:00"),
    ],
});
