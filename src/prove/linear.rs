//! The proof of what has no pages: text and HTML hold the words of the composition, once, in
//! order, and nothing else.
//!
//! Reads the finished file again; shares no code with what wrote it.

use super::{Owed, Proven, Report, held};
use crate::compose::{Composition, Leaf};
use crate::diag::{Code, Diagnostic, Diagnostics};
use crate::model::Format;

/// Proves a finished text or HTML file.
pub fn linear(
    file: String,
    composition: &Composition,
    owed: &Owed,
) -> Result<Proven<String>, Diagnostics> {
    let mut diagnostics = held(owed, composition);
    let mut leaves: Vec<&Leaf> = vec![&composition.running.header];
    leaves.extend(composition.leaves().into_iter().map(|(_, leaf)| leaf));
    leaves.push(&composition.running.footer);
    let wrong = if composition.format == Format::Html {
        html(&file, &leaves)
    } else {
        text(&file, &leaves)
    };
    if let Some(wrong) = wrong {
        diagnostics.push(
            Diagnostic::new(Code::PageChanged, wrong)
                .help("this is a fault in Candor; please report it with the sheet"),
        );
    }
    if diagnostics.is_empty() {
        let report = Report { pages: 0, owed: owed.len(), leaves: Vec::new() };
        Ok(Proven { value: file, report })
    } else {
        Err(diagnostics)
    }
}

/// The words of a text, without the signs that set lists, tables and headings apart.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_sign = |word: &str| {
        word == "|"
            || word.chars().all(|c| c == '-')
            || word.chars().all(|c| c == '=')
            || word.chars().all(|c| c == '_')
    };
    text.lines().flat_map(move |line| {
        let mut words = line.split_whitespace().peekable();
        let number = words.peek().and_then(|first| first.strip_suffix('.'));
        if number.is_some_and(|n| !n.is_empty() && n.chars().all(|c| c.is_ascii_digit())) {
            words.next();
        }
        words.filter(move |word| !is_sign(word))
    })
}

fn text(file: &str, leaves: &[&Leaf]) -> Option<String> {
    let mut found = words(file);
    for leaf in leaves {
        let whole = leaf.text();
        for wanted in words(&whole) {
            let word = found.next();
            if word != Some(wanted) {
                let word = word.unwrap_or("the end");
                return Some(format!("`{}`: \"{wanted}\" is due, and {word} stands", leaf.leaf));
            }
        }
    }
    found.next().map(|word| format!("\"{word}\" stands behind everything"))
}

/// A piece of an HTML file.
enum Piece<'a> {
    Tag(&'a str),
    Text(String),
}

fn html(file: &str, leaves: &[&Leaf]) -> Option<String> {
    let Some((_, body)) = file.split_once("<body>") else { return Some("no body".to_owned()) };
    let mut leaves = leaves.iter();
    // The element that holds the leaf, its name, and its text so far.
    let mut open: Option<(String, String, String)> = None;
    for piece in pieces(body) {
        match piece {
            Piece::Text(text) => match &mut open {
                Some((_, _, so_far)) => so_far.push_str(&text),
                None if text.trim().is_empty() => {}
                None => return Some(format!("\"{}\" stands in no text", text.trim())),
            },
            Piece::Tag(tag) => {
                let name = tag.split([' ', '\n']).next().unwrap_or_default();
                if !ELEMENTS.contains(&name.trim_start_matches('/')) {
                    return Some(format!("the element `{name}` has no place here"));
                }
                if let Some(attribute) = attributes(tag).find(|name| !ATTRIBUTES.contains(name)) {
                    return Some(format!("the attribute `{attribute}` has no place here"));
                }
                if let Some((element, leaf, text)) = &open {
                    if name.strip_prefix('/') == Some(element) {
                        let wanted = leaves.next();
                        if wanted.is_none_or(|w| w.leaf != *leaf || w.text() != *text) {
                            return Some(format!("`{leaf}` is not what is due: \"{text}\""));
                        }
                        open = None;
                    }
                } else if let Some(leaf) = attribute(tag, "data-leaf") {
                    open = Some((name.to_owned(), decode(leaf), String::new()));
                }
            }
        }
    }
    leaves.next().map(|leaf| format!("`{}` is missing", leaf.leaf))
}

/// Elements that a sheet may have; none of them hides, runs or fetches anything.
const ELEMENTS: [&str; 21] = [
    "body", "header", "main", "footer", "section", "p", "h1", "h2", "ul", "ol", "li", "div",
    "table", "thead", "tbody", "tr", "th", "td", "strong", "img", "html",
];

/// Attributes that an element may have; none of them hides, runs or fetches anything.
const ATTRIBUTES: [&str; 5] = ["class", "data-leaf", "scope", "alt", "src"];

/// The names of a tag's attributes.
fn attributes(tag: &str) -> impl Iterator<Item = &str> {
    // Every other piece between quotes is a value.
    let outside = tag.split('"').step_by(2);
    let words = outside.flat_map(str::split_whitespace).skip(1);
    words.map(|word| word.trim_end_matches('='))
}

fn pieces(body: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        pieces.push(Piece::Text(decode(&rest[..start])));
        let Some(end) = rest[start..].find('>') else { break };
        pieces.push(Piece::Tag(&rest[start + 1..start + end]));
        rest = &rest[start + end + 1..];
    }
    pieces.push(Piece::Text(decode(rest)));
    pieces
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

fn decode(text: &str) -> String {
    // `&amp;` last: what it gives is not read again.
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
