//! Attacks on the preview over a real socket: each is refused with its status, and after each of
//! them every byte of the workspace is what it was.

use std::fmt::Write as _;
use std::io::Write as _;
use std::time::{Duration, Instant};

use serde_json::{Value as Json, json};

use crate::preview::{Reply, SHEET, Server, passphrase, read};

/// Another site.
const EVIL: &str = "http://evil.example";

/// How an attack speaks.
enum Wire {
    /// Method, address, headers to put in or (empty) take out, body.
    Request(&'static str, String, Vec<(&'static str, String)>, Option<String>),
    /// Bytes as they are.
    Bytes(Vec<u8>),
    /// Bytes, then silence until the server has had enough.
    Slow(Vec<u8>),
}

/// One attack: its name, what is sent, and with which status it is refused; 0 is a connection that
/// is closed without a word.
struct Attack(&'static str, Wire, &'static [u16]);

fn get(path: &str) -> Wire {
    Wire::Request("GET", path.to_owned(), Vec::new(), None)
}

fn led(headers: &[(&'static str, &str)]) -> Wire {
    let headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Wire::Request("GET", "/api/sheets".to_owned(), headers, None)
}

fn post(path: &str, body: &Json) -> Wire {
    Wire::Request("POST", path.to_owned(), Vec::new(), Some(body.to_string()))
}

fn as_type(kind: &str, body: &str) -> Wire {
    let headers = vec![("content-type", kind.to_owned())];
    Wire::Request("POST", "/api/save".to_owned(), headers, Some(body.to_owned()))
}

fn method(name: &'static str, path: &str) -> Wire {
    Wire::Request(name, path.to_owned(), Vec::new(), None)
}

impl Wire {
    fn send(&self, server: &Server) -> Reply {
        match self {
            Self::Request(method, path, headers, body) => {
                let headers: Vec<_> =
                    headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
                server.send(method, path, &headers, body.as_deref())
            }
            Self::Bytes(bytes) => server.raw(bytes),
            Self::Slow(bytes) => {
                let mut stream = server.connect();
                stream.write_all(bytes).expect("written");
                read(&mut stream)
            }
        }
    }
}

/// From which host, origin and with which token.
fn strangers(server: &Server) -> Vec<Attack> {
    let port = server.port;
    let host = |name: &str| led(&[("host", &format!("{name}:{port}"))]);
    let own = format!("127.0.0.1:{port}");
    let twice = format!(
        "GET /api/sheets HTTP/1.1\r\nhost: {own}\r\nhost: evil.example\r\nx-candor-token: {}\r\n\r\n",
        server.token
    );
    let tokens = format!(
        "GET /api/sheets HTTP/1.1\r\nhost: {own}\r\nx-candor-token: x\r\nx-candor-token: {}\r\n\r\n",
        server.token
    );
    let whole = format!(
        "GET http://evil.example/api/sheets HTTP/1.1\r\nhost: {own}\r\nx-candor-token: {}\r\n\r\n",
        server.token
    );
    let in_address = format!("/api/sheets?token={}", server.token);
    let short = &server.token[..server.token.len() - 1];
    vec![
        Attack("no token", led(&[("x-candor-token", "")]), &[401]),
        Attack("a wrong token", led(&[("x-candor-token", &"0".repeat(64))]), &[401]),
        Attack("a part of the token", led(&[("x-candor-token", short)]), &[401]),
        Attack(
            "the token in capitals",
            led(&[("x-candor-token", &server.token.to_uppercase())]),
            &[401],
        ),
        Attack("two tokens", Wire::Bytes(tokens.into_bytes()), &[401]),
        Attack(
            "the token in the address",
            Wire::Request("GET", in_address, vec![("x-candor-token", String::new())], None),
            &[401],
        ),
        Attack(
            "the token as a cookie",
            led(&[("x-candor-token", ""), ("cookie", &format!("x-candor-token={}", server.token))]),
            &[401],
        ),
        Attack(
            "a write without a token",
            Wire::Request(
                "POST",
                "/api/save".to_owned(),
                vec![("x-candor-token", String::new())],
                Some(json!({ "sheet": SHEET, "text": "x", "base": null }).to_string()),
            ),
            &[401],
        ),
        Attack("another host", host("evil.example"), &[421]),
        Attack("a rebound name", host("127.0.0.1.evil.example"), &[421]),
        Attack("a name that begins like ours", host("localhost.evil.example"), &[421]),
        Attack("all addresses", host("0.0.0.0"), &[421]),
        Attack("the other family", host("[::1]"), &[421]),
        Attack("ours as a number", host("2130706433"), &[421]),
        Attack("ours without a port", led(&[("host", "127.0.0.1")]), &[421]),
        Attack("another port", led(&[("host", "127.0.0.1:1")]), &[421]),
        Attack("ours with a user", led(&[("host", &format!("evil@{own}"))]), &[421]),
        Attack("no host", led(&[("host", "")]), &[400, 421]),
        Attack("two hosts", Wire::Bytes(twice.into_bytes()), &[400, 421]),
        Attack("a whole address of another host", Wire::Bytes(whole.into_bytes()), &[421]),
        Attack(
            "another host asks for the page",
            {
                Wire::Request(
                    "GET",
                    "/".to_owned(),
                    vec![("host", "evil.example".to_owned())],
                    None,
                )
            },
            &[421],
        ),
        Attack("another origin", led(&[("origin", EVIL)]), &[403]),
        Attack("no origin that has a name", led(&[("origin", "null")]), &[403]),
        Attack("our host with TLS", led(&[("origin", &format!("https://{own}"))]), &[403]),
        Attack("another port of ours", led(&[("origin", "http://127.0.0.1:1")]), &[403]),
        Attack(
            "an origin that begins like ours",
            led(&[("origin", &format!("http://{own}.evil.example"))]),
            &[403],
        ),
        Attack("a request across sites", led(&[("sec-fetch-site", "cross-site")]), &[403]),
        Attack("a request from the same site", led(&[("sec-fetch-site", "same-site")]), &[403]),
        Attack(
            "a link to data",
            led(&[("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")]),
            &[403],
        ),
        Attack(
            "a form of another site",
            {
                Wire::Request(
                    "POST",
                    "/api/publish".to_owned(),
                    vec![
                        ("origin", EVIL.to_owned()),
                        ("x-candor-token", String::new()),
                        ("content-type", "application/x-www-form-urlencoded".to_owned()),
                    ],
                    Some("sheet=x".to_owned()),
                )
            },
            &[403],
        ),
        Attack(
            "a question before a write",
            {
                Wire::Request(
                    "OPTIONS",
                    "/api/save".to_owned(),
                    vec![
                        ("origin", EVIL.to_owned()),
                        ("access-control-request-method", "POST".to_owned()),
                        ("access-control-request-headers", "x-candor-token".to_owned()),
                    ],
                    None,
                )
            },
            &[403],
        ),
    ]
}

/// Methods, types and forms of requests.
fn malformed(server: &Server) -> Vec<Attack> {
    let own = format!("127.0.0.1:{}", server.port);
    let token = &server.token;
    let head = |first: &str, more: &str| {
        format!("{first}\r\nhost: {own}\r\nx-candor-token: {token}\r\n{more}\r\n").into_bytes()
    };
    let save = "POST /api/save HTTP/1.1";
    let json = "content-type: application/json\r\n";
    let mut many = String::new();
    for n in 0..200 {
        let _ = write!(many, "x-{n}: y\r\n");
    }
    let long = format!("x-long: {}\r\n", "y".repeat(200_000));
    let chunk = format!("{:x}\r\n{}\r\n", 600_000, "z".repeat(600_000)).repeat(3);
    let flood = head(save, &format!("{json}transfer-encoding: chunked\r\n"));
    let flood = [flood, chunk.into_bytes(), b"0\r\n\r\n".to_vec()].concat();
    let smuggled = "content-length: 4\r\ntransfer-encoding: chunked\r\n";
    let nested = format!("{{\"sheet\":{}1{}}}", "[".repeat(5000), "]".repeat(5000));
    let upgrade = "connection: upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n\
                   sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==\r\n";
    vec![
        Attack("a read that writes", method("GET", "/api/save"), &[405]),
        Attack("a write that reads", post("/api/sheets", &json!({})), &[405]),
        Attack("put", method("PUT", "/api/save"), &[405]),
        Attack("delete", method("DELETE", &format!("/api/sheet/{SHEET}")), &[405]),
        Attack("patch", method("PATCH", &format!("/api/sheet/{SHEET}")), &[405]),
        Attack("trace", method("TRACE", "/"), &[405]),
        Attack("a post to the page", post("/", &json!({})), &[405]),
        Attack(
            "a tunnel",
            Wire::Bytes(head("CONNECT evil.example:443 HTTP/1.1", "")),
            &[400, 404, 405, 421],
        ),
        Attack("a form", as_type("application/x-www-form-urlencoded", "sheet=a"), &[415]),
        Attack("plain text", as_type("text/plain", "{}"), &[415]),
        Attack("many parts", as_type("multipart/form-data; boundary=x", "--x--"), &[415]),
        Attack("no type", as_type("", "{}"), &[415]),
        Attack("nearly JSON", as_type("application/json-patch", "{}"), &[415]),
        Attack("no JSON", as_type("application/json", "{\"sheet\": "), &[400]),
        Attack("nothing", as_type("application/json", ""), &[400]),
        Attack("a list", as_type("application/json", "[]"), &[400]),
        Attack("deep JSON", as_type("application/json", &nested), &[400]),
        Attack(
            "no UTF-8",
            Wire::Bytes(
                [head(save, &format!("{json}content-length: 2\r\n")), vec![0xff, 0xfe]].concat(),
            ),
            &[400],
        ),
        Attack(
            "an unknown field",
            post(
                "/api/save",
                &json!({
                    "sheet": SHEET, "text": "x", "base": null, "path": "/etc/passwd",
                }),
            ),
            &[400],
        ),
        Attack(
            "a field of another kind",
            post(
                "/api/save",
                &json!({
                    "sheet": SHEET, "text": ["x"], "base": null,
                }),
            ),
            &[400],
        ),
        Attack("a field too few", post("/api/save", &json!({ "sheet": SHEET })), &[400]),
        Attack(
            "a field twice",
            as_type(
                "application/json",
                "{\"sheet\":\"a\",\"sheet\":\"b\",\"text\":\"x\",\"base\":null}",
            ),
            &[400],
        ),
        Attack(
            "a body that is said to be huge",
            Wire::Bytes(head(save, &format!("{json}content-length: 99999999999\r\n"))),
            &[413],
        ),
        Attack("a body that is huge", Wire::Bytes(flood), &[413, 0]),
        Attack(
            "a length that is none",
            Wire::Bytes(head(save, &format!("{json}content-length: -5\r\n"))),
            &[400],
        ),
        Attack(
            "two lengths",
            Wire::Bytes(head(save, &format!("{json}content-length: 2\r\ncontent-length: 3\r\n"))),
            &[400],
        ),
        Attack(
            "a length and chunks",
            Wire::Bytes(
                [
                    head(save, &format!("{json}{smuggled}")),
                    b"0\r\n\r\nGET / HTTP/1.1\r\n\r\n".to_vec(),
                ]
                .concat(),
            ),
            &[400],
        ),
        Attack("many headers", Wire::Bytes(head("GET /api/sheets HTTP/1.1", &many)), &[431]),
        Attack("a long header", Wire::Bytes(head("GET /api/sheets HTTP/1.1", &long)), &[431, 0]),
        Attack("a long address", get(&format!("/{}", "a".repeat(100_000))), &[414, 431, 0]),
        Attack(
            "a line break in a header",
            Wire::Bytes(head("GET /api/sheets HTTP/1.1", "x: a\rb\r\n")),
            &[400],
        ),
        Attack(
            "a null byte in a header",
            Wire::Bytes(head("GET /api/sheets HTTP/1.1", "x: a\0b\r\n")),
            &[400],
        ),
        Attack("no request", Wire::Bytes(b"hello\r\n\r\n".to_vec()), &[400]),
        Attack("an old request", Wire::Bytes(b"GET /api/sheets\r\n\r\n".to_vec()), &[400]),
        Attack(
            "an unknown version",
            Wire::Bytes(head("GET /api/sheets HTTP/9.9", "")),
            &[400, 505],
        ),
        Attack(
            "a greeting of TLS",
            Wire::Bytes(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".repeat(20)),
            &[400, 0],
        ),
        Attack(
            "a greeting of HTTP/2",
            Wire::Bytes(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec()),
            &[400, 505, 0],
        ),
        Attack("another protocol", Wire::Bytes(head("POST /api/events HTTP/1.1", upgrade)), &[405]),
        Attack("a question that is not understood", get("/api/sheets?x=1"), &[400]),
        Attack("a question with a path", get(&format!("/api/pdf/{SHEET}?format=../../x")), &[400]),
        Attack("a format that is none", get(&format!("/api/pdf/{SHEET}?format=notice")), &[400]),
        Attack("a number that is none", get("/api/events?since=-1"), &[400]),
        Attack(
            "slow headers",
            Wire::Slow(b"GET /api/sheets HTTP/1.1\r\nhost: ".to_vec()),
            &[408, 0],
        ),
        Attack(
            "a slow body",
            Wire::Slow(
                [head(save, &format!("{json}content-length: 20\r\n")), b"{\"sheet\"".to_vec()]
                    .concat(),
            ),
            &[408],
        ),
    ]
}

/// Addresses and ids that lead elsewhere.
fn paths(server: &Server) -> Vec<Attack> {
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

/// Texts and acts that must not be.
fn deeds(server: &Server) -> Vec<Attack> {
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

/// Sends attacks, one after the other; each must be refused and leave no trace.
fn all_are_refused(make: fn(&Server) -> Vec<Attack>, least: usize) {
    let server = Server::start();
    let attacks = make(&server);
    assert!(least <= attacks.len(), "{} attacks", attacks.len());
    let before = server.digest();
    let mut wrong = Vec::new();
    for Attack(name, wire, wanted) in &attacks {
        let reply = wire.send(&server);
        let said = String::from_utf8_lossy(&reply.body).into_owned();
        if !wanted.contains(&reply.status) {
            wrong.push(format!("{name}: {} instead of {wanted:?}: {said}", reply.status));
        }
        if said.contains("root:") || said.contains("secret\"") {
            wrong.push(format!("{name} was told a secret: {said}"));
        }
        if reply.head.to_lowercase().contains("access-control-allow") {
            wrong.push(format!("{name} was let in from elsewhere"));
        }
        if server.digest() != before {
            wrong.push(format!("{name} changed the workspace"));
            break;
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), attacks.len(), wrong.join("\n"));
    // And whoever may ask is served as before.
    assert_eq!(server.get("/api/sheets").0, 200);
    assert_eq!(server.digest(), before);
}

#[test]
fn strangers_are_refused() {
    all_are_refused(strangers, 30);
}

#[test]
fn malformed_and_slow_requests_are_refused() {
    all_are_refused(malformed, 40);
}

#[test]
fn no_path_leaves_the_workspace() {
    all_are_refused(paths, 40);
}

#[test]
fn what_must_not_be_is_refused() {
    all_are_refused(deeds, 20);
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
