//! Where one statement of a sentence ends and the next begins.
//!
//! A denial, a condition or a hedge reaches as far as its clause. Cutting too often costs a false
//! alarm, cutting too seldom lets a claim pass; the words are those of the language's frames.

use super::text::{Kind, Token};
use crate::tables::ClausesFile;

/// Numbers the clause of each token of a sentence, from zero.
pub(super) fn clauses(tokens: &[Token], words: &ClausesFile) -> Vec<usize> {
    let has = |list: &[String], word: &str| list.iter().any(|known| known == word);
    let mut clauses = Vec::with_capacity(tokens.len());
    let mut clause = 0;
    let mut start = 0;
    let word = |at: usize| tokens.get(at).map_or("", |token| token.word.as_str());
    for (at, token) in tokens.iter().enumerate() {
        let opens = if token.kind == Kind::Sign {
            let spaced = at > 0
                && tokens[at - 1].range.end < token.range.start
                && tokens.get(at + 1).is_some_and(|next| token.range.end < next.range.start);
            match token.word.as_str() {
                "," => {
                    let next = word(at + 1);
                    has(&words.openers_after_comma, next) || has(&words.leads, word(start))
                }
                ";" | ":" | "—" | "(" | ")" | "[" | "]" | "–" | "!" | "?" | "." | "…" => true,
                "-" => spaced,
                // Quoted words belong to the statement that quotes them.
                _ => false,
            }
        } else {
            let first = at == start;
            let joins = has(&words.joiners, &token.word);
            !first
                && (has(&words.openers, &token.word)
                    || (joins && has(&words.subjects, word(at + 1))))
        };
        if opens && at > start {
            clause += 1;
            start = if token.kind == Kind::Sign { at + 1 } else { at };
        } else if token.kind == Kind::Sign && at == start {
            start = at + 1;
        }
        clauses.push(clause);
    }
    clauses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::text::tokens;

    fn split(text: &str) -> Vec<String> {
        let tokens = tokens(text, 0..text.len());
        let list = |words: &str| words.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let words = ClausesFile {
            openers: list("but if"),
            openers_after_comma: list("and so it"),
            subjects: list("it we"),
            joiners: list("and or"),
            leads: list("with if"),
            turns: list("but"),
        };
        let clauses = clauses(&tokens, &words);
        let mut parts: Vec<String> = Vec::new();
        for (token, clause) in tokens.iter().zip(clauses) {
            if token.kind == Kind::Sign {
                continue;
            }
            parts.resize(parts.len().max(clause + 1), String::new());
            parts[clause] = format!("{} {}", parts[clause], token.word).trim().to_owned();
        }
        parts.retain(|part| !part.is_empty());
        parts
    }

    #[test]
    fn statements_part_and_lists_hold_together() {
        assert_eq!(
            split("It is not a cure, but it ends pain."),
            ["it is not a cure", "but it ends pain"]
        );
        assert_eq!(
            split("It does not cure, reverse or slow it."),
            ["it does not cure reverse or slow it"]
        );
        assert_eq!(
            split("With no side effects, this cures."),
            ["with no side effects", "this cures"]
        );
        assert_eq!(split("It is safe and it works."), ["it is safe", "and it works"]);
        assert_eq!(split("Ask if it helps"), ["ask", "if it helps"]);
    }
}
