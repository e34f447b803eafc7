//! A finding about a page, as all checks of the proof word it.

use candor_model::diag::{Code, Diagnostic};

/// Returns a finding about a text on a page.
pub(super) fn finding(
    code: Code,
    leaf: &str,
    page: Option<usize>,
    reason: impl AsRef<str>,
) -> Diagnostic {
    let place = page.map(|page| format!(" on page {}", page + 1)).unwrap_or_default();
    Diagnostic::new(code, format!("`{leaf}`{place}: {}", reason.as_ref()))
        .help("fix the template; templates/README.md says what it may do")
}
