//! Where an author wrote something.
//!
//! Separate from [`diag`](crate::diag) because the model carries spans without knowing findings.
//! Must not know about files on disk: a [`FileId`] is an index into [`Files`](crate::diag::Files).

use std::borrow::Cow;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize};

/// A file known to this run, as an index into [`Files`](crate::diag::Files).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A byte range in one file.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// The bytes in it.
    pub range: Range<usize>,
}

impl Span {
    /// Returns the span of `range` in `file`.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        Self { file, range }
    }

    /// Returns the first byte of `file`, for findings about a file as a whole.
    pub fn start_of(file: FileId) -> Self {
        Self::new(file, 0..0)
    }
}

/// A value together with the bytes that said so.
///
/// Our own type instead of `toml::Spanned` so that it can stand in a JSON Schema as its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The bytes of the value in the file it was read from.
    pub range: Range<usize>,
}

impl<T> Spanned<T> {
    /// Returns where the value stands, given the file that it was read from.
    pub fn span(&self, file: FileId) -> Span {
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
