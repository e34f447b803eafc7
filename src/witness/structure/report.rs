//! What the reading of a structure finds.

use crate::rules::file_structure;
use candor_model::diag::{Diagnostic, Diagnostics};

/// Gathers what is wrong.
#[derive(Debug, Default)]
pub(super) struct Report(pub(super) Diagnostics);

impl Report {
    /// Notes what is wrong with a part of the file; pages count from zero.
    pub(super) fn wrong(&mut self, part: &str, page: Option<usize>, problem: impl AsRef<str>) {
        let place = page.map(|page| format!(" on page {}", page + 1)).unwrap_or_default();
        let message = format!("`{part}`{place} of the finished file: {}", problem.as_ref());
        self.0.push(
            Diagnostic::new(file_structure::CODE, message)
                .help("fix the template; templates/README.md says what it may do"),
        );
    }

    /// Notes each key of a dictionary that is not among the known ones.
    pub(super) fn only(
        &mut self,
        part: &str,
        page: Option<usize>,
        dict: &lopdf::Dictionary,
        allowed: &[&str],
    ) {
        for (key, _) in dict {
            if !allowed.iter().any(|known| known.as_bytes() == key.as_slice()) {
                let key = String::from_utf8_lossy(key).into_owned();
                self.wrong(part, page, format!("it has `{key}`, which Candor does not write"));
            }
        }
    }
}

/// The first words of a text, for a message.
pub(super) fn beginning(text: &str) -> String {
    const MOST: usize = 60;
    let mut begin: String = text.chars().take(MOST).collect();
    if begin.len() < text.len() {
        begin.push('…');
    }
    format!("\"{begin}\"")
}
