//! A file that nothing reads.
//!
//! Raised where a medicine's folder is read.

use candor_model::diag::{Code, Definition, Diagnostic, Diagnostics, Example, Explanation, Level};
use candor_model::span::{Source, Span};
use candor_model::tree::Tree;

pub const CODE: Code = Code::new(&Definition {
    name: "file/stray",
    level: Level::Error,
    rank: 430,
    explanation: Explanation {
        title: "a file that nothing reads",
        finds: "A file in a medicine's folder that is not where Candor looks for one, such as a \
                misspelt folder name.",
        matters: "The warnings in it would vanish unnoticed.",
        instead: "Move it into `safety` or `evidence`, or out of the medicine's folder.",
    },
    examples: &[Example::Told("a file `safty/items.toml` in a medicine's folder")],
});

/// Reports files in places where none is read.
pub(crate) fn check(tree: &Tree, folder: &str, diagnostics: &mut Diagnostics) {
    for (path, _) in tree.iter() {
        let Some(rest) = path.strip_prefix(folder).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        let parts: Vec<&str> = rest.split('/').collect();
        let read = match parts[..] {
            [name] => matches!(name, "medicine.toml" | "citations.toml" | "disagreements.toml"),
            [folder, _] => matches!(folder, "safety" | "evidence" | "translations"),
            _ => false,
        };
        if !read {
            let file = Source::new(tree.shown(path), "");
            diagnostics.push(
                Diagnostic::new(CODE, "nothing reads this file")
                    .at(Span::start_of(&file))
                    .help("move it into `safety` or `evidence`, or out of the medicine's folder"),
            );
        }
    }
}
