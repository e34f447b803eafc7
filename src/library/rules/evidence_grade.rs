//! A grade that the studies do not support.
//!
//! Raised where a monograph is audited, and where a clinic's own is held against a shipped one.

use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::span::Span;
use candor_model::{Certainty, Record, Studied, Study, StudyKind};

pub const CODE: Code = Code::new(&Definition {
    name: "evidence/grade",
    level: Level::Error,
    rank: 420,
    explanation: Explanation {
        title: "a grade that the studies do not bear",
        finds: "A certainty above none without any study in people at this dose, or none beside a \
                verified trial.",
        matters: "The sheet would say that we can be sure, and next that nothing was studied.",
        instead: "Grade the record again, or add the study.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/evidence/none-harm.toml",
        words: r#"certainty = "none""#,
        instead: r#"certainty = "low""#,
    })],
});

/// Holds a grade against the studies behind it.
pub(crate) fn of_record(record: &Record, diagnostics: &mut Diagnostics) {
    let at_this_dose = |study: &Study| {
        study.verified
            && matches!(study.kind, StudyKind::PlaceboControlled | StudyKind::ActiveControlled)
    };
    let problem = match record.certainty {
        Some(Certainty::None) if record.studies.iter().any(at_this_dose) => {
            Some("it is graded `none` and holds a verified trial of this dose")
        }
        Some(Certainty::None) | None => None,
        Some(_) if record.studied() == Studied::Nothing => {
            Some("it has a certainty and no study in people at this dose")
        }
        Some(_) => None,
    };
    if let Some(problem) = problem {
        diagnostics.push(
            Diagnostic::new(CODE, format!("the record `{}`: {problem}", record.id))
                .at(Span::start_of(&record.file))
                .help("grade the record again, or add the study"),
        );
    }
}
