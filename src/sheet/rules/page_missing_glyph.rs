//! A character that the font cannot draw.
//!
//! Raised where a sheet is checked, and by the page proof for the font in which a text is set.

use crate::check::policy::Policy;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::Span;
use candor_model::text::normalize;

pub const CODE: Code = Code::new(&Definition {
    name: "page/missing-glyph",
    level: Level::Error,
    rank: 790,
    explanation: Explanation {
        title: "a character that the font cannot draw",
        finds: "A character in a text for which the embedded font has no shape.",
        matters: "It would print as an empty box.",
        instead: "Write it another way; the finding names the character.",
    },
    examples: &[Example::Sheet(r#"title = "Testolin cream ☑""#)],
});

/// Reports each character of a text that no font can draw, once.
pub(crate) fn check(text: &str, span: &Span, policy: Policy<'_>, diagnostics: &mut Diagnostics) {
    let normal = normalize(text);
    let mut missing: Vec<char> = normal.chars().filter(|&c| !(policy.can_draw)(c)).collect();
    missing.sort_unstable();
    missing.dedup();
    for c in missing {
        diagnostics.push(
            Diagnostic::new(CODE, format!("the font cannot draw `{c}` (U+{:04X})", u32::from(c)))
                .at(span.clone())
                .label(format!("`{c}` stands in this text"))
                .help("write it another way, such as \"micrograms\" for a sign"),
        );
    }
}
