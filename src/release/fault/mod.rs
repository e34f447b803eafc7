//! What the verifier finds: at which step of the specification, and in which words.

mod parts;

pub use self::parts::{
    CurrentFault, DeclarationFault, FileFault, LineFault, ReleaseFault, RosterFault,
};
use super::{Step, Version};

/// A step of the specification that does not hold.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A file must be there and is not.
    #[error("{path} is missing")]
    Missing {
        /// Whose step asks for it.
        step: Step,
        /// The file.
        path: String,
    },
    /// A file cannot be read as what it should be.
    #[error("{path} is damaged: {error}")]
    Damaged {
        /// Whose step reads it.
        step: Step,
        /// The file.
        path: String,
        /// Why.
        error: String,
    },
    /// Something stands in the store that no line of the ledger names.
    #[error("{path} is not in the ledger")]
    NotInLedger {
        /// Whose step finds it.
        step: Step,
        /// Where it stands.
        path: String,
    },
    /// A manifest cannot be read.
    #[error("a manifest is damaged: {error}")]
    Manifest {
        /// Whose step reads it.
        step: Step,
        /// Why.
        error: String,
    },
    /// A manifest is one of something else.
    #[error("a manifest is of another type")]
    ManifestType {
        /// Whose step reads it.
        step: Step,
    },
    /// A name that no store has.
    #[error("`{name}` has no place in a store")]
    NoPlace {
        /// The name.
        name: String,
    },
    /// A folder cannot be looked through: a link, or what the disk says.
    #[error("{error}")]
    Unlisted {
        /// Why.
        error: String,
    },
    /// The plan of a change that was begun cannot be read.
    #[error("the change that was begun is damaged: {error}")]
    Begun {
        /// Why.
        error: String,
    },
    /// A change was begun for another ledger.
    #[error("the change that was begun does not follow the ledger's last line")]
    BegunElsewhere,
    /// A line of the ledger.
    #[error("line {number} of the ledger {wrong}")]
    Line {
        /// Its number.
        number: usize,
        /// What is wrong with it.
        wrong: LineFault,
    },
    /// The ledger ends within a line.
    #[error("the ledger's last line is not whole")]
    TornLedger,
    /// Nobody may sign.
    #[error("the store has no roster")]
    NoRoster,
    /// A roster is not the one in the ledger.
    #[error("{path} is not the roster that the ledger names")]
    OtherRoster {
        /// Its file.
        path: String,
    },
    /// A roster breaks a rule for one.
    #[error(transparent)]
    Roster(#[from] RosterFault),
    /// A roster does not follow the one before it.
    #[error("{path} does not follow the roster before it")]
    RosterOrder {
        /// Its file.
        path: String,
    },
    /// The first roster is not the one whose digest was kept.
    #[error("the first roster is {found}, not the one on paper")]
    OtherFirstRoster {
        /// Its digest.
        found: String,
    },
    /// The file by which `ssh-keygen` knows the people says something else.
    #[error("{file} is not made from the roster")]
    AllowedSigners {
        /// The file.
        file: &'static str,
    },
    /// A change of the roster that too few people signed.
    #[error("roster {number} is not signed by two people of the one before it")]
    RosterUnsigned {
        /// The roster's number.
        number: u32,
    },
    /// Something about one release.
    #[error("{sheet} version {version}: {wrong}")]
    Release {
        /// The sheet.
        sheet: String,
        /// The version.
        version: Version,
        /// What is wrong with it.
        wrong: ReleaseFault,
    },
    /// A file has another sum than the list of sums says.
    #[error("{list} does not fit {name}")]
    Sum {
        /// The list of sums.
        list: &'static str,
        /// The file.
        name: String,
    },
    /// There are no sums.
    #[error("{list} is empty")]
    NoSums {
        /// The list of sums.
        list: &'static str,
    },
    /// A file of a candidate is not as its manifest says.
    #[error("{name} {}", .how.of_the_candidate())]
    CandidateFile {
        /// The file.
        name: String,
        /// How it is not.
        how: FileFault,
    },
    /// A candidate says that it was made of something else.
    #[error("the candidate's materials are not the inputs that it stores")]
    Materials,
    /// A candidate stands in the place of another one.
    #[error("{folder} holds a candidate of something else")]
    OtherCandidate {
        /// The place.
        folder: String,
    },
    /// Stored inputs cannot be read.
    #[error("stored inputs are damaged: {error}")]
    Inputs {
        /// Why.
        error: String,
    },
    /// A file among the stored inputs that is none.
    #[error("`{path}` is no input of a release")]
    NoInput {
        /// The file.
        path: String,
    },
    /// The stored inputs are those of another sheet.
    #[error("the inputs hold no sheet `{sheet}`")]
    NoSheet {
        /// The sheet.
        sheet: String,
    },
    /// A candidate's sheet has no name that a sheet can have.
    #[error("the candidate's sheet has no id: {error}")]
    NoId {
        /// Why.
        error: String,
    },
    /// A candidate's file cannot be made again.
    #[error("rendered again from the stored inputs, {name} is not the same")]
    CandidateRebuilt {
        /// The file.
        name: String,
    },
    /// A declaration is a folder.
    #[error("{path} is no file")]
    NoFile {
        /// Where.
        path: String,
    },
    /// A declaration is filed under another name.
    #[error("{path} is not what its name says")]
    Misfiled {
        /// Where.
        path: String,
    },
    /// A declaration does not count.
    #[error("the declaration of `{person}` {wrong}")]
    Declaration {
        /// Whose it is.
        person: String,
        /// Why.
        wrong: DeclarationFault,
    },
    /// A candidate was cut by another policy than its inputs have.
    #[error("the candidate's policy is not that of its stored inputs")]
    OtherPolicy,
    /// A text of record cannot be read.
    #[error("{path} is no text of record")]
    NoRecord {
        /// Its file.
        path: String,
    },
    /// Rendered again, a sheet says something else.
    #[error("the text of record is not the one that was signed")]
    OtherRecord,
    /// A content digest that no text has.
    #[error("the content digest `{content}` is no SHA-256")]
    NoDigest {
        /// What stands for it.
        content: String,
    },
    /// A release says something else than its candidate.
    #[error("{name} differs from its release in more than the release block")]
    OutsideBlock {
        /// The candidate's composition.
        name: String,
    },
    /// A release's page is another one than the candidate's.
    #[error("{name}: {message}")]
    OtherPage {
        /// The candidate's document.
        name: String,
        /// What the comparison of pages found.
        message: String,
    },
    /// A release does not say what it is.
    #[error("{name} does not name its reviewers and codes")]
    Unnamed {
        /// Its composition.
        name: String,
    },
    /// A released file cannot be made again.
    #[error("rendered again, {name} is not the same")]
    ReleaseRebuilt {
        /// The file.
        name: String,
    },
    /// A signed statement is not the one in the ledger.
    #[error("{path} is missing or not the one in the ledger")]
    OtherStatement {
        /// Its file.
        path: String,
    },
    /// A withdrawal that nobody signed who may.
    #[error("{path} is not signed by a publisher of that day")]
    WithdrawalUnsigned {
        /// Its file.
        path: String,
    },
    /// A withdrawal of nothing.
    #[error("{path} withdraws what was never published")]
    WithdrawnNothing {
        /// Its file.
        path: String,
    },
    /// A line of the ledger that is looked at as a review, and is none.
    #[error("no review of a monograph")]
    NoReview,
    /// A review of a monograph that nobody signed who may.
    #[error("{path} is not signed by a pharmacist of that day")]
    ReviewUnsigned {
        /// Its file.
        path: String,
    },
    /// The list of current versions.
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

    /// Returns what to do.
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
