//! Numbers, said and drawn: how sure we are, what trials counted and measured, a calendar.

use super::sections::Composer;
use super::{Block, Entry, Leaf, Role};
use candor_composition::drawing::Drawing;
use candor_composition::{CalendarRow, Drawn, FigureKind, FigureRow};
use candor_library::Filled;
use candor_model::{
    Arms, Certainty, Change, Count, Design, Extra, FixedText, Interval, LeafFamily, LeafName,
    Measure, Outcome, PublicationType, Selection, Subject, denominator,
};

/// Steps of the scale of certainty.
const STEPS: u32 = 4;
/// Days of a week.
const DAYS: u32 = 7;

impl Composer<'_> {
    fn drawn(&self, name: LeafName, draws: Drawing, alt: &FixedText, filled: Filled<'_>) -> Drawn {
        Drawn::new(name, draws, self.say(alt, filled))
    }

    /// The line that says how sure we are, with steps beside it.
    pub(super) fn certainty(&self, certainty: Certainty, text: String) -> Block {
        let filled = match certainty {
            Certainty::High => 4,
            Certainty::Moderate => 3,
            Certainty::Low => 2,
            Certainty::VeryLow => 1,
            Certainty::None => 0,
        };
        let (n, of) = (filled.to_string(), STEPS.to_string());
        let alt = &self.wording.file.figures.scale_alt;
        let draws = Drawing::Steps { filled, of: STEPS };
        Block::Figure {
            figure: FigureKind::Certainty,
            title: None,
            rows: vec![FigureRow {
                text: Leaf::new(LeafFamily::Evidence.leaf("certainty"), text),
                drawn: self.drawn(
                    LeafFamily::Evidence.leaf("scale"),
                    draws,
                    alt,
                    &[("n", &n), ("of", &of)],
                ),
            }],
            axis: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// What trials counted and measured: benefit first, then harm, in the same size. The one leaf
    /// of a handout holds the box where both are known, so that neither stands alone.
    pub(super) fn facts(&self) -> Vec<Block> {
        let medicine = &self.sheet.medicine;
        let harms = medicine.harms();
        let mut blocks = Vec::new();
        let record = match &self.sheet.subject {
            Subject::Condition(record) => Some(record),
            Subject::General => None,
        };
        let benefit = record.and_then(|record| record.benefit());
        // One denominator for all counts of the box (RULES 7.1, G15).
        let counted = benefit.into_iter().chain(harms.iter().copied());
        let of = denominator(counted.filter(|outcome| denominator([*outcome]).is_some()));
        match (record, benefit) {
            (_, Some(outcome)) => {
                let of = of.filter(|_| denominator([outcome]).is_some());
                blocks.extend(self.figure(outcome, of));
            }
            (_, None) if self.wanted.format.selection() == Selection::Leaf => return blocks,
            (Some(record), None) if !harms.is_empty() => {
                let name = self.written(&record.name);
                let filled = [("medicine", medicine.short_name.as_str()), ("condition", &name)];
                let text = self.say(&self.wording.file.figures.no_benefit, &filled);
                blocks.push(Block::Paragraph(Entry {
                    text: Leaf::new(LeafFamily::Figure.leaf("no-benefit"), text),
                    role: Role::Fixed,
                    item: None,
                }));
            }
            (_, None) => {}
        }
        blocks.extend(harms.iter().filter_map(|outcome| self.figure(outcome, of)));
        blocks
    }

    fn figure(&self, outcome: &Outcome, of: Option<u32>) -> Option<Block> {
        match &outcome.arms {
            Arms::Dichotomous { medicine, placebo } => {
                Some(self.count(outcome, *medicine, *placebo, of?))
            }
            Arms::Continuous { medicine, placebo, difference, scale, lower_is_better } => {
                let better = |measure: Measure| {
                    if *lower_is_better { measure } else { measure.turned() }
                };
                let Interval { low, value, high } = *difference;
                // Better lies to the left, whichever way the score runs.
                let (low, high) = if *lower_is_better { (low, high) } else { (high, low) };
                let interval =
                    Interval { low: better(low), value: better(value), high: better(high) };
                Some(self.change(outcome, [*medicine, *placebo], interval, *scale))
            }
        }
    }

    fn count(&self, outcome: &Outcome, medicine: Count, placebo: Count, of: u32) -> Block {
        let words = &self.wording.file.figures;
        let name = self.written(&outcome.name);
        let leaf = |part: &str| LeafFamily::Figure.leaf(format_args!("{}.{part}", outcome.id));
        let out_of = of.to_string();
        let row = |arm: Count, text: &FixedText, whose: Filled<'_>, part: &str| {
            let (n, percent) = (arm.out_of(of), arm.percent().to_string());
            let shown = n.to_string();
            let count = [("n", shown.as_str()), ("of", &out_of)];
            let filled = [&count[..], &[("percent", percent.as_str())], whose].concat();
            FigureRow {
                text: Leaf::new(leaf(part), self.say(text, &filled)),
                drawn: self.drawn(
                    leaf(&format!("{part}-dots")),
                    Drawing::Dots { filled: n, of },
                    &words.count_alt,
                    &count,
                ),
            }
        };
        let with = [("medicine", self.sheet.medicine.short_name.as_str())];
        let title = self.say(&words.count, &[("name", &name), ("of", &out_of)]);
        Block::Figure {
            figure: FigureKind::Count,
            title: Some(Leaf::new(leaf("title"), title)),
            rows: vec![
                row(medicine, &words.count_medicine, &with, "medicine"),
                row(placebo, &words.count_placebo, &[], "placebo"),
            ],
            axis: Vec::new(),
            notes: self.sources(outcome),
        }
    }

    fn change(
        &self,
        outcome: &Outcome,
        arms: [Change; 2],
        interval: Interval,
        scale: u32,
    ) -> Block {
        let words = &self.wording.file.figures;
        let leaf = |part: &str| LeafFamily::Figure.leaf(format_args!("{}.{part}", outcome.id));
        let moved = |change: Change| {
            let points = change.mean.amount().to_string();
            match change.mean.cmp(&Measure::ZERO) {
                std::cmp::Ordering::Less => self.say(&words.down, &[("points", &points)]),
                std::cmp::Ordering::Equal => self.say(&words.same, &[]),
                std::cmp::Ordering::Greater => self.say(&words.up, &[("points", &points)]),
            }
        };
        let bound = bound(interval, scale);
        let [medicine, placebo] = arms.map(moved);
        let short = self.sheet.medicine.short_name.as_str();
        let (name, weeks) = (self.written(&outcome.name), outcome.weeks.to_string());
        let (gap, ends) = (interval.value.amount().to_string(), bound.to_string());
        let point = |measure: Measure| {
            let points = measure.amount().to_string();
            let words =
                if measure <= Measure::ZERO { &words.point_better } else { &words.point_worse };
            self.say(words, &[("points", &points)])
        };
        let seen_gap = ("gap", gap.as_str());
        let (whose, chance) = ([seen_gap, ("medicine", short)], [seen_gap]);
        let (meaning, filled) = if interval.high < Measure::ZERO {
            (&words.better, &whose[..])
        } else if Measure::ZERO < interval.low {
            (&words.worse, &whose[..])
        } else {
            (&words.chance, &chance[..])
        };
        let draws = Drawing::Interval {
            low: interval.low.thousandths(),
            value: interval.value.thousandths(),
            high: interval.high.thousandths(),
            bound: i64::from(bound) * 1000,
        };
        let (low, value, high) = (point(interval.low), point(interval.value), point(interval.high));
        let seen = [("gap", value.as_str()), ("low", &low), ("high", &high)];
        let text = |part: &str, words: &FixedText, filled: Filled<'_>| {
            Leaf::new(leaf(part), self.say(words, filled))
        };
        let means = [("medicine", short), ("a", &medicine), ("b", &placebo)];
        let mut notes = vec![text("meaning", meaning, filled)];
        notes.extend(self.sources(outcome));
        Block::Figure {
            figure: FigureKind::Change,
            title: Some(text("title", &words.change, &[("name", &name), ("weeks", &weeks)])),
            rows: vec![FigureRow {
                text: text("means", &words.change_means, &means),
                drawn: self.drawn(leaf("line"), draws, &words.interval_alt, &seen),
            }],
            axis: vec![
                text("better-end", &words.better_end, &[("points", &ends)]),
                text("no-difference", &words.no_difference, &[]),
                text("worse-end", &words.worse_end, &[("points", &ends)]),
            ],
            notes,
        }
    }

    /// The study and its arms, and what must be known of it.
    fn sources(&self, outcome: &Outcome) -> Vec<Leaf> {
        let words = &self.wording.file.figures;
        let (a, b) = outcome.people();
        let (a, b, weeks) = (a.to_string(), b.to_string(), outcome.weeks.to_string());
        let filled = [
            ("study", outcome.study.as_str()),
            ("people-a", &a),
            ("people-b", &b),
            ("who", &self.written(&outcome.who)),
            ("weeks", &weeks),
            ("medicine", &self.sheet.medicine.short_name),
        ];
        let study = if outcome.is_small() { &words.study_small } else { &words.study };
        let mut text = self.say(study, &filled);
        if outcome.design == Design::Crossover {
            text = format!("{text} {}", self.say(&words.crossover, &[]));
        }
        if outcome.published == PublicationType::Abstract {
            text = format!("{text} {}", self.say(&words.only_abstract, &[]));
        }
        vec![Leaf::new(LeafFamily::Figure.leaf(format_args!("{}.study", outcome.id)), text)]
    }

    /// The plan's weeks with room for a date and boxes to tick, where the author wants them.
    pub(super) fn calendar(&self) -> Vec<Block> {
        if !self.sheet.extras.contains(&Extra::Calendar) {
            return Vec::new();
        }
        let words = &self.wording.file.card;
        let lines = &self.wording.file.lines;
        let head = |part: &str, text: String| {
            Leaf::new(LeafFamily::Calendar.leaf(format_args!("head.{part}")), text)
        };
        let header = vec![
            head("week", self.say(&words.week, &[])),
            head("dose", self.say(&lines.dose_amount, &[])),
            head("from", self.say(&words.from, &[])),
            head("days", self.say(&words.days, &[])),
        ];
        let weeks = self.sheet.weeks().into_iter();
        let rows = weeks.map(|(week, step)| {
            let number = week.to_string();
            let name = |part: &str| LeafFamily::Calendar.leaf(format_args!("{week}.{part}"));
            let label = match step.to_week {
                Some(_) => self.say(&lines.week, &[("week", &number)]),
                None => self.say(&lines.from_week, &[("from", &number)]),
            };
            CalendarRow {
                week: Leaf::new(name("week"), label),
                dose: Leaf::new(name("dose"), self.amount(step)),
                days: self.drawn(name("days"), Drawing::Boxes { of: DAYS }, &words.days_alt, &[]),
            }
        });
        vec![Block::Calendar { header, rows: rows.collect() }]
    }
}

/// Where the drawn line ends on both sides, in whole points: beyond the interval, and at least a
/// fifth of the scale, so that a small gap looks small.
fn bound(interval: Interval, scale: u32) -> u32 {
    let widest = interval.low.thousandths().abs().max(interval.high.thousandths().abs());
    let whole = u32::try_from((widest + 999) / 1000).unwrap_or(scale);
    whole.max(scale.div_ceil(5)).max(1)
}
