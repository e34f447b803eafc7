//! Lines too tight, too far apart, too short or too long.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/lines",
    level: Level::Error,
    rank: 870,
    explanation: Explanation {
        title: "lines too tight, too far apart, too short or too long",
        finds: "Lines of a text nearer than 1.2 times the type size or 3 mm, further apart than \
                twice the type size, or with a length that tires the eye.",
        matters: "Tight and overlong lines are lost by readers who need the sheet most.",
        instead: "Set the leading and the width of the column in the template's theme.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  { set par(leading: 0.2em); under(section) }",
    })],
});
