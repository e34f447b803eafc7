//! The preview over a real socket: what a page asks is answered, what was saved stays saved, and
//! nobody waits for anybody else.

mod releasing;
mod saving;
mod serving;
mod typing;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

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
