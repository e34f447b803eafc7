//! The functions that the entry file calls: the composition with each text as content.
//!
//! Written in Rust and not in the entry file, because the engine keeps the result of each call of a
//! function by a digest of its arguments, and a composition is long. Each text gets a *mark*: a
//! span that is made of its name. The engine carries spans through layout to each glyph, so that
//! the page proof finds the text again; and it keeps a laid-out paragraph by its words and its span,
//! so that a warning is laid out once for all sheets of a run, wherever it stands.
//!
//! What differs from page to page or must not stand in the style of a page is worked out late, from
//! files of the lines: the style of a page is part of the key of everything on it. A template is not
//! told how far a sheet has come: what says so is set by [`block`], from files that it cannot name.

use super::paths::{COMPOSITION, composition_file, entry_file, page_file};
use std::sync::LazyLock;

use comemo::Tracked;
use typst::World as _;
use typst::diag::{At as _, SourceResult, bail};
use typst::engine::Engine;
use typst::foundations::{
    Args, CastInfo, Context, ContextElem, Dict, Func, IntoValue as _, NativeElement as _,
    NativeFuncData, NativeFuncPtr, Scope, Value,
};
use typst::pdf::AttachElem;

use super::block::{self, Slot};
use super::{leaf, placer, plain};

/// What the entry file can call, beside the engine's own functions.
pub(super) fn define(scope: &mut Scope) {
    scope.define_func_with_data(&COMPOSITION_FUNC);
    scope.define_func_with_data(&ATTACHMENT);
    scope.define_func_with_data(&IS_PLAIN);
}

type Body = fn(&mut Engine<'_>, Tracked<'_, Context<'_>>, &mut Args) -> SourceResult<Value>;

static COMPOSITION_FUNC: NativeFuncData = function("composition", &(composition as Body));
static ATTACHMENT: NativeFuncData = function("attachment", &(attachment as Body));
static IS_PLAIN: NativeFuncData = function("is-plain", &(is_plain as Body));
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

/// Whether the entry file calls; a template has no use for these functions.
fn by_entry(args: &Args) -> SourceResult<()> {
    if args.span.id() == Some(entry_file()) {
        return Ok(());
    }
    bail!(args.span, "only Candor's own entry file may call this");
}

/// The composition, with content for each text and picture, as far as a template may know it: not
/// the stage, nor what follows from it.
fn composition(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    by_entry(args)?;
    let bytes = engine.world.file(composition_file()).at(args.span)?;
    let mut doc = placer::place(&bytes, engine, args.span)?;
    let block = |slot| Value::Content(block::content(slot, 0));
    let page = ContextElem::new(Func::from(&PAGE)).pack().spanned(args.span);
    let mut running = Dict::new();
    running.insert("header".into(), block(Slot::Header));
    running.insert("footer".into(), block(Slot::Footer));
    running.insert("page".into(), Value::Content(page));
    doc.insert("running".into(), Value::Dict(running));
    doc.insert("state".into(), block(Slot::State));
    // These have no room for a code.
    let without = ["card", "dossier", "notice"];
    let has_code = |format: &Value| !without.iter().any(|name| *format == name.into_value());
    if doc.get("format").is_ok_and(has_code) {
        doc.insert("code".into(), block(Slot::Code));
    }
    Ok(Value::Dict(doc))
}

/// The composition as the document's attachment.
fn attachment(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    by_entry(args)?;
    let bytes = engine.world.file(composition_file()).at(args.span)?;
    args.items.insert(0, leaf::arg(None, COMPOSITION.into_value(), args.span));
    args.items.insert(1, leaf::arg(None, Value::Bytes(bytes), args.span));
    AttachElem::ELEM.construct(engine, args).map(Value::Content)
}

/// Whether each character is set by its own glyph (plain.rs).
fn is_plain(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    by_entry(args)?;
    let said = engine.world.file(plain::file()).at(args.span)?;
    Ok(Value::Bool(!said.is_empty()))
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
    let bytes = engine.world.file(page_file()).at(args.span)?;
    placer::line(&bytes, Some(&number), args.span).map(Value::Content)
}
