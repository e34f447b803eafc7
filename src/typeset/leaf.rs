//! A text of a composition becomes content that carries its mark.

use std::borrow::Cow;

use serde::Deserialize;
use typst::diag::SourceResult;
use typst::engine::Engine;
use typst::foundations::{Arg, Args, Bytes, Content, IntoValue as _, NativeElement as _, Value};
use typst::layout::{Length, Ratio, Rel};
use typst::model::StrongElem;
use typst::syntax::{Span, Spanned};
use typst::visualize::ImageElem;

use super::mark::mark;
use super::phrases;
use candor_model::Writing;

/// One string that the reader sees as a whole.
#[derive(Deserialize)]
pub(super) struct Leaf<'a> {
    #[serde(borrow)]
    pub(super) leaf: Cow<'a, str>,
    #[serde(borrow)]
    pub(super) runs: Vec<Run<'a>>,
}

impl Leaf<'_> {
    pub(super) fn name(&self) -> &str {
        &self.leaf
    }
}

#[derive(Deserialize)]
pub(super) struct Run<'a> {
    #[serde(borrow)]
    pub(super) text: Cow<'a, str>,
    pub(super) strong: bool,
}

/// Whether a script runs from right to left.
pub(super) fn is_rtl(writing: &str) -> bool {
    writing == "rtl"
}

/// A picture, as wide as what it stands in.
pub(super) fn image(
    engine: &mut Engine<'_>,
    bytes: Bytes,
    format: &str,
    alt: &str,
    span: Span,
) -> SourceResult<Content> {
    let mut args = Args::new(span, [Value::Bytes(bytes)]);
    let width = Rel::<Length>::from(Ratio::one()).into_value();
    let named = [("format", format.into_value()), ("alt", alt.into_value()), ("width", width)];
    args.items.extend(named.map(|(name, value)| arg(Some(name), value, span)));
    ImageElem::ELEM.construct(engine, &mut args)
}

/// An argument of a call.
pub(super) fn arg(name: Option<&str>, value: Value, span: Span) -> Arg {
    Arg { span, name: name.map(Into::into), value: Spanned::new(value, span) }
}

/// The content of a text, with its mark.
pub(super) fn content(Leaf { leaf, runs }: Leaf<'_>, rtl: bool, page: Option<&str>) -> Content {
    let span = mark(&leaf);
    let mut parts = Vec::new();
    for run in runs {
        let text = match page {
            Some(number) => Cow::Owned(run.text.replace("{page}", number)),
            None => run.text,
        };
        let writing = if rtl { Writing::Rtl } else { Writing::Ltr };
        let content = Content::sequence(phrases::content(&text, writing, span)).spanned(span);
        parts.push(if run.strong {
            StrongElem::new(content).pack().spanned(span)
        } else {
            content
        });
    }
    Content::sequence(parts)
}
