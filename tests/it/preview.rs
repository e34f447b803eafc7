//! The preview over a real socket: what a page asks is answered, what was saved stays saved, and
//! nobody waits for anybody else.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use candor_model::digest::sha256;
use serde_json::{Value as Json, json};

use crate::{api, env};

/// The sheet that stories are told about.
pub const SHEET: &str = "ldn-fibromyalgia";
/// Who may sign in the test clinic.
const PEOPLE: [(&str, &str, &str); 3] = [
    ("ada", "Ada Example", "author"),
    ("cora", "Cora Example", "clinician"),
    ("peg", "Peg Example", "publisher"),
];

/// A running preview of a workspace of its own.
pub struct Server {
    pub folder: tempfile::TempDir,
    child: Child,
    pub port: u16,
    pub token: String,
}

/// What was answered.
#[derive(Debug)]
pub struct Reply {
    /// The status; 0, when the connection was closed without a word.
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or(Json::Null)
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let start = format!("{name}: ");
        let found = self.head.lines().find_map(|line| line.strip_prefix(&start));
        found.map(str::to_owned)
    }
}

/// Makes a workspace with two sheets and a roster; keys lie beside it.
fn workspace(folder: &Path) -> PathBuf {
    for (id, ..) in PEOPLE {
        let mut child = env::command(folder, &["key", "new", id, "--passphrase-fd", "0"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a key");
        let mut input = child.stdin.take().expect("a pipe");
        input.write_all(passphrase(id).as_bytes()).expect("written");
        drop(input);
        assert!(child.wait().expect("ended").success());
    }
    let people: Vec<String> =
        PEOPLE.iter().map(|(id, name, role)| format!("{id}:{name}:{role}:{id}.pub")).collect();
    let mut args = vec!["init", "clinic", "--name", "Example Clinic", "--phone", "555-0100"];
    people.iter().for_each(|person| args.extend(["--person", person]));
    let (code, _, said) = env::said(&env::candor(folder, &args));
    assert_eq!(code, 0, "{said}");
    let root = folder.join("clinic");
    let (code, _, said) = env::said(&env::candor(&root, &["new", SHEET, "--from", SHEET]));
    assert_eq!(code, 0, "{said}");
    root
}

/// The passphrase of a person's key.
pub fn passphrase(who: &str) -> String {
    format!("a passphrase of {who}")
}

fn begin(root: &Path) -> (Child, u16, String) {
    let mut child = env::command(root, &["preview"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut line = String::new();
    let stdout = child.stdout.take().expect("a pipe");
    BufReader::new(stdout).read_line(&mut line).expect("an address");
    let rest = line.trim().strip_prefix("http://127.0.0.1:").expect("an address of this machine");
    let (port, token) = rest.split_once("/#").expect("a token");
    (child, port.parse().expect("a port"), token.to_owned())
}

impl Server {
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let root = workspace(folder.path());
        let (child, port, token) = begin(&root);
        Self { folder, child, port, token }
    }

    /// Ends the program without a word, and starts it again.
    fn kill_and_start(&mut self) {
        self.child.kill().expect("killed");
        self.child.wait().expect("ended");
        (self.child, self.port, self.token) = begin(&self.root());
    }

    pub fn root(&self) -> PathBuf {
        self.folder.path().join("clinic")
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("connected");
        stream.set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
        stream
    }

    /// Sends bytes and reads what comes.
    pub fn raw(&self, bytes: &[u8]) -> Reply {
        let mut stream = self.connect();
        // A server that has heard enough closes while we speak.
        let _ = stream.write_all(bytes);
        read(&mut stream)
    }

    /// Sends a request with the usual headers, some of them replaced, or left out when empty.
    pub fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Reply {
        self.raw(self.request(method, path, headers, body).as_bytes())
    }

    pub fn request(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> String {
        let length = body.map(|body| body.len().to_string());
        let host = format!("127.0.0.1:{}", self.port);
        let mut all = vec![("host", host.as_str()), ("x-candor-token", &self.token)];
        if let Some(length) = &length {
            all.extend([("content-type", "application/json"), ("content-length", length)]);
        }
        all.retain(|(name, _)| !headers.iter().any(|(other, _)| other == name));
        all.extend(headers.iter().filter(|(_, value)| !value.is_empty()));
        let mut text = format!("{method} {path} HTTP/1.1\r\n");
        for (name, value) in all {
            let _ = write!(text, "{name}: {value}\r\n");
        }
        text + "\r\n" + body.unwrap_or_default()
    }

    pub fn get(&self, path: &str) -> (u16, Json) {
        let reply = self.send("GET", path, &[], None);
        let answer = reply.json();
        api::holds("GET", path, None, (reply.status, &answer));
        (reply.status, answer)
    }

    pub fn post(&self, path: &str, body: &Json) -> (u16, Json) {
        let reply = self.send("POST", path, &[], Some(&body.to_string()));
        let answer = reply.json();
        api::holds("POST", path, Some(body), (reply.status, &answer));
        (reply.status, answer)
    }

    /// Returns a sheet's text and digest.
    pub fn sheet(&self, id: &str) -> (String, String) {
        let (status, sheet) = self.get(&format!("/api/sheet/{id}"));
        assert_eq!(status, 200, "{sheet}");
        let text = |name: &str| sheet[name].as_str().expect("a text").to_owned();
        (text("text"), text("digest"))
    }

    /// Returns a digest of everything in the workspace.
    pub fn digest(&self) -> String {
        let mut lines = BTreeSet::new();
        let mut pending = vec![self.root()];
        while let Some(folder) = pending.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                let meta = path.symlink_metadata().expect("there");
                let what = if meta.is_symlink() {
                    format!("link to {}", std::fs::read_link(&path).expect("a link").display())
                } else if meta.is_dir() {
                    pending.push(path.clone());
                    "folder".to_owned()
                } else {
                    sha256(&std::fs::read(&path).expect("a file"))
                };
                lines.insert(format!("{} {what}", path.display()));
            }
        }
        sha256(lines.into_iter().collect::<Vec<_>>().join("\n").as_bytes())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads an answer to its end.
pub fn read(stream: &mut TcpStream) -> Reply {
    let mut all = Vec::new();
    // A connection that is reset has said what it had to say.
    let mut buffer = [0; 64 * 1024];
    while let Ok(n @ 1..) = stream.read(&mut buffer) {
        all.extend_from_slice(&buffer[..n]);
    }
    let split = all.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(all.len());
    let head = String::from_utf8_lossy(&all[..split]).into_owned();
    let status = head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or(0);
    Reply { status, head, body: all.get(split + 4..).unwrap_or_default().to_vec() }
}

fn tried(server: &Server, text: &str, more: &Json) -> Json {
    let mut body = json!({ "tab": "test", "sheet": SHEET, "text": text });
    for (key, value) in more.as_object().expect("fields") {
        body[key] = value.clone();
    }
    let (status, answer) = server.post("/api/try", &body);
    assert_eq!(status, 200, "{answer}");
    answer
}

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

#[test]
fn a_new_sheet_is_reviewed_signed_and_published_under_the_policy() {
    let server = Server::start();
    let key = |who: &str| server.folder.path().join(who).display().to_string();
    let body = json!({ "id": "my-sheet", "from": SHEET, "title": "A \"new\" sheet about LDN" });
    let (status, made) = server.post("/api/new", &body);
    assert_eq!(status, 201, "{made}");
    assert!(made["text"].as_str().is_some_and(|text| text.contains("A \\\"new\\\" sheet")));
    let (status, _) = server.post("/api/new", &body);
    assert_eq!(status, 409, "a sheet is never replaced");
    // Review: every line, ticks and comments that hold for the words.
    let (status, review) = server.get("/api/review/my-sheet");
    assert_eq!(status, 200, "{review}");
    let lines = review["lines"].as_array().expect("lines");
    let item = lines.iter().find(|line| line["item"] == "ci-opioid-use").expect("an item");
    assert!(item["behind"].as_array().is_some_and(|behind| !behind.is_empty()));
    let ids: BTreeSet<_> = lines.iter().filter_map(|line| line["id"].as_str()).collect();
    assert_eq!(ids.len(), lines.len(), "ids are unique");
    let note = |path: &str, mut body: Json, notes: &Json| {
        body["sheet"] = json!("my-sheet");
        body["digest"] = review["digest"].clone();
        body["notes"] = notes.clone();
        server.post(path, &body)
    };
    let tick = json!({ "line": "purpose", "by": "Ada Example", "ticked": true });
    let (status, ticked) = note("/api/tick", tick.clone(), &Json::Null);
    assert_eq!((status, ticked["ticked"].as_u64()), (200, Some(1)), "{ticked}");
    let (status, lost) = note("/api/tick", tick, &Json::Null);
    assert_eq!(status, 409, "somebody else's notes are not lost: {lost}");
    let comment = json!({ "line": "purpose", "by": "Cora Example", "text": "<b>For whom?</b>" });
    let (status, noted) = note("/api/comment", comment, &ticked["notes"]);
    assert_eq!((status, noted["open"].as_u64()), (200, Some(1)), "{noted}");
    assert!(server.root().join("sheets/my-sheet.review.json").is_file());
    let (code, _, said) = env::said(&env::candor(&server.root(), &["check", "my-sheet"]));
    assert_eq!(code, 0, "notes are no sheet: {said}");
    // The words change, and the tick does not hold any more.
    let (text, base) = server.sheet("my-sheet");
    let old = text.lines().find(|line| line.starts_with("purpose")).expect("a purpose");
    let changed = text.replace(old, "purpose = \"This sheet is for adults with fibromyalgia.\"");
    let saved = json!({ "sheet": "my-sheet", "text": changed, "base": base });
    assert_eq!(server.post("/api/save", &saved).0, 200);
    let (_, after) = server.get("/api/review/my-sheet");
    assert_eq!(after["ticked"], json!(0));
    let purpose = after["lines"]
        .as_array()
        .and_then(|lines| lines.iter().find(|l| l["id"] == "purpose").cloned());
    let purpose = purpose.expect("a purpose");
    assert_eq!(purpose["tick"]["holds"], json!(false));
    assert_eq!(purpose["comments"][0]["holds"], json!(false));
    // Cut and sign.
    let (status, cut) = server.post("/api/cut", &json!({ "sheet": "my-sheet" }));
    assert_eq!(status, 200, "{cut}");
    let manifest = cut["manifest"].clone();
    let name = cut["files"][0].as_str().and_then(|path| path.rsplit('/').next()).expect("a file");
    let pdf = server.send("GET", &format!("/api/file/my-sheet?version=1&name={name}"), &[], None);
    assert!(pdf.status == 200 && pdf.body.starts_with(b"%PDF-1.7"), "{}", pdf.head);
    let sign = |path: &str, who: &str, passphrase: &str, manifest: &Json| {
        server.post(
            path,
            &json!({
                "sheet": "my-sheet", "manifest": manifest, "reason": "I read every line.",
                "key": key(who), "passphrase": passphrase,
            }),
        )
    };
    let before = server.digest();
    let (status, wrong) = sign("/api/sign", "ada", "something else", &manifest);
    assert_eq!(status, 422, "{wrong}");
    assert!(!wrong.to_string().contains("something else"), "a passphrase is said nowhere");
    let (status, other) = sign("/api/sign", "ada", &passphrase("ada"), &json!("0".repeat(64)));
    assert_eq!(status, 422, "another candidate is not signed: {other}");
    let (status, early) = sign("/api/publish", "peg", &passphrase("peg"), &manifest);
    assert_eq!(status, 422, "nobody has signed: {early}");
    let (status, public) = sign("/api/sign", "ada.pub", "", &manifest);
    assert_eq!(status, 422, "{public}");
    assert_eq!(server.digest(), before, "nothing was written");
    let (status, first) = sign("/api/sign", "ada", &passphrase("ada"), &manifest);
    assert_eq!(status, 200, "{first}");
    let (status, alone) = sign("/api/publish", "peg", &passphrase("peg"), &manifest);
    assert_eq!(status, 422, "the author alone is not enough: {alone}");
    let (status, twice) = sign("/api/sign", "ada", &passphrase("ada"), &manifest);
    assert_eq!(status, 422, "one person signs once: {twice}");
    let (status, second) = sign("/api/sign", "cora", &passphrase("cora"), &manifest);
    assert_eq!((status, second["needs"].as_array().map(Vec::len)), (200, Some(0)), "{second}");
    let (status, not) = sign("/api/publish", "cora", &passphrase("cora"), &manifest);
    assert_eq!(status, 422, "who is no publisher publishes nothing: {not}");
    let (status, published) = sign("/api/publish", "peg", &passphrase("peg"), &manifest);
    assert_eq!(status, 200, "{published}");
    let (_, review) = server.get("/api/review/my-sheet");
    assert_eq!(review["state"], json!("published"), "{}", review["next"]);
    assert_eq!(review["published"]["version"], json!("1"));
    // The command line agrees, and the button gives the released file.
    let (code, said, _) = env::said(&env::candor(&server.root(), &["status", "my-sheet"]));
    assert!(code == 0 && said.contains("published"), "{said}");
    let (code, out, said) = env::said(&env::candor(&server.root(), &["verify"]));
    assert_eq!(code, 0, "{out}{said}");
    let pdf = server.send("GET", "/api/pdf/my-sheet?format=handout", &[], None);
    let digest = sha256(&pdf.body);
    let sums =
        std::fs::read_to_string(server.root().join("releases/published/my-sheet/1/SHA256SUMS"));
    assert!(sums.is_ok_and(|sums| sums.contains(&digest)), "the released file, byte for byte");
    let (_, changes) = server.get("/api/changes/my-sheet");
    assert_eq!(
        (&changes["version"], changes["changes"].as_array().map(Vec::len)),
        (&json!("1"), Some(0))
    );
    // Nothing of the passphrase stayed anywhere.
    for entry in walk(&server.root()) {
        let bytes = std::fs::read(&entry).expect("a file");
        let found = bytes.windows(15).any(|part| part == &passphrase("ada").as_bytes()[..15]);
        assert!(!found, "{}", entry.display());
    }
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let (mut files, mut pending) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = pending.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() { pending.push(path) } else { files.push(path) }
        }
    }
    files
}

#[test]
fn library_and_files_can_be_looked_at_and_taken_away() {
    let server = Server::start();
    let (_, workspace) = server.get("/api/workspace");
    assert_eq!(workspace["clinic"], json!("Example Clinic"));
    assert_eq!(workspace["people"].as_array().map(Vec::len), Some(3));
    assert!(workspace["medicines"][0]["conditions"].as_array().is_some_and(|all| all.len() > 10));
    let (_, evidence) = server.get(&format!("/api/evidence/{SHEET}"));
    assert_eq!(evidence["records"][0]["id"], json!("fibromyalgia"));
    let studies = evidence["records"][0]["studies"].as_array().expect("studies");
    assert!(studies.iter().all(|study| study["mark"].is_string()));
    let (_, item) = server.get(&format!("/api/item/{SHEET}/ci-opioid-use"));
    assert!(item["basis"].is_string() && item["citations"][0]["mark"].is_string(), "{item}");
    let (_, schema) = server.get("/api/schema");
    assert_eq!(schema["tables"]["dose"]["repeated"], json!(true));
    let pdf = server.send("GET", &format!("/api/pdf/{SHEET}?format=full&paper=a4"), &[], None);
    assert_eq!(pdf.header("content-type").as_deref(), Some("application/pdf"));
    assert!(pdf.body.starts_with(b"%PDF-1.7"));
    let (status, out) =
        server.post("/api/out", &json!({ "sheet": SHEET, "formats": ["handout", "text"] }));
    assert_eq!(status, 200, "{out}");
    for file in out["files"].as_array().expect("files") {
        assert!(server.root().join(file.as_str().expect("a path")).is_file(), "{file}");
    }
}

#[test]
fn the_page_is_static_whole_and_strict() {
    let server = Server::start();
    let page = server.send("GET", "/", &[("x-candor-token", "")], None);
    assert_eq!(page.status, 200);
    let policy = page.header("content-security-policy").expect("a policy");
    for part in [
        "default-src 'none'",
        "script-src 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'none'",
    ] {
        assert!(policy.contains(part), "{part}");
    }
    assert!(!policy.contains("unsafe"));
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-resource-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cache-control", "no-store"),
    ] {
        assert_eq!(page.header(name).as_deref(), Some(value));
    }
    assert!(page.header("access-control-allow-origin").is_none());
    let text = String::from_utf8(page.body).expect("UTF-8");
    assert!(!text.contains(&server.token));
    assert!(text.contains("<html lang="));
    // Whatever the page asks for is here, and nothing of it is elsewhere.
    for part in
        text.split(['"', '\'']).filter(|part| part.ends_with(".js") || part.ends_with(".css"))
    {
        let path = format!("/{}", part.trim_start_matches(['.', '/']));
        let file = server.send("GET", &path, &[("x-candor-token", "")], None);
        assert_eq!(file.status, 200, "{path}");
    }
    for path in walk(&env::repository().join("src/preview/page")) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        for word in
            ["https://", "innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "document.write"]
        {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
    let link =
        [("x-candor-token", ""), ("sec-fetch-site", "cross-site"), ("sec-fetch-mode", "navigate")];
    assert_eq!(server.send("GET", "/", &link, None).status, 200, "a link may lead here");
}

#[test]
fn a_port_that_is_taken_is_said() {
    let server = Server::start();
    let port = server.port.to_string();
    let (code, _, said) = env::said(&env::candor(&server.root(), &["preview", "--port", &port]));
    assert_eq!(code, 3, "{said}");
    assert!(said.contains(&port) && said.contains("help:"), "{said}");
    let empty = tempfile::tempdir().expect("a folder");
    let (code, _, said) = env::said(&env::candor(empty.path(), &["preview"]));
    assert_eq!(code, 2, "{said}");
}
