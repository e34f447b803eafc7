//! What is refused because a rule is not yet kept, or because the command was wrong; and what to do.

use jiff::civil::Date;

use super::{Hint, RosterFault, Version};
use candor_composition::MAX_NAME;
use candor_model::{Class, Rules};

/// A rule that is not yet kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error("this workspace has no roster")]
    NoRoster,
    #[error(transparent)]
    Roster(#[from] RosterFault),
    /// Another roster came into force meanwhile.
    #[error("the roster was changed since this change was begun")]
    RosterChanged,
    #[error("a change of the roster needs two people of the roster before it")]
    RosterUnsigned,
    #[error("the key {fingerprint} is nobody's on the roster")]
    UnknownKey { fingerprint: String },
    /// The person's time has not come, or is over.
    #[error("the signature of {name} does not count on {on}")]
    OutOfOffice { name: String, on: Date },
    /// Only a publisher may do this.
    #[error("{name} is not a publisher on the roster")]
    NotPublisher { name: String, act: Act },
    /// Only a pharmacist may check a monograph.
    #[error("{name} is not a pharmacist on the roster")]
    NotPharmacist { name: String },
    /// QR codes have room for signatures of this kind alone.
    #[error("the publisher's key is not an ed25519 key")]
    NotEd25519,
    /// The clock was set back.
    #[error("{on} is before the last line of the ledger, {last}")]
    BeforeLedger {
        /// The day that the machine says.
        on: Date,
        /// The day of the last line.
        last: Date,
    },
    /// The clock was set back since the cut.
    #[error("the candidate is of {cut}, later than {on}")]
    BeforeCandidate {
        /// The day of the cut.
        cut: Date,
        /// The day that the machine says.
        on: Date,
    },
    /// An input cannot be stored.
    #[error("{path} cannot be read")]
    InputUnread { path: String },
    /// A cut would be the same again.
    #[error("nothing changed since version {version}")]
    NothingChanged { version: Version },
    /// Codes have no room for a greater number.
    #[error("this sheet has no further version number")]
    NoFurtherVersion,
    /// There is nothing to print.
    #[error("the policy names no format")]
    NoFormat,
    /// Not everybody who must sign can be named.
    #[error("{waived} people waive items, and the page has room for {n_names} names")]
    TooManyWaive {
        /// How many waive items.
        waived: usize,
        /// How many names have room.
        n_names: usize,
    },
    /// Nothing waits for signatures.
    #[error("there is no candidate of `{sheet}`")]
    NoCandidate { sheet: String },
    /// Today's rules ask for more than a candidate says.
    #[error("version {version} of `{sheet}` was cut by rules {}, of an older Candor", .rules.number())]
    OldRules {
        sheet: String,
        version: Version,
        /// The rules that it was cut by.
        rules: Rules,
    },
    /// One person signs once.
    #[error("{name} has signed this candidate already")]
    SignedAlready { name: String },
    /// To publish is not to review.
    #[error("{name} has no role but to publish")]
    NoRole { name: String },
    /// A name that no page has room for.
    #[error("the name \"{name}\" is as long as {length} letters; the page has room for {MAX_NAME}")]
    LongName {
        name: String,
        /// How many letters of usual width it is long.
        length: usize,
    },
    /// The page is full.
    #[error(
        "the page has no room for {n_names} names with that of {name}: it keeps room for {room}"
    )]
    NoRoom {
        /// How many people would have signed.
        n_names: usize,
        name: String,
        /// For how many names there is room.
        room: usize,
    },
    #[error("version {version} of `{sheet}` still needs {}", .needs.join(", "))]
    Lacking {
        sheet: String,
        version: Version,
        /// What is missing, in words.
        needs: Vec<String>,
    },
    /// Another policy came into force meanwhile.
    #[error("since this candidate was cut a version was published by another policy")]
    PolicyChanged,
    /// Another version came out meanwhile.
    #[error("another version was published since this candidate was cut")]
    VersionChanged,
    #[error("this version was published already")]
    PublishedAlready,
    /// A candidate is published by the program that people read it from.
    #[error("another Candor cut this candidate")]
    OtherProgramCut,
    /// It would be overdue on its first day.
    #[error("its review was due on {due}")]
    Overdue { due: Date },
    /// A release is rendered again by the program that made it.
    #[error(
        "another Candor cut this release: version {version}, or one with other templates, fonts or \
         library"
    )]
    OtherProgramReleased { version: String },
    /// A version of a monograph is checked once.
    #[error("version {version} of `{monograph}` is signed already")]
    MonographSigned { monograph: String, version: u32 },
}

/// What only a publisher may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Publish,
    Withdraw,
    /// Sign the list of current versions.
    Renew,
}

impl Refusal {
    pub fn fix(&self) -> Hint {
        let fix = match self {
            Self::NoRoster => return Hint::MakeRoster,
            Self::Roster(fault) => fault.fix(),
            Self::RosterChanged => "begin it again",
            Self::RosterUnsigned => return Hint::SecondSignature,
            Self::UnknownKey { .. } => return Hint::AddKey,
            Self::OutOfOffice { .. } => return Hint::AddPerson,
            Self::NotPublisher { act, .. } => match act {
                Act::Publish => "publish with the key of a publisher, or have the role added",
                Act::Withdraw => "withdraw with the key of a publisher",
                Act::Renew => "sign the list with the key of a publisher",
            },
            Self::NotPharmacist { .. } => "a monograph is checked by a pharmacist",
            Self::NotEd25519 => return Hint::MakeEd25519,
            Self::BeforeLedger { .. } | Self::BeforeCandidate { .. } => {
                "set this machine's clock right"
            }
            Self::InputUnread { .. } => return Hint::FixInput,
            Self::NothingChanged { .. } => {
                "change the sheet, or its date `revised` when it was reviewed again"
            }
            Self::NoFurtherVersion => "begin a new sheet",
            Self::NoFormat => "name one in candor.toml",
            Self::TooManyWaive { .. } => "raise `people` under `[policy]` in candor.toml",
            Self::NoCandidate { sheet } => {
                return Hint::Cut { sheet: sheet.clone() };
            }
            Self::OldRules { sheet, .. } => {
                return Hint::CutByRules { sheet: sheet.clone() };
            }
            Self::SignedAlready { .. } => "one person signs once, in one role; ask somebody else",
            Self::NoRole { .. } => return Hint::AddRole,
            Self::LongName { .. } => return Hint::ShortenName,
            Self::NoRoom { .. } => {
                "raise `people` under `[policy]` in candor.toml and cut again, or have shorter \
                 names put on the roster"
            }
            Self::Lacking { sheet, .. } => {
                return Hint::Sign { sheet: sheet.clone() };
            }
            Self::PolicyChanged => "cut it again; it then says whose signatures it needs",
            Self::VersionChanged | Self::PublishedAlready => "cut it again",
            Self::OtherProgramCut => {
                "cut it again with this one; the signatures are then given again"
            }
            Self::Overdue { .. } => "review the sheet, change its date `revised`, and cut again",
            Self::OtherProgramReleased { .. } => {
                "rebuild it with that program; the signatures hold all the same"
            }
            Self::MonographSigned { .. } => {
                "raise the version in the medicine's file when its words change"
            }
        };
        fix.into()
    }
}

/// A command that cannot be meant as it was given.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misuse {
    /// A signature says why it is given.
    #[error("a signature needs a reason")]
    SignatureWithoutReason,
    /// A withdrawal says why it is made.
    #[error("a withdrawal needs a reason")]
    WithdrawalWithoutReason,
    /// A person may raise the class of a change and never lower it.
    #[error("the rules class this change as {}", .by_rule.as_str())]
    LowerClass {
        /// The class that the rules give.
        by_rule: Class,
    },
    /// There is nothing to withdraw.
    #[error("version {version} of `{sheet}` was never published")]
    NeverPublished { sheet: String, version: Version },
    #[error("version {version} of `{sheet}` is withdrawn already")]
    WithdrawnAlready { sheet: String, version: Version },
}

impl Misuse {
    pub fn fix(&self) -> Hint {
        match self {
            Self::SignatureWithoutReason | Self::WithdrawalWithoutReason => Hint::GiveReason,
            Self::LowerClass { .. } => Hint::KeepClass,
            Self::NeverPublished { .. } => Hint::ListPublished,
            Self::WithdrawnAlready { .. } => Hint::ListWithdrawn,
        }
    }
}
