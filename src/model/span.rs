//! Where an author wrote something, and the text that it stands in.
//!
//! Separate from [`diag`](crate::diag) because the model carries spans without knowing findings.
//! Must not know the disk: a [`Source`] is a text in memory with the name that people know it by.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};
use std::ops::Range;
use std::sync::Arc;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A text that findings point into, with the name that people know it by.
///
/// Shared by all that points into it, and gone with the last of these.
#[derive(Clone, PartialEq, Eq)]
pub struct Source(Arc<Text>);

#[derive(PartialEq, Eq)]
struct Text {
    name: String,
    text: Cow<'static, str>,
}

impl Source {
    /// Returns a text under the path that is shown, with forward slashes; the text is empty where a
    /// file could not be read as text.
    pub fn new(name: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Self(Arc::new(Text { name: name.into(), text: text.into() }))
    }

    /// Returns the path as shown.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    pub fn text(&self) -> &str {
        &self.0.text
    }
}

impl std::fmt::Debug for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.0.name)
    }
}

impl Hash for Source {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // Two texts of one name differ by `Eq` alone.
        self.0.name.hash(state);
    }
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Source {
    /// Gives the name alone: whoever reads a snapshot puts the text to it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self::new(name, ""))
    }
}

/// A line and a column, both counted from one; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    pub line: usize,
    pub column: usize,
}

/// A byte range in a text.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub file: Source,
    pub range: Range<usize>,
}

impl Span {
    pub fn new(file: &Source, range: Range<usize>) -> Self {
        Self { file: file.clone(), range }
    }

    /// Returns the first byte of `file`, for findings about a file as a whole.
    pub fn start_of(file: &Source) -> Self {
        Self::new(file, 0..0)
    }

    /// Returns where it starts.
    pub fn place(&self) -> Place {
        place(self.file.text(), self.range.start)
    }

    /// Returns where it ends.
    pub fn end(&self) -> Place {
        place(self.file.text(), self.clamped().end)
    }

    /// Returns the range, kept inside the text and on character boundaries.
    pub fn clamped(&self) -> Range<usize> {
        let text = self.file.text();
        let start = text.floor_char_boundary(self.range.start);
        let end = text.floor_char_boundary(self.range.end);
        start..end.max(start)
    }
}

fn place(text: &str, at: usize) -> Place {
    let before = &text[..text.floor_char_boundary(at)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    Place {
        line: before.matches('\n').count() + 1,
        column: before[line_start..].chars().count() + 1,
    }
}

/// A value together with the bytes that said so.
///
/// Our own type instead of `toml::Spanned` so that it can stand in a JSON Schema as its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spanned<T> {
    pub value: T,
    /// The bytes of the value in the file it was read from.
    pub range: Range<usize>,
}

impl<T> Spanned<T> {
    /// Returns where the value stands, given the file that it was read from.
    pub fn span(&self, file: &Source) -> Span {
        Span::new(file, self.range.clone())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if !deserializer.is_human_readable() {
            // The library, read ahead of time, holds both parts as they are.
            let (value, range) = Deserialize::deserialize(deserializer)?;
            return Ok(Self { value, range });
        }
        let spanned = toml::Spanned::<T>::deserialize(deserializer)?;
        let range = spanned.span();
        Ok(Self { value: spanned.into_inner(), range })
    }
}

impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_not_bytes() {
        let file = Source::new("a.toml", "x = 1\nä = 'ö'\n");
        let at = |range: Range<usize>| {
            let place = Span::new(&file, range).place();
            (place.line, place.column)
        };
        assert_eq!(at(0..1), (1, 1));
        assert_eq!(at(6..8), (2, 1));
        assert_eq!(at(11..15), (2, 5));
        assert_eq!(at(900..901), (3, 1));
    }
}
