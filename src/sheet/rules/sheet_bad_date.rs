//! A date that cannot be right.
//!
//! Raised where a sheet's dates are read.

use candor_library::parse::DateFile;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Source, Spanned};
use jiff::civil::Date;

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

/// Takes a plain date between 2000 and 2100.
pub(crate) fn date(
    date: &Spanned<DateFile>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<Date> {
    let written = date.value.0;
    let plain = match (written.date, written.time, written.offset) {
        (Some(date), None, None) => i8::try_from(date.month)
            .ok()
            .zip(i8::try_from(date.day).ok())
            .zip(i16::try_from(date.year).ok())
            .and_then(|((month, day), year)| Date::new(year, month, day).ok()),
        _ => None,
    };
    let plain = plain.filter(|date| (2000..=2100).contains(&date.year()));
    if plain.is_none() {
        diagnostics.push(
            Diagnostic::new(CODE, "this is no date of a sheet")
                .at(date.span(file))
                .label("a plain date from 2000 to 2100 belongs here")
                .help("write it as 2026-11-22, without a time and without quotes"),
        );
    }
    plain
}
