//! The preview's API is what its schema says: each request and answer of the preview's tests is held
//! against it, and the page asks what stands in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use serde_json::{Value as Json, json};

use crate::env;

static SCHEMA: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(&candor_preview::schema()).expect("the schema is JSON"));

/// Returns the names of all routes, such as `GET /api/sheet/{sheet}`.
fn routes() -> impl Iterator<Item = &'static str> {
    SCHEMA["routes"].as_object().expect("routes").keys().map(String::as_str)
}

/// Whether a path is one of an address with ids in braces.
fn is_of(address: &str, path: &str) -> bool {
    let (parts, steps): (Vec<_>, Vec<_>) =
        (address.split('/').collect(), path.split('/').collect());
    let fits = |(part, step): (&&str, &&str)| part.starts_with('{') || part == step;
    parts.len() == steps.len() && parts.iter().zip(&steps).all(fits)
}

fn hold(schema: &Json, data: &Json, whose: &str) {
    let mut whole = schema.clone();
    whole["definitions"] = SCHEMA["definitions"].clone();
    let validator = jsonschema::draft7::new(&whole).expect("a sound schema");
    let wrong: Vec<_> = validator.iter_errors(data).map(|error| error.to_string()).collect();
    assert!(wrong.is_empty(), "{whose} is not what the schema says: {wrong:#?}");
}

/// Holds a request and its answer against the schema.
pub fn holds(method: &str, path: &str, request: Option<&Json>, (status, answer): (u16, &Json)) {
    let path = path.split('?').next().unwrap_or(path);
    if 400 <= status {
        // A connection that is turned away says nothing.
        if !answer.is_null() {
            hold(&SCHEMA["problem"], answer, &format!("the problem at {path}"));
        }
        return;
    }
    let named = routes().find(|name| {
        let (of, address) = name.split_once(' ').expect("a method");
        of == method && is_of(address, path)
    });
    let route = &SCHEMA["routes"][named.unwrap_or_else(|| panic!("{method} {path} is no route"))];
    if let Some(request) = request {
        hold(&route["request"], request, &format!("the request to {path}"));
    }
    if route["answer"].is_object() {
        hold(&route["answer"], answer, &format!("the answer of {path}"));
    }
}

#[test]
fn what_the_schema_does_not_say_is_refused() {
    let saved = json!({ "digest": "0", "undo": 1, "redo": 0 });
    let request = json!({ "sheet": "a", "text": "", "base": null });
    holds("POST", "/api/save", Some(&request), (200, &saved));
    let wrong = |request: Json, answer: Json| {
        let held = || holds("POST", "/api/save", Some(&request), (200, &answer));
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(held)).is_err()
    };
    assert!(wrong(json!({ "sheet": "a", "text": "", "bass": null }), saved.clone()));
    assert!(wrong(json!({ "sheet": "a" }), saved));
    assert!(wrong(request, json!({ "digest": "0", "undo": "1", "redo": 0 })));
}

#[test]
fn the_page_asks_what_there_is_and_nothing_is_there_that_nobody_asks() {
    let mut asked = BTreeSet::new();
    for file in std::fs::read_dir(env::repository().join("src/preview/page")).expect("the page") {
        let path = file.expect("a file").path();
        if path.extension().is_none_or(|ending| ending != "js") {
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("text");
        for rest in text.split(['\'', '`']).filter(|rest| rest.starts_with("/api/")) {
            let address = rest.split(['?', ' ']).next().unwrap_or(rest);
            // `/api/${which}` goes a saved step back or forth.
            let steps = if address == "/api/${which}" {
                vec!["/api/undo", "/api/redo"]
            } else {
                vec![address]
            };
            for step in steps {
                let step = step.split("${query}").next().unwrap_or(step);
                let known =
                    routes().find(|name| is_of(name.split(' ').nth(1).unwrap_or_default(), step));
                asked.insert(known.unwrap_or_else(|| panic!("{step} in {}", path.display())));
            }
        }
    }
    let unasked: Vec<_> = routes().filter(|name| !asked.contains(name)).collect();
    assert_eq!(unasked, Vec::<&str>::new());
}
