//! Checks a TOML tree against the same JSON Schema that gives completion in an editor.
//!
//! Deserialisation stops at its first error; this reports them all, each with its place, the
//! nearest known key, and the description that stands in the schema.
//! Knows the part of JSON Schema that [`schemars`] writes for our file types, and no more; a
//! schema word that it does not know fails a test.

use std::collections::BTreeSet;

use serde_json::Value;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::decode::{hidden_finding, is_hidden};
use crate::rules::{
    file_missing_key, file_unknown_key, file_unknown_value, file_wrong_type, sheet_own_evidence,
};
use candor_model::diag::{Diagnostic, Diagnostics};
use candor_model::span::{Source, Span};
use candor_model::suggest;

/// Keys by which a sheet would bring its own evidence.
const EVIDENCE_KEYS: [&str; 10] = [
    "evidence",
    "evidence-level",
    "evidence-statement",
    "certainty",
    "direction",
    "findings",
    "grade",
    "statement",
    "approval",
    "approval-status",
];

/// Reports everything in `table` that `schema` does not allow.
pub(super) fn check(
    schema: &Value,
    table: &Spanned<DeTable<'_>>,
    file: &Source,
    diagnostics: &mut Diagnostics,
) {
    let mut checker = Checker { root: schema, file, text: file.text(), diagnostics };
    checker.table(schema, table.get_ref(), &Span::start_of(file));
}

struct Checker<'a> {
    root: &'a Value,
    file: &'a Source,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Checker<'a> {
    fn resolve(&self, schema: &'a Value) -> &'a Value {
        let mut schema = schema;
        loop {
            // A description beside a reference makes schemars' draft-07 form `allOf: [{$ref}]`.
            let inner = schema.get("allOf").and_then(|all| all.get(0)).unwrap_or(schema);
            let target = inner
                .get("$ref")
                .and_then(Value::as_str)
                .and_then(|reference| self.root.pointer(reference.strip_prefix('#')?));
            match target {
                Some(next) => schema = next,
                None => return schema,
            }
        }
    }

    fn table(&mut self, schema: &'a Value, table: &DeTable<'_>, at: &Span) {
        let schema = self.resolve(schema);
        let properties = schema.get("properties").and_then(Value::as_object);
        let known: BTreeSet<&str> =
            properties.into_iter().flat_map(|all| all.keys()).map(String::as_str).collect();
        // A table whose keys are names of its own, each with a value of one kind.
        let any = schema.get("additionalProperties").filter(|any| any.is_object());
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match properties.and_then(|all| all.get(name)).or(any) {
                Some(schema) => self.value(schema, name, value),
                None => self.unknown_key(name, &known, Span::new(self.file, key.span())),
            }
        }
        let required = schema.get("required").and_then(Value::as_array);
        for name in required.into_iter().flatten().filter_map(Value::as_str) {
            if !table.keys().any(|key| key.get_ref() == name) {
                let described = properties.and_then(|all| all.get(name));
                let help =
                    described.map(|it| description(self.resolve(it), it)).unwrap_or_default();
                self.diagnostics.push(
                    Diagnostic::new(file_missing_key::CODE, format!("the key `{name}` is missing"))
                        .at(at.clone())
                        .label("it belongs here")
                        .help(format!("add `{name} = …`: {help}")),
                );
            }
        }
    }

    fn unknown_key(&mut self, name: &str, known: &BTreeSet<&str>, span: Span) {
        let is_sheet = known.contains("stop-if");
        let spelt = name.to_lowercase().replace('_', "-");
        let diagnostic = if is_sheet && EVIDENCE_KEYS.contains(&spelt.as_str()) {
            Diagnostic::new(
                sheet_own_evidence::CODE,
                format!("a sheet cannot bring its own `{name}`"),
            )
            .label("the evidence statement comes from the record alone")
            .help("take the key out; `condition` names the evidence record")
        } else {
            let help = if let Some(near) = suggest::nearest(name, known.iter().copied()) {
                format!("did you mean `{near}`?")
            } else {
                let known: Vec<_> = known.iter().copied().collect();
                format!("the keys here are: {}", known.join(", "))
            };
            Diagnostic::new(file_unknown_key::CODE, format!("`{name}` is not a known key"))
                .label("not known here")
                .help(help)
        };
        self.diagnostics.push(diagnostic.at(span));
    }

    fn value(&mut self, outer: &'a Value, name: &str, value: &Spanned<DeValue<'_>>) {
        let schema = self.resolve(outer);
        let span = Span::new(self.file, value.span());
        if let Some(choices) = choices(schema) {
            self.choice(&choices, name, value);
            return;
        }
        let wanted = schema.get("type").and_then(Value::as_str).unwrap_or("string");
        let is_date = schema.get("format").and_then(Value::as_str) == Some("date");
        match (wanted, value.get_ref()) {
            ("string", DeValue::Datetime(_)) if is_date => {}
            ("string", DeValue::String(text)) if !is_date => {
                let raw = self.text.get(value.span()).unwrap_or("");
                // Characters written as escapes; those written as themselves are found earlier.
                if let Some(c) = text.chars().find(|&c| is_hidden(c) && !raw.contains(c)) {
                    self.diagnostics.push(hidden_finding(c, span));
                }
            }
            ("integer", DeValue::Integer(number)) => {
                let minimum = schema.get("minimum").and_then(Value::as_f64).unwrap_or(0.0);
                let maximum = schema.get("maximum").and_then(Value::as_f64).unwrap_or(4e9);
                let read = i64::from_str_radix(number.as_str(), number.radix());
                #[expect(clippy::cast_precision_loss, reason = "compared with small bounds only")]
                if !read.is_ok_and(|n| (minimum..=maximum).contains(&(n as f64))) {
                    self.diagnostics.push(
                        Diagnostic::new(
                            file_wrong_type::CODE,
                            format!("`{name}` must be a whole number from {minimum} to {maximum}"),
                        )
                        .at(span)
                        .label("out of bounds")
                        .help(help_for(name, schema, outer)),
                    );
                }
            }
            ("boolean", DeValue::Boolean(_)) => {}
            ("array", DeValue::Array(array)) => {
                if let Some(items) = schema.get("items") {
                    for item in array {
                        self.value(items, name, item);
                    }
                }
            }
            ("object", DeValue::Table(table)) => self.table(schema, table, &span),
            (_, found) => {
                let wanted = if is_date { "a date without quotes" } else { noun(wanted) };
                self.diagnostics.push(
                    Diagnostic::new(
                        file_wrong_type::CODE,
                        format!("`{name}` must be {wanted}, not {}", kind_of(found)),
                    )
                    .at(span)
                    .label(format!("{} stands here", kind_of(found)))
                    .help(help_for(name, schema, outer)),
                );
            }
        }
    }

    fn choice(&mut self, choices: &[&str], name: &str, value: &Spanned<DeValue<'_>>) {
        let span = Span::new(self.file, value.span());
        let found = value.get_ref().as_str();
        if found.is_some_and(|found| choices.contains(&found)) {
            return;
        }
        let near = found.and_then(|found| suggest::nearest(found, choices.iter().copied()));
        let list = choices.join("`, `");
        let help = match near {
            Some(near) => format!("did you mean `{near}`? The choices are `{list}`"),
            None => format!("the choices are `{list}`"),
        };
        self.diagnostics.push(
            Diagnostic::new(
                file_unknown_value::CODE,
                match found {
                    Some(found) => format!("`{found}` is not a choice for `{name}`"),
                    None => format!("`{name}` must be one of its choices, in quotes"),
                },
            )
            .at(span)
            .label("not one of the choices")
            .help(help),
        );
    }
}

/// Returns the allowed words of an enumeration, however schemars wrote it.
fn choices(schema: &Value) -> Option<Vec<&str>> {
    if let Some(words) = schema.get("enum").and_then(Value::as_array) {
        return Some(words.iter().filter_map(Value::as_str).collect());
    }
    let variants = schema.get("oneOf").and_then(Value::as_array)?;
    let mut words = Vec::new();
    for variant in variants {
        match (variant.get("const").and_then(Value::as_str), variant.get("enum")) {
            (Some(word), _) => words.push(word),
            (None, Some(list)) => {
                words.extend(list.as_array()?.iter().filter_map(Value::as_str));
            }
            (None, None) => return None,
        }
    }
    Some(words)
}

fn noun(json_type: &str) -> &str {
    match json_type {
        "string" => "text in quotes",
        "integer" => "a whole number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a table",
        other => other,
    }
}

/// What stands there, in the same words.
fn kind_of(found: &DeValue<'_>) -> &'static str {
    match found {
        DeValue::String(_) => "text in quotes",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number with a point",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn description(resolved: &Value, outer: &Value) -> String {
    fn of(schema: &Value) -> Option<&str> {
        schema.get("description").and_then(Value::as_str)
    }
    of(outer).or_else(|| of(resolved)).unwrap_or("required").replace('\n', " ")
}

fn help_for(name: &str, resolved: &Value, outer: &Value) -> String {
    format!("`{name}`: {}", description(resolved, outer))
}
