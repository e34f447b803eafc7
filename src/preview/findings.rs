//! Findings as the page reads them.

use super::api::{Because, Finding, Place, Stands};
use candor_model::diag::{Diagnostic, Diagnostics, Level};
use candor_model::span::Span;

fn place(span: &Span) -> Place {
    let (from, to) = (span.place(), span.end());
    Place {
        file: span.file.name().to_owned(),
        line: from.line,
        column: from.column,
        end_line: to.line,
        end_column: to.column,
    }
}

fn finding(found: &Diagnostic) -> Finding {
    Finding {
        level: found.level.as_str(),
        code: found.code.as_str(),
        title: found.code.explanation().title,
        message: found.message.clone(),
        help: found.help.clone(),
        label: found.label.clone(),
        place: found.span.as_ref().map(place),
        here: false,
        because: found
            .because
            .iter()
            .map(|other| Because { label: other.text.clone(), place: place(&other.span) })
            .collect(),
        stands: None,
    }
}

/// Returns findings as data.
pub(super) fn plain(found: &Diagnostics) -> Vec<Finding> {
    found.iter().map(finding).collect()
}

/// Returns findings about the sheet `name`; `stands` tells what stands where on its pages, from the
/// byte in its file or the words of a finding about a page.
pub(super) fn of_sheet(
    found: &Diagnostics,
    name: &str,
    stands: &dyn Fn(usize) -> Option<Stands>,
) -> Vec<Finding> {
    found
        .iter()
        .map(|one| {
            let mut finding = finding(one);
            let span = one.span.as_ref().filter(|span| span.file.name() == name);
            finding.here = span.is_some();
            finding.stands = span.and_then(|span| stands(span.range.start));
            finding
        })
        .collect()
}

/// Counts errors and pieces of advice.
pub(super) fn counts(found: &Diagnostics) -> (usize, usize) {
    (found.n_of(Level::Error), found.n_of(Level::Advice))
}
