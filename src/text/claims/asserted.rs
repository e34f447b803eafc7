//! Whether a sentence claims what some of its words say.
//!
//! Questions, denials, conditions, quoted claims that are corrected, and what is said not to be
//! known are not claims. Each reaches as far as its clause or its frame, never the whole sentence.

use std::ops::Range;

use crate::language::text::is_quote;
use crate::language::{Kind, Language, Parsed};
use crate::tables::{Frame, WordClass};

/// How surely something is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Strength {
    Possible,
    Probable,
    /// It is said without a hedge.
    Flat,
}

/// What a claim is excused by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Exemptions {
    /// A denial in the same clause.
    pub(super) negation: bool,
    /// A frame that states an aim.
    pub(super) mood: bool,
    /// A denial among the first of the words themselves.
    pub(super) inner: bool,
}

impl Exemptions {
    /// For claims that are made by saying something positive.
    pub(super) const ALL: Self = Self { negation: true, mood: true, inner: false };
}

/// A sentence with what is known of its clauses.
pub(super) struct Reader<'a> {
    pub(super) parsed: &'a Parsed<'a>,
    pub(super) language: &'a Language,
    /// Whether the next sentence says yes to this one.
    pub(super) answered: bool,
}

impl Reader<'_> {
    pub(super) fn word(&self, at: usize) -> &str {
        self.parsed.sentence.tokens.get(at).map_or("", |token| token.word.as_str())
    }

    pub(super) fn clause(&self, at: usize) -> usize {
        self.parsed.clauses.get(at).copied().unwrap_or(usize::MAX)
    }

    /// The tokens of a clause.
    pub(super) fn span(&self, clause: usize) -> Range<usize> {
        let clauses = &self.parsed.clauses;
        let start = clauses.iter().position(|&c| c == clause).unwrap_or(0);
        let end = clauses.iter().rposition(|&c| c == clause).map_or(start, |last| last + 1);
        start..end
    }

    /// The first word of a clause that is not a sign.
    pub(super) fn first_of(&self, clause: usize) -> usize {
        let span = self.span(clause);
        span.clone()
            .find(|&at| self.parsed.sentence.tokens[at].kind != Kind::Sign)
            .unwrap_or(span.start)
    }

    pub(super) fn frames(&self, wanted: Frame) -> impl Iterator<Item = &Range<usize>> {
        let frames = self.parsed.frames.iter();
        frames.filter(move |(_, frame)| *frame == wanted).map(|(at, _)| at)
    }

    pub(super) fn has(&self, frame: Frame) -> bool {
        self.frames(frame).next().is_some()
    }

    pub(super) fn classes(&self, wanted: WordClass) -> impl Iterator<Item = &Range<usize>> {
        let classes = self.parsed.classes.iter();
        classes.filter(move |(_, class)| *class == wanted).map(|(at, _)| at)
    }

    /// Whether a word of this kind touches these tokens.
    pub(super) fn holds(&self, range: &Range<usize>, class: WordClass) -> bool {
        self.classes(class).any(|at| at.start < range.end && range.start < at.end)
    }

    /// How surely the words at `claim` are said; `None` where they are not claimed.
    pub(super) fn asserted(&self, claim: &Range<usize>, excuses: Exemptions) -> Option<Strength> {
        if self.asked(claim) || self.unknown(claim) || self.corrected(claim) || self.quoted(claim) {
            return None;
        }
        if excuses.negation && self.denied(claim, excuses) {
            return None;
        }
        let timed = excuses.inner && self.opens_with(Frame::Temporal, claim);
        if timed || self.opens_with(Frame::Conditional, claim) || (excuses.mood && self.aim(claim))
        {
            return None;
        }
        Some(self.strength(claim))
    }

    /// A question does not claim what it asks, unless it asks for effect.
    fn asked(&self, claim: &Range<usize>) -> bool {
        // A question mark may end the first part of a line whose second part answers it.
        let tokens = &self.parsed.sentence.tokens;
        let ends =
            (claim.end..tokens.len()).find(|&at| matches!(tokens[at].word.as_str(), "?" | "."));
        let asks = ends.is_some_and(|at| tokens[at].word == "?");
        asks && !self.answered
            && !self.frames(Frame::FalseQuestion).any(|at| at.start <= claim.start)
    }

    /// Whether the sentence says that something is not known.
    pub(super) fn knows_not(&self) -> bool {
        self.frames(Frame::Unknown).any(|at| !self.is_false_hedge(at))
    }

    /// What follows "we do not know whether" is not claimed.
    fn unknown(&self, claim: &Range<usize>) -> bool {
        self.frames(Frame::Unknown)
            .filter(|at| !self.is_false_hedge(at))
            .any(|at| at.start <= claim.start && !self.turns(at.end, claim.start))
    }

    /// A claim that is quoted to be corrected.
    fn corrected(&self, claim: &Range<usize>) -> bool {
        let before = self
            .frames(Frame::FalseClaim)
            .filter(|at| !self.is_false_hedge(at))
            .any(|at| at.start <= claim.start && !self.turns(at.end, claim.start));
        let after = self
            .frames(Frame::FalseClaimAfter)
            .filter(|at| !self.is_false_hedge(at))
            .any(|at| claim.end <= at.start);
        before || after
    }

    /// Words that are quoted in a sentence which denies or corrects something outside the quotes.
    fn quoted(&self, claim: &Range<usize>) -> bool {
        let tokens = &self.parsed.sentence.tokens;
        let is_sign = |at: usize| is_quote(&tokens[at].word) || tokens[at].word == "'";
        let opens = (0..claim.start).rev().find(|&at| is_sign(at));
        let closes = (claim.end..tokens.len()).find(|&at| is_sign(at));
        let (Some(opens), Some(closes)) = (opens, closes) else { return false };
        // An odd number of signs before the claim means that a quotation is open.
        if (0..claim.start).filter(|&at| is_sign(at)).count() % 2 == 0 {
            return false;
        }
        [Frame::Negator, Frame::FalseClaim, Frame::FalseClaimAfter, Frame::Unknown]
            .into_iter()
            .flat_map(|frame| self.frames(frame))
            .any(|at| at.end <= opens || closes < at.start)
    }

    /// A denial that reaches the claim.
    fn denied(&self, claim: &Range<usize>, excuses: Exemptions) -> bool {
        let clause = self.clause(claim.start);
        let start = self.first_of(clause);
        self.frames(Frame::Negator)
            .filter(|at| {
                start <= at.start && at.start < claim.end && self.clause(at.start) == clause
            })
            // A denial inside the words is part of them: "no side effects".
            .filter(|at| excuses.inner || !(claim.start <= at.start && at.start < claim.start + 2))
            .any(|at| !self.is_false_hedge(at))
            || self.continues_denial(claim, clause)
    }

    /// A denial of the clause before that goes on: "is not a cure, or a way to end pain".
    fn continues_denial(&self, claim: &Range<usize>, clause: usize) -> bool {
        let Some(before) = clause.checked_sub(1) else { return false };
        let first = self.first_of(clause);
        let goes_on = matches!(self.word(first), "or" | "nor")
            && !self.holds(&(first + 1..first + 2), WordClass::Pronoun);
        goes_on
            && first < claim.end
            && self
                .frames(Frame::Negator)
                .any(|at| self.clause(at.start) == before && !self.is_false_hedge(at))
    }

    /// Whether the statement turns between two tokens, as at "but".
    fn turns(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            self.language.turns_at(self.word(at))
                || (matches!(self.word(at), "." | ";") && at + 1 < to)
        })
    }

    fn is_false_hedge(&self, range: &Range<usize>) -> bool {
        self.frames(Frame::FalseHedge).any(|at| at.start < range.end && range.start < at.end)
    }

    /// What stands behind "if" is a condition, not a claim.
    fn opens_with(&self, frame: Frame, claim: &Range<usize>) -> bool {
        let clause = self.clause(claim.start);
        let first = self.first_of(clause);
        self.frames(frame).any(|at| {
            at.start <= first + 1 && self.clause(at.start) == clause && at.end <= claim.start
        })
    }

    fn aim(&self, claim: &Range<usize>) -> bool {
        let clause = self.clause(claim.start);
        self.frames(Frame::Aim)
            .any(|at| at.start <= claim.start && self.clause(at.end.saturating_sub(1)) == clause)
    }

    pub(super) fn strength(&self, claim: &Range<usize>) -> Strength {
        let clause = self.clause(claim.start);
        let near = |frame| {
            self.frames(frame)
                .filter(|at| at.start < claim.end && self.clause(at.start) == clause)
                .any(|at| !self.is_false_hedge(at))
        };
        if near(Frame::HedgeWeak) {
            Strength::Possible
        } else if near(Frame::HedgeStrong) {
            Strength::Probable
        } else {
            Strength::Flat
        }
    }
}
