//! A medicine that the library does not have.
//!
//! Raised where a sheet's medicine is looked up.

use candor_model::diag::{Code, Definition, Diagnostic, Example, Explanation, Level};
use candor_model::span::{Source, Spanned};
use candor_model::suggest;

pub const CODE: Code = Code::new(&Definition {
    name: "ref/unknown-medicine",
    level: Level::Error,
    rank: 220,
    explanation: Explanation {
        title: "a medicine that the library does not have",
        finds: "A `medicine` without a folder in the shipped library or in the workspace's own.",
        matters: "Without the medicine there are no warnings to print.",
        instead: "Use the id that `candor library list` shows.",
    },
    examples: &[Example::Sheet(r#"medicine = "testolin-creme""#)],
});

/// A medicine that is not among those that are known.
pub(crate) fn unknown<'a>(
    wanted: &Spanned<String>,
    known: impl Iterator<Item = &'a str>,
    file: &Source,
) -> Diagnostic {
    let help = match suggest::nearest(&wanted.value, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`candor library list` shows the medicines".to_owned(),
    };
    Diagnostic::new(CODE, format!("the library has no medicine `{}`", wanted.value))
        .at(wanted.span(file))
        .label("not in the library")
        .help(help)
}

/// A medicine whose own files have errors; each sheet that names it says so at the name.
pub(crate) fn unsound(wanted: &Spanned<String>, file: &Source) -> Diagnostic {
    Diagnostic::new(CODE, format!("the medicine `{}` has errors of its own", wanted.value))
        .at(wanted.span(file))
        .label("its files must be fixed first")
        .help("fix the findings in the medicine's folder")
}
