//! The proof of what has no pages: text and HTML hold the words of the composition, once, in
//! order, and nothing else.
//!
//! Reads the finished file again; shares no code with what wrote it.

use super::report::Report;
use super::{Owed, Proven, held};
use crate::rules::page_leaf_changed;
use data_encoding::BASE64;

use candor_composition::{Block, Composition, Leaf, Part};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::digest::sha256;
use candor_model::{Medium, Place};

/// Proves a finished text or HTML file.
pub fn linear(
    file: String,
    composition: &Composition,
    owed: &Owed,
) -> Result<Proven<String>, Diagnostics> {
    let mut diagnostics = held(owed, composition);
    let wrong = match composition.format.medium() {
        Medium::Html => html(&file, &due(composition)),
        Medium::Text => text(&file, &due(composition)),
        Medium::Pages => Some("pages were written as lines".to_owned()),
    };
    if let Some(wrong) = wrong {
        diagnostics.push(
            Diagnostic::new(page_leaf_changed::CODE, wrong)
                .help("this is a fault in Candor; please report it with the sheet"),
        );
    }
    if diagnostics.is_empty() {
        let report = Report { owed: owed.len(), ..Report::default() };
        Ok(Proven { value: file, report })
    } else {
        Err(diagnostics)
    }
}

/// What must stand in the file, in order.
enum Due<'a> {
    Text(&'a Leaf),
    /// A picture: its name for findings, its alternative text, the SHA-256 of its bytes.
    Picture(&'a str, &'a str, String),
}

fn due(composition: &Composition) -> Vec<Due<'_>> {
    let is_html = composition.format.medium() == Medium::Html;
    let file = |name: &str| name.split('.').next().unwrap_or_default().to_owned();
    let mut due = vec![Due::Text(&composition.running.header)];
    if let Some(logo) = composition.logo.as_ref().filter(|_| is_html) {
        due.push(Due::Picture("logo", &logo.alt, file(&logo.picture)));
    }
    due.extend([&composition.title, &composition.purpose, &composition.state].map(Due::Text));
    for section in &composition.sections {
        due.push(Due::Text(&section.heading));
        for part in section.blocks.iter().flat_map(Block::parts) {
            due.push(match part {
                Part::Text(leaf) => Due::Text(leaf),
                // The numbers decide its bytes, not what the composition says of them.
                Part::Drawn(drawn) => {
                    Due::Picture(&drawn.drawn, &drawn.alt, sha256(&drawn.draws.svg()))
                }
            });
        }
        if let Some(code) = &composition.code
            && is_html
            && section.place == Place::Contacts
        {
            due.push(Due::Picture(
                "QR code",
                &code.alt,
                file(&candor_composition::qr::name(&code.qr)),
            ));
        }
    }
    due.push(Due::Text(&composition.running.footer));
    due
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

fn text(file: &str, due: &[Due<'_>]) -> Option<String> {
    let mut found = words(file);
    for due in due {
        let (name, whole) = match due {
            Due::Text(leaf) => (leaf.leaf.as_str(), leaf.text()),
            Due::Picture(name, alt, _) => (*name, format!("({alt})")),
        };
        for wanted in words(&whole) {
            let word = found.next();
            if word != Some(wanted) {
                let word = word.unwrap_or("the end");
                return Some(format!("`{name}`: \"{wanted}\" is due, and {word} stands"));
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

fn html(file: &str, due: &[Due<'_>]) -> Option<String> {
    let Some((_, body)) = file.split_once("<body>") else { return Some("no body".to_owned()) };
    let mut due = due.iter();
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
                        let is_due = matches!(
                            due.next(),
                            Some(Due::Text(w)) if w.leaf == *leaf && w.text() == *text
                        );
                        if !is_due {
                            return Some(format!("`{leaf}` is not what is due: \"{text}\""));
                        }
                        open = None;
                    }
                } else if name == "img" {
                    let alt = decode(attribute(tag, "alt").unwrap_or_default());
                    let is_due = matches!(
                        due.next(),
                        Some(Due::Picture(_, wanted, file))
                            if *wanted == alt && picture(tag).as_ref() == Some(file)
                    );
                    if !is_due {
                        return Some(format!("a picture is not what is due: \"{alt}\""));
                    }
                } else if let Some(leaf) = attribute(tag, "data-leaf") {
                    open = Some((name.to_owned(), decode(leaf), String::new()));
                }
            }
        }
    }
    due.next().map(|due| match due {
        Due::Text(leaf) => format!("`{}` is missing", leaf.leaf),
        Due::Picture(name, ..) => format!("`{name}` is missing"),
    })
}

/// The SHA-256 of the bytes that an `img` carries in its address.
fn picture(tag: &str) -> Option<String> {
    let (_, bytes) = attribute(tag, "src")?.split_once(";base64,")?;
    BASE64.decode(bytes.as_bytes()).ok().map(|bytes| sha256(&bytes))
}

/// Elements that a sheet may have; none of them hides, runs or fetches anything.
const ELEMENTS: [&str; 22] = [
    "body", "h3", "header", "main", "footer", "section", "p", "h1", "h2", "ul", "ol", "li", "div",
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
