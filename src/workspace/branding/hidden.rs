//! A template's own text holds no character that does not print: such a one turns, joins or parts
//! words without being seen, by a reviewer least of all.

use candor_library::parse::is_hidden;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};
use candor_model::tree::{Entry, Tree};
use candor_typeset::rules::template_failed;

/// Reports each such character of a clinic's templates, written as it is or as `\u{…}`.
pub fn hidden(templates: &Tree) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    for (path, entry) in templates.iter() {
        let Entry::File(bytes) = entry else { continue };
        if !path.ends_with(".typ") {
            continue;
        }
        let text = String::from_utf8_lossy(bytes);
        let found = characters(&text);
        if found.is_empty() {
            continue;
        }
        let file = Source::new(templates.shown(path), text.clone().into_owned());
        for (range, c) in found {
            diagnostics.push(
                Diagnostic::new(
                    template_failed::CODE,
                    format!("the template holds U+{:04X}, which does not print", u32::from(c)),
                )
                .at(Span::new(&file, range))
                .label("it can turn, join or part words unseen")
                .help("take it out; the composition brings all characters that a page shows"),
            );
        }
    }
    diagnostics
}

/// The places of such characters in a text.
fn characters(text: &str) -> Vec<(std::ops::Range<usize>, char)> {
    // Some editors begin each file with a byte order mark.
    let written =
        text.char_indices().filter(|(at, c)| is_hidden(*c) && (*at, *c) != (0, '\u{feff}'));
    let mut found: Vec<_> = written.map(|(at, c)| (at..at + c.len_utf8(), c)).collect();
    for (at, start) in text.match_indices("\\u{") {
        let digits = &text[at + start.len()..];
        let Some(end) = digits.find('}') else { continue };
        let c = u32::from_str_radix(&digits[..end], 16).ok().and_then(char::from_u32);
        if let Some(c) = c.filter(|c| is_hidden(*c)) {
            found.push((at..at + start.len() + end + 1, c));
        }
    }
    found.sort_by_key(|(range, _)| range.start);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_do_not_print_are_found_in_either_form() {
        let found =
            |text: &str| -> Vec<char> { characters(text).into_iter().map(|(_, c)| c).collect() };
        assert_eq!(found("\u{feff}#let a = [x]\n\t// Ärzte – 1,5 mg\r\n"), Vec::<char>::new());
        assert_eq!(found("[\u{ad}] and [\\u{202e}] \\u{200D}"), ['\u{ad}', '\u{202e}', '\u{200d}']);
        assert_eq!(found("\\u{2022} \\u{zz} \\u{"), Vec::<char>::new());
    }
}
