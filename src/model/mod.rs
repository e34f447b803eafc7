//! What a sheet means.
//!
//! Nouns of the field, resolved and typed.
//! Must not know TOML, Typst, files, clocks or the terminal.

mod class;
mod decimal;
mod evidence;
mod id;
mod monograph;
mod role;
mod sheet;
pub mod text;
mod wording;

pub use self::class::Class;
pub use self::decimal::{Decimal, DecimalError};
pub use self::evidence::{Certainty, Direction, Record, Studied, Study, StudyKind};
pub use self::id::{Id, IdError};
pub use self::monograph::{
    Citation, Disagreement, DoseLimits, Fact, Mark, Monograph, SafetyItem, SafetyKind, SheetTrait,
    Tier, When,
};
pub use self::role::Role;
pub use self::sheet::{
    Author, AuthorPlace, AuthorSection, Clinic, Contacts, DoseForm, DoseStep, Dosing, FalseAlarm,
    Inline, Logo, Prose, Sheet, Subject, Waiver,
};
pub use self::wording::{Jurisdiction, Words};

/// Where a part of a sheet stands on the page, in the order in which it is read.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// Who must not take the medicine.
    MustNot,
    /// What research shows: the evidence statement.
    Evidence,
    /// Approval status, beside the evidence statement.
    Status,
    /// Why the medicine may be offered: the author's words.
    Why,
    /// What to tell and do before the first dose.
    Before,
    /// How to take it.
    Taking,
    /// Serious risks.
    Warnings,
    /// Other medicines and substances.
    OtherMedicines,
    /// Conditions that need care.
    Cautions,
    /// Possible side effects.
    SideEffects,
    /// When to get help at once.
    HelpNow,
    /// When to call the same day.
    HelpToday,
    /// Storage, supply and reporting.
    Keeping,
    /// Day to day: the author's words.
    Living,
    /// Questions to ask.
    Questions,
    /// Contacts and lines to write on.
    Contacts,
    /// Who wrote and reviewed the sheet, and when.
    About,
    /// For the reviewer: what changed since the last release.
    Changes,
    /// For the reviewer: the sheet line by line.
    ReviewLines,
    /// For the reviewer: where sources disagree.
    Disagreements,
    /// For the reviewer: what was left out or set aside, and why.
    SetAside,
    /// For the reviewer: reading levels.
    ReadingLevel,
    /// For staff: a list to pin on a wall, or a notice.
    Listing,
}

impl Place {
    /// Every place, in reading order.
    pub const ALL: [Self; 23] = [
        Self::MustNot,
        Self::Evidence,
        Self::Status,
        Self::Why,
        Self::Before,
        Self::Taking,
        Self::Warnings,
        Self::OtherMedicines,
        Self::Cautions,
        Self::SideEffects,
        Self::HelpNow,
        Self::HelpToday,
        Self::Keeping,
        Self::Living,
        Self::Questions,
        Self::Contacts,
        Self::About,
        Self::Changes,
        Self::ReviewLines,
        Self::Disagreements,
        Self::SetAside,
        Self::ReadingLevel,
        Self::Listing,
    ];

    /// Returns the name used in data and in the composition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MustNot => "must-not",
            Self::Evidence => "evidence",
            Self::Status => "status",
            Self::Why => "why",
            Self::Before => "before",
            Self::Taking => "taking",
            Self::Warnings => "warnings",
            Self::OtherMedicines => "other-medicines",
            Self::Cautions => "cautions",
            Self::SideEffects => "side-effects",
            Self::HelpNow => "help-now",
            Self::HelpToday => "help-today",
            Self::Keeping => "keeping",
            Self::Living => "living",
            Self::Questions => "questions",
            Self::Contacts => "contacts",
            Self::About => "about",
            Self::Changes => "changes",
            Self::ReviewLines => "review-lines",
            Self::Disagreements => "disagreements",
            Self::SetAside => "set-aside",
            Self::ReadingLevel => "reading-level",
            Self::Listing => "listing",
        }
    }
}

/// What is printed.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// One leaf, two sides, 12 pt.
    Handout,
    /// Every core, standard and conditional item, 12 pt.
    Full,
    /// For the reviewer: every line with what it rests on.
    Dossier,
    /// For staff: a list to pin on a wall, or a notice.
    Notice,
}

impl Format {
    /// Every format that a patient takes home.
    pub const ALL: [Self; 2] = [Self::Handout, Self::Full];

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handout => "handout",
            Self::Full => "full",
            Self::Dossier => "dossier",
            Self::Notice => "notice",
        }
    }

    /// Returns the most pages that the format may have, if it is bounded.
    pub fn max_pages(self) -> Option<usize> {
        match self {
            Self::Handout => Some(2),
            Self::Full | Self::Dossier | Self::Notice => None,
        }
    }

    /// Returns the smallest type for what a reader reads, in points (RULES 7.1, G01).
    pub fn body_size(self) -> f64 {
        match self {
            Self::Handout | Self::Full | Self::Dossier | Self::Notice => 12.0,
        }
    }

    /// Returns the smallest type for running headers and footers, in points (RULES 7.1, G05).
    pub fn running_size(self) -> f64 {
        match self {
            Self::Handout | Self::Full | Self::Dossier | Self::Notice => 9.0,
        }
    }
}

/// The paper.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Paper {
    /// 210 by 297 mm.
    A4,
    /// 8.5 by 11 in.
    Letter,
}

impl Paper {
    /// Every paper size.
    pub const ALL: [Self; 2] = [Self::A4, Self::Letter];

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
        }
    }

    /// Returns width and height in points (1/72 in).
    pub fn size(self) -> (f64, f64) {
        match self {
            // ISO 216: 210 mm × 297 mm, at 25.4 mm to the inch.
            Self::A4 => (210.0 * 72.0 / 25.4, 297.0 * 72.0 / 25.4),
            Self::Letter => (612.0, 792.0),
        }
    }
}
