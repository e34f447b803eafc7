//! A template does not compile.
//!
//! Raised for each finding of the typesetting engine, and for characters in a template that do not
//! print.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "template/failed",
    level: Level::Error,
    rank: 760,
    explanation: Explanation {
        title: "a template does not compile",
        finds: "An error or a warning that the typesetting engine reports.",
        matters: "An unknown font or a layout that does not settle changes the page.",
        instead: "Fix the template at the place under the underline.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  under(section.nothing)",
    })],
});
