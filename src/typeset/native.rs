//! The functions that the entry file calls: the composition with each text as content.
//!
//! Written in Rust and not in the entry file, because the engine keeps the result of each call of a
//! function by a digest of its arguments, and a composition is long. Each text gets a *mark*: a
//! span that is made of its name. The engine carries spans through layout to each glyph, so that
//! the page proof finds the text again; and it keeps a laid-out paragraph by its words and its span,
//! so that a warning is laid out once for all sheets of a run, wherever it stands.
//!
//! What differs from page to page or must not stand in the style of a page is worked out late, by
//! functions without arguments that look into `/running.json`: the style of a page is part of the
//! key of everything on it.

use std::num::NonZeroU64;
use std::ops::Range;
use std::sync::LazyLock;

use comemo::Tracked;
use typst::World as _;
use typst::diag::{At as _, SourceDiagnostic, SourceResult, eco_format};
use typst::engine::Engine;
use typst::foundations::{
    Args, Array, CastInfo, Content, Context, ContextElem, Dict, Func, IntoValue as _,
    NativeElement as _, NativeFuncData, NativeFuncPtr, Scope, Smart, Str, Value,
};
use typst::layout::{BoxElem, Dir, Ratio, Rel};
use typst::model::StrongElem;
use typst::syntax::{FileId, Span};
use typst::text::{TextDir, TextElem};
use typst::utils::hash128;
use typst::visualize::ImageElem;

use super::world::file_id;

/// The composition.
pub(super) const COMPOSITION: &str = "/composition.json";
/// The lines of each page, and which way they are written.
pub(super) const RUNNING: &str = "/running.json";
/// The picture of the QR code: one name for every document's, for names are interned for ever.
pub(super) const CODE: &str = "/code.svg";

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
    let data = read(engine, composition_file(), args.span)?;
    let rtl = is_rtl(&data);
    let mut doc = Placer { engine, rtl, span: args.span }.dict(data)?;
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
    running(engine, args, "header", None)
}

fn footer(
    engine: &mut Engine<'_>,
    _: Tracked<'_, Context<'_>>,
    args: &mut Args,
) -> SourceResult<Value> {
    running(engine, args, "footer", None)
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
    running(engine, args, "page", Some(&number))
}

/// A line of each page.
fn running(
    engine: &mut Engine<'_>,
    args: &Args,
    key: &str,
    page: Option<&str>,
) -> SourceResult<Value> {
    let data = read(engine, sound(RUNNING), args.span)?;
    let rtl = is_rtl(&data);
    let Ok(Value::Dict(leaf)) = data.get(key) else { return Ok(Value::None) };
    let (Ok(Value::Str(name)), Ok(Value::Array(runs))) = (leaf.get("leaf"), leaf.get("runs"))
    else {
        return Ok(Value::None);
    };
    Ok(Value::Content(leaf_content(name, runs, rtl, page)))
}

fn read(engine: &Engine<'_>, file: FileId, span: Span) -> SourceResult<Dict> {
    let bytes = engine.world.file(file).at(span)?;
    serde_json::from_slice(&bytes)
        .map_err(|error| vec![SourceDiagnostic::error(span, eco_format!("{error}"))].into())
}

fn is_rtl(data: &Dict) -> bool {
    matches!(data.get("writing"), Ok(Value::Str(way)) if way.as_str() == "rtl")
}

/// Turns each text and picture inside a value into content.
struct Placer<'a, 'e> {
    engine: &'a mut Engine<'e>,
    rtl: bool,
    span: Span,
}

impl Placer<'_, '_> {
    #[expect(clippy::wildcard_enum_match_arm, reason = "what is no text stays as it is")]
    fn value(&mut self, value: Value) -> SourceResult<Value> {
        Ok(match value {
            Value::Dict(dict) => {
                if let (Ok(Value::Str(name)), Ok(Value::Array(runs))) =
                    (dict.get("leaf"), dict.get("runs"))
                {
                    Value::Content(leaf_content(name, runs, self.rtl, None))
                } else if dict.contains("qr") {
                    self.picture(CODE.into(), &dict, Span::detached())?
                } else if let Ok(Value::Str(file)) = dict.get("picture") {
                    let path = eco_format!("/pictures/{file}").into();
                    let span = match dict.get("drawn") {
                        Ok(Value::Str(name)) => mark(name),
                        _ => Span::detached(),
                    };
                    self.picture(path, &dict, span)?
                } else {
                    Value::Dict(self.dict(dict)?)
                }
            }
            Value::Array(array) => Value::Array(
                array.into_iter().map(|inner| self.value(inner)).collect::<SourceResult<_>>()?,
            ),
            other => other,
        })
    }

    fn dict(&mut self, dict: Dict) -> SourceResult<Dict> {
        let mut placed = Dict::new();
        for (key, inner) in dict {
            match (key.as_str(), inner) {
                // A template may set an item apart; on what it rests is not its business.
                ("item", Value::Dict(item)) => {
                    let kept = ["id", "kind", "tier"].into_iter();
                    let kept =
                        kept.filter_map(|key| Some((key.into(), item.get(key).ok()?.clone())));
                    placed.insert(key, Value::Dict(kept.collect()));
                }
                (name, inner) => {
                    if name == "text"
                        && let Value::Dict(leaf) = &inner
                        && let Some(letters) = letters(leaf)
                    {
                        placed.insert("letters".into(), Value::Int(letters));
                    }
                    let inner = self.value(inner)?;
                    placed.insert(key, inner);
                }
            }
        }
        Ok(placed)
    }

    /// A picture as wide as what it stands in.
    fn picture(&mut self, path: Str, dict: &Dict, mark: Span) -> SourceResult<Value> {
        let mut args = Args::new(self.span, [path.into_value()]);
        let alt = dict.get("alt").cloned().unwrap_or(Value::None);
        for (name, value) in
            [("alt", alt), ("width", Rel::<typst::layout::Length>::from(Ratio::one()).into_value())]
        {
            args.items.push(typst::foundations::Arg {
                span: self.span,
                name: Some(name.into()),
                value: typst::syntax::Spanned::new(value, self.span),
            });
        }
        let image = ImageElem::ELEM.construct(self.engine, &mut args)?;
        Ok(Value::Content(image.spanned(mark)))
    }
}

/// How many letters a text has.
fn letters(leaf: &Dict) -> Option<i64> {
    let Ok(Value::Array(runs)) = leaf.get("runs") else { return None };
    let mut n = 0;
    for run in runs {
        if let Value::Dict(run) = run
            && let Ok(Value::Str(text)) = run.get("text")
        {
            n += text.chars().count();
        }
    }
    i64::try_from(n).ok()
}

/// The content of a text, with its mark.
fn leaf_content(name: &str, runs: &Array, rtl: bool, page: Option<&str>) -> Content {
    let span = mark(name);
    let mut parts = Vec::new();
    for run in runs {
        let Value::Dict(run) = run else { continue };
        let Ok(Value::Str(text)) = run.get("text") else { continue };
        let text = match page {
            Some(number) => text.as_str().replace("{page}", number),
            None => text.to_string(),
        };
        let parts_of_run = if rtl { leftwards(&text, span) } else { whole(&text, span) };
        let content = Content::sequence(parts_of_run).spanned(span);
        parts.push(if run.get("strong") == Ok(&Value::Bool(true)) {
            StrongElem::new(content).pack().spanned(span)
        } else {
            content
        });
    }
    Content::sequence(parts)
}

/// Keeps hyphenated words and phone numbers whole at a line's end; a long web address may part.
fn whole(text: &str, span: Span) -> Vec<Content> {
    let plain = |text: &str| TextElem::packed(text).spanned(span);
    let mut parts = Vec::new();
    let mut begin = 0;
    for word in text.split(char::is_whitespace).filter(|word| is_kept(word)) {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        if begin < start {
            parts.push(plain(&text[begin..start]));
        }
        parts.push(BoxElem::new().with_body(Some(plain(word))).pack().spanned(span));
        begin = start + word.len();
    }
    if begin < text.len() {
        parts.push(plain(&text[begin..]));
    }
    parts
}

/// The longest phrase that does not part at a line end.
const MAX_PHRASE: usize = 32;

/// In a line that runs from right to left, a phone number, a check code or a phrase of Latin words
/// with a hyphen still runs from left to right, as a whole; a long phrase may part at a line end.
fn leftwards(text: &str, span: Span) -> Vec<Content> {
    let mut parts = Vec::new();
    let mut begin = 0;
    for phrase in latin(text).filter(|phrase| text[phrase.clone()].contains('-')) {
        parts.extend(whole(&text[begin..phrase.start], span));
        let mut body = TextElem::packed(&text[phrase.clone()]).spanned(span);
        if phrase.len() <= MAX_PHRASE {
            body = body.set(TextElem::dir, TextDir(Smart::Custom(Dir::LTR)));
            body = BoxElem::new().with_body(Some(body)).pack().spanned(span);
        }
        parts.push(body);
        begin = phrase.end;
    }
    parts.extend(whole(&text[begin..], span));
    parts
}

/// The phrases of a text that begin and end in a Latin letter or digit, with nothing but ASCII
/// between them, each as long as it can be.
fn latin(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + bytes[at..].iter().position(u8::is_ascii_alphanumeric)?;
        let len = bytes[start..].iter().take_while(|b| matches!(b, b' '..=b'~')).count();
        let last = bytes[start..start + len].iter().rposition(u8::is_ascii_alphanumeric)?;
        at = start + last + 1;
        Some(start..at)
    })
}

/// Most parts of a word that is kept whole.
const MAX_PARTS: usize = 4;
/// Most letters of each part.
const MAX_PART: usize = 20;

/// Whether a word has a hyphen inside and is short enough to be kept whole.
fn is_kept(word: &str) -> bool {
    let mut inner = word.chars();
    inner.next();
    inner.next_back();
    inner.as_str().contains('-')
        && word.split('-').count() <= MAX_PARTS
        && word.split('-').all(|part| part.chars().count() <= MAX_PART)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hyphenated_words_are_kept_and_long_addresses_are_not() {
        for word in ["low-dose", "1-800-222-1222.", "7-OH", "a-b-"] {
            assert!(is_kept(word), "{word}");
        }
        for word in ["-", "-a", "a-", "plain", "a-b-c-d-e", "an-address-that-goes-on/and/on/and/on"]
        {
            assert!(!is_kept(word), "{word}");
        }
    }

    #[test]
    fn latin_phrases_are_found_whole() {
        let found = |text: &'static str| -> Vec<&str> { latin(text).map(|at| &text[at]).collect() };
        assert_eq!(found("קח 1.5 mg-a, (b) ועוד low-dose."), ["1.5 mg-a, (b", "low-dose"]);
        assert!(found("אין").is_empty());
    }

    #[test]
    fn marks_follow_from_names() {
        assert_eq!(mark("title"), mark("title"));
        assert_ne!(mark("title"), mark("purpose"));
        assert!(is_mark(mark("title")) && !is_mark(Span::detached()));
    }
}
