//! Committed files that a program writes are fresh, and the shipped files obey the schemas.

use candor::parse;
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
