//! Rules over a resolved sheet.
//!
//! Makes [`Checked`], which only this module can make and which `compose` demands.
//! Must not know files, Typst or the terminal.

mod author;
mod medicine;
pub(crate) mod policy;
mod words;

use self::author::author_texts;
pub use self::author::longest;
pub use self::policy::Policy;
pub use self::words::{Assessment, SetAside, names};

use crate::rules::{claim_unweighed, page_missing_glyph};
use candor_library::rules::{file_too_large, sheet_empty_text};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Spanned};
use candor_model::{Clinic, Sheet};

/// What no rule objects to.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T> {
    value: T,
    assessment: Assessment,
}

impl<T> Checked<T> {
    /// Returns what was checked.
    pub fn get(&self) -> &T {
        &self.value
    }

    /// Returns what the linters found in the author's words.
    pub fn assessment(&self) -> &Assessment {
        &self.assessment
    }
}

/// Checks a sheet and the clinic that stands on it.
pub fn check(
    sheet: Sheet,
    clinic: &Clinic,
    policy: Policy<'_>,
) -> (Option<Checked<Sheet>>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    for (text, max, what) in author_texts(&sheet) {
        author_text(text, &sheet.file, max, what, &mut diagnostics);
        page_missing_glyph::check(&text.value, &text.span(&sheet.file), policy, &mut diagnostics);
    }
    if let Some(file) = &clinic.file {
        let texts = [&clinic.name, &clinic.address, &clinic.contacts.phone, &clinic.contacts.hours];
        for text in texts.into_iter().flatten() {
            page_missing_glyph::check(&text.value, &text.span(file), policy, &mut diagnostics);
        }
    }
    if !policy.medicine_is_known {
        // A clinic's own monograph may hold characters that the shipped one does not.
        medicine::texts(&sheet.medicine, &mut |span, text| {
            page_missing_glyph::check(text, &span, policy, &mut diagnostics);
        });
    }
    let assessment = match policy.analyzer {
        Some(analyzer) => words::assess(&sheet, analyzer, &mut diagnostics),
        None => {
            diagnostics.push(claim_unweighed::found(&sheet));
            Assessment::default()
        }
    };
    let checked = (!diagnostics.has_errors()).then_some(Checked { value: sheet, assessment });
    (checked, diagnostics)
}

fn author_text(
    text: &Spanned<String>,
    file: &Source,
    max: usize,
    what: &str,
    diagnostics: &mut Diagnostics,
) {
    let n = text.value.chars().count();
    if text.value.trim().is_empty() {
        diagnostics.push(
            Diagnostic::new(sheet_empty_text::CODE, format!("the {what} says nothing"))
                .at(text.span(file))
                .help("write it, or take the line out where it is optional"),
        );
    } else if max < n {
        diagnostics.push(
            Diagnostic::new(
                file_too_large::CODE,
                format!("the {what} has {n} characters; {max} is the most"),
            )
            .at(text.span(file))
            .help("shorten it; a sheet is one leaf of paper"),
        );
    }
}
