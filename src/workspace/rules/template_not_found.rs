//! A template that is not there.
//!
//! Raised where a workspace is opened.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "template/not-found",
    level: Level::Error,
    rank: 750,
    explanation: Explanation {
        title: "a template that is not there",
        finds: "A template named in `candor.toml` or in another template that does not exist.",
        matters: "Without its template a sheet has no looks.",
        instead: "Fix the path; it is read from the workspace's `templates` folder.",
    },
    examples: &[Example::Settings(r#"template = "ours.typ""#)],
});
