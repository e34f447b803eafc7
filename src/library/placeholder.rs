//! Placeholders of fixed texts: `{name}` stands where a value is put.

use crate::parse::Placeholders;
use crate::rules::library_placeholder;
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Spanned};

/// A piece of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Plain(&'a str),
    /// A name that stood in braces.
    Placeholder(&'a str),
}

/// Takes a text apart; `None` if a brace in it has no partner.
fn pieces(text: &str) -> Option<Vec<Piece<'_>>> {
    let plain = |words: &str| !words.contains('}');
    let mut parts = text.split('{');
    let first = parts.next().filter(|first| plain(first))?;
    let mut pieces = vec![Piece::Plain(first)];
    for part in parts {
        let (name, rest) = part.split_once('}').filter(|(_, rest)| plain(rest))?;
        pieces.extend([Piece::Placeholder(name), Piece::Plain(rest)]);
    }
    Some(pieces)
}

/// Fills the placeholders of a text, each value as it is: its own braces are never filled.
///
/// # Panics
/// If `filled` has other names than the text, or a brace of the text has no partner.
pub(super) fn fill(text: &str, filled: Filled<'_>) -> String {
    let pieces = pieces(text).expect("loading refuses a brace without its partner");
    for (name, _) in filled {
        assert!(pieces.contains(&Piece::Placeholder(name)), "`{text}` does not say `{{{name}}}`");
    }
    let said = pieces.into_iter().map(|piece| match piece {
        Piece::Plain(words) => words,
        Piece::Placeholder(wanted) => {
            let value = filled.iter().find(|(name, _)| *name == wanted);
            value.unwrap_or_else(|| panic!("nothing is put for `{{{wanted}}}` in `{text}`")).1
        }
    });
    said.collect()
}

/// Reports a text with other placeholders than those that are declared for it.
pub(super) fn check(
    text: &Spanned<String>,
    whose: &str,
    declared: Placeholders,
    file: &Source,
    diagnostics: &mut Diagnostics,
) {
    let Some(problem) = problem(&text.value, declared) else { return };
    let help = match declared {
        [] => "take the braces out: no value is put into this text".to_owned(),
        [one] => format!("write {} where its value belongs, and no other braces", braced([one])),
        _ => format!(
            "write each of {} where its value belongs, and no other braces",
            braced(declared)
        ),
    };
    let message = format!("{whose} has the wrong placeholders");
    let found = Diagnostic::new(library_placeholder::CODE, message);
    diagnostics.push(found.at(text.span(file)).label(problem).help(help));
}

/// What is wrong with the placeholders of a text, if anything.
fn problem(text: &str, declared: Placeholders) -> Option<String> {
    let Some(pieces) = pieces(text) else {
        return Some("a brace without its partner".to_owned());
    };
    let lacking = declared.iter().filter(|name| !pieces.contains(&Piece::Placeholder(name)));
    let lacking = braced(lacking);
    let unknown = braced(pieces.iter().filter_map(|piece| match piece {
        Piece::Placeholder(name) => Some(name).filter(|name| !declared.contains(name)),
        Piece::Plain(_) => None,
    }));
    match (unknown.is_empty(), lacking.is_empty()) {
        (true, true) => None,
        (true, false) => Some(format!("without {lacking}")),
        (false, true) => Some(format!("nothing is put for {unknown}")),
        (false, false) => Some(format!("nothing is put for {unknown}; without {lacking}")),
    }
}

/// Names as they are written in a text.
fn braced<'a>(names: impl IntoIterator<Item = &'a &'a str>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| format!("`{{{name}}}`")).collect();
    match names.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        _ => names.concat(),
    }
}

/// The placeholders of a fixed text and what fills them.
pub type Filled<'a> = &'a [(&'a str, &'a str)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_stands_where_its_name_stood_with_its_own_braces() {
        let filled = [("mg", "{ml}"), ("ml", "}")];
        assert_eq!(fill("{mg} mg ({ml} mL)", &filled), "{ml} mg (} mL)");
        assert_eq!(fill("{mg}{mg}", &[("mg", "1")]), "11");
        assert_eq!(fill("Take it", &[]), "Take it");
    }

    #[test]
    #[should_panic(expected = "nothing is put for `{mg}`")]
    fn a_value_too_few_is_a_fault_of_the_program() {
        fill("{mg} mg ({ml} mL)", &[("ml", "1")]);
    }

    #[test]
    #[should_panic(expected = "does not say `{ml}`")]
    fn a_value_too_many_is_a_fault_of_the_program() {
        fill("{mg} mg", &[("mg", "1"), ("ml", "1")]);
    }

    #[test]
    fn a_text_has_the_declared_placeholders_and_no_others() {
        for (text, declared, said) in [
            ("{mg} mg ({ml} mL)", &["ml", "mg"][..], None),
            ("{mg}, {mg}", &["mg"], None),
            ("Take it", &[], None),
            ("{mgs} mg", &["mg"], Some("nothing is put for `{mgs}`; without `{mg}`")),
            ("{mg} mg {ml}", &["mg"], Some("nothing is put for `{ml}`")),
            ("{ mg } mg", &["mg"], Some("nothing is put for `{ mg }`; without `{mg}`")),
            ("Take {}", &[], Some("nothing is put for `{}`")),
            ("Take it", &["mg"], Some("without `{mg}`")),
            ("Take it", &["a", "b", "c"], Some("without `{a}`, `{b}` and `{c}`")),
            ("{mg mg", &["mg"], Some("a brace without its partner")),
            ("mg} mg", &["mg"], Some("a brace without its partner")),
            ("{mg}} mg", &["mg"], Some("a brace without its partner")),
            ("{{mg} mg", &["mg"], Some("a brace without its partner")),
        ] {
            assert_eq!(problem(text, declared).as_deref(), said, "{text}");
        }
    }
}
