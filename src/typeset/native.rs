//! The functions that the entry file calls: the composition with each text as content.
//!
//! Written in Rust and not in the entry file, because the engine keeps the result of each call of a
//! function by a digest of its arguments, and a composition is long. Each text gets a *mark*: a
//! span that is made of its name. The engine carries spans through layout to each glyph, so that
//! the page proof finds the text again; and it keeps a laid-out paragraph by its words and its span,
//! so that a warning is laid out once for all sheets of a run, wherever it stands.
//!
//! What differs from page to page or must not stand in the style of a page is worked out late, by
//! functions without arguments that look into files of the lines: the style of a page is part of the
//! key of everything on it.

use std::num::NonZeroU64;
use std::sync::LazyLock;

use comemo::Tracked;
use typst::World as _;
use typst::diag::{At as _, SourceResult};
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Context, ContextElem, Func, NativeElement as _, NativeFuncData, NativeFuncPtr,
    Scope, Value,
};
use typst::syntax::{FileId, Span};
use typst::utils::hash128;

use super::placer;
use super::world::file_id;

/// The composition.
pub(super) const COMPOSITION: &str = "/composition.json";
/// The lines of each page, in files of their own: what was laid out by one that is the same on the
/// next sheet is kept.
pub(super) const RUNNING: [&str; 3] = ["/header.json", "/footer.json", "/page.json"];
/// The picture of the QR code: one name for every document's, for names are interned for ever.
pub(super) const CODE: &str = "/code.svg";

/// The name whose mark Candor's own lines and frames in the release block bear.
pub(crate) const BLOCK: &str = "release.block";

/// Marks are numbers below this; larger ones mean something else in a span.
const MARKS: u64 = 1 << 46;

/// Returns the mark of a text or picture: a span in the composition's file, from its name.
///
/// A mark follows from the name alone, so that the same text has the same mark on every sheet.
pub(crate) fn mark(name: &str) -> Span {
    let number = u64::try_from(hash128(name) % u128::from(MARKS - 2)).unwrap_or_default() + 2;
    let file = u64::from(composition_file().into_raw().get());
    NonZeroU64::new(file << 48 | number).map_or(Span::detached(), Span::from_raw)
}

/// Whether a span is the mark of some text.
pub(crate) fn is_mark(span: Span) -> bool {
    span.id() == Some(composition_file())
}

fn composition_file() -> FileId {
    static ID: LazyLock<FileId> = LazyLock::new(|| sound(COMPOSITION));
    *ID
}

/// The file of a path that is known to be sound.
pub(super) fn sound(path: &str) -> FileId {
    file_id(path).expect("a sound path")
}

/// What the entry file can call, beside the engine's own functions.
pub(super) fn define(scope: &mut Scope) {
    scope.define_func_with_data(&COMPOSITION_FUNC);
}

type Body = fn(&mut Engine<'_>, Tracked<'_, Context<'_>>, &mut Args) -> SourceResult<Value>;

static COMPOSITION_FUNC: NativeFuncData = function("composition", &(composition as Body));
static HEADER: NativeFuncData = function("header", &(header as Body));
static FOOTER: NativeFuncData = function("footer", &(footer as Body));
static PAGE: NativeFuncData = function("page-number", &(page as Body));

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the engine keeps a reference")]
const fn function(name: &'static str, body: &'static Body) -> NativeFuncData {
    NativeFuncData {
        function: NativeFuncPtr(body),
        name,
        title: name,
        docs: "",
        def_site: None,
        keywords: &[],
        contextual: false,
        scope: LazyLock::new(&Scope::new),
        params: LazyLock::new(&Vec::new),
        returns: LazyLock::new(&|| CastInfo::Any),
    }
}

/// The composition, with content for each text and picture.
fn composition(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    let bytes = engine.world.file(composition_file()).at(args.span)?;
    let mut doc = placer::place(&bytes, engine, args.span)?;
    if let Ok(Value::Dict(running)) = doc.at_mut("running") {
        for (key, func) in [("header", &HEADER), ("footer", &FOOTER), ("page", &PAGE)] {
            let late = ContextElem::new(Func::from(func)).pack().spanned(args.span);
            running.insert(key.into(), Value::Content(late));
        }
    }
    Ok(Value::Dict(doc))
}

fn header(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    running(engine, args, 0, None)
}

fn footer(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    running(engine, args, 1, None)
}

/// The number of the page is the one thing that layout knows and the composition does not.
#[expect(clippy::needless_pass_by_value, reason = "what the engine calls has this form")]
fn page(
    engine: &mut Engine<'_>,
    context: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    let here = context.location().at(args.span)?;
    let number = here.page(engine, args.span).to_string();
    running(engine, args, 2, Some(&number))
}

/// A line of each page.
fn running(
    engine: &mut Engine<'_>,
    args: &Args,
    line: usize,
    page: Option<&str>,
) -> SourceResult<Value> {
    let bytes = engine.world.file(sound(RUNNING[line])).at(args.span)?;
    placer::line(&bytes, page, args.span).map(Value::Content)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_follow_from_names() {
        assert_eq!(mark("title"), mark("title"));
        assert_ne!(mark("title"), mark("purpose"));
        assert!(is_mark(mark("title")) && !is_mark(Span::detached()));
    }
}
