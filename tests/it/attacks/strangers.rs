//! Requests of another site, or without the token.

use serde_json::json;

use super::{Attack, EVIL, Wire, led};
use crate::preview::{SHEET, Server};

/// From which host, origin and with which token.
pub fn strangers(server: &Server) -> Vec<Attack> {
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
