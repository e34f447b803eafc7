//! What a reader finds wrong, said once for each text.

use crate::rules::file_drawn;
use candor_model::diag::{Diagnostic, Diagnostics};

/// Findings as they are made.
#[derive(Debug, Default)]
pub(super) struct Findings(pub(super) Diagnostics);

impl Findings {
    pub(super) fn add(&mut self, name: &str, page: Option<usize>, reason: impl AsRef<str>) {
        let place = page.map(|page| format!(" on page {}", page + 1)).unwrap_or_default();
        self.0.push(
            Diagnostic::new(file_drawn::CODE, format!("`{name}`{place}: {}", reason.as_ref()))
                .help("fix the template; templates/README.md says what it may do"),
        );
    }
}
