//! A number that no verified fact carries.
//!
//! Raised where a monograph is audited, for words and outcomes.

use candor_model::diag::{
    Code, Definition, Diagnostic, Diagnostics, Edit, Example, Explanation, Level,
};
use candor_model::span::Source;
use candor_model::text::numbers;
use candor_model::{Jurisdiction, Words};
use std::collections::BTreeMap;

pub const CODE: Code = Code::new(&Definition {
    name: "safety/number-unverified",
    level: Level::Error,
    rank: 410,
    explanation: Explanation {
        title: "a number that no verified fact carries",
        finds: "Digits in patient wording that stand in no fact of the item marked `verified`, \
                and in no emergency line.",
        matters: "A wrong number is the worst error that a sheet can have.",
        instead: "Cite a verified fact that holds the number, or word the sentence without it.",
    },
    examples: &[Example::Library(Edit {
        file: "testolin-cream/safety/items.toml",
        words: "Wait 2 to 3 hours before",
        instead: "Wait 2 to 5 hours before",
    })],
});

/// The telephone numbers of each jurisdiction's emergency lines: the only numbers that print
/// although no fact verifies them.
pub(crate) type PhoneNumbers = BTreeMap<Jurisdiction, Vec<String>>;

/// Reports each number of a text that nothing carries.
pub(crate) fn check(
    words: &Words,
    file: &Source,
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
                Diagnostic::new(CODE, format!("the number {number} has no verified source"))
                    .at(text.span(file))
                    .label(format!("{number} is not in {carrier}"))
                    .help("cite a verified source that holds it, or word the sentence without it"),
            );
        }
    }
}

/// A range such as "7-10" in a fact carries both its ends; a phone number has no ends.
fn carries(fact: &str, number: &str) -> bool {
    fact == number
        || fact
            .split_once('-')
            .is_some_and(|(low, high)| !high.contains('-') && (low == number || high == number))
}

/// Takes whole telephone numbers out of a text.
fn without_phones(text: &str, phones: &[String]) -> String {
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
pub(crate) fn phone_numbers<'a>(lines: impl Iterator<Item = &'a str>) -> Vec<String> {
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
