//! Single values of files: amounts and ids.

use crate::rules::{dose_leading_zero, dose_not_a_number, dose_trailing_zero, sheet_bad_id};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span, Spanned};
use candor_model::{Decimal, Id};

/// Reads an amount, or reports how it must be written.
pub fn decimal(
    text: &Spanned<String>,
    file: &Source,
    name: &str,
    diagnostics: &mut Diagnostics,
) -> Option<Decimal> {
    use candor_model::DecimalError as E;
    match Decimal::parse(&text.value) {
        Ok(decimal) => Some(decimal),
        Err(error) => {
            let code = match error {
                E::TrailingZero => dose_trailing_zero::CODE,
                E::LeadingZero => dose_leading_zero::CODE,
                E::NotANumber | E::TooPrecise => dose_not_a_number::CODE,
            };
            let help = match safely(&text.value) {
                Some(safe) => format!("write \"{safe}\""),
                None => "write the number alone, as in \"1.5\"".to_owned(),
            };
            diagnostics.push(
                Diagnostic::new(code, format!("`{name}` is not written safely: {error}"))
                    .at(text.span(file))
                    .label("this amount")
                    .help(help),
            );
            None
        }
    }
}

/// The same amount without zeros that mislead, if it is an amount at all.
pub(super) fn safely(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let joined = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    Decimal::parse(&joined).ok()
}

/// Takes an id, or reports why it cannot be one.
pub fn take_id(text: &str, span: Span, diagnostics: &mut Diagnostics) -> Option<Id> {
    match Id::new(text) {
        Ok(id) => Some(id),
        Err(error) => {
            diagnostics.push(
                Diagnostic::new(sheet_bad_id::CODE, format!("`{text}` cannot be an id"))
                    .at(span)
                    .label(error.to_string())
                    .help("use a short name such as `ldn-fibromyalgia`"),
            );
            None
        }
    }
}
