//! Texts and acts that must not be.

use serde_json::{Value as Json, json};

use super::{Attack, post};
use crate::preview::{SHEET, Server, passphrase};

/// Texts and acts that must not be.
pub fn deeds(server: &Server) -> Vec<Attack> {
    let (text, digest) = server.sheet("ldn-general");
    let save = |text: &str, base: Json| {
        post("/api/save", &json!({ "sheet": "ldn-general", "text": text, "base": base }))
    };
    let edit = |change: Json| {
        post(
            "/api/try",
            &json!({
                "tab": "deed", "sheet": "ldn-general", "text": text, "changes": [change],
            }),
        )
    };
    let sign = |path: &str, more: Json| {
        let mut body = json!({
            "sheet": "ldn-general", "manifest": "0".repeat(64), "reason": "because",
            "key": server.folder.path().join("ada"), "passphrase": passphrase("ada"),
        });
        for (key, value) in more.as_object().expect("fields") {
            body[key] = value.clone();
        }
        post(path, &body)
    };
    vec![
        Attack(
            "an old text saved over a new one",
            save("id = \"x\"\n", json!("0".repeat(64))),
            &[409],
        ),
        Attack("a sheet that is there made anew", save("id = \"x\"\n", Json::Null), &[409]),
        Attack("a null byte in a text", save("id = \"a\0\"\n", json!(digest)), &[422]),
        Attack("an escape for a terminal in a text", save("# \u{1b}[2J\n", json!(digest)), &[422]),
        Attack("a text that is too long", save(&"# x\n".repeat(100_000), json!(digest)), &[422]),
        Attack(
            "a sheet that is there as a new one",
            post("/api/new", &json!({ "id": "ldn-general", "from": SHEET })),
            &[409],
        ),
        Attack("a new sheet of nothing", post("/api/new", &json!({ "id": "nothing" })), &[422]),
        Attack(
            "a new sheet of another medicine",
            post("/api/new", &json!({ "id": "other", "medicine": "../x", "condition": "y" })),
            &[422],
        ),
        Attack(
            "an undo of something else",
            post("/api/undo", &json!({ "sheet": "ldn-general", "base": "0" })),
            &[409],
        ),
        Attack(
            "an undo of nothing",
            post("/api/undo", &json!({ "sheet": "ldn-general", "base": digest })),
            &[422],
        ),
        Attack(
            "a key that no sheet has",
            edit(json!({ "path": ["__proto__"], "value": "x" })),
            &[422],
        ),
        Attack(
            "a path without end",
            edit(json!({ "path": vec!["dose"; 10_000], "value": "x" })),
            &[422],
        ),
        Attack(
            "an index far away",
            edit(json!({ "op": "insert", "path": ["dose", 4_000_000_000_u32], "value": {} })),
            &[422],
        ),
        Attack("a value of another kind", edit(json!({ "path": ["dose"], "value": "x" })), &[422]),
        Attack(
            "a comment on other lines",
            post(
                "/api/comment",
                &json!({
                    "sheet": "ldn-general", "digest": "0", "notes": null, "line": "title", "by": "x", "text": "y",
                }),
            ),
            &[409],
        ),
        Attack(
            "a tick of no line",
            post(
                "/api/tick",
                &json!({
                    "sheet": "ldn-general", "digest": "0", "notes": null, "line": "no", "by": "x", "ticked": true,
                }),
            ),
            &[409],
        ),
        Attack(
            "a tab with a long name",
            post(
                "/api/try",
                &json!({
                    "tab": "t".repeat(100), "sheet": "ldn-general", "text": text,
                }),
            ),
            &[400],
        ),
        Attack(
            "a wallet card's paper for a leaflet",
            post(
                "/api/try",
                &json!({
                    "tab": "t", "sheet": "ldn-general", "text": text, "format": "full", "paper": "id1",
                }),
            ),
            &[422],
        ),
        Attack("a signature where nothing is cut", sign("/api/sign", json!({})), &[422]),
        Attack("a release where nothing is cut", sign("/api/publish", json!({})), &[422]),
        Attack(
            "a key that is uploaded",
            sign("/api/sign", json!({ "private": "-----BEGIN" })),
            &[400],
        ),
        Attack("another day", sign("/api/sign", json!({ "on": "2020-01-01" })), &[400]),
        Attack(
            "another policy",
            sign("/api/publish", json!({ "policy": { "people": 1 } })),
            &[400],
        ),
        Attack(
            "a class that is lower",
            post("/api/cut", &json!({ "sheet": "ldn-general", "class": "layout" })),
            &[400],
        ),
    ]
}

#[test]
fn a_signature_needs_a_candidate_its_key_and_its_passphrase() {
    let server = Server::start();
    let (status, cut) = server.post("/api/cut", &json!({ "sheet": SHEET }));
    assert_eq!(status, 200, "{cut}");
    let before = server.digest();
    let sign = |path: &str, key: Json, passphrase: &str| {
        server.post(
            path,
            &json!({
                "sheet": SHEET, "manifest": cut["manifest"], "reason": "because", "key": key,
                "passphrase": passphrase,
            }),
        )
    };
    let beside = |name: &str| json!(server.folder.path().join(name));
    let right = passphrase("ada");
    let tries = [
        ("/api/sign", beside("ada"), "wrong"),
        ("/api/sign", beside("ada"), ""),
        ("/api/sign", beside("cora"), right.as_str()),
        ("/api/sign", json!("ada"), &right),
        ("/api/sign", json!("../ada"), &right),
        ("/api/sign", json!("/etc/passwd"), &right),
        ("/api/sign", json!("/dev/zero"), &right),
        ("/api/sign", json!("/nowhere/at/all"), &right),
        ("/api/sign", beside(""), &right),
        ("/api/sign", Json::Null, &right),
        ("/api/publish", beside("ada"), &right),
        ("/api/publish", beside("peg"), &passphrase("peg")),
    ];
    for (path, key, passphrase) in tries {
        let (status, answer) = sign(path, key.clone(), passphrase);
        assert_eq!(status, 422, "{path} {key}: {answer}");
        assert!(!answer.to_string().contains("root:"), "{answer}");
        assert_eq!(server.digest(), before, "{path} {key}");
    }
    assert_eq!(sign("/api/sign", beside("ada"), &right).0, 200, "the right one counts");
}
