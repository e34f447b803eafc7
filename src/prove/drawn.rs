//! What is owed of drawn numbers: worked out from the library by a path of its own.
//!
//! Repeats on purpose what `compose::figures` and the model decide, including which outcomes are
//! drawn; a count is compared in another way.

use super::owed::format::{Kind, kind};
use super::owed::say::Say;
use super::owed_text::{OwedText, Picture};
use candor_composition::drawing::Drawing;
use candor_model::{
    Arms, Certainty, Count, Design, FixedText, Format, Measure, Monograph, Outcome, Place,
    PublicationType, Record, Sheet, StudyKind, Subject, Tier, Verification,
};

/// Gathers texts and pictures.
pub(super) struct Drawn<'a> {
    say: Say<'a>,
    medicine: &'a str,
    pub(super) texts: Vec<OwedText>,
    pub(super) pictures: Vec<Picture>,
}

/// The least people in each arm of whom a count is drawn.
const FEWEST: u32 = 10;

/// The counts of harm that are drawn: each verified one of a patient's items with nothing left to
/// check; none at all, where one of them has too few people.
pub(super) fn harms(medicine: &Monograph) -> Vec<&Outcome> {
    let mut drawn = Vec::new();
    let mut counts = false;
    for item in &medicine.items {
        if item.tier == Tier::Clinician || item.needs_check.is_some() {
            continue;
        }
        for outcome in item.outcomes.iter().filter(|one| one.mark == Verification::Verified) {
            if let Arms::Dichotomous { medicine, placebo } = &outcome.arms {
                if medicine.people.min(placebo.people) < FEWEST {
                    return Vec::new();
                }
                counts = true;
            }
            drawn.push(outcome);
        }
    }
    if counts { drawn } else { Vec::new() }
}

/// What the largest verified trial against a dummy pill measured, the first of equals; `None` where
/// the statement speaks of no such trial.
pub(super) fn benefit(record: &Record) -> Option<&Outcome> {
    if record.certainty == Some(Certainty::None) {
        return None;
    }
    let trials = record.studies.iter().filter(|study| {
        study.verified && study.kind == StudyKind::PlaceboControlled && study.people.is_some()
    });
    let most = trials.clone().filter_map(|study| study.people).max().filter(|most| 1 < *most)?;
    let mut trials = trials.filter(|study| study.people == Some(most));
    let outcomes = &trials.next()?.outcomes;
    outcomes.iter().find(|outcome| outcome.mark == Verification::Verified)
}

impl<'a> Drawn<'a> {
    pub(super) fn new(say: Say<'a>, medicine: &'a str) -> Self {
        Self { say, medicine, texts: Vec::new(), pictures: Vec::new() }
    }

    fn say(&self, words: &FixedText, filled: &[(&str, &str)]) -> String {
        self.say.filled(words, filled)
    }

    fn owe(&mut self, leaf: String, place: Place, text: String) {
        self.texts.push(OwedText::new(leaf, Some(place), text));
    }

    /// What the facts box must hold.
    pub(super) fn facts(&mut self, sheet: &Sheet, format: Format) {
        let harms = harms(&sheet.medicine);
        let both = matches!(&sheet.subject, Subject::Condition(it) if benefit(it).is_some());
        if kind(format) == Kind::Handout && !both {
            return;
        }
        let benefit = match &sheet.subject {
            Subject::Condition(record) => benefit(record),
            Subject::General => None,
        };
        let in_one_box: Vec<&Outcome> = harms.iter().copied().chain(benefit).collect();
        if let Subject::Condition(record) = &sheet.subject {
            if let Some(outcome) = benefit {
                self.outcome(outcome, &in_one_box);
            } else if !harms.is_empty() {
                let condition = self.say.written(&record.name);
                let filled = [("condition", condition.as_str()), ("medicine", self.medicine)];
                let text = self.say(&self.say.wording.file.figures.no_benefit, &filled);
                self.owe("figure.no-benefit".to_owned(), Place::Facts, text);
            }
        }
        for outcome in &harms {
            self.outcome(outcome, &in_one_box);
        }
    }

    fn outcome(&mut self, outcome: &Outcome, in_one_box: &[&Outcome]) {
        let name = self.say.written(&outcome.name);
        let weeks = outcome.weeks.to_string();
        let leaf = |part: &str| format!("figure.{}.{part}", outcome.id);
        let words = &self.say.wording.file.figures;
        match &outcome.arms {
            Arms::Dichotomous { medicine, placebo } => {
                // No denominator beyond the smallest arm of the box; under ten people none is drawn.
                if medicine.people.min(placebo.people) < 10 {
                    return;
                }
                let people = in_one_box.iter().filter_map(|one| match &one.arms {
                    Arms::Dichotomous { medicine, placebo } => {
                        Some(medicine.people.min(placebo.people))
                    }
                    Arms::Continuous { .. } => None,
                });
                let smallest = people.filter(|people| 10 <= *people).min().unwrap_or(0);
                let Some(of) = [100, 50, 20, 10].into_iter().find(|of| *of <= smallest) else {
                    return;
                };
                let text = self.say(&words.count, &[("of", &of.to_string()), ("name", &name)]);
                self.owe(leaf("title"), Place::Facts, text);
                self.arm(&words.count_medicine, &leaf("medicine"), *medicine, of);
                self.arm(&words.count_placebo, &leaf("placebo"), *placebo, of);
            }
            Arms::Continuous { medicine, placebo, difference, scale, lower_is_better } => {
                let title = [("weeks", weeks.as_str()), ("name", &name)];
                self.owe(leaf("title"), Place::Facts, self.say(&words.change, &title));
                let (a, b) = (self.moved(medicine.mean), self.moved(placebo.mean));
                let means = [("b", b.as_str()), ("a", &a), ("medicine", self.medicine)];
                self.owe(leaf("means"), Place::Facts, self.say(&words.change_means, &means));
                // Worse is above zero, whichever way the score runs.
                let sign = if *lower_is_better { 1 } else { -1 };
                let mut ends = [difference.low, difference.high].map(|m| sign * m.thousandths());
                ends.sort_unstable();
                let [low, high] = ends;
                let value = sign * difference.value.thousandths();
                let mut bound = i64::from(scale.div_ceil(5)).max(1);
                while bound * 1000 < high.max(-low) {
                    bound += 1;
                }
                let drawing = Drawing::Interval { low, value, high, bound: bound * 1000 };
                let point = |thousandths: i64| {
                    let words =
                        if 0 < thousandths { &words.point_worse } else { &words.point_better };
                    let points = Measure::of_thousandths(thousandths).amount().to_string();
                    self.say(words, &[("points", &points)])
                };
                let seen = [("high", point(high)), ("low", point(low)), ("gap", point(value))];
                let seen: Vec<(&str, &str)> =
                    seen.iter().map(|(name, text)| (*name, text.as_str())).collect();
                let alt = self.say(&words.interval_alt, &seen);
                self.pictures.push(Picture { drawn: leaf("line"), drawing, alt });
                let ends = bound.to_string();
                let end = |words| self.say(words, &[("points", &ends)]);
                let axis = [
                    ("better-end", end(&words.better_end)),
                    ("no-difference", end(&words.no_difference)),
                    ("worse-end", end(&words.worse_end)),
                ];
                for (part, text) in axis {
                    self.owe(leaf(part), Place::Facts, text);
                }
                let meaning = match (low, high) {
                    (..=-1, ..=-1) => &words.better,
                    (1.., 1..) => &words.worse,
                    _ => &words.chance,
                };
                let gap = difference.value.amount().to_string();
                let filled = [("medicine", self.medicine), ("gap", gap.as_str())];
                self.owe(leaf("meaning"), Place::Facts, self.say(meaning, &filled));
            }
        }
        self.study(outcome, &weeks);
    }

    fn arm(&mut self, words: &FixedText, leaf: &str, arm: Count, of: u32) {
        // The whole number nearest to the share; of two, the higher.
        let nearest = |of: u32| {
            let share = f64::from(arm.events) * f64::from(of) / f64::from(arm.people);
            (0..=of).rev().min_by(|a, b| {
                let off = |n: u32| (f64::from(n) - share).abs();
                off(*a).total_cmp(&off(*b))
            })
        };
        let (filled, percent) = (nearest(of).unwrap_or(0), nearest(100).unwrap_or(0));
        let (n, of_shown, percent) = (filled.to_string(), of.to_string(), percent.to_string());
        let shown =
            [("percent", &*percent), ("of", &*of_shown), ("n", &*n), ("medicine", self.medicine)];
        self.owe(leaf.to_owned(), Place::Facts, self.say(words, &shown));
        let alt = self.say(&self.say.wording.file.figures.count_alt, &shown);
        let drawing = Drawing::Dots { filled, of };
        self.pictures.push(Picture { drawn: format!("{leaf}-dots"), drawing, alt });
    }

    fn moved(&self, mean: Measure) -> String {
        let words = &self.say.wording.file.figures;
        let words = match mean.thousandths() {
            0 => &words.same,
            1.. => &words.up,
            _ => &words.down,
        };
        self.say(words, &[("points", &mean.amount().to_string())])
    }

    fn study(&mut self, outcome: &Outcome, weeks: &str) {
        let words = &self.say.wording.file.figures;
        let (with, without) = outcome.people();
        let small = with < 50 || without < 50;
        let (with, without) = (with.to_string(), without.to_string());
        let who = self.say.written(&outcome.who);
        let filled = [
            ("medicine", self.medicine),
            ("weeks", weeks),
            ("who", &who),
            ("people-b", &without),
            ("people-a", &with),
            ("study", &outcome.study),
        ];
        let mut text = self.say(if small { &words.study_small } else { &words.study }, &filled);
        let more = [
            (outcome.design == Design::Crossover, &words.crossover),
            (outcome.published == PublicationType::Abstract, &words.only_abstract),
        ];
        for (_, words) in more.into_iter().filter(|(holds, _)| *holds) {
            text.push(' ');
            text.push_str(&self.say(words, &[]));
        }
        self.owe(format!("figure.{}.study", outcome.id), Place::Facts, text);
    }
}
