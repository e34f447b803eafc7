//! An author's text is never markup.

use serde_json::json;

use crate::preview::{SHEET, Server};

/// Words that would be markup, a script or an end of one.
const MARKUP: [&str; 6] = [
    "<script>alert(1)</script>",
    "\\\"><img src=x onerror=alert(1)>",
    "]]></style></svg><svg onload=alert(1)>",
    "{{constructor.constructor('alert(1)')()}}",
    "javascript:alert(1)//",
    "&lt;script&gt; #raw(\\\"x\\\") #import \\\"/etc/passwd\\\": *",
];

/// Elements that a picture of a page may have.
const ELEMENTS: [&str; 10] =
    ["svg", "g", "path", "use", "symbol", "defs", "clipPath", "image", "rect", "a"];

#[test]
fn no_author_text_is_markup() {
    let server = Server::start();
    let (text, _) = server.sheet(SHEET);
    let fields = [
        "title = ",
        "purpose = ",
        "funding = ",
        "stop-if = ",
        "heading = ",
        "time = ",
        "questions = ",
    ];
    let before = server.digest();
    let (mut drawn, mut fresh) = (0, 0);
    for markup in MARKUP {
        for field in fields {
            let lines = text.lines().map(|line| match (line.starts_with(field), field) {
                (true, "questions = ") => format!("questions = [\"{markup}\","),
                (true, _) => format!("{field}\"{markup}\""),
                (false, _) => line.to_owned(),
            });
            let changed = lines.collect::<Vec<_>>().join("\n") + "\n";
            let inside = text.replace("We may offer LDN", &format!("{markup} We may offer LDN"));
            for text in [changed, inside.replace("\\\"", "\"")] {
                let body = json!({ "tab": "t", "sheet": SHEET, "text": text, "format": "full" });
                let reply = server.send("POST", "/api/try", &[], Some(&body.to_string()));
                assert_eq!(reply.status, 200);
                assert_eq!(reply.header("content-type").as_deref(), Some("application/json"));
                assert_eq!(reply.header("x-content-type-options").as_deref(), Some("nosniff"));
                let answer = reply.json();
                assert!(answer.is_object(), "the answer is JSON");
                for page in answer["pages"].as_array().expect("pages") {
                    let svg = page["svg"].as_str().expect("a picture");
                    drawn += 1;
                    harmless(svg);
                }
                fresh += usize::from(answer["stale"] == false);
            }
        }
    }
    // Most of it is text like any other, and is printed as it was written.
    assert!(36 <= fresh && fresh < drawn, "{drawn} pages, {fresh} sets of them new");
    // Names of files and people are data as well.
    let body = json!({ "id": "a-sheet", "from": SHEET, "title": MARKUP[0], "purpose": MARKUP[2] });
    assert_eq!(server.digest(), before);
    let (status, made) = server.post("/api/new", &body);
    assert_eq!(status, 201, "{made}");
    let reply = server.send("GET", "/api/sheets", &[], None);
    assert_eq!(reply.header("content-type").as_deref(), Some("application/json"));
}

/// A picture draws shapes and nothing else.
fn harmless(svg: &str) {
    let lower = svg.to_lowercase();
    for word in [
        "<script",
        "javascript:",
        "<foreignobject",
        "<style",
        "<iframe",
        "<!entity",
        "<animate",
        "<text",
    ] {
        assert!(!lower.contains(word), "{word}");
    }
    for tag in svg.split('<').skip(1) {
        let name: &str =
            tag.trim_start_matches('/').split([' ', '>', '/']).next().unwrap_or_default();
        assert!(ELEMENTS.contains(&name), "<{name}>");
        for attribute in tag.split(['>']).next().unwrap_or_default().split(' ').skip(1) {
            let name = attribute.split('=').next().unwrap_or_default();
            assert!(!name.starts_with("on"), "{name}");
            if name.ends_with("href") {
                let value = attribute.split('"').nth(1).unwrap_or_default();
                assert!(value.starts_with('#') || value.starts_with("data:image/"), "{value}");
            }
        }
    }
}
