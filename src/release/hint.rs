//! What to do about something that was refused, as data.
//!
//! A terminal says it with the command that does it (`cli/hints.rs`), the page with what it has for
//! it (`preview/hints.rs`); neither knows the other's words.

use std::borrow::Cow;

/// What to do about something that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The same words wherever they are read: no command, no button.
    Say(Cow<'static, str>),
    /// Findings stand in the way.
    Fix,
    /// An input of a release has findings.
    FixInput,
    MakeWorkspace {
        /// Where, if it was said.
        folder: Option<String>,
    },
    NewSheet,
    ShowMedicine {
        medicine: String,
    },
    MakeRoster,
    /// There is a roster already.
    ChangeRoster,
    ListRoster,
    /// No change of the roster waits for a signature.
    ProposeRoster,
    /// A change waits for its second signature.
    SignProposal,
    /// A second person must sign a change.
    SecondSignature,
    AddKey,
    AddPerson,
    AddRole,
    ShortenName,
    /// A key of a kind that codes have room for.
    MakeEd25519,
    /// A private key that can be read.
    MakeKey,
    Cut {
        sheet: String,
    },
    /// The sheet's words changed since it was cut; nothing was signed.
    CutChanged {
        sheet: String,
    },
    /// The rules changed since it was cut; signatures are given again.
    CutByRules {
        sheet: String,
    },
    Sign {
        sheet: String,
    },
    GiveReason,
    /// A class was asked for that is lower than that of the rules.
    KeepClass,
    /// What was published, and what was withdrawn.
    ListPublished,
    ListWithdrawn,
    /// A file of the store is not the one that was signed.
    Verify,
}

impl From<&'static str> for Hint {
    fn from(words: &'static str) -> Self {
        Self::Say(Cow::Borrowed(words))
    }
}

impl From<String> for Hint {
    fn from(words: String) -> Self {
        Self::Say(Cow::Owned(words))
    }
}
