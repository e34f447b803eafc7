//! A link leads out of the workspace.
//!
//! Raised for what stands in the place of a file.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "file/outside-workspace",
    level: Level::Error,
    rank: 120,
    explanation: Explanation {
        title: "a link leads out of the workspace",
        finds: "A symbolic link in the workspace, wherever it leads.",
        matters: "What is reviewed must be what stands in the workspace's own files.",
        instead: "Put a copy of the file in its place.",
    },
    examples: &[Example::Told("a symbolic link that is called `good.toml`, where a sheet belongs")],
});
