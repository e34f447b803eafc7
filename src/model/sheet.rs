//! One patient information sheet, resolved.

use super::dosage::DosageForm;
use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::evidence::Record;
use super::id::Id;
use super::monograph::{Monograph, SafetyItem, SheetTrait, Tier};
use super::{Decimal, Looks, Place};
use crate::span::{Source, Span, Spanned};

/// What the sheet is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The medicine for one condition.
    Condition(Box<Record>),
    /// The medicine in general: a table of conditions instead of one certainty.
    General,
}

/// Where an author's section stands.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum AuthorPlace {
    /// Why the medicine may be offered.
    Why,
    /// How to take it, beside the dose table.
    Taking,
    /// Day to day.
    Living,
}

impl AuthorPlace {
    /// Every place, in reading order.
    pub const ALL: [Self; 3] = [Self::Why, Self::Taking, Self::Living];

    /// Returns the place on the page.
    pub fn place(self) -> Place {
        match self {
            Self::Why => Place::Why,
            Self::Taking => Place::Taking,
            Self::Living => Place::Living,
        }
    }
}

/// A run of an author's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Strong(String),
}

/// One block of an author's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prose {
    Paragraph(Vec<Inline>),
    /// A list with bullets.
    Bullets(Vec<Vec<Inline>>),
    /// A list with numbers.
    Steps(Vec<Vec<Inline>>),
}

/// A section in the author's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuthorSection {
    pub place: AuthorPlace,
    /// Its heading, where it is not the usual one.
    pub heading: Option<Spanned<String>>,
    /// Its text as written, for findings.
    pub source: Spanned<String>,
    /// The same text, parsed.
    pub prose: Vec<Prose>,
}

/// One step of a dosing plan. `strength × count = mg`, exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoseStep {
    /// The first week; the plan begins with week 1.
    pub from_week: u32,
    /// The last week; the last step may have none.
    pub to_week: Option<u32>,
    pub mg: Decimal,
    pub form: DosageForm,
    /// mg in one capsule or tablet, or in 1 mL of liquid.
    pub strength: Decimal,
    /// How many capsules or tablets, or how many mL.
    pub count: Decimal,
    /// When in the day, in the author's words.
    pub time: Spanned<String>,
}

/// A dosing plan: steps that follow one another from week 1.
pub type Dosing = Vec<DoseStep>;

/// A block that an author can add to a sheet.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Extra {
    /// Weeks and doses of the plan with dates to write and days to tick.
    Calendar,
}

/// A named person's dated reason for leaving a standard item out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waiver {
    pub item: Id,
    /// Who answers for it.
    pub by: String,
    pub date: Date,
    pub reason: String,
    pub span: Span,
}

/// A finding about the author's words that a named person sets aside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FalseAlarm {
    pub code: String,
    /// The words that raise it.
    pub words: String,
    /// Who answers for it.
    pub by: String,
    pub date: Date,
    pub reason: String,
    pub span: Span,
}

/// The author of a sheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: Spanned<String>,
    /// In what capacity, in words of the author's own; not a [`Role`](crate::Role).
    pub role: Spanned<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Contacts {
    /// The phone in office hours.
    pub phone: Option<Spanned<String>>,
    /// When the phone is answered.
    pub hours: Option<Spanned<String>>,
}

/// The clinic whose name stands on the sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Clinic {
    /// `candor.toml`, if the workspace has one.
    pub file: Option<Source>,
    pub name: Option<Spanned<String>>,
    /// Address on one line.
    pub address: Option<Spanned<String>>,
    pub contacts: Contacts,
    pub logo: Option<Logo>,
    /// The colour of bands and rules, as `#` and six hexadecimal digits.
    pub accent: Option<String>,
    /// Measures of its own, and files for its looks.
    pub looks: Looks,
    /// How many people's names a release has room for, where its policy asks for many.
    pub names: u8,
}

/// A clinic's logo; its bytes are known to the engine under its digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Logo {
    /// The SHA-256 of its bytes and its ending, such as `5f….svg`.
    pub file: String,
}

/// One sheet: what its author wrote, and the whole monograph that it draws on.
///
/// It holds all safety items, so that what is owed can be worked out without the library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    pub id: Id,
    /// The file it was read from.
    pub file: Source,
    pub title: Spanned<String>,
    /// What the sheet is for, in one sentence.
    pub purpose: Spanned<String>,
    pub medicine: Arc<Monograph>,
    pub subject: Subject,
    /// Language tag, such as `en`.
    pub language: String,
    /// The date of the text.
    pub revised: Date,
    /// The last day on which it may be handed out without a review: `revised` and the months that
    /// the file gives.
    pub review_due: Date,
    /// Ids of conditional or standard items that the author adds.
    pub applies: BTreeSet<Id>,
    pub sections: Vec<AuthorSection>,
    /// The dosing plan; may be empty.
    pub dosing: Dosing,
    /// Blocks that the author adds.
    pub extras: BTreeSet<Extra>,
    /// When to stop if it does not help.
    pub stop_if: Spanned<String>,
    pub questions: Vec<Spanned<String>>,
    /// The sheet's own contacts.
    pub contacts: Contacts,
    /// Waivers; without effect until a release is signed.
    pub waivers: Vec<Waiver>,
    /// Findings about the author's words that were set aside.
    pub false_alarms: Vec<FalseAlarm>,
    pub author: Option<Author>,
    /// Who paid for it.
    pub funding: Spanned<String>,
}

impl Sheet {
    /// Returns each week of the plan that a calendar shows, with the step that holds in it: all
    /// weeks of closed steps, and the first week of an open one.
    pub fn weeks(&self) -> Vec<(u32, &DoseStep)> {
        let steps = self.dosing.iter();
        let weeks = |step: &DoseStep| step.from_week..=step.to_week.unwrap_or(step.from_week);
        steps.flat_map(|step| weeks(step).map(move |week| (week, step))).collect()
    }

    /// Whether the sheet has what an item asks for.
    pub fn has(&self, wanted: SheetTrait) -> bool {
        match wanted {
            SheetTrait::Dose => !self.dosing.is_empty(),
            SheetTrait::DoseChange => {
                self.dosing.windows(2).any(|steps| steps[0].mg != steps[1].mg)
            }
            SheetTrait::LiquidOrTopical => {
                self.dosing.iter().any(|step| step.form == DosageForm::Liquid)
            }
        }
    }

    /// Whether a named person waives an item; without effect in a draft.
    pub fn waives(&self, item: &SafetyItem) -> bool {
        item.tier == Tier::Standard && self.waivers.iter().any(|waiver| waiver.item == item.id)
    }

    /// Whether a conditional item is switched on: by the condition, by the sheet, or by its author.
    pub fn switches_on(&self, item: &SafetyItem) -> bool {
        if item.tier != Tier::Conditional {
            return false;
        }
        let by_condition = match &self.subject {
            Subject::Condition(record) => {
                item.when.conditions.iter().any(|id| id.value == record.id.as_str())
            }
            Subject::General => false,
        };
        by_condition
            || item.when.sheet_has.iter().any(|&wanted| self.has(wanted))
            || self.applies.contains(&item.id)
    }
}
