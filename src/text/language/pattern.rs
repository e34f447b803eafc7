//! Phrases as data: how a pattern is written.
//!
//! A pattern is a row of positions: `word`, `~lemma` (every inflection), `a/b` (either), `word?`
//! (may be missing), `..` (up to three words), `..6` (up to six), `{class}` (an entry of a class),
//! `#` (a number), `#%` (a percentage), `^` (the beginning of a sentence). Hyphens count as spaces.

use super::vocabulary::Word;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::text::{Kind, tokens};
use super::vocabulary::{Vocabulary, index};

/// How many words `..` may stand for.
const GAP: usize = 3;

/// One thing that can stand at a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Choice {
    Word(Word),
    Class(u32),
    Number,
    Percentage,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Element {
    /// One of these, perhaps missing.
    Any { choices: Vec<Choice>, optional: bool },
    /// Up to so many words.
    Gap(usize),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    pub(super) elements: Vec<Element>,
    /// Whether it must begin the sentence.
    pub(super) first: bool,
}

/// Why a pattern cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternError {
    /// It names a class that is not there.
    #[error("`{pattern}` names the class `{class}`, which is not in the tables")]
    Class { pattern: String, class: String },
    /// It has no word, or begins or ends with a gap or a word that may be missing.
    #[error("`{0}` must begin and end with something that stands there")]
    Empty(String),
}

/// Words and their inflections, while patterns are read.
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

    /// Returns the words without their inflections.
    pub(super) fn sealed(self) -> Vocabulary {
        Vocabulary::new(self.ids)
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
                choices.push(Choice::Class(index(*class)));
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

#[cfg(test)]
mod tests {
    use super::super::matching::{Builder, Prepared};
    use super::*;

    fn finds(pattern: &str, text: &str) -> Option<String> {
        let mut words = Words::new(BTreeMap::new());
        let classes = BTreeMap::from([("bad".to_owned(), 0)]);
        let mut of_classes = Builder::default();
        for entry in ["pain", "brain fog"] {
            of_classes.add(read(entry, &mut words, &BTreeMap::new()).expect("an entry"), 0);
        }
        let mut set = Builder::default();
        set.add(read(pattern, &mut words, &classes).expect("a pattern"), 0);
        let tokens = tokens(text, 0..text.len());
        let (words, of_classes) = (words.sealed(), of_classes.sealed());
        let prepared = Prepared::new(&tokens, None, &words, &of_classes);
        let (found, _) = prepared.find(&set.sealed()).into_iter().next()?;
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
