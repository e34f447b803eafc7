//! What can be wrong with one line, roster, release, declaration or list.

use jiff::civil::Date;

use crate::Step;
use candor_model::Rules;

/// What is wrong with a line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineFault {
    /// It cannot be read.
    #[error("is damaged: {error}")]
    Damaged {
        /// Why.
        error: String,
    },
    /// Its number or digest is another one.
    #[error("does not follow the line before it")]
    OutOfChain,
    /// It is spelled otherwise.
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
    NewerRules {
        /// The number of its rules.
        rules: u64,
    },
}

/// What rule for a roster is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RosterFault {
    /// It cannot be read.
    #[error("the roster cannot be read: {error}")]
    Unread {
        /// Why.
        error: String,
    },
    /// A short name that is none.
    #[error("`{id}` cannot be a person's short name")]
    ShortName {
        /// The name.
        id: String,
    },
    /// One short name has two entries.
    #[error("`{id}` is on the roster twice")]
    Twice {
        /// The name.
        id: String,
    },
    /// Nothing to print.
    #[error("`{id}` has no name")]
    NoName {
        /// The person.
        id: String,
    },
    /// Two people cannot be told apart on the page.
    #[error("two people are called {name}")]
    SameName {
        /// What they are called.
        name: String,
    },
    /// Somebody who could not sign.
    #[error("`{id}` has no role or no key")]
    Idle {
        /// The person.
        id: String,
    },
    /// A key that is none.
    #[error("a key of `{id}` is no OpenSSH public key")]
    NoKey {
        /// The person.
        id: String,
    },
    /// One key stands twice.
    #[error("`{other}` and `{id}` have the same key")]
    SameKey {
        /// Who has it first.
        other: String,
        /// Who has it as well.
        id: String,
    },
    /// One person alone.
    #[error("a roster needs at least two people")]
    TooFew,
}

impl RosterFault {
    /// Returns what to do.
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

/// How a file is not as its manifest says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FileFault {
    /// It is not listed.
    #[error("was added")]
    Added,
    /// It has another digest.
    #[error("was changed")]
    Changed,
    /// It is not there.
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
    /// It has no manifest.
    #[error("its manifest is missing")]
    NoManifest,
    /// Its manifest is another one.
    #[error("its manifest is not the one in the ledger")]
    OtherManifest,
    /// Nobody could sign then.
    #[error("no roster was in force")]
    NoRoster,
    /// Nobody signed it who may.
    #[error("it is not signed by a publisher of that day")]
    Unsigned,
    /// A file is not as the manifest says.
    #[error("{name} {how}")]
    File {
        /// The file.
        name: String,
        /// How it is not.
        how: FileFault,
    },
    /// The ledger names other PDFs.
    #[error("its PDFs are not those in the ledger")]
    OtherPdfs,
    /// The candidate inside is not the one that it names.
    #[error("its candidate is another one")]
    OtherCandidate,
    /// Candidate, release and ledger say different things.
    #[error("candidate, release and ledger do not agree")]
    Disagreement,
    /// It would be judged by other rules than it was cut by.
    #[error("its candidate was cut by other rules than those of its line in the ledger")]
    OtherRules,
    /// It names others than those who declared.
    #[error("its reviewers are not those who signed")]
    OtherReviewers,
    /// Signatures are missing.
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
    /// Its words are not those of its digest.
    #[error("its text of record has another digest")]
    OtherRecord,
    /// A released composition is not there.
    #[error("{name} is missing")]
    NoComposition {
        /// Its file.
        name: String,
    },
    /// There are more or fewer PDFs than compositions.
    #[error("it does not hold a composition for each PDF")]
    Compositions,
    /// Its sheet has no name that a sheet can have.
    #[error("{error}")]
    NoId {
        /// Why.
        error: String,
    },
    /// The check code is one of something else.
    #[error("its check code is not made of what it says")]
    CheckCode,
    /// The QR code is one of something else, or of somebody else.
    #[error("its QR code is not signed for what it says")]
    QrCode,
    /// Another version came before it.
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
    /// The person is unknown.
    #[error("is by nobody on the roster")]
    Stranger,
    /// The signature is another one.
    #[error("is not signed by a key of this person")]
    Unsigned,
    /// It was given over something else.
    #[error("speaks of another candidate")]
    OtherCandidate,
    /// The person could not sign on that day.
    #[error("is of a day on which the person's signature does not count")]
    OtherDay,
    /// Nothing could be signed yet.
    #[error("is older than the candidate")]
    Early,
    /// The person may not sign for that.
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
    /// It is none that this Candor reads.
    #[error("{file} is of another form")]
    Form {
        /// Its file.
        file: &'static str,
    },
    /// There is none, and something is published.
    #[error("{file} is missing")]
    Missing {
        /// Its file.
        file: &'static str,
    },
    /// Lines were taken from the end of the ledger.
    #[error("the ledger is shorter than the list of current versions says")]
    ShorterLedger,
    /// The ledger was another one.
    #[error("the list of current versions knows another ledger")]
    OtherLedger,
    /// Something happened since.
    #[error("the list of current versions is older than the ledger")]
    OlderThanLedger,
    /// Nobody signed it who may.
    #[error("the list of current versions is not signed by a publisher")]
    Unsigned,
    /// It names other versions.
    #[error("the list of current versions does not say what the ledger says")]
    OtherVersions,
    /// A later one was seen.
    #[error(
        "the list of current versions has the number {counter}, and {seen} was seen before: this \
         is an old copy"
    )]
    Replayed {
        /// Its number.
        counter: u64,
        /// The number that was seen.
        seen: u64,
    },
    /// It was not yet made.
    #[error("the list of current versions is of {issued}, later than today, {today}")]
    Tomorrow {
        /// The day of the list.
        issued: Date,
        /// The day on which it is asked.
        today: Date,
    },
}
