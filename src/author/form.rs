//! The fields of a sheet as a form shows them, with what can be chosen.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::edit::read;
use super::error::EditError;
use super::keys::{Key, Kind, keys};
use super::places::given_by;
use super::written::{Node, Step, Written, line_and_column};
use candor_model::{Certainty, Direction, Jurisdiction, Monograph, Tier};
use candor_sheet::check;
use candor_sheet::resolve::GENERAL;
use candor_text::claims::Category;
use candor_text::lint;
use candor_text::rules::reading_level;

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// What is written into the file.
    pub value: String,
    /// What it is called.
    pub name: String,
    pub note: String,
}

impl Choice {
    fn new(value: &str, name: &str, note: impl Into<String>) -> Self {
        Self { value: value.to_owned(), name: name.to_owned(), note: note.into() }
    }
}

/// What can be chosen that a schema does not know.
#[derive(Debug, Clone, Default, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Choices {
    pub medicine: Vec<Choice>,
    /// Evidence records, and `general`.
    pub condition: Vec<Choice>,
    pub language: Vec<Choice>,
    /// Tags and items that a sheet can add.
    pub applies: Vec<Choice>,
    /// Items that a named person can leave out.
    pub waive: Vec<Choice>,
    /// Findings that a named person can set aside.
    pub false_alarm: Vec<Choice>,
}

/// Returns what a key at the top of a text says, if the text can be read and the key is a text.
pub fn says(text: &str, key: &str) -> Option<String> {
    let written = Written::parse(text).ok()?;
    written.find(&[key.into()])?.json().as_str().map(str::to_owned)
}

/// Returns what can be chosen: from all medicines and languages by name, and of the sheet's own
/// medicine.
pub fn choices(
    medicines: &[(String, String)],
    languages: &[String],
    medicine: Option<&Monograph>,
    jurisdiction: Jurisdiction,
) -> Choices {
    let mut choices = Choices {
        medicine: medicines.iter().map(|(id, name)| Choice::new(id, name, "")).collect(),
        language: languages.iter().map(|tag| Choice::new(tag, tag, "")).collect(),
        ..Choices::default()
    };
    let can_be = |code: &str| {
        let known = Category::ALL.into_iter().filter(|category| category.can_be_waived());
        let mut known = known.map(lint::code).chain([reading_level::CODE]);
        known.any(|waived| waived.as_str() == code)
    };
    let mut codes = candor_text::rules::RULES.to_vec();
    codes.sort_unstable();
    for code in codes.into_iter().filter(|code| can_be(code.as_str())) {
        let about = code.explanation().title;
        choices.false_alarm.push(Choice::new(code.as_str(), code.as_str(), about));
    }
    let Some(medicine) = medicine else { return choices };
    if !medicine.general_table.is_empty() {
        choices.condition.push(Choice::new(GENERAL, GENERAL, "a table of all conditions"));
    }
    for record in medicine.records.values().filter(|record| record.certainty.is_some()) {
        let certainty = record.certainty.map_or("-", Certainty::as_str);
        let direction = record.direction.map_or("-", Direction::as_str);
        let note = format!("certainty {certainty}, {direction}");
        choices.condition.push(Choice::new(record.id.as_str(), &record.condition, note));
    }
    for item in &medicine.items {
        let id = item.id.as_str();
        let plain = item.plain.get(jurisdiction).unwrap_or_default();
        match item.tier {
            Tier::Conditional => {
                choices.applies.push(Choice::new(id, &item.title, item.when.text.clone()));
            }
            Tier::Standard => {
                choices.applies.push(Choice::new(
                    id,
                    &item.title,
                    format!("on the handout: {plain}"),
                ));
                choices.waive.push(Choice::new(id, &item.title, plain));
            }
            Tier::Core | Tier::Clinician => {}
        }
        if item.tier == Tier::Conditional {
            for tag in &item.when.tags {
                if !choices.applies.iter().any(|choice| choice.value == *tag) {
                    choices.applies.push(Choice::new(tag, tag, "all items with this tag"));
                }
            }
        }
    }
    choices
}

/// A field of a form.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub struct Field {
    path: Vec<Step>,
    key: String,
    label: String,
    help: String,
    kind: &'static str,
    required: bool,
    value: Json,
    written: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    minimum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximum: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    characters: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<Vec<Choice>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leaf: Option<String>,
    /// The fields of a table.
    #[serde(skip_serializing_if = "Option::is_none")]
    fields: Option<Json>,
    /// What a new table of this kind holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    new: Option<Json>,
}

/// Returns the fields of a sheet.
///
/// # Errors
/// When the text is not TOML.
pub fn form(text: &str, choices: &Choices) -> Result<Vec<Field>, EditError> {
    let written = read(text)?;
    Ok(keys().iter().map(|key| field(&written, choices, &[], key)).collect())
}

fn field(written: &Written<'_>, choices: &Choices, above: &[Step], key: &Key) -> Field {
    let mut path = above.to_vec();
    path.push(key.name.into());
    let node = written.find(&path);
    let place = node.and_then(Node::span).map(|span| line_and_column(written.text, span.start));
    let mut value = node.map_or(Json::Null, |node| flat(node.json()));
    if let (Kind::Paragraph, Json::String(text)) = (&key.kind, &mut value) {
        text.truncate(text.trim_end().len());
    }
    let (minimum, maximum) = key.kind.bounds();
    let (mut fields, mut new) = (None, None);
    match key.kind.inside() {
        Some((inner, false)) => {
            value = Json::Null;
            let all: Vec<_> = inner.iter().map(|key| field(written, choices, &path, key)).collect();
            fields = Some(json!(all));
        }
        Some((inner, true)) => {
            let count = value.as_array().map_or(0, Vec::len);
            let rows: Vec<Vec<Field>> = (0..count)
                .map(|index| {
                    let mut row = path.clone();
                    row.push(index.into());
                    inner.iter().map(|key| field(written, choices, &row, key)).collect()
                })
                .collect();
            new = Some(fresh(key.name, inner, &value));
            value = Json::Null;
            fields = Some(json!(rows));
        }
        None => {}
    }
    Field {
        key: key.name.to_owned(),
        label: label(key.name),
        help: key.help.clone(),
        kind: key.kind.as_str(),
        required: key.required,
        value,
        written: node.is_some(),
        minimum,
        maximum,
        characters: check::longest(above.first().and_then(name), key.name),
        choices: chosen(choices, above, key),
        line: place.map(|(line, _)| line),
        column: place.map(|(_, column)| column),
        leaf: given_by(written, &path).map(|gives| gives.to_string()),
        fields,
        new,
        path,
    }
}

fn name(step: &Step) -> Option<&str> {
    match step {
        Step::Key(key) => Some(key),
        Step::Index(_) => None,
    }
}

/// Returns what can be chosen for a key.
fn chosen(choices: &Choices, above: &[Step], key: &Key) -> Option<Vec<Choice>> {
    if let Some(known) = key.kind.named() {
        return Some(known.iter().map(|(value, note)| Choice::new(value, value, note)).collect());
    }
    let named = match (above.first().and_then(name), key.name) {
        (None, "medicine") => &choices.medicine,
        (None, "condition") => &choices.condition,
        (None, "language") => &choices.language,
        (None, "applies") => &choices.applies,
        (Some("waive"), "item") => &choices.waive,
        (Some("false-alarm"), "code") => &choices.false_alarm,
        _ => return None,
    };
    Some(named.clone())
}

/// A date is a text to a form.
fn flat(value: Json) -> Json {
    let day = value.as_object().filter(|entries| entries.len() == 1);
    day.and_then(|day| day.get("date")).cloned().unwrap_or(value)
}

/// Returns what a new table holds: of a plan, the step that follows the last one.
fn fresh(table: &str, keys: &[Key], rows: &Json) -> Json {
    let last = rows.as_array().and_then(|rows| rows.last());
    let mut new = serde_json::Map::new();
    for key in keys.iter().filter(|key| key.required) {
        let empty = match &key.kind {
            Kind::Choice(known) => json!(known.first().map_or("", |(value, _)| value)),
            Kind::Integer { minimum, .. } => json!(minimum.unwrap_or(1)),
            Kind::Date => Json::Null,
            Kind::Line | Kind::Paragraph => json!(""),
            Kind::List(_) | Kind::Table(_) | Kind::Tables(_) => json!([]),
        };
        let before = last.and_then(|last| last.get(key.name)).filter(|_| table == "dose");
        new.insert(key.name.to_owned(), before.cloned().unwrap_or(empty));
    }
    if table == "dose" {
        let week = |key: &str| last.and_then(|last| last.get(key)).and_then(Json::as_i64);
        let next = week("to-week").or(week("from-week")).map_or(1, |week| week + 1);
        new.insert("from-week".to_owned(), json!(next));
    }
    Json::Object(new)
}

/// Returns a key as a label.
fn label(key: &str) -> String {
    let words = key.replace('-', " ");
    let mut chars = words.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
