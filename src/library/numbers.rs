//! Numbers that patients read, and the lines that may hold one without a source.

use std::collections::BTreeMap;

use candor_model::diag::{Code, Diagnostic, Diagnostics};
use candor_model::span::{FileId, Span, Spanned};
use candor_model::text::numbers;
use candor_model::{Jurisdiction, Words};

/// The telephone numbers of each jurisdiction's emergency lines: the only numbers that print
/// although no fact verifies them.
pub(super) type PhoneNumbers = BTreeMap<Jurisdiction, Vec<String>>;

/// Reports a jurisdiction without its own words.
pub(super) fn every_jurisdiction(
    words: &Words,
    whole: &Span,
    whose: &str,
    diagnostics: &mut Diagnostics,
) {
    let at = |text: Option<&Spanned<String>>| {
        text.map_or_else(|| whole.clone(), |text| text.span(whole.file))
    };
    if words.any.is_some() && (words.us.is_some() || words.uk.is_some()) {
        diagnostics.push(
            Diagnostic::new(Code::SafetyNoWording, format!("{whose} is worded twice"))
                .at(at(words.any.as_ref()))
                .label("`any` stands beside a jurisdiction's own words")
                .help("keep `any` alone, or one text for each jurisdiction"),
        );
    }
    for jurisdiction in Jurisdiction::ALL {
        let text = words.spanned(jurisdiction);
        if text.is_some_and(|text| !text.value.trim().is_empty()) {
            continue;
        }
        let label = match (text, words.all().next()) {
            (Some(_), _) => "this text is empty",
            (None, Some(_)) => "worded for another jurisdiction only",
            (None, None) => "it has no words at all",
        };
        diagnostics.push(
            Diagnostic::new(
                Code::SafetyNoWording,
                format!("{whose} has no wording for `{}`", jurisdiction.as_str()),
            )
            .at(at(text.or_else(|| words.all().next())))
            .label(label)
            .help(format!(
                "add a `{}` text, or use `any` if the words are right everywhere",
                jurisdiction.as_str()
            )),
        );
    }
}

pub(super) fn check_numbers(
    words: &Words,
    file: FileId,
    supported: &[&str],
    carrier: &str,
    phones: &PhoneNumbers,
    diagnostics: &mut Diagnostics,
) {
    for jurisdiction in Jurisdiction::ALL {
        let Some(text) = words.spanned(jurisdiction) else { continue };
        let allowed = phones.get(&jurisdiction).map_or(&[][..], Vec::as_slice);
        let plain = without_phones(&text.value, allowed);
        for number in numbers(&plain) {
            if supported.iter().any(|fact| carries(fact, number)) {
                continue;
            }
            diagnostics.push(
                Diagnostic::new(
                    Code::SafetyNumber,
                    format!("the number {number} has no verified source"),
                )
                .at(text.span(file))
                .label(format!("{number} is not in {carrier}"))
                .help("cite a verified source that holds it, or word the sentence without it"),
            );
        }
    }
}

/// A range such as "7-10" in a fact carries both its ends; a phone number has no ends.
pub(super) fn carries(fact: &str, number: &str) -> bool {
    fact == number
        || fact
            .split_once('-')
            .is_some_and(|(low, high)| !high.contains('-') && (low == number || high == number))
}

/// Takes whole telephone numbers out of a text.
pub(super) fn without_phones(text: &str, phones: &[String]) -> String {
    let mut out = text.to_owned();
    for phone in phones {
        let mut from = 0;
        while let Some(at) = out[from..].find(phone.as_str()).map(|at| at + from) {
            let end = at + phone.len();
            let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
            if digit(out[..at].chars().next_back()) || digit(out[end..].chars().next()) {
                from = end;
            } else {
                out.replace_range(at..end, "");
                from = at;
            }
        }
    }
    out
}

/// Finds the telephone numbers in an emergency line, longest first.
pub(super) fn phone_numbers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found = Vec::new();
    for line in lines {
        let chars: Vec<char> = line.chars().collect();
        let mut index = 0;
        while index < chars.len() {
            if !chars[index].is_ascii_digit() {
                index += 1;
                continue;
            }
            let start = index;
            while index < chars.len() {
                let next_is_digit = chars.get(index + 1).is_some_and(char::is_ascii_digit);
                let c = chars[index];
                if c.is_ascii_digit()
                    || c == '-'
                    || c.is_ascii_uppercase()
                    || (c == ' ' && next_is_digit)
                {
                    index += 1;
                } else {
                    break;
                }
            }
            found.push(chars[start..index].iter().collect::<String>());
        }
    }
    found.sort_by_key(|phone| std::cmp::Reverse(phone.len()));
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_taken_whole() {
        let lines = [
            "Poison Control, 1-800-222-1222",
            "111, option 2; call 116 123",
            "FDA, 1-800-FDA-1088",
        ];
        let phones = phone_numbers(lines.into_iter());
        assert_eq!(phones, ["1-800-222-1222", "1-800-FDA-1088", "116 123", "111", "2"]);
        assert_eq!(without_phones("Call 116 123 or 111.", &phones), "Call  or .");
        assert_eq!(without_phones("Take 116 of 1110.", &phones), "Take 116 of 1110.");
    }

    #[test]
    fn a_range_carries_its_ends_and_a_phone_number_does_not() {
        assert!(carries("7-10", "7") && carries("7-10", "10") && carries("50", "50"));
        assert!(!carries("1-800-222-1222", "800") && !carries("50", "5"));
    }
}
