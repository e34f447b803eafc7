//! JSON Schemas of the file types, for editors and for the shape check.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use candor_text::tables::{ClaimsFile, ConditionsFile, FramesFile, LexiconFile, PlainWordsFile};

use super::files::{
    CitationsFile, DisagreementsFile, EvidenceFile, MedicineFile, SafetyFile, SheetFile,
    TranslationFile, WordingFile, WorkspaceFile,
};

/// Every file type that has a schema, by the name that `candor util schema` takes.
pub const SCHEMAS: [&str; 14] = [
    "sheet",
    "workspace",
    "medicine",
    "safety",
    "evidence",
    "citations",
    "disagreements",
    "wording",
    "translation",
    "lexicon",
    "frames",
    "claims",
    "conditions",
    "plain-words",
];

/// Returns the schema with this name as JSON text that ends with a line break.
///
/// # Panics
/// Never: schemas are plain data.
pub fn schema(name: &str) -> Option<String> {
    let value = match name {
        "sheet" => schema_of::<SheetFile>(),
        "workspace" => schema_of::<WorkspaceFile>(),
        "medicine" => schema_of::<MedicineFile>(),
        "safety" => schema_of::<SafetyFile>(),
        "evidence" => schema_of::<EvidenceFile>(),
        "citations" => schema_of::<CitationsFile>(),
        "disagreements" => schema_of::<DisagreementsFile>(),
        "wording" => schema_of::<WordingFile>(),
        "translation" => schema_of::<TranslationFile>(),
        "lexicon" => schema_of::<LexiconFile>(),
        "frames" => schema_of::<FramesFile>(),
        "claims" => schema_of::<ClaimsFile>(),
        "conditions" => schema_of::<ConditionsFile>(),
        "plain-words" => schema_of::<PlainWordsFile>(),
        _ => return None,
    };
    let text = serde_json::to_string_pretty(&value).expect("schemas are plain data");
    Some(text + "\n")
}

/// Schemas that were made in this process, by the name of their type.
static MADE: Mutex<BTreeMap<String, Arc<Value>>> = Mutex::new(BTreeMap::new());

/// Returns the schema of a file type, which a process makes once: a library has hundreds of files
/// of a few types.
pub(super) fn shared<T: JsonSchema>() -> Arc<Value> {
    // A panic elsewhere leaves the map whole: entries are only ever added.
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    let schema =
        made.entry(T::schema_id().into_owned()).or_insert_with(|| Arc::new(schema_of::<T>()));
    Arc::clone(schema)
}

fn schema_of<T: JsonSchema>() -> Value {
    let settings = SchemaSettings::draft07().with_transform(RecursiveTransform(NoNull));
    settings.into_generator().into_root_schema_for::<T>().into()
}

/// Takes `null` out: TOML has none, an absent key is simply absent.
#[derive(Debug, Clone)]
struct NoNull;

impl Transform for NoNull {
    fn transform(&mut self, schema: &mut Schema) {
        let Some(object) = schema.as_object_mut() else { return };
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|kind| kind != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                object.insert("type".to_owned(), only);
            }
        }
        if object.get("default").is_some_and(Value::is_null) {
            object.remove("default");
        }
        if let Some(Value::Array(variants)) = object.get_mut("anyOf") {
            variants.retain(|variant| variant.get("type").is_none_or(|kind| kind != "null"));
            if let [only] = variants.as_slice() {
                let only = only.clone();
                object.remove("anyOf");
                if let Value::Object(only) = only {
                    object.extend(only);
                }
            }
        }
        // draft-07 ignores what stands beside `$ref`, so a description moves inside `allOf`.
        if object.len() > 1
            && let Some(reference) = object.remove("$ref")
        {
            object.insert("allOf".to_owned(), serde_json::json!([{ "$ref": reference }]));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema words that the shape check understands.
    const UNDERSTOOD: [&str; 19] = [
        "$defs",
        "$ref",
        "$schema",
        "additionalProperties",
        "allOf",
        "const",
        "default",
        "definitions",
        "description",
        "enum",
        "format",
        "items",
        "maximum",
        "minimum",
        "oneOf",
        "properties",
        "required",
        "title",
        "type",
    ];

    fn words(value: &Value, in_properties: bool, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    if !in_properties {
                        found.push(key.clone());
                    }
                    if key == "enum" || key == "default" {
                        continue;
                    }
                    let names = !in_properties
                        && matches!(key.as_str(), "properties" | "definitions" | "$defs");
                    words(inner, names, found);
                }
            }
            Value::Array(list) => list.iter().for_each(|inner| words(inner, false, found)),
            _ => {}
        }
    }

    #[test]
    fn schemas_use_only_words_that_the_shape_check_understands() {
        for name in SCHEMAS {
            let text = schema(name).expect("a listed schema");
            let value: Value = serde_json::from_str(&text).expect("our own JSON");
            let mut found = Vec::new();
            words(&value, false, &mut found);
            found.retain(|word| !UNDERSTOOD.contains(&word.as_str()));
            assert_eq!(found, Vec::<String>::new(), "{name}");
        }
    }
}
