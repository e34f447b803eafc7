//! What an author wrote: the only door for TOML.
//!
//! Parsing never fails: it returns what it could read and all findings, syntax errors included.
//! Must not know what the words mean; that is [`resolve`](candor_sheet::resolve)'s work.

mod decode;
mod files;
mod schema;
mod settings;
mod shape;

pub use self::decode::MAX_FILE_LEN;
pub use self::decode::is_hidden;
pub use self::files::*;
pub use self::schema::{SCHEMAS, schema};
pub use self::settings::settings;

use serde::de::DeserializeOwned;

use crate::rules::{file_syntax, file_wrong_type};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};

/// Reads `bytes` as a file of type `T`; findings point into the text that is returned.
pub fn parse<T: DeserializeOwned + schemars::JsonSchema>(
    name: &str,
    bytes: &[u8],
) -> (Source, Option<T>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let (file, usable) = decode::decode(name, bytes, &mut diagnostics);
    let value = if usable { typed(&file, &mut diagnostics) } else { None };
    (file, value, diagnostics)
}

/// Reads a text as a value of type `T`.
fn typed<T: DeserializeOwned + schemars::JsonSchema>(
    file: &Source,
    diagnostics: &mut Diagnostics,
) -> Option<T> {
    let (table, errors) = toml::de::DeTable::parse_recoverable(file.text());
    for error in &errors {
        diagnostics.push(syntax(error, file));
    }
    if !errors.is_empty() {
        return None;
    }
    if table.get_ref().is_empty() {
        diagnostics.push(decode::empty(file));
        return None;
    }
    let schema = schema::shared::<T>();
    shape::check(&schema, &table, file, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let deserializer = toml::de::Deserializer::from(table);
    T::deserialize(deserializer)
        .map_err(|error| {
            // The shape check knows the same schema, so this is the rare value that only the
            // type itself refuses, such as a number too large for its field.
            diagnostics.push(
                Diagnostic::new(file_wrong_type::CODE, one_line(error.message()))
                    .at(Span::new(file, error.span().unwrap_or(0..0)))
                    .help("write the value as sheets/README.md shows"),
            );
        })
        .ok()
}

/// A syntax error as a finding.
fn syntax(error: &toml::de::Error, file: &Source) -> Diagnostic {
    let help = "fix this place; sheets/README.md shows the format by example";
    match error.span() {
        Some(range) => Diagnostic::new(file_syntax::CODE, one_line(error.message()))
            .at(Span::new(file, range))
            .label("not TOML from here")
            .help(help),
        // The parser names no place where brackets or dots nest too deeply.
        None => {
            let text = file.text();
            let nests = |line: &str| line.matches(['[', '{', '.']).count();
            let deepest = text.lines().max_by_key(|line| nests(line)).unwrap_or_default();
            let start = deepest.as_ptr() as usize - text.as_ptr() as usize;
            Diagnostic::new(file_syntax::CODE, "brackets or dots nest too deep")
                .at(Span::new(file, start..start + deepest.len().min(40)))
                .label("in this line")
                .help(help)
        }
    }
}

fn one_line(message: &str) -> String {
    let line = message.trim().replace('\n', "; ");
    line.trim_end_matches('.').to_owned()
}
