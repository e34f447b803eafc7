//! Where a sentence says that the medicine helps.
//!
//! Built from words by kind, not from whole phrases: a verb of lessening with something bad, a
//! verb of raising with something good, a bad thing that fades, a person who is better, a medicine
//! that works. Who does it decides: a warm bath may ease pain.

use std::ops::Range;

use super::asserted::Reader;
use crate::language::Kind;
use crate::tables::{Frame, WordClass};

/// How far an object may stand behind its verb, in words.
const REACH: usize = 6;

/// Every place where the words say that somebody or something is better for it.
pub(super) fn find(reader: &Reader<'_>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for verb in verbs(reader) {
        if let Some(object) = object(reader, &verb) {
            found.push(verb.start..object.end);
        }
    }
    passives(reader, &mut found);
    fading(reader, &mut found);
    found.extend(reader.classes(WordClass::Better).cloned());
    found.extend(reader.classes(WordClass::Helped).filter(|at| is_agent(reader, at)).cloned());
    // "Help" and "work" say much of a medicine and nothing of a pharmacist.
    found.extend(reader.classes(WordClass::Works).filter(|at| names_agent(reader, at)).cloned());
    found.sort_by_key(|at| (at.start, at.end));
    found
}

/// Verbs of helping that are used as verbs and that the medicine can be the subject of.
fn verbs(reader: &Reader<'_>) -> Vec<Range<usize>> {
    [WordClass::Lessen, WordClass::Raise, WordClass::Improve]
        .into_iter()
        .flat_map(|class| reader.classes(class).cloned().collect::<Vec<_>>())
        .filter(|at| is_verb(reader, at) && is_agent(reader, at))
        .collect()
}

/// Words before which a word that could be a verb is a noun.
const DETERMINERS: [&str; 34] = [
    "a", "an", "the", "your", "our", "my", "their", "its", "no", "any", "some", "this", "that",
    "of", "for", "in", "on", "with", "from", "more", "less", "much", "medical", "first", "other",
    "get", "gets", "seek", "need", "these", "those", "usual", "further", "at",
];

fn is_verb(reader: &Reader<'_>, at: &Range<usize>) -> bool {
    let Some(before) = at.start.checked_sub(1) else { return true };
    let gerund = reader.word(at.start).ends_with("ing");
    let before = reader.word(before);
    !DETERMINERS.contains(&before)
        || (gerund && matches!(before, "of" | "for" | "in" | "by" | "at"))
}

/// The object of a verb that makes it a benefit.
fn object(reader: &Reader<'_>, verb: &Range<usize>) -> Option<Range<usize>> {
    let clause = reader.clause(verb.start);
    let is = |class| reader.classes(class).any(|at| at == verb);
    let (lessens, raises, improves) =
        (is(WordClass::Lessen), is(WordClass::Raise), is(WordClass::Improve));
    let mut objects: Vec<&Range<usize>> = Vec::new();
    if lessens || improves {
        objects.extend(reader.classes(WordClass::Bad));
        objects.extend(reader.classes(WordClass::Condition));
    }
    if raises || improves {
        objects.extend(reader.classes(WordClass::Good));
    }
    objects
        .into_iter()
        .filter(|at| verb.end <= at.start && reader.clause(at.start) == clause)
        .filter(|at| n_words(reader, verb.end..at.start) <= REACH)
        .filter(|at| !is_part(reader, at))
        .min_by_key(|at| at.start)
        .cloned()
}

/// Whether the next word makes another thing of it, as in "pain clinic".
fn is_part(reader: &Reader<'_>, at: &Range<usize>) -> bool {
    reader.classes(WordClass::Head).any(|head| head.start == at.end)
}

fn n_words(reader: &Reader<'_>, range: Range<usize>) -> usize {
    let tokens = &reader.parsed.sentence.tokens;
    range.filter(|&at| tokens[at].kind != Kind::Sign).count()
}

/// "Pain is eased", "sleep was improved".
fn passives(reader: &Reader<'_>, found: &mut Vec<Range<usize>>) {
    for (things, verbs) in [
        (WordClass::Bad, WordClass::Lessen),
        (WordClass::Condition, WordClass::Lessen),
        (WordClass::Good, WordClass::Raise),
        (WordClass::Bad, WordClass::Improve),
        (WordClass::Good, WordClass::Improve),
    ] {
        for thing in reader.classes(things) {
            for verb in reader.classes(verbs) {
                let near = thing.end < verb.start
                    && verb.start - thing.end <= 4
                    && reader.clause(thing.start) == reader.clause(verb.start);
                let participle = reader.word(verb.start).ends_with("ed")
                    || matches!(reader.word(verb.start), "cut" | "beaten" | "kept" | "put");
                let be = (thing.end..verb.start).any(|at| {
                    matches!(
                        reader.word(at),
                        "is" | "are" | "was" | "were" | "be" | "been" | "being" | "gets" | "get"
                    )
                });
                if near && participle && be {
                    found.push(thing.start..verb.end);
                }
            }
        }
    }
}

/// "Pain fades", "energy returns".
fn fading(reader: &Reader<'_>, found: &mut Vec<Range<usize>>) {
    for (things, verbs) in [
        (WordClass::Bad, WordClass::Fade),
        (WordClass::Condition, WordClass::Fade),
        (WordClass::Good, WordClass::Rise),
    ] {
        for thing in reader.classes(things) {
            for verb in reader.classes(verbs) {
                let near = thing.end <= verb.start
                    && n_words(reader, thing.end..verb.start) <= 4
                    && reader.clause(thing.start) == reader.clause(verb.start);
                if near
                    && !is_part(reader, thing)
                    && !DETERMINERS.contains(&reader.word(verb.start.saturating_sub(1)))
                {
                    found.push(thing.start..verb.end);
                }
            }
        }
    }
}

/// Whether the medicine, or nothing that is named, does what the words at `at` say.
fn is_agent(reader: &Reader<'_>, at: &Range<usize>) -> bool {
    let clause = reader.clause(at.start);
    let first = reader.first_of(clause);
    let subject = first..at.start;
    let with_medicine = || {
        let whole = reader.span(clause);
        reader.classes(WordClass::Medicine).any(|m| whole.start <= m.start && m.end <= whole.end)
    };
    // "Taking it with a snack may help": the snack does.
    let way = reader.word(first).ends_with("ing") && reader.holds(&subject, WordClass::OtherAgent);
    if way {
        return false;
    }
    if reader.holds(&subject, WordClass::Medicine) || reader.holds(&subject, WordClass::Pronoun) {
        return true;
    }
    let imperative = subject.is_empty()
        && !reader.word(at.start).ends_with('s')
        && !reader.word(at.start).ends_with("ed");
    let by_another = reader.holds(&subject, WordClass::OtherAgent)
        || reader.holds(&subject, WordClass::Person)
        || matches!(reader.word(first), "we" | "you" | "i" | "to" | "please")
        || imperative;
    !by_another || with_medicine()
}

/// Whether the medicine is named as the one that does it, or the words begin the sentence.
fn names_agent(reader: &Reader<'_>, at: &Range<usize>) -> bool {
    let first = reader.first_of(reader.clause(at.start));
    let subject = first..at.start;
    let named = [WordClass::Medicine, WordClass::Pronoun, WordClass::Treatment]
        .into_iter()
        .any(|class| reader.holds(&subject, class));
    let leads = at.start == 0 && reader.word(0).ends_with('s');
    (named || leads) && is_agent(reader, at) && is_verb(reader, at)
}

/// Whether a sentence reports a study plainly: who was studied, and what limits it.
pub(super) fn is_report(reader: &Reader<'_>) -> bool {
    let study = reader.classes(WordClass::Study).next().is_some();
    let n_limits = reader.frames(Frame::Limit).count();
    let people = reader.parsed.sentence.tokens.iter().any(|token| {
        token.kind == Kind::Number && token.word.starts_with(|c: char| c.is_ascii_digit())
    });
    let compares = reader.has(Frame::Absolute);
    let who = reader.classes(WordClass::Person).next().is_some();
    if compares && (study || who) {
        return true;
    }
    study && (n_limits >= 2 || (n_limits >= 1 && people) || reader.knows_not())
}
