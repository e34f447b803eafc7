//! Phrases as data: how a pattern is written, and where it matches in a sentence.
//!
//! A pattern is a row of positions: `word`, `~lemma` (every inflection), `a/b` (either), `word?`
//! (may be missing), `..` (up to three words), `..6` (up to six), `{class}` (an entry of a class),
//! `#` (a number), `#%` (a percentage), `^` (the beginning of a sentence). Hyphens count as spaces.

use std::collections::BTreeMap;
use std::ops::Range;

use super::text::{Kind, Token, tokens};

/// How many words `..` may stand for.
const GAP: usize = 3;

/// A word in the table of all words that patterns name.
type Word = u32;

/// One thing that can stand at a position.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Choice {
    Word(Word),
    Class(usize),
    Number,
    Percentage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Element {
    /// One of these, perhaps missing.
    Any { choices: Vec<Choice>, optional: bool },
    /// Up to so many words.
    Gap(usize),
}

/// A phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// Whether it must begin the sentence.
    first: bool,
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It names a class that is not there.
    #[error("`{pattern}` names the class `{class}`, which is not in the tables")]
    Class {
        /// The pattern.
        pattern: String,
        /// The class.
        class: String,
    },
    /// It has no word, or begins or ends with a gap or a word that may be missing.
    #[error("`{0}` must begin and end with something that stands there")]
    Empty(String),
}

/// Words and their inflections.
#[derive(Debug, Default)]
pub(super) struct Words {
    ids: BTreeMap<String, Word>,
    irregular: BTreeMap<String, Vec<String>>,
}

impl Words {
    pub(super) fn new(irregular: BTreeMap<String, Vec<String>>) -> Self {
        Self { ids: BTreeMap::new(), irregular }
    }

    fn add(&mut self, word: &str) -> Word {
        let next = Word::try_from(self.ids.len()).unwrap_or(Word::MAX);
        *self.ids.entry(word.to_owned()).or_insert(next)
    }

    fn get(&self, word: &str) -> Option<Word> {
        self.ids.get(word).copied()
    }

    /// The words that a written choice stands for: itself, or all its inflections.
    fn forms(&mut self, written: &str) -> Vec<Word> {
        match written.strip_prefix('~') {
            None => vec![self.add(written)],
            Some(lemma) => {
                let mut forms = match self.irregular.get(lemma) {
                    Some(own) => own.clone(),
                    None => inflections(lemma),
                };
                forms.push(lemma.to_owned());
                forms.iter().map(|form| self.add(form)).collect()
            }
        }
    }
}

/// The regular forms of a verb or noun; forms that do not exist do no harm.
pub(super) fn inflections(lemma: &str) -> Vec<String> {
    let is_vowel = |c: char| "aeiou".contains(c);
    let chars: Vec<char> = lemma.chars().collect();
    let last = chars.last().copied().unwrap_or(' ');
    let before = chars.len().checked_sub(2).map_or(' ', |at| chars[at]);
    let mut forms = Vec::new();
    let hissing = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| lemma.ends_with(end));
    if last == 'y' && !is_vowel(before) {
        let stem = &lemma[..lemma.len() - 1];
        forms.extend([format!("{stem}ies"), format!("{stem}ied"), format!("{lemma}ing")]);
    } else if last == 'e' {
        let stem = &lemma[..lemma.len() - 1];
        forms.extend([format!("{lemma}s"), format!("{lemma}d"), format!("{stem}ing")]);
    } else {
        forms.push(format!("{lemma}{}", if hissing { "es" } else { "s" }));
        forms.extend([format!("{lemma}ed"), format!("{lemma}ing")]);
        if !is_vowel(last) && is_vowel(before) && !"wxy".contains(last) {
            forms.extend([format!("{lemma}{last}ed"), format!("{lemma}{last}ing")]);
        }
    }
    forms
}

/// Reads a pattern.
pub(super) fn read(
    written: &str,
    words: &mut Words,
    classes: &BTreeMap<String, usize>,
) -> Result<Pattern, PatternError> {
    let mut elements = Vec::new();
    let mut first = false;
    for part in written.split_whitespace() {
        if part == "^" {
            first = true;
            continue;
        }
        if let Some(n) = part.strip_prefix("..") {
            elements.push(Element::Gap(n.parse().unwrap_or(GAP)));
            continue;
        }
        let (part, optional) = match part.strip_suffix('?') {
            Some(part) => (part, true),
            None => (part, false),
        };
        if part == "#%" {
            elements.push(Element::Any { choices: vec![Choice::Percentage], optional });
            continue;
        }
        let mut choices = Vec::new();
        let mut rows: Vec<Vec<String>> = Vec::new();
        for choice in part.split('/') {
            if choice == "#" {
                choices.push(Choice::Number);
            } else if let Some(name) = choice.strip_prefix('{') {
                let name = name.trim_end_matches('}');
                let class = classes.get(name).ok_or_else(|| PatternError::Class {
                    pattern: written.to_owned(),
                    class: name.to_owned(),
                })?;
                choices.push(Choice::Class(*class));
            } else {
                let (sign, bare) = match choice.strip_prefix('~') {
                    Some(bare) => ("~", bare),
                    None => ("", choice),
                };
                // A contraction or a hyphen makes several words of one.
                let row: Vec<String> = tokens(bare, 0..bare.len())
                    .into_iter()
                    .filter(|token| token.kind != Kind::Sign || token.word == "?")
                    .map(|token| token.word)
                    .collect();
                match row.as_slice() {
                    [one] => choices
                        .extend(words.forms(&format!("{sign}{one}")).into_iter().map(Choice::Word)),
                    _ => rows.push(row),
                }
            }
        }
        if !choices.is_empty() {
            elements.push(Element::Any { choices, optional });
        } else if let Some(row) = rows.first() {
            for word in row {
                let choices = vec![Choice::Word(words.add(word))];
                elements.push(Element::Any { choices, optional });
            }
        }
    }
    let stands =
        |element: Option<&Element>| matches!(element, Some(Element::Any { optional: false, .. }));
    if !stands(elements.first()) || !stands(elements.last()) {
        return Err(PatternError::Empty(written.to_owned()));
    }
    Ok(Pattern { elements, first })
}

/// Patterns that are looked for together, by what they begin with.
#[derive(Debug, Default)]
pub(super) struct Set {
    patterns: Vec<(Pattern, usize)>,
    by_word: BTreeMap<Word, Vec<usize>>,
    by_class: BTreeMap<usize, Vec<usize>>,
    by_number: Vec<usize>,
}

impl Set {
    /// Adds a pattern that stands for `meaning`.
    pub(super) fn add(&mut self, pattern: Pattern, meaning: usize) {
        let index = self.patterns.len();
        if let Some(Element::Any { choices, .. }) = pattern.elements.first() {
            for choice in choices {
                match choice {
                    Choice::Word(word) => self.by_word.entry(*word).or_default().push(index),
                    Choice::Class(class) => self.by_class.entry(*class).or_default().push(index),
                    Choice::Number | Choice::Percentage => self.by_number.push(index),
                }
            }
        }
        self.patterns.push((pattern, meaning));
    }
}

/// A sentence prepared for matching.
#[derive(Debug)]
pub(super) struct Prepared<'a> {
    tokens: &'a [Token],
    /// Words and numbers without signs, as indices into the tokens.
    visible: Vec<usize>,
    words: Vec<Option<Word>>,
    /// For each visible position: classes with an entry that begins here, and where it ends.
    classes: Vec<Vec<(usize, usize)>>,
    /// The clause that each visible position belongs to.
    clauses: &'a [usize],
}

impl<'a> Prepared<'a> {
    /// Looks every word up and finds every entry of a class.
    pub(super) fn new(
        tokens: &'a [Token],
        clauses: &'a [usize],
        words: &Words,
        classes: &Set,
    ) -> Self {
        let visible: Vec<usize> =
            (0..tokens.len()).filter(|&at| tokens[at].kind != Kind::Sign).collect();
        let ids = visible.iter().map(|&at| words.get(&tokens[at].word)).collect();
        let mut prepared =
            Self { tokens, classes: vec![Vec::new(); visible.len()], visible, words: ids, clauses };
        let found: Vec<Vec<(usize, usize)>> = (0..prepared.visible.len())
            .map(|at| {
                prepared.at(at, classes).into_iter().map(|(end, class)| (class, end)).collect()
            })
            .collect();
        prepared.classes = found;
        prepared
    }

    /// Every place where a pattern of the set matches, as tokens, with its meaning.
    pub(super) fn find(&self, set: &Set) -> Vec<(Range<usize>, usize)> {
        let mut found = Vec::new();
        for at in 0..self.visible.len() {
            for (end, meaning) in self.at(at, set) {
                found.push((self.visible[at]..self.visible[end - 1] + 1, meaning));
            }
        }
        found
    }

    /// The ends of the patterns that match from a visible position on, each meaning once.
    fn at(&self, at: usize, set: &Set) -> Vec<(usize, usize)> {
        let by_word = self.words[at].and_then(|word| set.by_word.get(&word));
        let by_class = self.classes[at].iter().filter_map(|(class, _)| set.by_class.get(class));
        let is_number = self.tokens[self.visible[at]].kind == Kind::Number;
        let by_number = is_number.then_some(&set.by_number);
        let mut longest: BTreeMap<usize, usize> = BTreeMap::new();
        let candidates = by_word.into_iter().chain(by_class).chain(by_number).flatten();
        for &index in candidates {
            let (pattern, meaning) = &set.patterns[index];
            if pattern.first && at != 0 {
                continue;
            }
            if let Some(end) = self.matches(&pattern.elements, at, at) {
                let known = longest.entry(*meaning).or_insert(end);
                *known = end.max(*known);
            }
        }
        longest.into_iter().map(|(meaning, end)| (end, meaning)).collect()
    }

    /// Where the rest of a pattern ends, if it matches from `at` on.
    fn matches(&self, elements: &[Element], start: usize, at: usize) -> Option<usize> {
        let Some((element, rest)) = elements.split_first() else { return Some(at) };
        match element {
            Element::Gap(most) => (0..=*most).find_map(|skip| {
                let next = at + skip;
                let inside = next < self.visible.len() && self.same_clause(start, next);
                inside.then(|| self.matches(rest, start, next)).flatten()
            }),
            Element::Any { choices, optional } => {
                let here = at < self.visible.len() && self.same_clause(start, at);
                let found = here
                    .then(|| {
                        choices.iter().flat_map(|choice| self.ends(choice, at)).find_map(|end| {
                            self.same_clause(start, end - 1)
                                .then(|| self.matches(rest, start, end))
                                .flatten()
                        })
                    })
                    .flatten();
                match found {
                    None if *optional => self.matches(rest, start, at),
                    found => found,
                }
            }
        }
    }

    fn same_clause(&self, a: usize, b: usize) -> bool {
        self.clauses[self.visible[a]] == self.clauses[self.visible[b]]
    }

    fn ends(&self, choice: &Choice, at: usize) -> Vec<usize> {
        let kind = |at: usize| self.visible.get(at).map(|&token| self.tokens[token].kind);
        match choice {
            Choice::Word(word) if self.words[at] == Some(*word) => vec![at + 1],
            Choice::Number if kind(at) == Some(Kind::Number) => vec![at + 1],
            Choice::Percentage
                if kind(at) == Some(Kind::Number) && kind(at + 1) == Some(Kind::Percent) =>
            {
                vec![at + 2]
            }
            Choice::Class(class) => {
                let here = self.classes[at].iter().filter(|(found, _)| found == class);
                here.map(|&(_, end)| end).collect()
            }
            Choice::Word(_) | Choice::Number | Choice::Percentage => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(pattern: &str, text: &str) -> Option<String> {
        let mut words = Words::new(BTreeMap::new());
        let classes = BTreeMap::from([("bad".to_owned(), 0)]);
        let mut of_classes = Set::default();
        for entry in ["pain", "brain fog"] {
            of_classes.add(read(entry, &mut words, &BTreeMap::new()).expect("an entry"), 0);
        }
        let mut set = Set::default();
        set.add(read(pattern, &mut words, &classes).expect("a pattern"), 0);
        let tokens = tokens(text, 0..text.len());
        let clauses = vec![0; tokens.len()];
        let prepared = Prepared::new(&tokens, &clauses, &words, &of_classes);
        let (found, _) = prepared.find(&set).into_iter().next()?;
        Some(text[tokens[found.start].range.start..tokens[found.end - 1].range.end].to_owned())
    }

    #[test]
    fn each_sign_means_what_it_says() {
        assert_eq!(finds("~ease {bad}", "It eased brain fog.").as_deref(), Some("eased brain fog"));
        assert_eq!(
            finds("~stop .. {bad}", "stopping all my pain").as_deref(),
            Some("stopping all my pain")
        );
        assert_eq!(finds("stop .. pain", "stop a b c d pain"), None);
        assert_eq!(finds("side effect", "a side-effect").as_deref(), Some("side-effect"));
        assert_eq!(finds("no/zero risk", "zero risk").as_deref(), Some("zero risk"));
        assert_eq!(finds("is very? safe", "is safe").as_deref(), Some("is safe"));
        assert_eq!(finds("#% less", "30 percent less").as_deref(), Some("30 percent less"));
        assert_eq!(finds("^ stop", "do stop"), None);
        assert_eq!(finds("don't stop", "do not stop").as_deref(), Some("do not stop"));
    }

    #[test]
    fn patterns_that_cannot_match_are_refused() {
        let mut words = Words::default();
        assert!(read("~ease {nothing}", &mut words, &BTreeMap::new()).is_err());
        assert!(read(".. pain", &mut words, &BTreeMap::new()).is_err());
        assert!(read("", &mut words, &BTreeMap::new()).is_err());
    }

    #[test]
    fn verbs_are_inflected() {
        assert!(inflections("stop").contains(&"stopped".to_owned()));
        assert!(inflections("ease").contains(&"easing".to_owned()));
        assert!(inflections("cry").contains(&"cried".to_owned()));
        assert!(inflections("relax").contains(&"relaxes".to_owned()));
    }
}
