//! An item has no wording for this jurisdiction.
//!
//! Raised for all words of the library, in whatever language.

use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::span::{Span, Spanned};
use candor_model::{Jurisdiction, Words};

pub const CODE: Code = Code::new(&Definition {
    name: "safety/no-wording",
    level: Level::Error,
    rank: 360,
    explanation: Explanation {
        title: "an item has no wording for this jurisdiction",
        finds: "A safety item, name or record worded for one country and not for the one that is \
                printed.",
        matters: "The other country's numbers and names of medicines would mislead.",
        instead: "Add the wording, or use `any` when the words are right everywhere.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: r#"plain.uk = "If your test skin is pale, its colour may change. Show us."
"#,
        instead: "",
    })],
});

/// Reports a jurisdiction without its own words.
pub(crate) fn check(words: &Words, whole: &Span, whose: &str, diagnostics: &mut Diagnostics) {
    let at = |text: Option<&Spanned<String>>| {
        text.map_or_else(|| whole.clone(), |text| text.span(&whole.file))
    };
    if words.any.is_some() && (words.us.is_some() || words.uk.is_some()) {
        diagnostics.push(
            Diagnostic::new(CODE, format!("{whose} is worded twice"))
                .at(at(words.any.as_ref()))
                .label("`any` stands beside a jurisdiction's own words")
                .help("keep `any` alone, or one text for each jurisdiction"),
        );
    }
    for jurisdiction in Jurisdiction::ALL {
        let text = words.spanned(jurisdiction);
        if text.is_some_and(|text| !text.value.trim().is_empty()) {
            continue;
        }
        let label = match (text, words.all().next()) {
            (Some(_), _) => "this text is empty",
            (None, Some(_)) => "worded for another jurisdiction only",
            (None, None) => "it has no words at all",
        };
        diagnostics.push(
            Diagnostic::new(
                CODE,
                format!("{whose} has no wording for `{}`", jurisdiction.as_str()),
            )
            .at(at(text.or_else(|| words.all().next())))
            .label(label)
            .help(format!(
                "add a `{}` text, or use `any` if the words are right everywhere",
                jurisdiction.as_str()
            )),
        );
    }
}
