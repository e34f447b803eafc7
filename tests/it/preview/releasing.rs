//! From a new sheet to a published one, and files to take away.

use std::collections::BTreeSet;

use candor_model::digest::sha256;
use serde_json::{Value as Json, json};

use super::{SHEET, Server, passphrase};
use crate::env;

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
    for entry in super::walk(&server.root()) {
        let bytes = std::fs::read(&entry).expect("a file");
        let found = bytes.windows(15).any(|part| part == &passphrase("ada").as_bytes()[..15]);
        assert!(!found, "{}", entry.display());
    }
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
