//! What was saved stays saved, and nobody waits for anybody else.

use std::io::Write as _;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use candor_model::digest::sha256;
use serde_json::{Value as Json, json};

use super::{SHEET, Server};

#[test]
fn a_file_that_changed_on_disk_is_never_overwritten_and_both_are_shown() {
    let server = Server::start();
    let (text, base) = server.sheet(SHEET);
    let (one, two) = (format!("{text}# one\n"), format!("{text}# two\n"));
    let save = |text: &str, base: &Json| {
        server.post("/api/save", &json!({ "sheet": SHEET, "text": text, "base": base }))
    };
    let (status, first) = save(&one, &json!(base));
    assert_eq!((status, first["undo"].as_u64()), (200, Some(1)), "{first}");
    let path = server.root().join(format!("sheets/{SHEET}.toml"));
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), one);
    let (status, second) = save(&two, &json!(base));
    assert_eq!(status, 409, "{second}");
    assert_eq!((&second["disk"]["text"], &second["yours"]["text"]), (&json!(one), &json!(two)));
    assert_eq!(std::fs::read_to_string(&path).expect("a file"), one);
    // From outside, with another editor.
    std::fs::write(&path, format!("{one}# outside\n")).expect("written");
    let (status, third) = save(&two, &first["digest"]);
    assert_eq!(status, 409, "{third}");
    assert_eq!(third["disk"]["text"], json!(format!("{one}# outside\n")));
    // Whoever has seen both may choose.
    let (status, fourth) = save(&two, &third["disk"]["digest"]);
    assert_eq!(status, 200, "{fourth}");
    // And what stood there can be had back.
    let (status, back) =
        server.post("/api/undo", &json!({ "sheet": SHEET, "base": fourth["digest"] }));
    assert_eq!((status, &back["text"]), (200, &json!(format!("{one}# outside\n"))), "{back}");
    // A file that went away is told apart.
    std::fs::remove_file(&path).expect("removed");
    let (status, gone) = save(&two, &back["digest"]);
    assert_eq!((status, &gone["disk"]["text"]), (409, &Json::Null), "{gone}");
    let (status, again) = save(&two, &Json::Null);
    assert_eq!(status, 200, "{again}");
}

#[test]
fn a_killed_server_loses_nothing_that_was_saved() {
    let mut server = Server::start();
    let (text, mut base) = server.sheet(SHEET);
    for n in 1..=3 {
        let body = json!({ "sheet": SHEET, "text": format!("{text}# {n}\n"), "base": base });
        let (status, saved) = server.post("/api/save", &body);
        assert_eq!(status, 200, "{saved}");
        base = saved["digest"].as_str().expect("a digest").to_owned();
    }
    server.kill_and_start();
    let (status, sheet) = server.get(&format!("/api/sheet/{SHEET}"));
    assert_eq!((status, &sheet["text"]), (200, &json!(format!("{text}# 3\n"))));
    assert_eq!((sheet["undo"].as_u64(), sheet["redo"].as_u64()), (Some(3), Some(0)));
    let step =
        |path: &str, base: &Json| server.post(path, &json!({ "sheet": SHEET, "base": base }));
    let (_, two) = step("/api/undo", &json!(base));
    assert_eq!(two["text"], json!(format!("{text}# 2\n")));
    let (_, one) = step("/api/undo", &two["digest"]);
    let (_, none) = step("/api/undo", &one["digest"]);
    assert_eq!(none["text"], json!(text));
    let (status, _) = step("/api/undo", &none["digest"]);
    assert_eq!(status, 422, "nothing is left");
    let (_, again) = step("/api/redo", &none["digest"]);
    assert_eq!(again["text"], json!(format!("{text}# 1\n")));
    assert_eq!((again["undo"].as_u64(), again["redo"].as_u64()), (Some(1), Some(2)));
}

#[test]
fn many_tabs_are_served_and_the_newest_text_of_each_wins() {
    const LETTERS: usize = 40;
    let server = Server::start();
    let (text, _) = server.sheet(SHEET);
    std::thread::scope(|scope| {
        for tab in 0..12 {
            let (server, text) = (&server, &text);
            scope.spawn(move || {
                for n in 0..4 {
                    let body = json!({
                        "tab": format!("tab-{tab}"), "sheet": SHEET,
                        "text": format!("{text}# {tab} {n}\n"),
                    });
                    let (status, answer) = server.post("/api/try", &body);
                    assert_eq!(status, 200, "{answer}");
                    let wanted = sha256(format!("{text}# {tab} {n}\n").as_bytes());
                    // Nobody else's text comes back.
                    assert_eq!(answer["digest"], json!(wanted));
                }
            });
        }
    });
    // Letters typed in one tab faster than a page is laid out: the last is answered, others may be
    // left out.
    let answers: Vec<Json> = std::thread::scope(|scope| {
        let (server, text) = (&server, &text);
        let threads: Vec<_> = (0..=LETTERS)
            .map(|n| {
                let pause = if n == LETTERS { 50 } else { 1 };
                std::thread::sleep(Duration::from_millis(pause));
                let body = json!({
                    "tab": "fast", "sheet": SHEET, "text": format!("{text}# {n}\n"),
                });
                scope.spawn(move || server.post("/api/try", &body).1)
            })
            .collect();
        threads.into_iter().map(|thread| thread.join().expect("answered")).collect()
    });
    let last = sha256(format!("{text}# {LETTERS}\n").as_bytes());
    assert_eq!(answers[LETTERS]["digest"], json!(last));
    assert!(answers.iter().any(|answer| answer["superseded"] == true), "none was left out");
}

#[test]
fn a_slow_client_keeps_nobody_waiting() {
    let server = Server::start();
    let whole = server.request("GET", "/api/sheets", &[], None);
    let slow: Vec<TcpStream> = (0..40)
        .map(|n| {
            let mut stream = server.connect();
            stream.write_all(&whole.as_bytes()[..n]).expect("written");
            stream
        })
        .collect();
    let start = Instant::now();
    for _ in 0..10 {
        assert_eq!(server.get("/api/sheets").0, 200);
    }
    assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
    drop(slow);
}

#[test]
fn what_changes_on_disk_is_told_within_a_moment() {
    let server = Server::start();
    let path = server.root().join(format!("sheets/{SHEET}.toml"));
    let (_, first) = server.get("/api/events?since=0");
    let mut since = first["event"].as_u64().expect("a number");
    let text = std::fs::read_to_string(&path).expect("a file");
    let start = Instant::now();
    std::fs::write(&path, format!("{text}# outside\n")).expect("written");
    loop {
        let (status, events) = server.get(&format!("/api/events?since={since}&wait=5000"));
        assert_eq!(status, 200);
        let changes = events["changes"].as_array().expect("changes");
        if changes.iter().any(|one| one["kind"] == "sheet" && one["sheet"] == SHEET) {
            break;
        }
        assert!(start.elapsed() < Duration::from_secs(10), "{events}");
        since = events["event"].as_u64().expect("a number");
    }
    assert!(start.elapsed() < Duration::from_secs(2), "{:?}", start.elapsed());
    assert_eq!(server.sheet(SHEET).0, format!("{text}# outside\n"));
    // The list knows it again.
    let sheets = loop {
        let (_, sheets) = server.get("/api/sheets");
        if sheets["pending"] == 0 {
            break sheets;
        }
        assert!(start.elapsed() < Duration::from_secs(20), "{sheets}");
        std::thread::sleep(Duration::from_millis(50));
    };
    let ids: Vec<_> = sheets["sheets"].as_array().expect("sheets").iter().collect();
    assert_eq!(ids.len(), 2);
    assert!(ids.iter().all(|sheet| sheet["state"] == "draft" && sheet["errors"] == 0), "{sheets}");
}
