//! The text is too hard to read.
//!
//! Raised for all of an author's words together, by `lint::grade`.

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "reading/level",
    level: Level::Error,
    rank: 660,
    explanation: Explanation {
        title: "the text is too hard to read",
        finds: "An author's text above Flesch-Kincaid grade 8 (error) or 6 (advice), names of \
                medicines and illnesses counted apart.",
        matters: "Half of all adults read at or below grade 8, and fewer when they are ill.",
        instead: "Make the edits that gain most; they are listed first.",
    },
    examples: &[Example::Sheet(
        r#"[[section]]
place = "why"
text = """
Individual expectations considerably influence therapeutic participation and adherence.
Interdisciplinary collaboration facilitates individualised administration of preparations.
Comprehensive documentation accompanies every consultation with professional personnel.
Unanticipated circumstances necessitate immediate communication with administrative personnel.
Regular evaluation of personal circumstances facilitates responsible decision-making.
Considerable uncertainty characterises interpretation of preliminary observations.
Additional information is available electronically on our organisational website.
""""#,
    )],
});
