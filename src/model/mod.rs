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
pub use self::wording::{Jurisdiction, Reviewed, Words, Writing};

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
    /// The same as the full leaflet, 18 pt.
    Large,
    /// The same as the full leaflet, 24 pt.
    Giant,
    /// The same as the full leaflet, as plain text for portals and speech.
    Text,
    /// The same as the full leaflet, as one file for a browser.
    Html,
    /// For the reviewer: every line with what it rests on.
    Dossier,
    /// For staff: a list to pin on a wall, or a notice.
    Notice,
}

impl Format {
    /// Every format that a patient takes home.
    pub const ALL: [Self; 6] =
        [Self::Handout, Self::Full, Self::Large, Self::Giant, Self::Text, Self::Html];

    /// What is printed where nobody says what is wanted.
    pub const USUAL: [Self; 2] = [Self::Handout, Self::Full];

    /// What a release may hold: pages, whose bytes and words are proved again.
    pub const RELEASED: [Self; 4] = [Self::Handout, Self::Full, Self::Large, Self::Giant];

    /// Returns the name used on the command line and in file names.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Handout => "handout",
            Self::Full => "full",
            Self::Large => "large",
            Self::Giant => "giant",
            Self::Text => "text",
            Self::Html => "html",
            Self::Dossier => "dossier",
            Self::Notice => "notice",
        }
    }

    /// Whether it is laid out on pages.
    pub fn is_paged(self) -> bool {
        !matches!(self, Self::Text | Self::Html)
    }

    /// Returns the ending of its files.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Html => "html",
            Self::Handout
            | Self::Full
            | Self::Large
            | Self::Giant
            | Self::Dossier
            | Self::Notice => "pdf",
        }
    }

    /// Returns the most pages that the format may have, if it is bounded.
    pub fn max_pages(self) -> Option<usize> {
        (self == Self::Handout).then_some(2)
    }

    /// Returns how its text must be set (RULES 7.1).
    pub fn setting(self) -> Setting {
        match self {
            Self::Large => Setting { body: 18.0, ..Setting::LARGE },
            Self::Giant => Setting { body: 24.0, ..Setting::LARGE },
            Self::Handout | Self::Full | Self::Text | Self::Html | Self::Dossier | Self::Notice => {
                Setting::STANDARD
            }
        }
    }
}

/// How text must be set, as least and most (RULES 7.1).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Setting {
    /// The smallest type for what a reader reads, in points (G01).
    pub body: f64,
    /// The smallest type for running headers and footers, in points (G05).
    pub running: f64,
    /// The least height of a lower-case letter, in millimetres (G02).
    pub x_height_mm: f64,
    /// The least distance of two baselines, in ems (G03).
    pub line_em: f64,
    /// The least and the most characters of a broken line, as the mean over a text (G04).
    pub characters: (f64, f64),
}

impl Setting {
    /// 12 pt, in one column (45 to 70 characters) or two (35 to 55); a list entry has fewer.
    const STANDARD: Self =
        Self { body: 12.0, running: 9.0, x_height_mm: 1.4, line_em: 1.2, characters: (30.0, 70.0) };
    /// Large print: 18 or 24 pt, 35 to 60 characters; a page has no room for 35 at 24 pt.
    const LARGE: Self = Self {
        body: 18.0,
        running: 16.0,
        x_height_mm: 2.7,
        line_em: 1.25,
        characters: (24.0, 60.0),
    };
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
