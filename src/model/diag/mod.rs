//! Findings: what a person can fix in a file.
//!
//! A finding is data; [`Code`] says what each kind of finding means and [`render`] draws it.
//! Separate from errors, which say that the world failed (disk, keys, ports).
//! Must not know the terminal: rendering returns strings.

mod code;
mod example;
pub mod render;

pub use self::code::{Code, Definition, Explanation};
pub use self::example::{Edit, Example};

use std::collections::BTreeMap;

use indexmap::IndexSet;

use crate::span::Span;

/// How much a finding weighs.
///
/// `Advice`, not `Warning`: a warning is a clinical word here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No document is made until it is fixed.
    Error,
    /// The author should look; nothing is stopped.
    Advice,
}

impl Level {
    /// Returns the word that is shown.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }
}

/// A second place that explains a finding, such as where the rule was set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Annotation {
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// A finding: what is wrong or doubtful, where, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Diagnostic {
    /// What kind of finding it is; documented by `candor explain`.
    pub code: Code,
    pub level: Level,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// Where it went wrong.
    pub span: Option<Span>,
    /// The words under the underline.
    pub label: String,
    /// Where the rule comes from.
    pub because: Vec<Annotation>,
    /// What to do, in full.
    pub help: Option<String>,
}

impl Diagnostic {
    /// Returns a finding at the level that is usual for its code.
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level(),
            message: message.into(),
            span: None,
            label: String::new(),
            because: Vec::new(),
            help: None,
        }
    }

    /// Points at the place where it went wrong.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }

    /// Says what is to be seen at that place.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Adds the place where the rule was set.
    #[must_use]
    pub fn because(mut self, span: Span, text: impl Into<String>) -> Self {
        self.because.push(Annotation { span, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// The findings of a run, in the order in which they were made, each once.
///
/// None is ever dropped, however many there are: whether a document may be made is read from this
/// list. A display may show fewer ([`Diagnostics::shown`]).
#[derive(Debug, Clone, Default)]
#[must_use = "a finding that nobody looks at lets a wrong document pass"]
pub struct Diagnostics(IndexSet<Diagnostic>);

/// The most findings that are drawn for a person in one answer.
const MAX_SHOWN: usize = 1000;

impl Diagnostics {
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding, unless the same one is here.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.insert(diagnostic);
    }

    /// Adds all findings of `other` that are not here yet.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// Whether any finding stops a document from being made.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// Sorts by file and place, so that a reader can work from top to bottom.
    pub fn sorted(mut self) -> Self {
        fn key(found: &Diagnostic) -> (Option<(&str, usize)>, Code) {
            let place = found.span.as_ref().map(|span| (span.file.name(), span.range.start));
            (place, found.code)
        }
        self.0.sort_by(|a, b| key(a).cmp(&key(b)));
        self
    }

    /// Returns the findings in order.
    pub fn iter(&self) -> indexmap::set::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Returns the findings that are drawn for a person, in order; where there are too many for all,
    /// advice goes before errors do. Counts come from the whole list, never from these.
    pub fn shown(&self) -> Vec<&Diagnostic> {
        let n_errors = self.n_of(Level::Error).min(MAX_SHOWN);
        let mut room =
            BTreeMap::from([(Level::Error, n_errors), (Level::Advice, MAX_SHOWN - n_errors)]);
        let has_room = |found: &&Diagnostic| {
            room.get_mut(&found.level).is_some_and(|left| {
                let is_left = 0 < *left;
                *left = left.saturating_sub(1);
                is_left
            })
        };
        self.0.iter().filter(has_room).collect()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many findings have `level`.
    pub fn n_of(&self, level: Level) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.level == level).count()
    }
}

impl PartialEq for Diagnostics {
    fn eq(&self, other: &Self) -> bool {
        // The order counts.
        self.0.as_slice() == other.0.as_slice()
    }
}

impl Eq for Diagnostics {}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = indexmap::set::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EXPLANATION: Explanation = Explanation {
        title: "a test",
        finds: "Tests.",
        matters: "It is one.",
        instead: "Nothing.",
    };

    const ADVICE: Code = Code::new(&Definition {
        name: "test/advice",
        level: Level::Advice,
        rank: 10,
        explanation: EXPLANATION,
        examples: &[],
    });

    const ERROR: Code = Code::new(&Definition {
        name: "test/error",
        level: Level::Error,
        rank: 20,
        explanation: EXPLANATION,
        examples: &[],
    });

    fn found(code: Code, n: usize) -> Diagnostic {
        Diagnostic::new(code, format!("finding {n}"))
    }

    #[test]
    fn an_error_after_any_number_of_advice_is_kept_counted_and_shown() {
        let mut all = Diagnostics::new();
        for n in 0..3 * MAX_SHOWN {
            all.push(found(ADVICE, n));
        }
        assert!(!all.has_errors());
        all.push(found(ERROR, 0));
        all.push(found(ERROR, 0));
        assert!(all.has_errors());
        assert_eq!((all.n_of(Level::Advice), all.n_of(Level::Error)), (3 * MAX_SHOWN, 1));
        let shown = all.shown();
        assert_eq!((shown.len(), all.len()), (MAX_SHOWN, 3 * MAX_SHOWN + 1));
        assert_eq!(shown.last().map(|found| found.level), Some(Level::Error));
    }
}
