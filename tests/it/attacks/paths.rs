//! Names that would lead out of the workspace.

use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use super::{Attack, Wire, get, post};
use crate::preview::{SHEET, Server};

/// Addresses and ids that lead elsewhere.
pub fn paths(server: &Server) -> Vec<Attack> {
    let mut all = vec![
        Attack("out of the page", get("/../../../etc/passwd"), &[400, 404]),
        Attack("out of the page, hidden", get("/%2e%2e/%2e%2e/etc/passwd"), &[400]),
        Attack("out of the page, twice hidden", get("/%252e%252e/etc/passwd"), &[400]),
        Attack(
            "out of the page, backwards",
            Wire::Bytes(server.request("GET", "/..\\..\\etc\\passwd", &[], None).into_bytes()),
            &[400],
        ),
        Attack("two slashes", get("//etc/passwd"), &[400]),
        Attack("a source file", get("/mod.rs"), &[404]),
        Attack("a null byte", get("/index.html%00.js"), &[400]),
        Attack("a sheet's file", get("/sheets/ldn-general.toml"), &[404]),
        Attack("the settings", get("/candor.toml"), &[404]),
        Attack("an id that leads out", get("/api/sheet/..%2f..%2fcandor"), &[400]),
        Attack("an id with a dot", get("/api/sheet/ldn-general.toml"), &[400]),
        Attack("an id with too many parts", get("/api/sheet/a/b"), &[404]),
        Attack("an id of a device", get("/api/sheet/con"), &[400]),
        Attack("an id in capitals", get("/api/sheet/LDN"), &[400]),
        Attack("an id that nothing has", get("/api/sheet/nobody"), &[404]),
        Attack("a long id", get(&format!("/api/sheet/{}", "a".repeat(65))), &[400]),
        Attack("an item that leads out", get(&format!("/api/item/{SHEET}/..")), &[400]),
        Attack(
            "a file that leads out",
            get(&format!("/api/file/{SHEET}?version=1&name=..")),
            &[400, 404],
        ),
        Attack(
            "a file of another place",
            get(&format!("/api/file/{SHEET}?version=1&name=candidate.json")),
            &[404],
        ),
        Attack(
            "a version that leads out",
            get(&format!("/api/file/{SHEET}?version=..&name=x")),
            &[400, 404],
        ),
    ];
    for id in [
        "/etc/passwd",
        "../candor",
        "..\\candor",
        "C:\\x",
        "ldn-general.toml",
        "a\0b",
        "ldn\u{2010}general",
        "",
        ".candor",
        "library/x",
        "nul",
    ] {
        let body = json!({ "sheet": id, "text": "id = \"x\"\n", "base": null });
        all.push(Attack("a save elsewhere", post("/api/save", &body), &[400]));
        let body = json!({ "id": id, "from": SHEET });
        all.push(Attack("a new sheet elsewhere", post("/api/new", &body), &[422]));
    }
    let from = json!({ "id": "a-copy", "from": "../../secret" });
    all.push(Attack("a copy from elsewhere", post("/api/new", &from), &[400]));
    #[cfg(unix)]
    {
        let root = server.root();
        let secret = server.folder.path().join("secret.toml");
        std::fs::write(&secret, "id = \"secret\"\n").expect("written");
        let link = |from: &std::path::Path, to: &str| {
            std::os::unix::fs::symlink(from, root.join(to)).expect("a link");
        };
        link(&secret, "sheets/linked.toml");
        link(&secret, &format!("sheets/{SHEET}.review.json"));
        link(server.folder.path(), "sheets/folder");
        // The server must know of the link before it is asked.
        let start = Instant::now();
        while !server.get("/api/sheets").1.to_string().contains("sheets/linked.toml") {
            assert!(start.elapsed() < Duration::from_secs(20), "the link is not seen");
            std::thread::sleep(Duration::from_millis(50));
        }
        let save =
            |base: Json| json!({ "sheet": "linked", "text": "id = \"linked\"\n", "base": base });
        let digest = candor_model::digest::sha256(b"id = \"secret\"\n");
        all.extend([
            Attack("reading through a link", get("/api/sheet/linked"), &[422]),
            Attack("saving through a link", post("/api/save", &save(json!(digest))), &[422]),
            Attack("saving over a link", post("/api/save", &save(Json::Null)), &[422]),
            Attack("a new sheet over a link", post("/api/new", &json!({ "id": "linked", "from": SHEET })), &[409]),
            Attack("undo through a link", post("/api/undo", &json!({ "sheet": "linked", "base": digest })), &[422]),
            Attack("notes through a link", get(&format!("/api/review/{SHEET}")), &[422]),
            Attack("a comment through a link", post("/api/comment", &json!({
                "sheet": SHEET, "notes": null, "comment": 1, "resolved": true,
            })), &[422]),
            Attack("a sheet in a linked folder", get("/api/sheet/secret"), &[404]),
            Attack("a key that is a link", post("/api/sign", &json!({
                "sheet": SHEET, "manifest": "0", "reason": "because", "key": root.join("sheets/linked.toml"),
            })), &[422]),
        ]);
    }
    all
}
