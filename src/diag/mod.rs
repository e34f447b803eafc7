//! Findings: what is wrong in a file that a person can mend.
//!
//! A finding is data; [`code`] holds what each kind of finding means and [`render`] draws it.
//! Separate from errors, which say that the world failed (disk, keys, ports).
//! Must not know the terminal: rendering returns strings.

mod code;
mod files;
pub mod render;

pub use self::code::{Code, Explanation};
pub use self::files::{File, Files, Place};

use crate::span::Span;

/// How much a finding weighs.
///
/// `Advice`, not `Warning`: a warning is a clinical word here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// No document is made until it is mended.
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
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annotation {
    /// Where.
    pub span: Span,
    /// What is to be seen there.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of finding it is; documented by `candor explain`.
    pub code: Code,
    /// How much it weighs.
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

/// The most findings that are kept; nobody mends more in one sitting.
const MAX_FINDINGS: usize = 1000;

/// The findings of a run, in the order in which they were made.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        if self.0.len() < MAX_FINDINGS && !self.0.contains(&diagnostic) {
            self.0.push(diagnostic);
        }
    }

    /// Adds all findings of `other` that are not here yet.
    pub fn extend(&mut self, other: Self) {
        for diagnostic in other.0 {
            self.push(diagnostic);
        }
    }

    /// Whether any finding stops a document from being made.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.level == Level::Error)
    }

    /// Sorts by file and place, so that a reader can work from top to bottom.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by_key(|found| {
            let place = found.span.as_ref().map(|span| (span.file, span.range.start));
            (place, found.code)
        });
        self
    }

    /// Returns the findings in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is no finding.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns how many findings have `level`.
    pub fn n_of(&self, level: Level) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.level == level).count()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
