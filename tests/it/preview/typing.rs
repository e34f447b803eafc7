//! A text as it is typed: proved, drawn, written nowhere; and a form that keeps every other byte.

use candor_model::digest::sha256;
use serde_json::{Value as Json, json};

use super::{SHEET, Server, tried};

#[test]
fn what_is_typed_is_proved_drawn_and_written_nowhere() {
    let server = Server::start();
    let before = server.digest();
    let (text, digest) = server.sheet(SHEET);
    let good = tried(&server, &text, &json!({}));
    assert_eq!((good["errors"].as_u64(), good["stale"].as_bool()), (Some(0), Some(false)));
    assert_eq!(good["digest"], json!(digest));
    let pages = good["pages"].as_array().expect("pages");
    assert_eq!(pages.len(), 2);
    assert!(pages.iter().all(|page| page["svg"].as_str().is_some_and(|svg| svg.len() > 10_000)));
    // Every text knows its place, and the author's know their line.
    let leaves = good["leaves"].as_array().expect("leaves");
    let title = leaves.iter().find(|leaf| leaf["leaf"] == "title").expect("a title");
    let line = text.lines().position(|line| line.starts_with("title")).expect("a line") + 1;
    assert_eq!(title["line"], json!(line));
    assert_eq!(title["page"], json!(1));
    assert!(leaves.iter().any(|leaf| leaf["item"] == "ci-opioid-use"));
    assert!(good["reading"].as_array().is_some_and(|parts| parts.len() > 5));
    // Pages that a page has already do not travel again.
    let known: Vec<_> = pages.iter().map(|page| page["digest"].clone()).collect();
    let changed = text.replace("Stop at week 12", "Stop at week 13");
    let next = tried(&server, &changed, &json!({ "known": known }));
    let sent = next["pages"].as_array().expect("pages").iter().filter(|p| p["svg"].is_string());
    assert_eq!(sent.count(), 1, "one page has changed");
    // With an error the last good pages come again, marked.
    let broken = text.replace("mg = \"1.5\"", "mg = \"1.0\"");
    let stale = tried(&server, &broken, &json!({}));
    assert_eq!(stale["stale"], json!(true));
    assert_eq!(stale["pages"][0]["digest"], next["pages"][0]["digest"]);
    let finding = &stale["findings"][0];
    assert_eq!(
        (finding["code"].as_str(), finding["here"].as_bool()),
        (Some("dose/trailing-zero"), Some(true))
    );
    assert_eq!(finding["leaf"], json!("dose.1.amount"));
    assert!(finding["page"].is_u64() && finding["box"].is_array(), "{finding}");
    let line = broken.lines().position(|line| line == "mg = \"1.0\"").expect("a line") + 1;
    assert_eq!(finding["line"], json!(line));
    // Every format and paper is drawn.
    for (format, paper) in [("full", "a4"), ("large", "letter"), ("card", "id1"), ("dossier", "a4")]
    {
        let made = tried(&server, &text, &json!({ "format": format, "paper": paper }));
        assert!(made["pages"].as_array().is_some_and(|pages| !pages.is_empty()), "{format}");
        assert_eq!(made["stale"], json!(false), "{format}: {}", made["findings"]);
    }
    let plain = tried(&server, &text, &json!({ "format": "text" }));
    assert!(plain["text"].as_str().is_some_and(|text| text.contains("LDN")));
    assert_eq!(server.digest(), before);
}

#[test]
fn a_change_of_the_form_keeps_every_other_byte() {
    let server = Server::start();
    let (text, _) = server.sheet(SHEET);
    let edit = |text: &str, change: Json| {
        let answer = tried(&server, text, &json!({ "changes": [change] }));
        answer["edited"]["text"].as_str().expect("a text").to_owned()
    };
    let new = edit(&text, json!({ "path": ["title"], "value": "Another title" }));
    let old_line = text.lines().find(|line| line.starts_with("title")).expect("a title");
    assert_eq!(new, text.replace(old_line, "title = \"Another title\""));
    // There and back again.
    let step = json!({ "from-week": 7, "mg": "6", "form": "capsule", "strength": "3",
        "count": "2", "time": "at bedtime" });
    let more = edit(&text, json!({ "op": "insert", "path": ["dose", 3], "value": step }));
    assert!(more.starts_with(text.trim_end()), "what stood there still stands there");
    assert_eq!(edit(&more, json!({ "op": "remove", "path": ["dose", 3] })), text);
    for comment in text.lines().filter(|line| line.starts_with('#')) {
        assert!(more.contains(comment), "{comment}");
    }
    // In one breath with a try.
    let changes = json!([{ "path": ["title"], "value": "Another title" }]);
    let answer = tried(&server, &text, &json!({ "changes": changes }));
    assert_eq!(answer["edited"]["text"], json!(new));
    assert_eq!(answer["digest"], json!(sha256(new.as_bytes())));
    // The form shows what stands there, and what can be chosen.
    let (status, form) = server.post("/api/form", &json!({ "sheet": SHEET, "text": text }));
    assert_eq!(status, 200, "{form}");
    let field = |key: &str| {
        let fields = form["fields"].as_array().expect("fields");
        fields.iter().find(|field| field["key"] == key).unwrap_or_else(|| panic!("{key}")).clone()
    };
    assert_eq!(field("revised")["kind"], json!("date"));
    assert_eq!(field("dose")["fields"].as_array().map(Vec::len), Some(3));
    assert_eq!(field("dose")["new"]["from-week"], json!(6));
    let conditions = field("condition")["choices"].as_array().cloned().expect("choices");
    assert!(conditions.iter().any(|choice| choice["value"] == "fibromyalgia"));
    let (status, broken) =
        server.post("/api/form", &json!({ "sheet": SHEET, "text": "title = \n" }));
    assert_eq!(status, 422);
    assert!(broken["error"].as_str().is_some_and(|error| error.contains("line 1")), "{broken}");
}
