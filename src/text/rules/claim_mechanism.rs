//! What happens in the body, sold as benefit.
//!
//! Raised where the words of a text are assessed (`claims`).

use candor_model::diag::{Code, Definition, Example, Explanation, Level};

pub const CODE: Code = Code::new(&Definition {
    name: "claim/mechanism",
    level: Level::Error,
    rank: 570,
    explanation: Explanation {
        title: "what happens in the body, sold as benefit",
        finds: "Receptors, endorphins, glia or inflammation told as if that were help for a \
                patient.",
        matters: "Most medicines that do something in a laboratory do not help people.",
        instead: "Leave it out, or say that it is a theory and that studies in people decide.",
    },
    examples: &[Example::Sheet(r#"purpose = "It raises your endorphins.""#)],
});
