//! Evidence records and what can be said from them.

use serde::{Deserialize, Serialize};

use super::id::Id;
use super::outcome::Outcome;
use super::{Verification, Words};
use crate::span::Source;

/// GRADE certainty of evidence, or `none`: no study in people at this dose.
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
pub enum Certainty {
    /// Further research is very unlikely to change the answer.
    High,
    /// Further research may change the answer.
    Moderate,
    /// Further research is likely to change the answer.
    Low,
    /// Any answer is very uncertain.
    VeryLow,
    /// No study in people at this dose was found.
    None,
}

impl Certainty {
    /// Every level, from the most certain.
    pub const ALL: [Self; 5] = [Self::High, Self::Moderate, Self::Low, Self::VeryLow, Self::None];

    /// Returns the name used in data and in the composition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Moderate => "moderate",
            Self::Low => "low",
            Self::VeryLow => "very-low",
            Self::None => "none",
        }
    }
}

/// Which way the evidence points.
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
pub enum Direction {
    /// It may help.
    PossibleBenefit,
    /// Studies did not find that it helps.
    NoBenefitShown,
    /// Studies disagree.
    Mixed,
    /// It cannot be told.
    NotKnown,
    /// It may do harm.
    PossibleHarm,
}

impl Direction {
    pub const ALL: [Self; 5] = [
        Self::PossibleBenefit,
        Self::NoBenefitShown,
        Self::Mixed,
        Self::NotKnown,
        Self::PossibleHarm,
    ];

    /// Returns the name used in data and in the composition.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PossibleBenefit => "possible-benefit",
            Self::NoBenefitShown => "no-benefit-shown",
            Self::Mixed => "mixed",
            Self::NotKnown => "not-known",
            Self::PossibleHarm => "possible-harm",
        }
    }
}

/// What kind of study it is; decides what the evidence statement may say of it.
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
pub enum StudyKind {
    /// Randomised or crossover, against placebo, in people, at this dose.
    #[serde(rename = "placebo-trial")]
    PlaceboControlled,
    /// Randomised against another medicine.
    #[serde(rename = "other-trial")]
    ActiveControlled,
    /// People were followed without a comparison.
    Uncontrolled,
    /// A prescription register.
    #[serde(rename = "register")]
    Registry,
    /// One to five people.
    CaseReport,
    /// A review or meta-analysis of studies.
    Review,
    /// Cells, animals, or a laboratory session.
    Laboratory,
    /// People, but at another dose.
    OtherDose,
    /// A label, a statement, a web page.
    Document,
}

impl StudyKind {
    /// Returns the name used in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PlaceboControlled => "placebo-trial",
            Self::ActiveControlled => "other-trial",
            Self::Uncontrolled => "uncontrolled",
            Self::Registry => "register",
            Self::CaseReport => "case-report",
            Self::Review => "review",
            Self::Laboratory => "laboratory",
            Self::OtherDose => "other-dose",
            Self::Document => "document",
        }
    }
}

/// One study of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Study {
    /// Short name, such as `bruun2024`.
    pub key: String,
    pub kind: StudyKind,
    /// How many people the study itself states, where that is unambiguous.
    pub people: Option<u32>,
    /// How many weeks each person took the medicine, where that is unambiguous.
    pub weeks: Option<super::Decimal>,
    /// Who wrote it, where and when, for the dossier.
    pub citation: String,
    /// What it was and found, for the dossier.
    pub result: String,
    /// What it counted or measured in both arms.
    pub outcomes: Vec<Outcome>,
    /// Whether it was read in the source, with nothing left to check.
    pub verified: bool,
    /// What a reviewer still has to check.
    pub needs_check: Option<String>,
}

/// Everything known about one medicine for one condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub id: Id,
    /// The file it was read from.
    pub file: Source,
    /// The condition as a clinician would say it.
    pub condition: String,
    /// The condition as it stands in a reader's sentence.
    pub name: Words,
    /// How certain the evidence is; absent in a record of regulatory facts.
    pub certainty: Option<Certainty>,
    /// Which way it points; absent in a record of regulatory facts.
    pub direction: Option<Direction>,
    /// One or two plain sentences of what was found.
    pub findings: Words,
    /// Why the certainty is what it is.
    pub reason: String,
    pub studies: Vec<Study>,
    /// What a reviewer still has to check.
    pub needs_check: Option<String>,
}

/// What was studied, in the strongest kind of study that a record holds.
///
/// `weeks` is `None` where it is not stated or is one: the wording has the plural alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Studied {
    /// The largest verified trial against placebo.
    Placebo { people: u32, weeks: Option<super::Decimal> },
    /// The largest verified trial against another medicine.
    OtherMedicine { people: u32, weeks: Option<super::Decimal> },
    /// No comparison; the largest verified group that was followed.
    NoComparison { people: u32, weeks: Option<super::Decimal> },
    /// Studies in people exist, but none with a number that may be printed.
    NoFigure,
    /// No study in people at this dose.
    Nothing,
}

impl Record {
    /// Returns the verified study of these kinds with the most people; of two equal ones, the first.
    fn largest(&self, kinds: &[StudyKind]) -> Option<&Study> {
        let verified = self.studies.iter().rev().filter(|study| study.verified);
        verified
            .filter(|study| kinds.contains(&study.kind) && study.people.is_some())
            .max_by_key(|study| study.people)
    }

    /// Returns what the largest verified trial against a dummy pill measured: the study of which
    /// the evidence statement speaks, and no other, so that nobody can choose the better picture.
    pub fn benefit(&self) -> Option<&Outcome> {
        let Studied::Placebo { .. } = self.studied() else { return None };
        let study = self.largest(&[StudyKind::PlaceboControlled])?;
        study.outcomes.iter().find(|outcome| outcome.mark == Verification::Verified)
    }

    /// Returns what was studied, from verified studies alone.
    ///
    /// A study with anything left to check gives no number to a reader. A record graded `none` says
    /// that no study of this dose in people was found, whatever reviews of others it lists.
    pub fn studied(&self) -> Studied {
        if self.certainty == Some(Certainty::None) {
            return Studied::Nothing;
        }
        let one = super::Decimal::parse("1").ok();
        // Lengths are said in weeks, in the plural.
        let largest = |kinds: &[StudyKind]| {
            let study = self.largest(kinds)?;
            study.people.map(|people| (people, study.weeks.filter(|_| study.weeks != one)))
        };
        if let Some((people @ 2.., weeks)) = largest(&[StudyKind::PlaceboControlled]) {
            return Studied::Placebo { people, weeks };
        }
        if let Some((people @ 2.., weeks)) = largest(&[StudyKind::ActiveControlled]) {
            return Studied::OtherMedicine { people, weeks };
        }
        let has = |kinds: &[StudyKind]| self.studies.iter().any(|s| kinds.contains(&s.kind));
        if has(&[StudyKind::PlaceboControlled, StudyKind::ActiveControlled]) {
            return Studied::NoFigure;
        }
        let open = [StudyKind::Uncontrolled, StudyKind::Registry, StudyKind::CaseReport];
        match largest(&open) {
            Some((people, weeks)) => Studied::NoComparison { people, weeks },
            None if has(&open) || has(&[StudyKind::Review]) => Studied::NoFigure,
            None => Studied::Nothing,
        }
    }
}
