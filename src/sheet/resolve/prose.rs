//! Author text: a safe subset of `CommonMark`, and all else as it is written.
//!
//! Paragraphs, lists, `**bold**` and links have a meaning; a link prints its address. Headings,
//! code, HTML, emphasis, images, escapes and entities print literally, character by character:
//! whatever the parser consumed without our giving it a meaning is copied from the source.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "whatever the parser knows beyond the safe subset prints as it is written"
)]

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use candor_model::text::normalize;
use candor_model::{Inline, Prose};

/// Takes an author's text apart.
pub fn parse(source: &str) -> Vec<Prose> {
    let mut reader =
        Reader { source, events: Parser::new(source).into_offset_iter().collect(), at: 0 };
    let mut prose = Vec::new();
    let mut covered = 0;
    while reader.at < reader.events.len() {
        let (event, range) = reader.events[reader.at].clone();
        // Lines that the parser kept to itself, such as `[name]: address`.
        literal(&source[covered..range.start.max(covered)], &mut prose);
        covered = range.end.max(covered);
        match event {
            Event::Start(Tag::Paragraph) => {
                reader.at += 1;
                let inlines = reader.inlines(range.start, range.end);
                reader.skip_to(range.end);
                push_paragraph(inlines, &mut prose);
            }
            Event::Start(Tag::List(first)) if first.is_none_or(|n| n == 1) && reader.is_plain() => {
                let mut entries = Vec::new();
                reader.list(&mut entries);
                reader.skip_to(range.end);
                entries.retain(|entry: &Vec<Inline>| !entry.is_empty());
                if !entries.is_empty() {
                    prose.push(match first {
                        Some(_) => Prose::Steps(entries),
                        None => Prose::Bullets(entries),
                    });
                }
            }
            // Numbers that do not begin with one would be lost in a list.
            Event::Start(Tag::List(_)) => {
                for line in source[range.clone()].lines() {
                    literal(line, &mut prose);
                }
                reader.skip_to(range.end);
            }
            _ => {
                literal(&source[range.clone()], &mut prose);
                reader.skip_to(range.end);
            }
        }
    }
    literal(&source[covered.min(source.len())..], &mut prose);
    prose
}

/// Adds each non-empty line block of `text` as a paragraph, as it is written.
fn literal(text: &str, prose: &mut Vec<Prose>) {
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().chain([""]) {
        if line.trim().is_empty() {
            push_paragraph(vec![Inline::Text(lines.join(" "))], prose);
            lines.clear();
        } else {
            lines.push(line);
        }
    }
}

fn push_paragraph(inlines: Vec<Inline>, prose: &mut Vec<Prose>) {
    let inlines = tidy(inlines);
    if !inlines.is_empty() {
        prose.push(Prose::Paragraph(inlines));
    }
}

struct Reader<'a> {
    source: &'a str,
    events: Vec<(Event<'a>, Range<usize>)>,
    at: usize,
}

impl Reader<'_> {
    /// Moves behind every event that begins before `end`.
    fn skip_to(&mut self, end: usize) {
        while self.at < self.events.len() && self.events[self.at].1.start < end {
            self.at += 1;
        }
        // The end events of what was just skipped carry its whole range.
        while matches!(self.events.get(self.at), Some((Event::End(_), _))) {
            self.at += 1;
        }
    }

    /// Reads a list from its start event; nested lists become further entries.
    fn list(&mut self, entries: &mut Vec<Vec<Inline>>) {
        self.at += 1;
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(TagEnd::List(_)) => {
                    self.at += 1;
                    return;
                }
                Event::Start(Tag::Item) => {
                    self.at += 1;
                    self.item(range.clone(), entries);
                }
                _ => self.at += 1,
            }
        }
    }

    /// Whether the list at hand holds nothing but text and further lists.
    fn is_plain(&self) -> bool {
        let end = self.events[self.at].1.end;
        let inside = self.events[self.at..].iter().take_while(|(_, range)| range.start < end);
        inside.into_iter().all(|(event, _)| match event {
            Event::Start(tag) => {
                !is_block(event) || matches!(tag, Tag::List(_) | Tag::Item | Tag::Paragraph)
            }
            Event::Rule => false,
            _ => true,
        })
    }

    /// Reads one entry up to its end event; `whole` is its place in the source.
    fn item(&mut self, whole: Range<usize>, entries: &mut Vec<Vec<Inline>>) {
        let mut entry = Vec::new();
        let mut from = whole.start + marker_len(&self.source[whole.clone()]);
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            match event {
                Event::End(TagEnd::Item) => {
                    self.at += 1;
                    break;
                }
                Event::Start(Tag::List(_)) => {
                    entries.push(tidy(std::mem::take(&mut entry)));
                    self.list(entries);
                    from = range.end;
                }
                Event::Start(Tag::Paragraph) => {
                    self.at += 1;
                    entry.push(Inline::Text(" ".to_owned()));
                    entry.extend(self.inlines(range.start, range.end));
                    from = range.end;
                }
                Event::End(_) => self.at += 1,
                _ => {
                    let inline = self.events[self.at..].iter().take_while(|(e, _)| !is_block(e));
                    let stop = inline.map(|(_, range)| range.end).max().unwrap_or(range.end);
                    entry.push(Inline::Text(" ".to_owned()));
                    let before = self.at;
                    entry.extend(self.inlines(from.min(range.start), stop.min(whole.end)));
                    from = stop;
                    // Whatever is left stands in the source and was copied from there.
                    self.at = self.at.max(before + 1);
                }
            }
        }
        entries.push(tidy(entry));
    }

    /// Reads inline events that begin before `end`; what lies between them is copied.
    fn inlines(&mut self, start: usize, end: usize) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut covered = start;
        while let Some((event, range)) = self.events.get(self.at).cloned() {
            if is_block(&event) || matches!(event, Event::End(_)) || range.start >= end {
                break;
            }
            if covered < range.start {
                inlines.push(Inline::Text(self.source[covered..range.start].to_owned()));
            }
            self.at += 1;
            match event {
                Event::SoftBreak => inlines.push(Inline::Text(" ".to_owned())),
                Event::HardBreak => {
                    let written = self.source[range.clone()].replace('\n', " ");
                    inlines.push(Inline::Text(written));
                }
                Event::Start(Tag::Strong) if self.source[range.clone()].starts_with("**") => {
                    let inner = self.inlines(range.start + 2, range.end.saturating_sub(2));
                    inlines.push(Inline::Strong(words(&inner)));
                    self.skip_inside(range.end);
                }
                Event::Start(Tag::Link { link_type, dest_url, title, .. })
                    if may_print(&dest_url) && title.is_empty() && is_written_out(link_type) =>
                {
                    let address = dest_url.strip_prefix("mailto:").unwrap_or(&dest_url);
                    let source = &self.source[range.clone()];
                    let shown = source.strip_prefix('[').and_then(|rest| rest.rsplit_once("]("));
                    inlines.push(Inline::Text(match shown {
                        Some((text, _)) if !text.is_empty() && text != address => {
                            format!("{text} ({address})")
                        }
                        _ => address.to_owned(),
                    }));
                    self.skip_inside(range.end);
                }
                Event::Start(_) => {
                    inlines.push(Inline::Text(self.source[range.clone()].to_owned()));
                    self.skip_inside(range.end);
                }
                _ => inlines.push(Inline::Text(self.source[range.clone()].to_owned())),
            }
            covered = covered.max(range.end);
        }
        if covered < end {
            inlines.push(Inline::Text(self.source[covered..end].to_owned()));
        }
        inlines
    }

    /// Moves behind everything inside an inline element, its end event included.
    fn skip_inside(&mut self, end: usize) {
        while let Some((event, range)) = self.events.get(self.at) {
            let inside = range.end <= end && range.start < end;
            if !inside || is_block(event) {
                break;
            }
            self.at += 1;
        }
    }
}

/// Whether an event begins or ends a block.
fn is_block(event: &Event<'_>) -> bool {
    match event {
        Event::Start(tag) => !matches!(
            tag,
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
        ),
        Event::End(tag) => !matches!(
            tag,
            TagEnd::Emphasis
                | TagEnd::Strong
                | TagEnd::Strikethrough
                | TagEnd::Link
                | TagEnd::Image
        ),
        Event::Rule => true,
        _ => false,
    }
}

/// Whether a link's address stands in the link itself.
fn is_written_out(link_type: LinkType) -> bool {
    matches!(link_type, LinkType::Inline | LinkType::Autolink | LinkType::Email)
}

/// How long a list entry's sign and the space behind it are.
fn marker_len(item: &str) -> usize {
    let rest = item.trim_start_matches([' ', '\t']);
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = rest.strip_prefix(['-', '*', '+', '.', ')']).unwrap_or(rest);
    item.len() - rest.trim_start_matches([' ', '\t']).len()
}

/// Whether a link's address is one that a person could use from paper.
fn may_print(address: &str) -> bool {
    let lower = address.to_lowercase();
    ["https://", "http://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme))
}

fn words(inlines: &[Inline]) -> String {
    inlines
        .iter()
        .map(|inline| match inline {
            Inline::Text(text) | Inline::Strong(text) => text.as_str(),
        })
        .collect()
}

/// Joins neighbours of one kind and brings white space into its printed form.
fn tidy(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut joined: Vec<Inline> = Vec::new();
    for inline in inlines {
        match (joined.last_mut(), inline) {
            (Some(Inline::Text(last)), Inline::Text(text))
            | (Some(Inline::Strong(last)), Inline::Strong(text)) => last.push_str(&text),
            (_, inline) => joined.push(inline),
        }
    }
    let count = joined.len();
    let mut tidied: Vec<Inline> = Vec::new();
    for (index, inline) in joined.into_iter().enumerate() {
        let (Inline::Text(text) | Inline::Strong(text)) = &inline;
        let keep = |edge: bool, inner: bool| if edge && inner { " " } else { "" };
        let starts = text.starts_with(char::is_whitespace);
        let ends = text.ends_with(char::is_whitespace);
        let body = normalize(text);
        let previous_open = tidied.last().is_some_and(|last| {
            let (Inline::Text(text) | Inline::Strong(text)) = last;
            !text.ends_with(' ')
        });
        if body.is_empty() {
            if previous_open && index + 1 < count {
                tidied.push(Inline::Text(" ".to_owned()));
            }
            continue;
        }
        let body =
            format!("{}{body}{}", keep(starts, previous_open), keep(ends, index + 1 < count));
        tidied.push(match inline {
            Inline::Text(_) => Inline::Text(body),
            Inline::Strong(_) => Inline::Strong(body),
        });
    }
    tidied
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(source: &str) -> Vec<String> {
        let inline = |inlines: &[Inline]| -> String {
            inlines
                .iter()
                .map(|inline| match inline {
                    Inline::Text(text) => text.clone(),
                    Inline::Strong(text) => format!("<b>{text}</b>"),
                })
                .collect()
        };
        parse(source)
            .iter()
            .flat_map(|prose| match prose {
                Prose::Paragraph(text) => vec![format!("p {}", inline(text))],
                Prose::Bullets(list) => list.iter().map(|e| format!("* {}", inline(e))).collect(),
                Prose::Steps(list) => list.iter().map(|e| format!("1 {}", inline(e))).collect(),
            })
            .collect()
    }

    #[test]
    fn the_safe_subset_has_its_meaning() {
        assert_eq!(
            show("One\ntwo.\n\nThree **four** five."),
            ["p One two.", "p Three <b>four</b> five."]
        );
        assert_eq!(show("- a\n- b **c**\n"), ["* a", "* b <b>c</b>"]);
        assert_eq!(show("1. a\n2. b"), ["1 a", "1 b"]);
        assert_eq!(show("- a\n\n- b\n"), ["* a", "* b"]);
        assert_eq!(show("- a\n  - b\n- c"), ["* a", "* b", "* c"]);
        assert_eq!(
            show("See [the page](https://example.org/x) now."),
            ["p See the page (https://example.org/x) now."]
        );
        assert_eq!(show("<https://example.org>"), ["p https://example.org"]);
    }

    #[test]
    fn all_else_prints_as_it_is_written() {
        for source in [
            "# Heading",
            "a *b* c",
            "a _b_ c",
            "a `b` c",
            "#import \"x\": y",
            "$x$ @ref <tag> ~ \\ #let",
            "<b>bold</b>",
            "<script>alert(1)</script>",
            "&amp; &lt; &#65;",
            "a \\* b \\# c",
            "![alt](https://example.org/x.png)",
            "[x](javascript:alert(1))",
            "> quote",
            "---",
            "[name]: https://example.org",
            "{{ template }} ${HOME} $(rm -rf /) `id`",
            "***",
            "a ~~b~~ c",
            "| a | b |",
        ] {
            assert_eq!(show(source), [format!("p {source}")], "{source}");
        }
        assert_eq!(show("```\ncode\n```"), ["p ``` code ```"]);
        assert_eq!(show("    indented"), ["p indented"]);
        assert_eq!(show("- a *b* `c` <d>"), ["* a *b* `c` <d>"]);
        assert_eq!(show("- \\$5 x"), ["* \\$5 x"]);
        assert_eq!(show("__init__ x"), ["p __init__ x"]);
        assert_eq!(show("5. five\n6. six"), ["p 5. five", "p 6. six"]);
        assert_eq!(show("2026. A year."), ["p 2026. A year."]);
        assert_eq!(show("[x][k]\n\n[k]: https://e.org"), ["p [x][k]", "p [k]: https://e.org"]);
        assert_eq!(show("[x](https://e.org \"T\")"), ["p [x](https://e.org \"T\")"]);
        assert_eq!(show("a\n\n- b\n- # c\n\nd"), ["p a", "p - b", "p - # c", "p d"]);
    }

    #[test]
    fn no_visible_character_is_ever_lost() {
        let awkward = "a\n***\nb\n===\n- x\n\n  # y\n\n  ```\n  z\n  ```\n> q\n> - r\n\n[k]: http://e.org 't'\n\n<div>\nw\n</div>\n\n1) s\n";
        let shown = show(awkward).join(" ");
        for c in
            ["a", "b", "x", "y", "z", "q", "r", "[k]", "http://e.org", "<div>", "w", "</div>", "s"]
        {
            assert!(shown.contains(c), "{c} in {shown}");
        }
    }
}
