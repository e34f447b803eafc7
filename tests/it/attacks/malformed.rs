//! Requests that are malformed, too large or slow.

use std::fmt::Write as _;

use serde_json::json;

use super::{Attack, Wire, as_type, get, method, post};
use crate::preview::{SHEET, Server};

/// Methods, types and forms of requests.
pub fn malformed(server: &Server) -> Vec<Attack> {
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
