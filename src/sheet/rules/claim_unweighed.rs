//! A language whose claims nobody assesses.
//!
//! Raised where a sheet is checked and its language has no tables.

use candor_model::Sheet;
use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::Span;

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

/// The advice at the top of the sheet.
pub(crate) fn found(sheet: &Sheet) -> Diagnostic {
    Diagnostic::new(CODE, format!("claims are not checked in `{}` yet", sheet.language))
        .at(Span::start_of(&sheet.file))
        .help("read each sentence of your own against the evidence statement")
}
