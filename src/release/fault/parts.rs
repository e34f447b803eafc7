//! What can be wrong with one line, roster, release, declaration or list.

use jiff::civil::Date;

use crate::Step;
use candor_model::Rules;

/// What is wrong with a line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    #[error("is damaged: {error}")]
    Damaged { error: String },
    /// It has another number than the next, or another digest for the line before it.
    #[error("does not follow the line before it")]
    OutOfChain,
    /// Its JSON is not, byte for byte, what Candor would write.
    #[error("is not as Candor writes it")]
    Spelling,
    /// Its day is before that of the line before it.
    #[error("is older than the one before")]
    Older,
    /// It asks for less than the line before it.
    #[error("is of lesser rules than the one before")]
    LesserRules,
    /// Only a later Candor can judge it.
    #[error(
        "is of rules {rules}, made by a newer Candor; this one knows rules 1 to {}",
        Rules::NEWEST.number()
    )]
    NewerRules { rules: u64 },
}

/// What rule for a roster is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterFault {
    #[error("the roster cannot be read: {error}")]
    Unread { error: String },
    /// It is not an [`Id`](candor_model::Id).
    #[error("`{id}` cannot be a person's short name")]
    ShortName { id: String },
    #[error("`{id}` is on the roster twice")]
    Twice { id: String },
    /// The name has fewer than two letters, or a control character.
    #[error("`{id}` has no name")]
    NoName { id: String },
    /// Two people cannot be told apart on the page; capitals make no difference.
    #[error("two people are called {name}")]
    SameName { name: String },
    /// Without either, the person could not sign.
    #[error("`{id}` has no role or no key")]
    Idle { id: String },
    #[error("a key of `{id}` is no OpenSSH public key")]
    NoKey { id: String },
    /// One key is listed twice.
    #[error("`{other}` and `{id}` have the same key")]
    SameKey {
        /// Who has it first; the same as `id` if one person lists it twice.
        other: String,
        id: String,
    },
    #[error("a roster needs at least two people")]
    TooFew,
}

impl RosterFault {
    pub fn fix(&self) -> &'static str {
        match self {
            Self::Unread { .. } => "get the store from where it is kept safe",
            Self::ShortName { .. } => "use small letters, digits and hyphens, such as jane-doe",
            Self::Twice { .. } => "give each person one entry",
            Self::NoName { .. } => "give the name as it is printed",
            Self::SameName { .. } => {
                "one person is one entry with all keys; tell two people apart by a middle name"
            }
            Self::Idle { .. } => "give at least one role and one public key",
            Self::NoKey { .. } => "give the line of the .pub file",
            Self::SameKey { .. } => "a key belongs to one person, once",
            Self::TooFew => "nobody publishes alone: name a colleague or a pharmacist as well",
        }
    }
}

/// How a file differs from what its manifest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// The manifest does not list it.
    #[error("was added")]
    Added,
    /// Its digest is not the one in the manifest.
    #[error("was changed")]
    Changed,
    #[error("is missing")]
    Missing,
}

impl FileFault {
    /// Returns the same of a file inside a candidate.
    pub(super) fn of_the_candidate(self) -> &'static str {
        match self {
            Self::Added => "was added to the candidate",
            Self::Changed => "of the candidate was changed",
            Self::Missing => "of the candidate is missing",
        }
    }
}

/// What is wrong with one release.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReleaseFault {
    #[error("its manifest is missing")]
    NoManifest,
    #[error("its manifest is not the one in the ledger")]
    OtherManifest,
    #[error("no roster was in force")]
    NoRoster,
    #[error("it is not signed by a publisher of that day")]
    Unsigned,
    #[error("{name} {how}")]
    File { name: String, how: FileFault },
    #[error("its PDFs are not those in the ledger")]
    OtherPdfs,
    /// The candidate inside is not the one that it names.
    #[error("its candidate is another one")]
    OtherCandidate,
    /// They differ in sheet, version, class, content, dates or code.
    #[error("candidate, release and ledger do not agree")]
    Disagreement,
    /// It would be judged by other rules than it was cut by.
    #[error("its candidate was cut by other rules than those of its line in the ledger")]
    OtherRules,
    /// It names others than those who declared.
    #[error("its reviewers are not those who signed")]
    OtherReviewers,
    #[error("it lacks {}", .needs.join(", "))]
    Lacks {
        /// What is missing, in words.
        needs: Vec<String>,
    },
    /// It hides a change of looks.
    #[error("its candidate does not say what of the looks and the policy changed")]
    OtherLooks,
    /// It asks for fewer signatures than it must.
    #[error("its candidate does not ask for the signatures that a change of looks needs")]
    OtherNeeds,
    #[error("its text of record has another digest")]
    OtherRecord,
    #[error("{name} is missing")]
    NoComposition { name: String },
    #[error("it does not hold a composition for each PDF")]
    Compositions,
    /// Its sheet has no name that a sheet can have.
    #[error("{error}")]
    NoId { error: String },
    #[error("its check code is not made of what it says")]
    CheckCode,
    /// It names something else, or no key of the publisher signed it.
    #[error("its QR code is not signed for what it says")]
    QrCode,
    /// It is not greater than the version before it, or its candidate was cut from another one.
    #[error("it does not follow the version before it")]
    OutOfOrder,
}

impl ReleaseFault {
    /// Returns the step that does not hold.
    pub(super) fn step(&self) -> Step {
        match self {
            Self::NoManifest | Self::OtherManifest => Step::Manifests,
            Self::NoRoster | Self::Unsigned => Step::Publisher,
            Self::File { .. } | Self::OtherPdfs => Step::Files,
            Self::OtherCandidate | Self::Disagreement | Self::OtherRules => Step::Candidate,
            Self::OtherReviewers => Step::Declarations,
            Self::Lacks { .. } | Self::OtherLooks | Self::OtherNeeds => Step::Policy,
            Self::OtherRecord => Step::TextOfRecord,
            Self::NoComposition { .. } | Self::Compositions => Step::ReleaseBlock,
            Self::NoId { .. } | Self::CheckCode | Self::QrCode => Step::Codes,
            Self::OutOfOrder => Step::Succession,
        }
    }
}

/// Why a declaration does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum DeclarationFault {
    #[error("is by nobody on the roster")]
    Stranger,
    #[error("is not signed by a key of this person")]
    Unsigned,
    /// Its digest, sheet, version or content is not this candidate's.
    #[error("speaks of another candidate")]
    OtherCandidate,
    #[error("is of a day on which the person's signature does not count")]
    OtherDay,
    #[error("is older than the candidate")]
    Early,
    /// The person does not have it, it is the publisher's, or the meaning is not that of the role.
    #[error("is in a role that the person does not have")]
    OtherRole,
    /// The page would print another name.
    #[error("is in another name than the roster's")]
    OtherName,
    /// One person declares once.
    #[error("is there twice")]
    Twice,
}

/// What is wrong with the list of current versions.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrentFault {
    /// This Candor does not read its form.
    #[error("{file} is of another form")]
    Form { file: &'static str },
    /// There is none, and something is published.
    #[error("{file} is missing")]
    Missing { file: &'static str },
    /// Lines were taken from the end of the ledger.
    #[error("the ledger is shorter than the list of current versions says")]
    ShorterLedger,
    /// The line that it names has another digest in this ledger.
    #[error("the list of current versions knows another ledger")]
    OtherLedger,
    /// A version was published or withdrawn since.
    #[error("the list of current versions is older than the ledger")]
    OlderThanLedger,
    #[error("the list of current versions is not signed by a publisher")]
    Unsigned,
    #[error("the list of current versions does not say what the ledger says")]
    OtherVersions,
    /// A later one was seen.
    #[error(
        "the list of current versions has the number {counter}, and {seen} was seen before: this \
         is an old copy"
    )]
    Replayed { counter: u64, seen: u64 },
    #[error("the list of current versions is of {issued}, later than today, {today}")]
    Tomorrow {
        issued: Date,
        /// The day on which it is asked.
        today: Date,
    },
}
