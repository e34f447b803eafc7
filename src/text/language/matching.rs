//! Where patterns match in a sentence, and the form in which they are kept.

use super::vocabulary::{Vocabulary, index};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::pattern::{Choice, Element, Pattern};
use super::text::{Kind, Token};
use super::vocabulary::Word;

/// One thing that can stand at a position, as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Step {
    /// One of some words, perhaps missing; they are sorted.
    Words { from: u32, to: u32, optional: bool },
    /// One of some choices, perhaps missing.
    Any { from: u32, to: u32, optional: bool },
    /// Up to so many words.
    Gap(u32),
}

/// A phrase as it is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Phrase {
    from: u32,
    to: u32,
    first: bool,
    meaning: u32,
}

/// Patterns that are looked for together, by what they begin with.
///
/// A few long rows instead of many small ones: they are read at each start of the program.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Set {
    phrases: Vec<Phrase>,
    steps: Vec<Step>,
    choices: Vec<Choice>,
    /// Each word that begins a phrase, and the phrase; sorted.
    by_word: Vec<(Word, u32)>,
    /// Each class that begins a phrase, and the phrase; sorted.
    by_class: Vec<(u32, u32)>,
    by_number: Vec<u32>,
}

impl Set {
    fn steps(&self, phrase: Phrase) -> &[Step] {
        &self.steps[phrase.from as usize..phrase.to as usize]
    }

    fn choices(&self, from: u32, to: u32) -> &[Choice] {
        &self.choices[from as usize..to as usize]
    }
}

/// The phrases that begin with something, in the order in which they were added.
fn beginning(sorted: &[(u32, u32)], with: u32) -> impl Iterator<Item = u32> {
    let from = sorted.partition_point(|(key, _)| *key < with);
    sorted[from..].iter().take_while(move |(key, _)| *key == with).map(|(_, phrase)| *phrase)
}

/// A set while patterns are added.
#[derive(Debug, Default)]
pub(super) struct Builder(Set);

impl Builder {
    /// Adds a pattern that stands for `meaning`.
    pub(super) fn add(&mut self, pattern: Pattern, meaning: usize) {
        let set = &mut self.0;
        let number = index(set.phrases.len());
        if let Some(Element::Any { choices, .. }) = pattern.elements.first() {
            for choice in choices {
                match choice {
                    Choice::Word(word) => set.by_word.push((*word, number)),
                    Choice::Class(class) => set.by_class.push((*class, number)),
                    Choice::Number | Choice::Percentage => set.by_number.push(number),
                }
            }
        }
        let from = index(set.steps.len());
        for element in pattern.elements {
            set.steps.push(match element {
                Element::Gap(most) => Step::Gap(index(most)),
                Element::Any { mut choices, optional } => {
                    let from = index(set.choices.len());
                    let all_words = choices.iter().all(|one| matches!(one, Choice::Word(_)));
                    if all_words {
                        choices.sort_unstable();
                    }
                    set.choices.extend(choices);
                    let to = index(set.choices.len());
                    if all_words {
                        Step::Words { from, to, optional }
                    } else {
                        Step::Any { from, to, optional }
                    }
                }
            });
        }
        let to = index(set.steps.len());
        set.phrases.push(Phrase { from, to, first: pattern.first, meaning: index(meaning) });
    }

    /// Returns the set, sorted by what its patterns begin with.
    pub(super) fn sealed(self) -> Set {
        let mut set = self.0;
        set.by_word.sort_unstable();
        set.by_class.sort_unstable();
        set
    }
}

/// A sentence prepared for matching.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    tokens: &'a [Token],
    /// Words and numbers without signs, as indices into the tokens.
    visible: Vec<usize>,
    words: Vec<Option<Word>>,
    /// Classes with an entry that begins at a visible position, and where it ends.
    classes: Vec<(usize, usize)>,
    /// Where the classes of each visible position begin.
    starts: Vec<usize>,
    /// The clause that each token belongs to; `None` where a phrase may reach over all of them.
    clauses: Option<&'a [usize]>,
}

impl<'a> Prepared<'a> {
    /// Looks every word up and finds every entry of a class.
    pub(super) fn new(
        tokens: &'a [Token],
        clauses: Option<&'a [usize]>,
        words: &Vocabulary,
        classes: &Set,
    ) -> Self {
        let visible: Vec<usize> =
            (0..tokens.len()).filter(|&at| tokens[at].kind != Kind::Sign).collect();
        let ids = visible.iter().map(|&at| words.get(&tokens[at].word)).collect();
        let starts = vec![0; visible.len() + 1];
        let mut prepared =
            Self { tokens, classes: Vec::new(), starts, visible, words: ids, clauses };
        let (mut found, mut starts) = (Vec::new(), vec![0]);
        for at in 0..prepared.visible.len() {
            found.extend(prepared.at(at, classes).into_iter().map(|(end, class)| (class, end)));
            starts.push(found.len());
        }
        (prepared.classes, prepared.starts) = (found, starts);
        prepared
    }

    /// The classes with an entry that begins at a visible position, and where it ends.
    fn classes_at(&self, at: usize) -> &[(usize, usize)] {
        &self.classes[self.starts[at]..self.starts[at + 1]]
    }

    /// Every entry of a class, as tokens.
    pub(super) fn classes(&self) -> impl Iterator<Item = (Range<usize>, usize)> {
        (0..self.visible.len()).flat_map(move |at| {
            let found = self.classes_at(at).iter();
            found.map(move |&(class, end)| (self.tokens_of(at, end), class))
        })
    }

    /// The tokens from one visible position to another.
    fn tokens_of(&self, at: usize, end: usize) -> Range<usize> {
        self.visible[at]..self.visible[end - 1] + 1
    }

    /// Every place where a pattern of the set matches, as tokens, with its meaning.
    pub(super) fn find(&self, set: &Set) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        for at in 0..self.visible.len() {
            for (end, meaning) in self.at(at, set) {
                found.push((self.tokens_of(at, end), meaning));
            }
        }
        found
    }

    /// The ends of the patterns that match from a visible position on, each meaning once.
    fn at(&self, at: usize, set: &Set) -> Vec<(usize, usize)> {
        let by_word = self.words[at].into_iter().flat_map(|word| beginning(&set.by_word, word));
        let by_class = self
            .classes_at(at)
            .iter()
            .flat_map(|(class, _)| beginning(&set.by_class, index(*class)));
        let is_number = self.tokens[self.visible[at]].kind == Kind::Number;
        let by_number = is_number.then_some(&set.by_number).into_iter().flatten().copied();
        let mut longest: Vec<(usize, usize)> = Vec::new();
        for number in by_word.chain(by_class).chain(by_number) {
            let phrase = set.phrases[number as usize];
            if phrase.first && at != 0 {
                continue;
            }
            if let Some(end) = self.matches(set, set.steps(phrase), at, at) {
                let meaning = phrase.meaning as usize;
                match longest.binary_search_by_key(&meaning, |(_, known)| *known) {
                    Ok(found) => longest[found].0 = end.max(longest[found].0),
                    Err(place) => longest.insert(place, (end, meaning)),
                }
            }
        }
        longest
    }

    /// Where the rest of a pattern ends, if it matches from `at` on.
    fn matches(&self, set: &Set, steps: &[Step], start: usize, at: usize) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(at) };
        match *step {
            Step::Gap(most) => (0..=most as usize).find_map(|skip| {
                let next = at + skip;
                let inside = next < self.visible.len() && self.same_clause(start, next);
                inside.then(|| self.matches(set, rest, start, next)).flatten()
            }),
            Step::Words { from, to, optional } => {
                let stands = at < self.visible.len()
                    && self.same_clause(start, at)
                    && self.words[at].is_some_and(|word| {
                        set.choices(from, to).binary_search(&Choice::Word(word)).is_ok()
                    });
                let found = stands.then(|| self.matches(set, rest, start, at + 1)).flatten();
                match found {
                    None if optional => self.matches(set, rest, start, at),
                    found => found,
                }
            }
            Step::Any { from, to, optional } => {
                let here = at < self.visible.len() && self.same_clause(start, at);
                let found = here
                    .then(|| {
                        set.choices(from, to).iter().find_map(|choice| {
                            self.ends(*choice, at, |end| {
                                self.same_clause(start, end - 1)
                                    .then(|| self.matches(set, rest, start, end))
                                    .flatten()
                            })
                        })
                    })
                    .flatten();
                match found {
                    None if optional => self.matches(set, rest, start, at),
                    found => found,
                }
            }
        }
    }

    fn same_clause(&self, a: usize, b: usize) -> bool {
        self.clauses.is_none_or(|clauses| clauses[self.visible[a]] == clauses[self.visible[b]])
    }

    /// What `goes_on` says of the first end of a choice of which it says anything.
    fn ends(
        &self,
        choice: Choice,
        at: usize,
        goes_on: impl Fn(usize) -> Option<usize>,
    ) -> Option<usize> {
        let kind = |at: usize| self.visible.get(at).map(|&token| self.tokens[token].kind);
        match choice {
            Choice::Word(word) if self.words[at] == Some(word) => goes_on(at + 1),
            Choice::Number if kind(at) == Some(Kind::Number) => goes_on(at + 1),
            Choice::Percentage
                if kind(at) == Some(Kind::Number) && kind(at + 1) == Some(Kind::Percent) =>
            {
                goes_on(at + 2)
            }
            Choice::Class(class) => {
                let here = self.classes_at(at).iter().filter(|(found, _)| index(*found) == class);
                here.map(|&(_, end)| end).find_map(goes_on)
            }
            Choice::Word(_) | Choice::Number | Choice::Percentage => None,
        }
    }
}
