//! Where a part of a sheet stands.

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
    /// The two or three things to know before all others.
    Key,
    /// Who must not take the medicine.
    MustNot,
    /// What research shows: the evidence statement.
    Evidence,
    /// Approval status, beside the evidence statement.
    Status,
    /// What trials counted and measured, drawn.
    Facts,
    /// Why the medicine may be offered: the author's words.
    Why,
    /// What to tell and do before the first dose.
    Before,
    /// How to take it.
    Taking,
    /// Weeks and doses with dates to write and days to tick.
    Calendar,
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
    /// What can wait for the next visit.
    HelpVisit,
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
    /// For a wallet: what helpers need in an emergency.
    Card,
    /// For the reviewer: what changed since the last release.
    Changes,
    /// For the reviewer: the sheet line by line.
    ReviewLines,
    /// For the reviewer: where sources disagree.
    Disagreements,
    /// For the reviewer: what was left out or set aside, and why.
    SetAside,
    /// For the reviewer: looks that the clinic changed.
    Looks,
    /// For the clinician: questions that show whether the sheet was understood.
    TeachBack,
    /// For the reviewer: reading levels.
    ReadingLevel,
    /// For staff: a list to pin on a wall, or a notice.
    Listing,
}

impl Place {
    /// Every place, in reading order.
    pub const ALL: [Self; 30] = [
        Self::Key,
        Self::MustNot,
        Self::Evidence,
        Self::Status,
        Self::Facts,
        Self::Why,
        Self::Before,
        Self::Taking,
        Self::Calendar,
        Self::Warnings,
        Self::OtherMedicines,
        Self::Cautions,
        Self::SideEffects,
        Self::HelpNow,
        Self::HelpToday,
        Self::HelpVisit,
        Self::Keeping,
        Self::Living,
        Self::Questions,
        Self::Contacts,
        Self::About,
        Self::Card,
        Self::Changes,
        Self::ReviewLines,
        Self::Disagreements,
        Self::SetAside,
        Self::Looks,
        Self::TeachBack,
        Self::ReadingLevel,
        Self::Listing,
    ];

    /// Returns the name used in data and in the composition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Facts => "facts",
            Self::Calendar => "calendar",
            Self::HelpVisit => "help-visit",
            Self::Card => "card",
            Self::TeachBack => "teach-back",
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
            Self::Looks => "looks",
            Self::ReadingLevel => "reading-level",
            Self::Listing => "listing",
        }
    }
}
