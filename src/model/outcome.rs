//! What a trial counted or measured in both its arms, as far as it may be drawn for a patient.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Decimal, Verification, Words};
use crate::span::Span;

/// A measured value with its sign, exact to a thousandth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Measure(i64);

impl Measure {
    /// No change, no difference.
    pub const ZERO: Self = Self(0);

    /// Reads a value such as `-0.34`; the part without the sign is written like a dose.
    ///
    /// ```
    /// # use candor_model::Measure;
    /// let fall = Measure::parse("-0.34").unwrap();
    /// assert!(fall < Measure::ZERO);
    /// assert_eq!(fall.amount().to_string(), "0.34");
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let (sign, amount) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let thousandths = Decimal::parse(amount).ok()?.thousandths();
        Some(Self(sign * i64::try_from(thousandths).ok()?))
    }

    pub fn of_thousandths(thousandths: i64) -> Self {
        Self(thousandths)
    }

    /// Returns the value without its sign.
    pub fn amount(self) -> Decimal {
        Decimal::from_thousandths(self.0.unsigned_abs())
    }

    /// Returns the value with its sign turned.
    #[must_use]
    pub fn turned(self) -> Self {
        Self(-self.0)
    }

    pub fn thousandths(self) -> i64 {
        self.0
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.0 < 0 { "-" } else { "" }, self.amount())
    }
}

/// People in an arm and to how many of them it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub people: u32,
    /// To how many it happened.
    pub events: u32,
}

/// People in an arm and the mean change in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    pub people: u32,
    /// The mean change from the start.
    pub mean: Measure,
}

/// A difference and the interval in which the true one may lie (95 % confidence).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval {
    pub low: Measure,
    /// The estimate, between the two.
    pub value: Measure,
    pub high: Measure,
}

/// What was counted or measured: the medicine's arm, then the dummy pill's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Arms {
    /// How many people had it.
    Dichotomous { medicine: Count, placebo: Count },
    /// How far a score moved.
    Continuous {
        medicine: Change,
        placebo: Change,
        /// Medicine less dummy pill.
        difference: Interval,
        /// The width of the scale, in points.
        scale: u32,
        /// Whether a lower score is better for the patient.
        lower_is_better: bool,
    },
}

/// How people were given to the arms.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Design {
    /// Each person was in one arm.
    #[default]
    Parallel,
    /// Each person was in both arms, one after the other.
    Crossover,
}

/// Where the numbers were published.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Default,
    serde::Serialize,
    serde::Deserialize,
    schemars::JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
#[schemars(rename = "Published")] // the committed schemas call it so
pub enum PublicationType {
    /// In a full paper.
    #[default]
    Paper,
    /// In a meeting's abstract alone.
    Abstract,
}

/// One outcome of one trial, in both its arms.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name within the monograph, such as `any-side-effect`.
    pub id: String,
    pub span: Span,
    /// What was counted or measured, as a reader would say it.
    pub name: Words,
    /// Who was in the trial, such as "women with back pain".
    pub who: Words,
    /// The study's key in the evidence records.
    pub study: String,
    /// After how many weeks it was counted or measured.
    pub weeks: Decimal,
    pub design: Design,
    pub published: PublicationType,
    /// How the numbers were checked.
    pub mark: Verification,
    pub arms: Arms,
}

/// Denominators of a picture of people, from the largest.
const DENOMINATORS: [u32; 4] = [100, 50, 20, 10];
/// A trial with fewer people in an arm is called small.
const SMALL: u32 = 50;

impl Outcome {
    /// Returns the people in the medicine's and in the dummy pill's arm.
    pub fn people(&self) -> (u32, u32) {
        match &self.arms {
            Arms::Dichotomous { medicine, placebo } => (medicine.people, placebo.people),
            Arms::Continuous { medicine, placebo, .. } => (medicine.people, placebo.people),
        }
    }

    /// Returns the people of the smaller arm.
    pub fn smaller_arm(&self) -> u32 {
        let (medicine, placebo) = self.people();
        medicine.min(placebo)
    }

    /// Whether an arm has fewer than 50 people (RULES 1.6).
    pub fn is_small(&self) -> bool {
        self.smaller_arm() < SMALL
    }
}

/// Returns the denominator for all counts of one box: the largest round one that no arm falls
/// short of (RULES F12). `None` where an arm has fewer than ten people.
pub fn denominator<'a>(outcomes: impl IntoIterator<Item = &'a Outcome>) -> Option<u32> {
    let counts =
        outcomes.into_iter().filter(|outcome| matches!(outcome.arms, Arms::Dichotomous { .. }));
    let smallest = counts.map(Outcome::smaller_arm).min()?;
    DENOMINATORS.into_iter().find(|&of| of <= smallest)
}

impl Count {
    /// Returns how many of `of` people that is, rounded to whole people, halves up.
    pub fn out_of(self, of: u32) -> u32 {
        rounded(self.events, of, self.people)
    }

    /// Returns the percentage, rounded, halves up.
    pub fn percent(self) -> u32 {
        rounded(self.events, 100, self.people)
    }
}

/// `events × of ÷ people`, rounded, halves up.
fn rounded(events: u32, of: u32, people: u32) -> u32 {
    let (events, of, people) = (u64::from(events), u64::from(of), u64::from(people.max(1)));
    u32::try_from((2 * events * of + people) / (2 * people)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_read_as_they_print() {
        for text in ["0", "-0.34", "0.27", "-1.3", "12"] {
            assert_eq!(Measure::parse(text).map(|m| m.to_string()).as_deref(), Some(text));
        }
        for text in ["", "-", "--1", "+1", "1.0", "1e3", "−1"] {
            assert_eq!(Measure::parse(text), None, "{text}");
        }
    }

    #[test]
    fn counts_stay_within_half_a_person_of_what_was_seen() {
        for people in 1..=120 {
            for events in 0..=people {
                for of in DENOMINATORS {
                    let count = Count { people, events };
                    let exact = f64::from(events) * f64::from(of) / f64::from(people);
                    assert!(
                        (f64::from(count.out_of(of)) - exact).abs() <= 0.5,
                        "{events}/{people}"
                    );
                    assert!(count.out_of(of) <= of);
                }
            }
        }
        assert_eq!(Count { people: 48, events: 33 }.out_of(20), 14);
        assert_eq!(Count { people: 48, events: 33 }.percent(), 69);
        assert_eq!(Count { people: 50, events: 36 }.percent(), 72);
    }
}
