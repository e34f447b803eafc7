//! A text as units, sentences and tokens, each with its bytes.
//!
//! A *unit* is what a reader takes in one piece: a paragraph, a list entry, a line. Sentences are
//! found by Unicode's rules (UAX 29) inside a unit and joined again after an abbreviation.
//! Contractions come apart (`don't` is `do not`) and hyphens separate, so that a phrase has one
//! form however it is written.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

/// How the lines of a text are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Each line stands by itself, as in a plain text from elsewhere.
    Lines,
    /// Lines run on until an empty one or the sign of a list entry, as in `CommonMark`.
    Paragraphs,
}

/// A paragraph, a list entry or a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its bytes, without the sign of a list entry.
    pub range: Range<usize>,
    /// Whether it is an entry of a list.
    pub in_list: bool,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Letters, perhaps with digits.
    Word,
    /// An amount, in digits or in words.
    Number,
    /// A per cent sign, or the words for it.
    Percent,
    Sign,
}

/// A word, a number or a sign.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Lower case, straight apostrophes, without a final `'s`.
    pub word: String,
    pub kind: Kind,
    /// Whether it is written in capitals throughout, with at least two letters.
    pub capitals: bool,
    /// Whether it begins with a capital.
    pub capital: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Its bytes in the text, without white space around it.
    pub range: Range<usize>,
    pub tokens: Vec<Token>,
}

impl Sentence {
    /// Returns the words that count for reading, which signs do not.
    pub fn words(&self) -> impl Iterator<Item = &Token> {
        self.tokens.iter().filter(|token| token.kind != Kind::Sign)
    }

    /// Returns the same sentence, so many bytes further on.
    pub(super) fn moved(&self, by: usize) -> Self {
        let moved = |range: &Range<usize>| range.start + by..range.end + by;
        let tokens = self.tokens.iter();
        let tokens = tokens.map(|token| Token { range: moved(&token.range), ..token.clone() });
        Self { range: moved(&self.range), tokens: tokens.collect() }
    }

    /// Whether the sentence ends as a question.
    pub fn asks(&self) -> bool {
        self.tokens.iter().rev().find(|token| !is_quote(&token.word)).is_some_and(|t| t.word == "?")
    }

    /// Returns the bytes from the first to the last of some tokens.
    pub fn range_of(&self, tokens: Range<usize>) -> Range<usize> {
        let first = self.tokens.get(tokens.start).map_or(self.range.start, |t| t.range.start);
        let last = tokens.end.checked_sub(1).and_then(|last| self.tokens.get(last));
        first..last.map_or(self.range.end, |token| token.range.end).max(first)
    }
}

/// Whether a sign opens or closes a quotation.
pub fn is_quote(sign: &str) -> bool {
    matches!(sign, "\"" | "“" | "”" | "‘" | "«" | "»")
}

/// Takes a text apart into units.
pub fn units(text: &str, layout: Layout) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let body = line.trim();
        if body.is_empty() {
            open = false;
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let marker = marker_len(body);
        let range = start + indent + marker..start + line.trim_end().len();
        if range.is_empty() {
            open = false;
            continue;
        }
        match units.last_mut() {
            Some(last) if open && layout == Layout::Paragraphs && marker == 0 => {
                last.range.end = range.end;
            }
            _ => units.push(Unit { range, in_list: marker > 0 }),
        }
        open = true;
    }
    units
}

/// How many bytes the sign of a list entry takes, with the space behind it.
fn marker_len(line: &str) -> usize {
    let signs = ['-', '*', '+', '•', '–', '‣', '◦', '·', '#', '>', '✓', '✔', '☐'];
    let rest = match line.strip_prefix(signs) {
        Some(rest) => rest.trim_start_matches('#'),
        None => {
            let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
            if digits.len() == line.len() || line.len() - digits.len() > 3 {
                return 0;
            }
            match digits.strip_prefix(['.', ')']) {
                Some(rest) => rest,
                None => return 0,
            }
        }
    };
    if rest.is_empty() || rest.starts_with(char::is_whitespace) {
        line.len() - rest.trim_start().len()
    } else {
        0
    }
}

/// Takes a unit apart into sentences; `abbreviations` are lower case and end in a full stop.
pub fn sentences(text: &str, unit: &Unit, abbreviations: &[String]) -> Vec<Sentence> {
    let body = &text[unit.range.clone()];
    let mut pieces: Vec<Range<usize>> = Vec::new();
    let mut joins = false;
    for (at, piece) in body.split_sentence_bound_indices() {
        let range = at..at + piece.len();
        match pieces.last_mut() {
            Some(last) if joins => last.end = range.end,
            _ => pieces.push(range),
        }
        // UAX 29 ends a sentence at a line break; a paragraph's lines run on.
        let goes_on = !piece.trim_end().ends_with(['.', '!', '?', '…', '"', '”', ')']);
        joins = goes_on || ends_in_abbreviation(piece, abbreviations);
    }
    pieces
        .into_iter()
        .filter_map(|piece| {
            let part = &body[piece.clone()];
            let start = unit.range.start + piece.start + (part.len() - part.trim_start().len());
            let range = start..start + part.trim().len();
            let tokens = tokens(text, range.clone());
            let says = tokens.iter().any(|token| token.kind != Kind::Sign);
            says.then_some(Sentence { range, tokens })
        })
        .collect()
}

fn ends_in_abbreviation(piece: &str, abbreviations: &[String]) -> bool {
    let last = piece.trim_end().rsplit(char::is_whitespace).next().unwrap_or("");
    let last = last.trim_start_matches(['(', '"', '“']).to_lowercase();
    let initial = last.len() == 2 && last.ends_with('.') && last.starts_with(char::is_alphabetic);
    abbreviations.contains(&last) || (initial && last != "i.")
}

/// Takes bytes of a text apart into tokens.
pub fn tokens(text: &str, range: Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    for (at, piece) in text[range.clone()].split_word_bound_indices() {
        if piece.trim().is_empty() || piece == "*" || piece == "**" {
            continue;
        }
        let start = range.start + at;
        push(&mut tokens, piece, start..start + piece.len());
    }
    tokens
}

fn push(tokens: &mut Vec<Token>, piece: &str, range: Range<usize>) {
    let lower = piece.to_lowercase().replace(['’', 'ʼ', '`'], "'");
    let lower = lower.trim_end_matches('\'');
    let lower = if lower.is_empty() { "'" } else { lower };
    let mut add = |word: &str, range: Range<usize>| {
        let kind = kind(word);
        // "per cent" is one thing in two words.
        if word == "cent" && tokens.last().is_some_and(|last| last.word == "per") {
            let last = tokens.last_mut().expect("just seen");
            "%".clone_into(&mut last.word);
            last.kind = Kind::Percent;
            last.range.end = range.end;
            return;
        }
        let letters = piece.chars().filter(|c| c.is_alphabetic()).count();
        tokens.push(Token {
            range,
            word: word.to_owned(),
            kind,
            capitals: letters > 1 && !piece.chars().any(char::is_lowercase),
            capital: piece.starts_with(char::is_uppercase),
        });
    };
    if let Some(words) = contraction(lower) {
        for word in words {
            add(word, range.clone());
        }
        return;
    }
    // UAX 29 keeps letters and digits together: "50mg" is two words here.
    let digits = lower.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == ','));
    match digits {
        Some(at @ 1..)
            if lower[..at].ends_with(|c: char| c.is_ascii_digit()) && at < lower.len() =>
        {
            let offset = range.start + at.min(range.len());
            add(&lower[..at], range.start..offset);
            add(&lower[at..], offset..range.end);
        }
        _ => add(lower.strip_suffix("'s").unwrap_or(lower), range),
    }
}

/// Number words that count as amounts.
const NUMBERS: [&str; 34] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "half",
    "third",
    "quarter",
    "dozen",
    "dozens",
    "hundreds",
    "thousands",
    "fifth",
    "tenth",
    "thirds",
    "quarters",
];

fn kind(word: &str) -> Kind {
    let first = word.chars().next().unwrap_or(' ');
    if matches!(word, "%" | "percent") {
        Kind::Percent
    } else if first.is_ascii_digit() || NUMBERS.contains(&word) {
        Kind::Number
    } else if first.is_alphanumeric() {
        Kind::Word
    } else {
        Kind::Sign
    }
}

/// Returns the words of a contraction.
fn contraction(word: &str) -> Option<Vec<&str>> {
    match word {
        "cannot" | "can't" => return Some(vec!["can", "not"]),
        "won't" => return Some(vec!["will", "not"]),
        "shan't" => return Some(vec!["shall", "not"]),
        "let's" => return Some(vec!["let", "us"]),
        "it's" | "that's" | "there's" | "here's" | "what's" | "who's" | "how's" | "where's"
        | "he's" | "she's" => return Some(vec![&word[..word.len() - 2], "is"]),
        "percent" => return Some(vec!["%"]),
        _ => {}
    }
    let endings = [
        ("n't", "not"),
        ("'ll", "will"),
        ("'re", "are"),
        ("'ve", "have"),
        ("'d", "would"),
        ("'m", "am"),
    ];
    endings.iter().find_map(|&(ending, full)| {
        let stem = word.strip_suffix(ending).filter(|stem| !stem.is_empty())?;
        Some(vec![stem, full])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text, 0..text.len()).into_iter().map(|token| token.word).collect()
    }

    #[test]
    fn one_phrase_has_one_form() {
        assert_eq!(words("It doesn’t side-effect"), ["it", "does", "not", "side", "-", "effect"]);
        assert_eq!(words("doctor's can't"), ["doctor", "can", "not"]);
        assert_eq!(words("30 per cent, 50mg"), ["30", "%", ",", "50", "mg"]);
    }

    #[test]
    fn sentences_do_not_end_in_the_middle() {
        let split = |text: &str| -> Vec<String> {
            let abbreviations = ["e.g.".to_owned(), "dr.".to_owned()];
            units(text, Layout::Paragraphs)
                .iter()
                .flat_map(|unit| sentences(text, unit, &abbreviations))
                .map(|sentence| text[sentence.range].to_owned())
                .collect()
        };
        assert_eq!(split("Take 2.5 mg. Then wait."), ["Take 2.5 mg.", "Then wait."]);
        assert_eq!(split("Ask, e.g. Dr. Who, first."), ["Ask, e.g. Dr. Who, first."]);
        assert_eq!(
            split("One line\nruns on.\n\n- a list\n- of two"),
            ["One line\nruns on.", "a list", "of two"]
        );
        assert_eq!(split("1. First\n2) Second"), ["First", "Second"]);
    }

    #[test]
    fn each_line_of_a_plain_text_stands_alone() {
        let text = "no stop here\nnor here\r\n\r\nend";
        let found: Vec<_> =
            units(text, Layout::Lines).into_iter().map(|unit| &text[unit.range]).collect();
        assert_eq!(found, ["no stop here", "nor here", "end"]);
    }
}
