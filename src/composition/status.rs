//! How far a sheet has come on its way to the patient, and what the page says of it.
//!
//! What it says is the *release block*: header, footer, the line under the title, reviewers,
//! version, check code, QR code. Everything else a reader sees is the text of record.

use jiff::civil::Date;
use serde::Serialize;

use candor_model::LeafFamily;

/// How far a document has come, so that a template can set apart what is not for patients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nobody has reviewed it.
    Draft,
    /// It waits for signatures.
    Candidate,
    /// It is published; lists and notices for staff are too.
    Released,
    /// Its review is overdue.
    Overdue,
}

/// How far a sheet has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ReleaseStatus {
    /// Nobody has reviewed it.
    #[default]
    Draft,
    /// It is cut and waits for signatures.
    Candidate {
        /// The version that it would have.
        version: String,
    },
    Released(ReleaseInfo),
    /// It was published, and its review is overdue.
    Overdue(ReleaseInfo),
}

/// What a released page says of its release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseInfo {
    pub version: String,
    /// The day of publication.
    pub published: Date,
    /// The day by which it must be reviewed.
    pub due: Date,
    /// Who reviewed it, in the order of their roles.
    pub reviewers: Vec<Reviewer>,
    /// The check code, as it is typed.
    pub code: String,
    /// What the QR code holds.
    pub qr: String,
}

/// Someone who reviewed a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewer {
    /// Name as it is printed.
    pub name: String,
    /// The role in which the declaration was signed.
    pub role: candor_model::Role,
    /// The day of the declaration.
    pub date: Date,
}

impl ReleaseStatus {
    /// Whether it is a draft.
    pub fn is_draft(&self) -> bool {
        matches!(self, Self::Draft)
    }

    /// Returns how far it has come, in one word.
    pub fn stage(&self) -> Stage {
        match self {
            Self::Draft => Stage::Draft,
            Self::Candidate { .. } => Stage::Candidate,
            Self::Released(_) => Stage::Released,
            Self::Overdue(_) => Stage::Overdue,
        }
    }

    /// Whether someone signed its release in a role.
    pub fn has_signed(&self, role: candor_model::Role) -> bool {
        let reviewers = self.issue().map(|issue| issue.reviewers.as_slice()).unwrap_or_default();
        reviewers.iter().any(|reviewer| reviewer.role == role)
    }

    /// Returns what the page says of its release, if it is one.
    pub fn issue(&self) -> Option<&ReleaseInfo> {
        match self {
            Self::Draft | Self::Candidate { .. } => None,
            Self::Released(issue) | Self::Overdue(issue) => Some(issue),
        }
    }
}

/// Whether a leaf belongs to the release block; everything else is the text of record.
pub fn in_release_block(leaf: &str) -> bool {
    use LeafFamily as F;
    F::State.has(leaf) || F::Running.has(leaf) || F::Release.has(leaf)
}
