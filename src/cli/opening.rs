//! Opening the page in a browser.
//!
//! Other people on the machine can see how programs were called, so the address with its token is
//! not given to the browser as a word: it stands in a file that only its owner can read.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use crate::error::CommandError;

/// How long the file is kept for a browser to read it.
const KEPT: Duration = Duration::from_mins(1);

/// Opens an address; `address` is made of digits, letters and `:/.#-_`.
pub(super) fn open(address: &str, name: &str) -> Result<(), CommandError> {
    let path = std::env::temp_dir().join(format!("candor-preview-{name}.html"));
    let text = format!(
        "<!doctype html><meta charset=\"utf-8\"><meta name=\"referrer\" content=\"no-referrer\">\
         <title>Candor</title><meta http-equiv=\"refresh\" content=\"0;url={address}\">\
         <p><a href=\"{address}\">Candor</a></p>\n"
    );
    candor_workspace::write_private(&path, text.as_bytes())?;
    let begun =
        browser(&path).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    let removed = path.clone();
    std::thread::spawn(move || {
        std::thread::sleep(KEPT);
        // It may be gone already.
        let _ = std::fs::remove_file(removed);
    });
    begun.map(drop).map_err(|error| {
        CommandError::world(format!("no browser can be opened: {error}"))
            .hint("open the address that is printed")
    })
}

/// Returns the command that opens a file in the browser.
fn browser(path: &Path) -> Command {
    let program = if cfg!(windows) {
        "explorer"
    } else if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let mut command = Command::new(program);
    command.arg(path);
    command
}
