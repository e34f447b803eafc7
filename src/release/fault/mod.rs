//! What the verifier finds: at which step of the specification, and in which words.

mod parts;

pub use self::parts::{
    CurrentFault, DeclarationFault, FileFault, LineFault, ReleaseFault, RosterFault,
};
use super::{Step, Version};

/// A step of the specification that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("{path} is missing")]
    Missing { step: Step, path: String },
    /// A file cannot be read as what it should be.
    #[error("{path} is damaged: {error}")]
    Damaged { step: Step, path: String, error: String },
    #[error("{path} is not in the ledger")]
    NotInLedger { step: Step, path: String },
    #[error("a manifest is damaged: {error}")]
    Manifest { step: Step, error: String },
    /// Its `_type` or its `predicateType` is not the one that is asked for.
    #[error("a manifest is of another type")]
    ManifestType { step: Step },
    #[error("`{name}` has no place in a store")]
    NoPlace { name: String },
    /// A folder cannot be listed: it holds a link, or the disk refuses.
    #[error("{error}")]
    Unlisted { error: String },
    #[error("the change that was begun is damaged: {error}")]
    Begun { error: String },
    #[error("the change that was begun does not follow the ledger's last line")]
    BegunElsewhere,
    #[error("line {number} of the ledger {wrong}")]
    Line {
        number: usize,
        /// What is wrong with it.
        wrong: LineFault,
    },
    /// The ledger ends within a line.
    #[error("the ledger's last line is not whole")]
    TornLedger,
    #[error("the store has no roster")]
    NoRoster,
    #[error("{path} is not the roster that the ledger names")]
    OtherRoster { path: String },
    #[error(transparent)]
    Roster(#[from] RosterFault),
    /// Its number, its day or the digest of the roster before it does not fit.
    #[error("{path} does not follow the roster before it")]
    RosterOrder { path: String },
    /// The first roster is not the one whose digest was kept.
    #[error("the first roster is {found}, not the one on paper")]
    OtherFirstRoster {
        /// The SHA-256 of the first roster in the store.
        found: String,
    },
    /// The file by which `ssh-keygen` knows the people says something else.
    #[error("{file} is not made from the roster")]
    AllowedSigners { file: &'static str },
    #[error("roster {number} is not signed by two people of the one before it")]
    RosterUnsigned { number: u32 },
    #[error("{sheet} version {version}: {wrong}")]
    Release {
        sheet: String,
        version: Version,
        /// What is wrong with it.
        wrong: ReleaseFault,
    },
    /// A file has another sum than the list of sums says.
    #[error("{list} does not fit {name}")]
    Sum { list: &'static str, name: String },
    #[error("{list} is empty")]
    NoSums { list: &'static str },
    #[error("{name} {}", .how.of_the_candidate())]
    CandidateFile { name: String, how: FileFault },
    #[error("the candidate's materials are not the inputs that it stores")]
    Materials,
    /// Its manifest names another sheet or version than its folder does.
    #[error("{folder} holds a candidate of something else")]
    OtherCandidate { folder: String },
    #[error("stored inputs are damaged: {error}")]
    Inputs { error: String },
    #[error("`{path}` is no input of a release")]
    NoInput { path: String },
    #[error("the inputs hold no sheet `{sheet}`")]
    NoSheet { sheet: String },
    #[error("the candidate's sheet has no id: {error}")]
    NoId { error: String },
    #[error("rendered again from the stored inputs, {name} is not the same")]
    CandidateRebuilt { name: String },
    /// A declaration is a folder or a link.
    #[error("{path} is no file")]
    NoFile { path: String },
    /// A declaration is another person's than its file name says, or of another form.
    #[error("{path} is not what its name says")]
    Misfiled { path: String },
    #[error("the declaration of `{person}` {wrong}")]
    Declaration { person: String, wrong: DeclarationFault },
    #[error("the candidate's policy is not that of its stored inputs")]
    OtherPolicy,
    #[error("{path} is no text of record")]
    NoRecord { path: String },
    /// Rendered again, a sheet says something else.
    #[error("the text of record is not the one that was signed")]
    OtherRecord,
    #[error("the content digest `{content}` is no SHA-256")]
    NoDigest { content: String },
    #[error("{name} differs from its release in more than the release block")]
    OutsideBlock { name: String },
    /// A released page differs from the candidate's outside the release block.
    #[error("{name}: {message}")]
    OtherPage {
        name: String,
        /// What the comparison of pages found.
        message: String,
    },
    /// A released composition names another version, code or reviewer than its manifest, or none.
    #[error("{name} does not name its reviewers and codes")]
    Unnamed { name: String },
    #[error("rendered again, {name} is not the same")]
    ReleaseRebuilt { name: String },
    #[error("{path} is missing or not the one in the ledger")]
    OtherStatement { path: String },
    /// It says something else than its line in the ledger, or no publisher of that day signed it.
    #[error("{path} is not signed by a publisher of that day")]
    WithdrawalUnsigned { path: String },
    #[error("{path} withdraws what was never published")]
    WithdrawnNothing { path: String },
    /// A line of the ledger was read as a review of a monograph and is not one.
    #[error("no review of a monograph")]
    NoReview,
    /// It says something else than its line in the ledger, or no pharmacist of that day signed it.
    #[error("{path} is not signed by a pharmacist of that day")]
    ReviewUnsigned { path: String },
    #[error(transparent)]
    Current(#[from] CurrentFault),
}

impl Fault {
    /// Returns the step that does not hold.
    pub fn step(&self) -> Step {
        match self {
            Self::Missing { step, .. }
            | Self::Damaged { step, .. }
            | Self::NotInLedger { step, .. }
            | Self::Manifest { step, .. }
            | Self::ManifestType { step } => *step,
            Self::NoPlace { .. } | Self::Unlisted { .. } | Self::Begun { .. } => Step::Store,
            Self::Line { .. } | Self::TornLedger | Self::BegunElsewhere => Step::Ledger,
            Self::NoRoster
            | Self::OtherRoster { .. }
            | Self::Roster(_)
            | Self::RosterOrder { .. }
            | Self::OtherFirstRoster { .. }
            | Self::AllowedSigners { .. } => Step::Rosters,
            Self::RosterUnsigned { .. } => Step::RosterChanges,
            Self::Release { wrong, .. } => wrong.step(),
            Self::Sum { .. } | Self::NoSums { .. } => Step::Files,
            Self::CandidateFile { .. }
            | Self::Materials
            | Self::OtherCandidate { .. }
            | Self::Inputs { .. }
            | Self::NoInput { .. }
            | Self::NoSheet { .. }
            | Self::NoId { .. }
            | Self::CandidateRebuilt { .. } => Step::Candidate,
            Self::NoFile { .. } | Self::Misfiled { .. } | Self::Declaration { .. } => {
                Step::Declarations
            }
            Self::OtherPolicy => Step::Policy,
            Self::NoRecord { .. } | Self::OtherRecord | Self::NoDigest { .. } => Step::TextOfRecord,
            Self::OutsideBlock { .. }
            | Self::OtherPage { .. }
            | Self::Unnamed { .. }
            | Self::ReleaseRebuilt { .. } => Step::ReleaseBlock,
            Self::OtherStatement { .. }
            | Self::WithdrawalUnsigned { .. }
            | Self::WithdrawnNothing { .. }
            | Self::NoReview
            | Self::ReviewUnsigned { .. } => Step::Statements,
            Self::Current(_) => Step::CurrentList,
        }
    }

    pub fn fix(&self) -> &'static str {
        if matches!(self, Self::Line { wrong: LineFault::NewerRules { .. }, .. }) {
            "use the Candor that made it, or a later one; the store need not be damaged"
        } else if matches!(self, Self::OtherPage { .. }) {
            "fix the template, which draws a release otherwise than the candidate that people \
             sign, and cut again"
        } else {
            "do not use this copy; get the store from where it is kept safe"
        }
    }
}
