//! The keys of a sheet's file, from its JSON Schema, in the order in which a person meets them.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value as Json;

use super::written::Step;
use candor_library::parse;

/// The order of keys, by table; the schema has none. A test holds it against the schema.
const ORDER: [(&str, &[&str]); 7] = [
    (
        "",
        &[
            "id",
            "title",
            "medicine",
            "condition",
            "language",
            "revised",
            "review-months",
            "purpose",
            "funding",
            "stop-if",
            "applies",
            "extras",
            "questions",
            "section",
            "dose",
            "contacts",
            "author",
            "waive",
            "false-alarm",
        ],
    ),
    ("section", &["place", "heading", "text"]),
    ("dose", &["from-week", "to-week", "mg", "form", "strength", "count", "time"]),
    ("contacts", &["phone", "hours"]),
    ("author", &["name", "role"]),
    ("waive", &["item", "by", "date", "reason"]),
    ("false-alarm", &["code", "words", "by", "date", "reason"]),
];

/// What a key holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// A text on one line.
    Line,
    /// A text of many lines.
    Paragraph,
    Date,
    /// A whole number; `None` sets no bound.
    Integer {
        minimum: Option<i64>,
        maximum: Option<i64>,
    },
    /// One of a few names; each with what it means.
    Choice(Vec<(String, String)>),
    List(Box<Kind>),
    Table(Vec<Key>),
    Tables(Vec<Key>),
}

impl Kind {
    /// Returns the kind's name.
    pub(super) fn as_str(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Paragraph => "paragraph",
            Self::Date => "date",
            Self::Integer { .. } => "integer",
            Self::Choice(_) => "choice",
            Self::List(inner) if matches!(**inner, Self::Choice(_)) => "choices",
            Self::List(_) => "list",
            Self::Table(_) => "table",
            Self::Tables(_) => "tables",
        }
    }

    /// Returns the least and the most of a number.
    pub(super) fn bounds(&self) -> (Option<i64>, Option<i64>) {
        if let Self::Integer { minimum, maximum } = self {
            (*minimum, *maximum)
        } else {
            (None, None)
        }
    }

    /// Returns what a list holds, or what it is itself.
    pub(super) fn entry(&self) -> &Self {
        if let Self::List(inner) = self { inner } else { self }
    }

    /// Returns the names that can be chosen, each with what it means.
    pub(super) fn named(&self) -> Option<&[(String, String)]> {
        if let Self::Choice(known) = self.entry() { Some(known) } else { None }
    }

    /// Returns the keys of a table, and whether it is repeated.
    pub(super) fn inside(&self) -> Option<(&[Key], bool)> {
        if let Self::Table(keys) = self {
            Some((keys, false))
        } else if let Self::Tables(keys) = self {
            Some((keys, true))
        } else {
            None
        }
    }

    /// Says what belongs there.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Line => "a text".to_owned(),
            Self::Paragraph => "a text of one or more lines".to_owned(),
            Self::Date => "a date such as 2026-11-22".to_owned(),
            Self::Integer { minimum: Some(least), maximum: Some(most) } => {
                format!("a whole number from {least} to {most}")
            }
            Self::Integer { .. } => "a whole number".to_owned(),
            Self::Choice(known) => {
                let names: Vec<_> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
                format!("one of {}", names.join(", "))
            }
            Self::List(inner) => format!("a list, each entry {}", inner.words()),
            Self::Table(_) | Self::Tables(_) => "a group of keys".to_owned(),
        }
    }
}

/// A key of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    pub(super) name: &'static str,
    pub(super) help: String,
    pub(super) kind: Kind,
    pub(super) required: bool,
}

/// Returns the keys at the top of a sheet's file.
pub(super) fn keys() -> &'static [Key] {
    static KEYS: OnceLock<Vec<Key>> = OnceLock::new();
    KEYS.get_or_init(|| {
        let text = parse::schema("sheet").unwrap_or_default();
        let schema: Json = serde_json::from_str(&text).unwrap_or_default();
        table("", &schema, &schema)
    })
}

/// Reads the keys of a table from its schema.
fn table(name: &str, schema: &Json, root: &Json) -> Vec<Key> {
    let order = ORDER.iter().find(|(table, _)| *table == name).map_or(&[][..], |(_, keys)| keys);
    let required = schema["required"].as_array().cloned().unwrap_or_default();
    let keys = order.iter().filter_map(|&key| {
        let written = schema["properties"].get(key)?;
        let help = written["description"].as_str().unwrap_or_default().replace('\n', " ");
        let kind = match (name, key) {
            ("section", "text") => Kind::Paragraph,
            _ => kind(key, written, root),
        };
        let required = required.iter().any(|name| name == key);
        Some(Key { name: key, help, kind, required })
    });
    keys.collect()
}

fn resolved<'a>(schema: &'a Json, root: &'a Json) -> &'a Json {
    let inner = schema["allOf"].get(0).unwrap_or(schema);
    let name = inner["$ref"].as_str().and_then(|path| path.strip_prefix("#/definitions/"));
    name.and_then(|name| root["definitions"].get(name)).unwrap_or(inner)
}

fn kind(name: &str, schema: &Json, root: &Json) -> Kind {
    let schema = resolved(schema, root);
    if let Some(variants) = schema["oneOf"].as_array() {
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let known = variants.iter().map(|one| (text(&one["const"]), text(&one["description"])));
        return Kind::Choice(known.collect());
    }
    match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("integer"), _) => Kind::Integer {
            minimum: schema["minimum"].as_i64(),
            maximum: schema["maximum"].as_i64(),
        },
        (Some("string"), Some("date")) => Kind::Date,
        (Some("array"), _) => {
            let items = resolved(&schema["items"], root);
            if items["type"] == "object" {
                Kind::Tables(table(name, items, root))
            } else {
                Kind::List(Box::new(kind(name, items, root)))
            }
        }
        (Some("object"), _) => Kind::Table(table(name, schema, root)),
        _ => Kind::Line,
    }
}

/// Returns what belongs at a path.
pub(super) fn kind_at(path: &[Step]) -> Option<&'static Kind> {
    let (first, rest) = path.split_first()?;
    let Step::Key(first) = first else { return None };
    let mut kind = &keys().iter().find(|key| key.name == first)?.kind;
    let mut inside = false;
    for step in rest {
        kind = match (kind, step, inside) {
            (Kind::List(inner), Step::Index(_), _) => inner,
            (Kind::Tables(_), Step::Index(_), false) => {
                inside = true;
                continue;
            }
            (Kind::Table(keys), Step::Key(name), _)
            | (Kind::Tables(keys), Step::Key(name), true) => {
                inside = false;
                &keys.iter().find(|key| key.name == name)?.kind
            }
            _ => return None,
        };
    }
    Some(kind)
}

/// What an editor can complete in a table.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Completion {
    help: String,
    repeated: bool,
    keys: Vec<CompletionKey>,
}

#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
struct CompletionKey {
    key: &'static str,
    kind: &'static str,
    help: String,
    required: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<i64>,
    insert: String,
}

impl CompletionKey {
    fn of(key: &Key) -> Self {
        let (minimum, maximum) = key.kind.bounds();
        let known = key.kind.named().unwrap_or_default();
        let values = known.iter().map(|(name, _)| name.clone()).collect();
        let name = key.name;
        let insert = match &key.kind {
            Kind::Line => format!("{name} = \"\""),
            Kind::Paragraph => format!("{name} = \"\"\"\n\n\"\"\""),
            Kind::Date | Kind::Integer { .. } => format!("{name} = "),
            Kind::Choice(known) => {
                let first = known.first().map_or("", |(name, _)| name.as_str());
                format!("{name} = \"{first}\"")
            }
            Kind::List(_) => format!("{name} = []"),
            Kind::Table(_) => format!("[{name}]"),
            Kind::Tables(_) => format!("[[{name}]]"),
        };
        Self {
            key: name,
            kind: key.kind.as_str(),
            help: key.help.clone(),
            required: key.required,
            values,
            minimum,
            maximum,
            insert,
        }
    }
}

/// Returns what an editor can complete, by table; the top of the file has no name.
pub fn completion() -> BTreeMap<String, Completion> {
    let list = |keys: &[Key]| keys.iter().map(CompletionKey::of).collect();
    let top = Completion { help: String::new(), repeated: false, keys: list(keys()) };
    let mut tables = BTreeMap::from([(String::new(), top)]);
    for key in keys() {
        let Some((inner, repeated)) = key.kind.inside() else { continue };
        let completion = Completion { help: key.help.clone(), repeated, keys: list(inner) };
        tables.insert(key.name.to_owned(), completion);
    }
    tables
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_has_exactly_the_keys_of_the_schema() {
        let text = parse::schema("sheet").expect("a schema");
        let schema: Json = serde_json::from_str(&text).expect("JSON");
        for (name, order) in ORDER {
            let table = if name.is_empty() {
                &schema
            } else {
                let property = resolved(&schema["properties"][name], &schema);
                let items = property.get("items").unwrap_or(property);
                resolved(items, &schema)
            };
            let mut known: Vec<_> =
                table["properties"].as_object().expect("keys").keys().cloned().collect();
            let mut order: Vec<_> = order.iter().map(|&key| key.to_owned()).collect();
            known.sort();
            order.sort();
            assert_eq!(order, known, "{name}");
        }
    }

    #[test]
    fn a_path_knows_its_kind() {
        let path = |steps: &[Step]| kind_at(steps).map(Kind::as_str);
        assert_eq!(path(&["title".into()]), Some("line"));
        assert_eq!(path(&["revised".into()]), Some("date"));
        assert_eq!(path(&["questions".into(), 1.into()]), Some("line"));
        assert_eq!(path(&["extras".into()]), Some("choices"));
        assert_eq!(path(&["dose".into()]), Some("tables"));
        assert_eq!(path(&["dose".into(), 0.into()]), Some("tables"));
        assert_eq!(path(&["dose".into(), 0.into(), "from-week".into()]), Some("integer"));
        assert_eq!(path(&["section".into(), 0.into(), "text".into()]), Some("paragraph"));
        assert_eq!(path(&["contacts".into(), "phone".into()]), Some("line"));
        for bad in [&["dose".into(), "mg".into()][..], &["x".into()], &["title".into(), 0.into()]] {
            assert_eq!(path(bad), None);
        }
    }
}
