//! Two sheets have the same id.
//!
//! Raised where all sheets of a run are seen together.

use candor_document::Ready;
use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::Span;

pub const CODE: Code = Code::new(&Definition {
    name: "sheet/duplicate-id",
    level: Level::Error,
    rank: 150,
    explanation: Explanation {
        title: "two sheets have the same id",
        finds: "A second sheet with an id that is taken.",
        matters: "One would overwrite the other's PDF.",
        instead: "Rename one of them.",
    },
    examples: &[Example::Told("two sheets with the id `good`, in two folders")],
});

/// A sheet whose id another one has.
pub fn taken(id: &str, here: Span, first: Span) -> Diagnostic {
    Diagnostic::new(CODE, format!("the id `{id}` is taken"))
        .at(here)
        .label("the second sheet")
        .because(first, "the first sheet")
        .help("rename one of them")
}

/// Reports a sheet whose id is among those that were seen; otherwise its id joins them.
pub fn report(ready: &Ready, ids: &mut Vec<(String, Span)>, found: &mut Diagnostics) {
    let sheet = ready.sheet();
    let id = sheet.id.as_str();
    let here = sheet.title.span(&sheet.file);
    if let Some((_, first)) = ids.iter().find(|(known, _)| known == id) {
        found.push(taken(id, here, first.clone()));
    } else {
        ids.push((id.to_owned(), here));
    }
}
