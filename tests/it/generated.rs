//! Committed files that a program writes are fresh, and the shipped files obey the schemas.

use candor_library::{Library, RecordForm, parse};
use candor_model::tree::{Entry, Tree};
use serde_json::Value;

use crate::env;

#[test]
fn committed_schemas_are_what_the_program_prints() {
    for name in parse::SCHEMAS {
        let path = env::repository().join(format!("sheets/schema/{name}.schema.json"));
        let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        let fresh = parse::schema(name).expect("a listed schema");
        assert!(
            committed == fresh,
            "sheets/schema/{name}.schema.json is stale: \
             run `candor util schema {name} > sheets/schema/{name}.schema.json`"
        );
    }
}

#[test]
fn the_committed_schema_of_the_preview_is_what_its_types_say() {
    let path = env::repository().join("src/preview/api.schema.json");
    let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(
        committed == candor_preview::schema(),
        "src/preview/api.schema.json is stale: \
         run `candor util schema preview > src/preview/api.schema.json`"
    );
}

#[test]
fn what_was_read_at_build_time_says_what_the_files_say() {
    let shipped = candor_shipped::sheets();
    assert!(shipped.snapshot().is_some());
    let built = Library::new(shipped.clone(), Tree::default());
    let anew = Library::new(shipped.without_snapshot(), Tree::default());
    let mut n = 0;
    for (id, _) in anew.medicines() {
        let (one, found) = built.monograph(&id);
        assert!(found.is_empty());
        let (other, _) = anew.monograph(&id);
        let (one, other) = (one.expect("a medicine"), other.expect("a medicine"));
        // Every text that a place stands in is compared with it.
        assert_eq!(one, other, "{id}");
        assert!(one.items.iter().all(|item| !item.span.file.text().is_empty()), "{id}");
        n += one.items.len();
    }
    assert!(n > 70, "only {n} items");
    for tag in anew.languages() {
        assert_eq!(built.wording(&tag).0, anew.wording(&tag).0, "{tag}");
    }
    let (one, _) = built.analyzer("en");
    let (other, _) = anew.analyzer("en");
    assert!(one.expect("English").language == other.expect("English").language);
}

#[test]
fn other_files_are_read_anew() {
    let mut other = candor_shipped::sheets();
    let path = "library/low-dose-naltrexone/safety/warnings.toml";
    let Some(Entry::File(bytes)) = other.get(path) else { panic!("{path} is embedded") };
    let text = std::str::from_utf8(bytes).expect("UTF-8").replace("opioid", "oppioid");
    other.insert(path, Entry::File(text.into_bytes().into()));
    let library = Library::new(other, Tree::default());
    let (monograph, _) = library.monograph("low-dose-naltrexone");
    let said = monograph
        .map(|monograph| candor_library::record(&monograph, RecordForm::Whole))
        .unwrap_or_default();
    assert!(said.contains("oppioid"), "the changed file was not read");
}

/// TOML as the JSON that schemas speak of: dates become text.
fn json(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(n) => n.into(),
        toml::Value::Float(n) => n.into(),
        toml::Value::Boolean(b) => b.into(),
        toml::Value::Datetime(date) => date.to_string().into(),
        toml::Value::Array(list) => list.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, v)| (key, json(v))).collect(),
    }
}

#[test]
fn shipped_files_name_their_schema_and_obey_it() {
    let root = env::repository().join("sheets");
    let mut pending = vec![root.join("library"), root.join("examples")];
    let mut n = 0;
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("sheets") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                pending.push(path);
                continue;
            }
            if path.extension().is_none_or(|ending| ending != "toml") {
                continue;
            }
            let text = std::fs::read_to_string(&path).expect("UTF-8");
            let first = text.lines().next().unwrap_or_default();
            let named = first.strip_prefix("#:schema ").unwrap_or_else(|| {
                panic!("{} does not name its schema", path.display());
            });
            let schema_path = path.parent().expect("a folder").join(named);
            let schema = std::fs::read_to_string(&schema_path)
                .unwrap_or_else(|_| panic!("{}: no {named}", path.display()));
            let schema: Value = serde_json::from_str(&schema).expect("a schema");
            let value = json(toml::from_str(&text).expect("TOML"));
            let validator = jsonschema::draft7::new(&schema).expect("a sound schema");
            let errors: Vec<String> =
                validator.iter_errors(&value).map(|error| error.to_string()).collect();
            assert!(errors.is_empty(), "{}: {}", path.display(), errors.join("; "));
            n += 1;
        }
    }
    assert!(n > 60, "only {n} files");
}
