//! What the program learns of the machine that it runs on.

use std::path::{Path, PathBuf};

use candor_app::batch::stamp;

/// Where the index of an output folder is: below the user's cache folder, under the digest of the
/// folder's own path, so that nothing but PDFs stands in it.
pub(crate) fn cache_folder(given: Option<&Path>) -> Option<PathBuf> {
    given.map(Path::to_owned).or_else(usual_folder)
}

fn usual_folder() -> Option<PathBuf> {
    let own = std::env::var_os("XDG_CACHE_HOME").filter(|path| Path::new(path).is_absolute());
    let base = own.map(PathBuf::from).or_else(|| {
        if cfg!(windows) {
            return std::env::var_os("LOCALAPPDATA").map(PathBuf::from);
        }
        let home = std::env::var_os("HOME").map(PathBuf::from).filter(|home| home.is_absolute())?;
        Some(home.join(if cfg!(target_os = "macos") { "Library/Caches" } else { ".cache" }))
    })?;
    Some(base.join("candor"))
}

/// Says which program this is: its version, and length and time of its file.
pub(crate) fn program_identity() -> String {
    let exe = std::env::current_exe().ok();
    let (len, modified) = exe.as_deref().and_then(stamp).unwrap_or_default();
    format!("{} {len} {modified}", env!("CARGO_PKG_VERSION"))
}

/// Returns where an ssh-agent can be asked, if OpenSSH says so.
#[expect(clippy::disallowed_methods, reason = "the edge: where OpenSSH says its agent is")]
pub(crate) fn agent_socket() -> Option<String> {
    let usual = if cfg!(windows) { Some(r"\\.\pipe\openssh-ssh-agent".to_owned()) } else { None };
    std::env::var("SSH_AUTH_SOCK").ok().or(usual)
}
