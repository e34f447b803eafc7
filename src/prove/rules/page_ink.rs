//! A template draws what a page may not show.
//!
//! Raised by the page proof.

use candor_model::diag::{Code, Definition, Edit, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "page/ink",
    level: Level::Error,
    rank: 900,
    explanation: Explanation {
        title: "a template draws what a page may not show",
        finds: "Curves, tilings, colour gradients, turned or scaled things, small shapes, and \
                lines or shapes at the height of words.",
        matters: "What is drawn beside a dose can be read as a part of it, and what is drawn \
                  large as a word.",
        instead: "Draw rectangles and lines that lie or stand, in one opaque colour, as grounds, \
                  frames and rules; templates/README.md has the whole list.",
    },
    examples: &[Example::Template(Edit {
        file: "sheet.typ",
        words: "  under(section)",
        instead: "  under(section)
  place(circle(radius: 9pt, stroke: 1pt))",
    })],
});
