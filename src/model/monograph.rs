//! Everything Candor knows about one medicine.

use super::verification::Verification;
use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::dosage::DosageForm;
use super::evidence::Record;
use super::id::Id;
use super::outcome::{Outcome, denominator};
use super::{Decimal, Place, Words};
use crate::span::{Source, Span, Spanned};

/// The kinds of safety item (`SmPC` 4.3 to 4.8).
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
pub enum SafetyKind {
    /// Must not be used.
    Contraindication,
    /// A serious risk: the reader must know it and what to do.
    Warning,
    /// A condition that needs care, adjustment or monitoring.
    Precaution,
    /// With another medicine, food or substance.
    Interaction,
    /// A harm attributed to the medicine.
    AdverseEffect,
    /// What to do in daily use.
    Advice,
}

impl SafetyKind {
    /// Returns the places where items of this kind may stand.
    pub fn places(self) -> &'static [Place] {
        match self {
            Self::Contraindication => &[Place::MustNot],
            Self::Warning => {
                &[Place::Before, Place::Warnings, Place::Status, Place::HelpNow, Place::HelpToday]
            }
            Self::Precaution => &[Place::Before, Place::Cautions],
            Self::Interaction => &[Place::OtherMedicines],
            Self::AdverseEffect => &[Place::SideEffects],
            Self::Advice => {
                &[Place::Before, Place::Taking, Place::Keeping, Place::HelpNow, Place::HelpToday]
            }
        }
    }

    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Contraindication => "contraindication",
            Self::Warning => "warning",
            Self::Precaution => "precaution",
            Self::Interaction => "interaction",
            Self::AdverseEffect => "adverse-effect",
            Self::Advice => "advice",
        }
    }
}

/// On which sheets an item stands.
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
pub enum Tier {
    /// On every sheet in every format; never waived.
    Core,
    /// On every full leaflet; a named person can waive it.
    Standard,
    /// When the sheet's condition or the sheet itself says that it applies.
    Conditional,
    /// In the reviewer's dossier alone.
    Clinician,
}

impl Tier {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Core => "core",
            Self::Standard => "standard",
            Self::Conditional => "conditional",
            Self::Clinician => "clinician",
        }
    }
}

/// One statement behind a safety item, with how it was checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    pub statement: String,
    /// How it was checked.
    pub mark: Verification,
    /// Keys of its citations.
    pub citations: Vec<Spanned<String>>,
}

/// Something that a sheet has, which switches a conditional item on.
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
pub enum SheetTrait {
    /// The sheet shows a dose.
    Dose,
    /// The sheet's steps change the dose.
    DoseChange,
    /// A step is a liquid or goes on the skin.
    LiquidOrTopical,
}

impl SheetTrait {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Dose => "dose",
            Self::DoseChange => "dose-change",
            Self::LiquidOrTopical => "liquid-or-topical",
        }
    }
}

/// When a conditional item applies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct When {
    /// The condition, whole, for clinicians.
    pub text: String,
    /// Tags by which a sheet can say that the condition applies.
    pub tags: Vec<String>,
    /// Evidence records whose sheets always carry the item.
    pub conditions: Vec<Spanned<String>>,
    /// What the sheet itself must have.
    pub sheet_has: Vec<SheetTrait>,
}

/// One contraindication, warning, precaution, interaction, adverse effect or piece of advice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SafetyItem {
    pub id: Id,
    /// Where its id stands.
    pub span: Span,
    pub kind: SafetyKind,
    /// On which sheets it stands.
    pub tier: Tier,
    /// Where it stands on a page.
    pub place: Place,
    /// Working title, never printed for patients.
    pub title: String,
    /// On what the item rests: label, trial, expert opinion, theory.
    pub basis: String,
    /// Keys of its citations.
    pub citations: Vec<Spanned<String>>,
    /// The wording for patients, in plain words.
    pub plain: Words,
    /// A shorter plain wording for the one-leaf handout.
    pub short: Option<Words>,
    /// Whether the plain wording stands even on the one-leaf handout.
    pub always_plain: bool,
    /// For whom a conditional item is, where its wording does not say so.
    pub lead: Option<Words>,
    /// The wording for clinicians.
    pub clinician: String,
    /// The facts behind it.
    pub facts: Vec<Fact>,
    /// What trials counted or measured of it.
    pub outcomes: Vec<Outcome>,
    /// A question that shows whether it was understood.
    pub teach_back: Option<TeachBack>,
    /// When it applies, for a conditional item.
    pub when: When,
    /// What a reviewer still has to check.
    pub needs_check: Option<String>,
}

/// The texts of an item that print, by who reads them.
#[derive(Debug)]
pub struct ItemTexts<'a> {
    /// What a patient reads of it on a sheet.
    pub patients: Vec<&'a Words>,
    pub question: Option<&'a TeachBack>,
    /// Their names and who was counted stand beside drawn numbers.
    pub outcomes: &'a [Outcome],
    /// What stands in the dossier alone, where any number may stand.
    pub reviewers: Vec<&'a str>,
}

impl SafetyItem {
    /// Returns the texts that print: what is held of texts (numbers, characters, a wording for each
    /// country) asks here, so that a new field is put in its place once.
    pub fn texts(&self) -> ItemTexts<'_> {
        let Self {
            plain,
            short,
            lead,
            teach_back,
            outcomes,
            basis,
            clinician,
            facts,
            needs_check,
            // No texts, or none that prints.
            id: _,
            span: _,
            kind: _,
            tier: _,
            place: _,
            title: _,
            citations: _,
            always_plain: _,
            when: When { text: _, tags: _, conditions: _, sheet_has: _ },
        } = self;
        let patients = [Some(plain), short.as_ref(), lead.as_ref()].into_iter().flatten();
        let facts = facts.iter().map(|Fact { statement, mark: _, citations: _ }| statement);
        let reviewers = [basis, clinician].into_iter().chain(facts).chain(needs_check);
        ItemTexts {
            patients: patients.collect(),
            question: teach_back.as_ref(),
            outcomes,
            reviewers: reviewers.map(String::as_str).collect(),
        }
    }
}

/// A question that a clinician asks after handing a sheet over, and what the patient should say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeachBack {
    pub question: Words,
    /// The answer, in the patient's words.
    pub answer: Words,
}

/// One of the few things to know before all others: a core item in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyPoint {
    /// The core item that says it whole.
    pub item: Id,
    pub text: Words,
}

/// What a wallet card tells helpers in an emergency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// The line to be seen first.
    pub title: Words,
    /// What helpers need to know and do.
    pub lines: Vec<Words>,
    /// On what it rests.
    pub basis: String,
    /// Keys of its citations.
    pub citations: Vec<Spanned<String>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// The key by which items and facts name it.
    pub key: String,
    pub title: String,
    /// Publisher, year, address as one line.
    pub where_found: String,
    /// What kind of source it is.
    pub kind: String,
    /// How it was checked.
    pub mark: Verification,
}

/// Sources that disagree, and which advice prints.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disagreement {
    pub id: String,
    /// What it is about.
    pub topic: String,
    /// What the pages said where the warnings were asked for.
    pub asked_for: String,
    /// What other sources say.
    pub others: String,
    /// The advice that prints.
    pub resolution: String,
    /// Keys of the citations.
    pub citations: Vec<String>,
}

/// The doses that a monograph covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DoseLimits {
    /// Lowest dose, in mg.
    pub lowest: Decimal,
    /// Highest dose, in mg.
    pub highest: Decimal,
    /// Forms that the medicine comes in.
    pub forms: Vec<DosageForm>,
    /// Keys of the citations for the range.
    pub citations: Vec<Spanned<String>>,
    /// Where the range stands.
    pub span: Span,
}

/// Everything known about one medicine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Monograph {
    /// The medicine's id, which is its folder's name.
    pub id: Id,
    /// The folder's main file.
    pub file: Source,
    /// The monograph's own version.
    pub version: u32,
    /// Whether a pharmacist has checked and signed this version.
    pub checked: bool,
    /// Whether a translator has read its words, in another language than English.
    pub words_reviewed: super::Reviewed,
    /// The name in running text.
    pub name: Words,
    pub short_name: String,
    pub substance: String,
    /// Codes by which the substance is known (ATC, `RxNorm`).
    pub codes: BTreeSet<String>,
    /// The doses that it covers.
    pub dose: DoseLimits,
    /// What is not known about the medicine as such.
    pub unknown: Words,
    /// The item that states the approval status.
    pub approval: Id,
    /// The record for the medicine in general.
    pub overall: Option<Id>,
    /// The records that a general sheet lists in its table.
    pub general_table: Vec<Id>,
    /// What to know before all else, in order.
    pub key_points: Vec<KeyPoint>,
    /// The wallet card, if the medicine has one.
    pub card: Option<Card>,
    /// The safety items, in the order of the files.
    pub items: Vec<SafetyItem>,
    pub records: BTreeMap<Id, Record>,
    pub citations: BTreeMap<String, Citation>,
    pub disagreements: Vec<Disagreement>,
}

impl Monograph {
    pub fn item(&self, id: &str) -> Option<&SafetyItem> {
        self.items.iter().find(|item| item.id.as_str() == id)
    }

    /// Returns the counts of harm that may be drawn for a patient: read in their source, with
    /// nothing left to check, in arms of at least ten people.
    pub fn harms(&self) -> Vec<&Outcome> {
        let items = self.items.iter();
        let checked =
            items.filter(|item| item.tier != Tier::Clinician && item.needs_check.is_none());
        let drawn: Vec<&Outcome> = checked
            .flat_map(|item| &item.outcomes)
            .filter(|outcome| outcome.mark == Verification::Verified)
            .collect();
        if denominator(drawn.iter().copied()).is_some() { drawn } else { Vec::new() }
    }

    pub fn record(&self, id: &str) -> Option<&Record> {
        self.records.values().find(|record| record.id.as_str() == id)
    }
}
