//! Files that no fixture in TOML can be: empty, binary, huge, linked, unreadable, on a full disk.
//!
//! Each gives a clear finding or error with the right exit code, and nothing existing is damaged.

use std::path::{Path, PathBuf};

use crate::env::{candor, command, example, said};

struct Clinic {
    _folder: tempfile::TempDir,
    root: PathBuf,
}

fn clinic() -> Clinic {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(said(&candor(folder.path(), &["init", "clinic"])).0, 0);
    let root = folder.path().join("clinic");
    Clinic { _folder: folder, root }
}

impl Clinic {
    /// Puts bytes where a sheet belongs, checks all sheets, and gives exit code and findings.
    fn check(&self, name: &str, bytes: &[u8]) -> (i32, serde_json::Value) {
        std::fs::write(self.root.join("sheets").join(name), bytes).expect("written");
        self.findings()
    }

    fn findings(&self) -> (i32, serde_json::Value) {
        let (code, stdout, stderr) = said(&candor(&self.root, &["check", "--json"]));
        let findings = serde_json::from_str(&stdout)
            .unwrap_or_else(|error| panic!("{error}: {stdout} {stderr}"));
        (code, findings)
    }
}

fn only(findings: &serde_json::Value) -> (&str, i64, i64) {
    let list = findings.as_array().expect("an array");
    assert_eq!(list.len(), 1, "{findings}");
    let place = |key: &str| list[0][key].as_i64().unwrap_or(-1);
    (list[0]["code"].as_str().expect("a code"), place("line"), place("column"))
}

#[test]
fn what_is_not_text_is_named_for_what_it_is() {
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend("id = \"x\"".encode_utf16().flat_map(u16::to_le_bytes));
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    let latin1 = b"id = \"x\"\ntitle = \"caf\xe9\"\n";
    let cases: [(&str, &[u8], &str, i64, i64); 7] = [
        ("empty", b"", "file/empty", 1, 1),
        ("white", b" \n\t\n", "file/empty", 1, 1),
        ("binary", png, "file/not-text", 1, 1),
        ("utf16", &utf16, "file/not-text", 1, 1),
        ("latin1", latin1, "file/not-text", 2, 13),
        ("nul", b"id = \"a\0b\"\n", "file/control-character", 1, 8),
        ("half", b"id = \"half\"\ntitle = \"Low-do", "file/syntax", 2, 16),
    ];
    for (name, bytes, code, line, column) in cases {
        let clinic = clinic();
        let (exit, findings) = clinic.check(&format!("{name}.toml"), bytes);
        assert_eq!((exit, only(&findings)), (1, (code, line, column)), "{name}");
    }
}

#[test]
fn a_byte_order_mark_is_advice_and_windows_line_ends_are_fine() {
    let clinic = clinic();
    let text = example("ldn-hiv").replace("#:schema ../", "#:schema ");
    let mut marked = vec![0xef, 0xbb, 0xbf];
    marked.extend(text.bytes());
    let (exit, findings) = clinic.check("ldn-hiv.toml", &marked);
    assert_eq!((exit, only(&findings)), (0, ("file/byte-order-mark", 1, 1)));
    let windows = text.replace('\n', "\r\n");
    let (exit, findings) = clinic.check("ldn-hiv.toml", windows.as_bytes());
    assert_eq!((exit, findings.as_array().map(Vec::len)), (0, Some(0)));
}

#[test]
fn a_huge_file_is_refused_at_once() {
    let clinic = clinic();
    let huge = vec![b'#'; 50 << 20];
    let (exit, findings) = clinic.check("huge.toml", &huge);
    assert_eq!((exit, only(&findings)), (1, ("file/too-large", 1, 1)));
}

#[test]
fn deep_nesting_is_a_finding_not_a_crash() {
    let clinic = clinic();
    for deep in
        ["[".repeat(100_000), format!("x = {}", "[".repeat(100_000)), "a.".repeat(50_000) + "b = 1"]
    {
        let (exit, findings) = clinic.check("deep.toml", deep.as_bytes());
        assert_eq!(exit, 1);
        let list = findings.as_array().expect("an array");
        assert!(!list.is_empty());
    }
}

#[test]
fn a_folder_where_a_file_belongs_is_named() {
    let clinic = clinic();
    std::fs::create_dir(clinic.root.join("sheets/folder.toml")).expect("a folder");
    let (exit, findings) = clinic.findings();
    assert_eq!((exit, only(&findings)), (1, ("file/unreadable", 1, 1)));
}

#[cfg(unix)]
#[test]
fn links_are_refused_wherever_they_lead() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    std::fs::write(outside.path().join("secret.toml"), "id = \"secret\"").expect("written");
    let targets: [(&str, PathBuf); 5] = [
        ("out.toml", outside.path().join("secret.toml")),
        ("loop.toml", PathBuf::from("loop.toml")),
        ("inside.toml", PathBuf::from("ldn-general.toml")),
        ("dangling.toml", PathBuf::from("/nonexistent/x.toml")),
        ("folder", outside.path().to_owned()),
    ];
    for (name, target) in targets {
        let clinic = clinic();
        symlink(target, clinic.root.join("sheets").join(name)).expect("a link");
        let (exit, findings) = clinic.findings();
        assert_eq!((exit, only(&findings).0), (1, "file/outside-workspace"), "{name}");
        assert!(!findings.to_string().contains("secret\\\""), "{findings}");
    }
    let clinic = clinic();
    std::fs::remove_file(clinic.root.join("candor.toml")).expect("removed");
    symlink(outside.path().join("secret.toml"), clinic.root.join("candor.toml")).expect("a link");
    let (exit, findings) = clinic.findings();
    assert_eq!((exit, only(&findings).0), (1, "file/outside-workspace"));
}

#[cfg(unix)]
#[test]
fn an_unreadable_file_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let clinic = clinic();
    let path = clinic.root.join("sheets/ldn-general.toml");
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0)).expect("set");
    if std::fs::read(&path).is_ok() {
        println!("SKIPPED: this user reads every file (root)");
        return;
    }
    let (exit, findings) = clinic.findings();
    assert_eq!((exit, only(&findings)), (1, ("file/unreadable", 1, 1)));
}

fn the_pdf(root: &Path) -> PathBuf {
    root.join("out/ldn-general/ldn-general.draft.handout.letter.en-us.pdf")
}

#[test]
fn what_stands_in_the_way_of_a_pdf_is_left_as_it_was() {
    let clinic = clinic();
    let pdf = the_pdf(&clinic.root);
    std::fs::create_dir_all(&pdf).expect("a folder");
    let (code, _, stderr) = said(&candor(&clinic.root, &["render", "--format", "handout"]));
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("is a folder; it was left as it was"), "{stderr}");
    std::fs::remove_dir(&pdf).expect("removed");
    std::fs::write(&pdf, "old").expect("written");
    let mut permissions = std::fs::metadata(&pdf).expect("a file").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&pdf, permissions).expect("set");
    let (code, _, stderr) = said(&candor(&clinic.root, &["render", "--format", "handout"]));
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("read-only") && stderr.contains("help:"), "{stderr}");
    assert_eq!(std::fs::read(&pdf).expect("a file"), b"old");
}

/// A full disk, by a limit on the size of files.
#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_pdf_and_no_half_file() {
    let clinic = clinic();
    assert_eq!(said(&candor(&clinic.root, &["render", "--format", "handout"])).0, 0);
    let pdf = the_pdf(&clinic.root);
    let before = std::fs::read(&pdf).expect("a PDF");
    let sheet = clinic.root.join("sheets/ldn-general.toml");
    let text = std::fs::read_to_string(&sheet).expect("a sheet");
    std::fs::write(&sheet, text.replace("No one paid", "Nobody paid")).expect("written");
    let program = env!("CARGO_BIN_EXE_candor");
    // The signal is ignored, so that the program sees the error of the write itself.
    let script = format!("trap '' XFSZ; ulimit -f 8; exec '{program}' render --format handout");
    let output = std::process::Command::new("bash")
        .args(["-c", &script])
        .current_dir(&clinic.root)
        .output()
        .expect("bash");
    let (code, _, stderr) = said(&output);
    assert_eq!(code, 3, "{stderr}");
    assert!(stderr.contains("cannot write") && stderr.contains("free space"), "{stderr}");
    assert!(std::fs::read(&pdf).expect("a PDF") == before);
    let left = std::fs::read_dir(pdf.parent().expect("a folder")).expect("list").count();
    assert_eq!(left, 1, "no half file stays behind");
}

#[test]
fn odd_settings_of_a_workspace_are_findings() {
    let cases: [(&[u8], &str, i64, i64); 6] = [
        (b"jurisdiction = \"fr\"\n", "file/unknown-value", 1, 16),
        (b"[clinic]\nnme = \"x\"\n", "file/unknown-key", 2, 1),
        (b"[clinic]\nname = \"\"\n", "workspace/setting", 2, 8),
        (b"[clinic]\nphone = \"1\"\n", "workspace/setting", 2, 9),
        (b"template = \"../../x.typ\"\n", "template/not-found", 1, 12),
        (b"\xff\xfe\x00", "file/not-text", 1, 1),
    ];
    for (bytes, code, line, column) in cases {
        let clinic = clinic();
        std::fs::write(clinic.root.join("candor.toml"), bytes).expect("written");
        let (exit, stdout, stderr) = said(&candor(&clinic.root, &["render", "--json"]));
        assert_eq!(exit, 1, "{stdout} {stderr}");
        let (_, findings) = clinic.findings();
        assert_eq!(only(&findings), (code, line, column));
        assert!(!clinic.root.join("out").exists(), "nothing is written");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut child = command(folder.path(), &["explain"])
        .stdout(std::process::Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    assert_eq!(child.wait().expect("an end").code(), Some(0));
}
