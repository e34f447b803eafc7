//! A composition's JSON becomes the values that a template arranges: each text and each picture is
//! content with its mark, all else stays as it is written.
//!
//! Read in one go, without values in between: a sheet of a large run is laid out in a few
//! milliseconds. What an object is, its first field says: the JSON is Candor's own.

use super::leaf::{Leaf, content, image, is_rtl};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use typst::World as _;
use typst::diag::{At as _, SourceDiagnostic, SourceResult, eco_format};
use typst::engine::Engine;
use typst::foundations::{Array, Content, Dict, IntoValue as _, Str, Value};
use typst::layout::{Abs, Em, Length, Ratio};
use typst::syntax::Span;

use super::block::{self, Slot};
use super::mark::mark;
use super::paths::picture_file;

/// A line of each page.
#[derive(Deserialize)]
struct Line<'a> {
    #[serde(borrow)]
    line: Leaf<'a>,
    #[serde(borrow)]
    writing: Cow<'a, str>,
}

pub(super) fn place(bytes: &[u8], engine: &mut Engine<'_>, span: Span) -> SourceResult<Dict> {
    let mut placer = Placer { engine, rtl: false, span, depth: 0, n_standing: 0, refused: None };
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let read = placer.deserialize(&mut json);
    match (placer.refused, read) {
        (Some(errors), _) => Err(errors),
        (None, Ok(Placed::Other(Value::Dict(doc)))) => Ok(doc),
        (None, Ok(_)) => Err(refused(span, "no composition")),
        (None, Err(error)) => Err(refused(span, error)),
    }
}

/// Reads a line of each page; `page` is the page's number, where the line has one.
pub(super) fn line(bytes: &[u8], page: Option<&str>, span: Span) -> SourceResult<Content> {
    let line: Line<'_> = serde_json::from_slice(bytes).map_err(|error| refused(span, error))?;
    Ok(content(line.line, is_rtl(&line.writing), page))
}

fn refused(span: Span, error: impl fmt::Display) -> typst::ecow::EcoVec<SourceDiagnostic> {
    [SourceDiagnostic::error(span, eco_format!("{error}"))].into()
}

/// What an object or value becomes.
enum Placed {
    /// A text, and how many letters it has.
    Text(Content, i64),
    Other(Value),
}

impl Placed {
    fn into_value(self) -> Value {
        match self {
            Self::Text(content, _) => Value::Content(content),
            Self::Other(value) => value,
        }
    }
}

/// Turns each text and picture into content while the JSON is read.
struct Placer<'a, 'e> {
    engine: &'a mut Engine<'e>,
    rtl: bool,
    span: Span,
    /// In how many objects the reader stands.
    depth: usize,
    /// How many boxes of the release block stand in the text so far.
    n_standing: usize,
    /// What the engine has against a picture.
    refused: Option<typst::ecow::EcoVec<SourceDiagnostic>>,
}

impl<'de> DeserializeSeed<'de> for &mut Placer<'_, '_> {
    type Value = Placed;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Placed, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Placer<'_, '_> {
    type Value = Placed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a part of a composition")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Placed, E> {
        Ok(Placed::Other(value.into_value()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Placed, E> {
        Ok(Placed::Other(value.into_value()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Placed, E> {
        Ok(Placed::Other(value.into_value()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Placed, E> {
        Ok(Placed::Other(value.into_value()))
    }

    fn visit_unit<E>(self) -> Result<Placed, E> {
        Ok(Placed::Other(Value::None))
    }

    fn visit_str<E>(self, value: &str) -> Result<Placed, E> {
        Ok(Placed::Other(value.into_value()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Placed, A::Error> {
        let mut array = Array::new();
        while let Some(inner) = seq.next_element_seed(&mut *self)? {
            array.push(inner.into_value());
        }
        Ok(Placed::Other(Value::Array(array)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Placed, A::Error> {
        let mut dict = Dict::new();
        self.depth += 1;
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match (key.as_ref(), dict.is_empty()) {
                ("leaf", true) => return self.text(map),
                ("drawn" | "picture", true) => return self.picture(&key, map),
                // How far the sheet has come is not a template's business, nor what follows from it.
                ("stage" | "date" | "running" | "state" | "code", _) if self.depth == 1 => {
                    map.next_value::<IgnoredAny>()?;
                    continue;
                }
                ("looks", _) if self.depth == 1 => {
                    let looks: BTreeMap<Cow<'de, str>, Cow<'de, str>> = map.next_value()?;
                    dict.insert("looks".into(), Value::Dict(measures(&looks)));
                    continue;
                }
                // A template may set an item apart; on what it rests is not its business.
                ("item", _) => {
                    dict.insert(key.as_ref().into(), map.next_value_seed(Item)?);
                    continue;
                }
                _ => {}
            }
            let inner = map.next_value_seed(&mut *self)?;
            match &inner {
                Placed::Text(_, letters) if key == "text" => {
                    dict.insert("letters".into(), Value::Int(*letters));
                }
                Placed::Other(Value::Str(writing)) if key == "writing" => {
                    self.rtl = is_rtl(writing);
                }
                Placed::Other(Value::Str(kind))
                    if key == "block" && kind.as_str() == "standing" =>
                {
                    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                    let body = block::content(Slot::Standing, self.n_standing);
                    self.n_standing += 1;
                    dict.insert("body".into(), Value::Content(body));
                }
                Placed::Text(..) | Placed::Other(_) => {}
            }
            dict.insert(key.as_ref().into(), inner.into_value());
        }
        self.depth -= 1;
        Ok(Placed::Other(Value::Dict(dict)))
    }
}

impl Placer<'_, '_> {
    /// The rest of a text's object, whose name comes first.
    fn text<'de, A: MapAccess<'de>>(&mut self, mut map: A) -> Result<Placed, A::Error> {
        self.depth -= 1;
        let mut leaf = Leaf { leaf: map.next_value()?, runs: Vec::new() };
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if key == "runs" {
                leaf.runs = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        let letters: usize = leaf.runs.iter().map(|run| run.text.chars().count()).sum();
        let letters = i64::try_from(letters).unwrap_or(i64::MAX);
        Ok(Placed::Text(content(leaf, self.rtl, None), letters))
    }

    /// The rest of a picture's object: as wide as what it stands in.
    fn picture<'de, A: MapAccess<'de>>(
        &mut self,
        first: &str,
        mut map: A,
    ) -> Result<Placed, A::Error> {
        self.depth -= 1;
        let mut name: Cow<'de, str> = map.next_value()?;
        let mark = if first == "drawn" { mark(&name) } else { Span::detached() };
        let mut alt = Cow::Borrowed("");
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match key.as_ref() {
                "alt" => alt = map.next_value()?,
                "picture" => name = map.next_value()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match self.image(&name, &alt) {
            Ok(image) => Ok(Placed::Other(Value::Content(image.spanned(mark)))),
            Err(errors) => {
                self.refused = Some(errors);
                Ok(Placed::Other(Value::None))
            }
        }
    }

    fn image(&mut self, name: &str, alt: &str) -> SourceResult<Content> {
        let Some(file) = picture_file(name) else {
            return Err(refused(self.span, format!("no picture `{name}`")));
        };
        let bytes = self.engine.world.file(file).at(self.span)?;
        let format = if name.ends_with(".png") { "png" } else { "svg" };
        image(self.engine, bytes, format, alt, self.span)
    }
}

/// A clinic's measures as lengths and shares.
fn measures(looks: &BTreeMap<Cow<'_, str>, Cow<'_, str>>) -> Dict {
    let taken = looks.iter().filter_map(|(name, text)| {
        if name == "font" {
            return Some((Str::from(name.as_ref()), text.as_ref().into_value()));
        }
        let unit = text.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(text.len());
        let number: f64 = text[..unit].parse().ok()?;
        let value = match &text[unit..] {
            "pt" => Length::from(Abs::pt(number)).into_value(),
            "mm" => Length::from(Abs::mm(number)).into_value(),
            "cm" => Length::from(Abs::cm(number)).into_value(),
            "in" => Length::from(Abs::inches(number)).into_value(),
            "em" => Length::from(Em::new(number)).into_value(),
            "%" => Ratio::new(number / 100.0).into_value(),
            _ => return None,
        };
        Some((Str::from(name.as_ref()), value))
    });
    taken.collect()
}

/// A safety item, of which a template learns which one it is and how much it weighs.
struct Item;

impl<'de> DeserializeSeed<'de> for Item {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<Value, D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Item {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a safety item")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::None)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut item = Dict::new();
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            if let "id" | "kind" | "tier" = key.as_ref() {
                let value = map.next_value::<Cow<'de, str>>()?;
                item.insert(key.as_ref().into(), value.as_ref().into_value());
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(Value::Dict(item))
    }
}
