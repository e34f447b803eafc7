//! Findings as text for people, and as JSON for programs.

use annotate_snippets::{AnnotationKind, Group, Level as SnippetLevel, Renderer, Snippet};
use serde::Serialize;

use crate::span::Span;

use super::{Diagnostic, Diagnostics, Level};

/// Whether line art and colour are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// Escape codes for a terminal.
    Styled,
    Plain,
}

/// Draws one finding under the author's own words.
pub fn human(diagnostic: &Diagnostic, paint: Paint) -> String {
    let renderer = match paint {
        Paint::Styled => Renderer::styled(),
        Paint::Plain => Renderer::plain(),
    };
    let level = match diagnostic.level {
        Level::Error => SnippetLevel::ERROR,
        // Never "warning": that is a clinical word here.
        Level::Advice => SnippetLevel::INFO.with_name("advice"),
    };
    let title = level.primary_title(&diagnostic.message).id(diagnostic.code.as_str());
    let mut groups = Vec::new();
    let mut group = Group::with_title(title);
    if let Some(span) = &diagnostic.span {
        let mut snippet = Snippet::source(span.file.text())
            .path(span.file.name())
            .annotation(AnnotationKind::Primary.span(span.clamped()).label(&diagnostic.label));
        for other in diagnostic.because.iter().filter(|other| other.span.file == span.file) {
            snippet = snippet
                .annotation(AnnotationKind::Context.span(other.span.clamped()).label(&other.text));
        }
        group = group.element(snippet);
        for other in diagnostic.because.iter().filter(|other| other.span.file != span.file) {
            let file = &other.span.file;
            group =
                group.element(Snippet::source(file.text()).path(file.name()).annotation(
                    AnnotationKind::Context.span(other.span.clamped()).label(&other.text),
                ));
        }
    }
    groups.push(group);
    if let Some(help) = &diagnostic.help {
        groups.push(Group::with_title(SnippetLevel::HELP.secondary_title(help)));
    }
    renderer.render(&groups)
}

/// A finding as programs read it.
#[derive(Debug, Serialize)]
struct Record<'a> {
    code: &'a str,
    level: Level,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<usize>,
    column: Option<usize>,
    text: Option<&'a str>,
    label: &'a str,
    because: Vec<RecordPlace<'a>>,
    help: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct RecordPlace<'a> {
    file: &'a str,
    line: usize,
    column: usize,
    label: &'a str,
}

/// Writes findings as a JSON array.
///
/// # Panics
/// Never: the record holds nothing that JSON cannot say.
pub fn json(diagnostics: &Diagnostics) -> String {
    let records: Vec<Record<'_>> = diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.span.as_ref().map(Span::place);
            Record {
                code: diagnostic.code.as_str(),
                level: diagnostic.level,
                message: &diagnostic.message,
                file: diagnostic.span.as_ref().map(|span| span.file.name()),
                line: place.map(|place| place.line),
                column: place.map(|place| place.column),
                text: diagnostic.span.as_ref().map(|span| &span.file.text()[span.clamped()]),
                label: &diagnostic.label,
                because: diagnostic
                    .because
                    .iter()
                    .map(|other| {
                        let place = other.span.place();
                        RecordPlace {
                            file: other.span.file.name(),
                            line: place.line,
                            column: place.column,
                            label: &other.text,
                        }
                    })
                    .collect(),
                help: diagnostic.help.as_deref(),
            }
        })
        .collect();
    serde_json::to_string_pretty(&records).expect("findings are plain data")
}
