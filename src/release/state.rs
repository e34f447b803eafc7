//! What a sheet, a PDF or a code is worth on a day: derived, never stored by hand (step 17).

use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Serialize;

use super::declarations::{assess, declared, lacking};
use super::look::Look;
use super::store::Store;
use super::store_view::{Reader, StoreView};
use super::{Error, Version};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "state", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum State {
    /// Nobody has begun to review it, or its words changed since.
    Draft {
        /// The published version that paper may have, if there is one.
        published: Option<Version>,
        /// Whether signatures were given that do not apply to these words.
        not_applying: bool,
    },
    /// It is cut and nobody has signed.
    Candidate {
        /// The version that it would have.
        version: Version,
        /// What it lacks before it can be published, in words.
        needs: Vec<String>,
        /// What of the looks changed, because of which it needs what a safety change does.
        looks: Vec<String>,
    },
    /// It is cut and somebody has signed.
    SignedInPart {
        /// The version that it would have.
        version: Version,
        /// Who has signed, each with the role in brackets.
        signed: Vec<String>,
        /// What it still lacks, in words; empty when it can be published.
        needs: Vec<String>,
        /// What of the looks changed, because of which it needs what a safety change does.
        looks: Vec<String>,
    },
    /// It is published and current.
    Published {
        version: Version,
        /// The day by which it must be reviewed.
        due: Date,
    },
    /// It is published, and its review is due soon.
    ReviewDue {
        version: Version,
        /// The day by which it must be reviewed.
        due: Date,
    },
    /// It is published, and its review is overdue.
    Overdue {
        version: Version,
        /// The day by which it had to be reviewed.
        due: Date,
    },
    Withdrawn {
        version: Version,
        reason: String,
    },
}

impl State {
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "draft",
            Self::Candidate { .. } => "candidate",
            Self::SignedInPart { .. } => "signed in part",
            Self::Published { .. } => "published",
            Self::ReviewDue { .. } => "review due",
            Self::Overdue { .. } => "overdue",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// Returns what is needed next.
    pub fn next(&self) -> NextStep {
        let step = |act, why: String| NextStep { act, why: Some(why) };
        match self {
            Self::Draft { published: None, not_applying: false } => {
                NextStep { act: Some(NextAct::Cut), why: None }
            }
            Self::Draft { published: Some(version), not_applying: false } => {
                step(Some(NextAct::Cut), format!("the words differ from version {version}"))
            }
            Self::Draft { not_applying: true, .. } => {
                let why = "the words changed since the signatures, which do not apply";
                step(Some(NextAct::Cut), why.to_owned())
            }
            Self::Candidate { needs, looks, .. } => {
                step(None, format!("needs {}{}", needs.join(", "), because(looks)))
            }
            Self::SignedInPart { signed, needs, .. } if needs.is_empty() => {
                step(Some(NextAct::Publish), format!("signed by {}", signed.join(", ")))
            }
            Self::SignedInPart { signed, needs, looks, .. } => {
                let (signed, needs) = (signed.join(", "), needs.join(", "));
                step(None, format!("signed by {signed}; needs {needs}{}", because(looks)))
            }
            Self::Published { due, .. } => step(None, format!("review by {due}")),
            Self::ReviewDue { due, .. } => step(None, format!("review it by {due}")),
            Self::Overdue { due, .. } => {
                step(None, format!("review was due on {due}; do not hand it out"))
            }
            Self::Withdrawn { reason, .. } => step(None, format!("do not hand it out: {reason}")),
        }
    }
}

/// What a person can do next with a sheet, as data: a terminal names a command for it, a page has a
/// button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NextAct {
    Cut,
    Publish,
}

/// What a sheet needs next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextStep {
    /// What can be done; `None` when it is somebody else's turn or nothing is left to do.
    pub act: Option<NextAct>,
    /// Why, in words that are right everywhere; `None` when nothing has happened yet.
    pub why: Option<String>,
}

/// Says why a version needs more signatures than the class of its change asks for.
fn because(looks: &[String]) -> String {
    if looks.is_empty() {
        return String::new();
    }
    format!(" (as a safety change does, because of {})", looks.join("; "))
}

/// Returns the state of a sheet whose words have this content digest; its review is due from
/// `due_within` days before the day by which it must be done.
///
/// # Errors
/// When the store is damaged.
pub fn sheet(
    store: &dyn Store,
    view: &StoreView,
    sheet: &str,
    content: &str,
    on: Date,
    due_within: i32,
) -> Result<State, Error> {
    let last = view.last_version(sheet);
    if let Some(last) = last.filter(|last| last.content == content) {
        let version = last.version;
        if let Some((_, reason)) = view.ledger.withdrawn(sheet, version) {
            return Ok(State::Withdrawn { version, reason: reason.to_owned() });
        }
        let due = last.due;
        let soon = due.checked_sub(i64::from(due_within).days()).unwrap_or(due);
        // A candidate of a new layout may wait beside it; the words are published all the same.
        return Ok(if due < on {
            State::Overdue { version, due }
        } else if soon <= on {
            State::ReviewDue { version, due }
        } else {
            State::Published { version, due }
        });
    }
    let published = last.map(|last| last.version);
    let Some(cut) = Reader::new(store).candidate(sheet)? else {
        return Ok(State::Draft { published, not_applying: false });
    };
    let candidate = &cut.manifest.predicate;
    let declarations = declared(store, &cut.folder)?;
    if candidate.content != content {
        return Ok(State::Draft { published, not_applying: !declarations.is_empty() });
    }
    let signed = match view.roster() {
        Ok(roster) => assess(&declarations, roster, &cut.manifest, &cut.digest())?,
        Err(_) => Vec::new(),
    };
    let needs = lacking(candidate, &signed);
    let looks = candidate.looks.iter().map(Look::words).collect();
    let version = candidate.version;
    Ok(if signed.is_empty() {
        State::Candidate { version, needs, looks }
    } else {
        let signed = signed.iter().map(|one| format!("{} ({})", one.name, one.role.as_str()));
        State::SignedInPart { version, signed: signed.collect(), needs, looks }
    })
}
