//! Attacks on the preview over a real socket: each is refused with its status, and after each of
//! them every byte of the workspace is what it was.

mod deeds;
mod malformed;
mod markup;
mod paths;
mod strangers;

use std::io::Write as _;

use serde_json::Value as Json;

use crate::preview::{Reply, Server, read};

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
    all_are_refused(strangers::strangers, 30);
}

#[test]
fn malformed_and_slow_requests_are_refused() {
    all_are_refused(malformed::malformed, 40);
}

#[test]
fn no_path_leaves_the_workspace() {
    all_are_refused(paths::paths, 40);
}

#[test]
fn what_must_not_be_is_refused() {
    all_are_refused(deeds::deeds, 20);
}
