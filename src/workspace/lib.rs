//! A clinic's folder on disk: read whole into memory, written one file at a time, atomically.
//!
//! The one module of the library that touches the file system. It follows no symbolic link and
//! reads no file beyond a limit; what it refuses stands in the [`Tree`] with the reason.

pub mod branding;
pub mod inputs;
pub mod policy;
pub mod rules;

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use fs_err as fs;

use candor_library::parse::MAX_FILE_LEN;
use candor_model::tree::{Entry, Refusal, Tree};
use candor_model::watch;

/// The file that makes a folder a workspace.
pub const CONFIG: &str = "candor.toml";

/// How deep folders are read.
const MAX_DEPTH: usize = 8;
/// How large a clinic's font may be, in bytes, and how its name ends.
const MAX_FONT_LEN: usize = 16 << 20;
const FONTS: [&str; 3] = ["ttf", "otf", "ttc"];
/// How many entries of a workspace are read.
const MAX_ENTRIES: usize = 100_000;

/// Why a workspace could not be read or a file not be written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A folder holds more than is read.
    #[error(
        "{path} holds more than {MAX_ENTRIES} files or more than {MAX_DEPTH} levels of folders"
    )]
    TooMany { path: PathBuf },
    /// Something stands where a file is to be written.
    #[error("{path} is a {what}; it was left as it was")]
    InTheWay { path: PathBuf, what: &'static str },
    /// A file that must not be replaced.
    #[error("{path} exists already; it was left as it was")]
    Exists { path: PathBuf },
}

/// Whether a folder is there and not empty.
pub fn holds_something(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some())
}

/// Finds the workspace that `from` lies in: the nearest folder upwards with a `candor.toml`.
pub fn find(from: &Path) -> Option<PathBuf> {
    from.ancestors()
        .find(|folder| folder.join(CONFIG).symlink_metadata().is_ok())
        .map(Path::to_owned)
}

/// Something below a folder that would be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Listed {
    File,
    /// Something that is not read, and why.
    Refused(Refusal),
}

/// Lists what stands below a folder of `root`, in order of the paths, without reading it; a folder
/// that is not there holds nothing.
///
/// Only files with one of the endings are listed. Symbolic links are refused, not followed.
///
/// # Errors
/// When a folder cannot be listed, or holds far too much.
pub fn list(
    root: &Path,
    folder: &str,
    endings: &[&str],
) -> Result<BTreeMap<String, Listed>, Error> {
    let mut listed = BTreeMap::new();
    let top = root.join(folder);
    match fs::symlink_metadata(&top) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(listed),
        Err(error) => return Err(error.into()),
        Ok(meta) if meta.is_dir() => {}
        Ok(_) => {
            let what = "link or file where a folder belongs";
            return Err(Error::InTheWay { path: top, what });
        }
    }
    let mut n_entries = 0;
    let mut pending = vec![(top.clone(), String::new(), 0)];
    while let Some((path, prefix, depth)) = pending.pop() {
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            n_entries += 1;
            if MAX_ENTRIES < n_entries || MAX_DEPTH < depth {
                return Err(Error::TooMany { path: top });
            }
            let Ok(name) = entry.file_name().into_string() else { continue };
            let relative = format!("{prefix}{name}");
            let wanted = endings.iter().any(|ending| name.ends_with(ending));
            let kind = entry.file_type()?;
            if kind.is_symlink() {
                // A link to a folder could bring files in, so it is refused whatever its name.
                let leads_to_folder = fs::metadata(entry.path()).is_ok_and(|meta| meta.is_dir());
                if wanted || leads_to_folder {
                    let name = if wanted { relative } else { format!("{relative}.toml") };
                    listed.insert(name, Listed::Refused(Refusal::Link));
                }
            } else if kind.is_dir() {
                if wanted {
                    listed.insert(relative, Listed::Refused(Refusal::Folder));
                } else {
                    pending.push((entry.path(), format!("{relative}/"), depth + 1));
                }
            } else if wanted {
                listed.insert(relative, Listed::File);
            }
        }
    }
    Ok(listed)
}

/// Reads one folder below `root` into a tree; a folder that is not there gives an empty tree.
///
/// # Errors
/// As [`list`].
pub fn read(root: &Path, folder: &str, endings: &[&str]) -> Result<Tree, Error> {
    let mut tree = Tree::new(format!("{folder}/"));
    for (path, listed) in list(root, folder, endings)? {
        let entry = match listed {
            Listed::File => read_file(&root.join(folder).join(&path)),
            Listed::Refused(refusal) => Entry::Refused(refusal),
        };
        tree.insert(path, entry);
    }
    Ok(tree)
}

/// What tells a file that was changed from one that was not, as far as it can be told without
/// reading it: its length and when it was last written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    len: u64,
    written: Option<std::time::SystemTime>,
    is_link: bool,
}

/// Returns the stamps of files and of everything in folders below `root`; what cannot be looked at
/// is left out.
pub fn stamps(root: &Path, names: &[&str]) -> BTreeMap<String, Stamp> {
    let mut all = BTreeMap::new();
    let mut pending: Vec<(PathBuf, String, usize)> =
        names.iter().map(|name| (root.join(name), (*name).to_owned(), 0)).collect();
    while let Some((path, name, depth)) = pending.pop() {
        let Ok(meta) = path.symlink_metadata() else { continue };
        if meta.is_dir() && depth <= MAX_DEPTH {
            let Ok(entries) = fs::read_dir(&path) else { continue };
            for entry in entries.flatten() {
                let Ok(inner) = entry.file_name().into_string() else { continue };
                // A file that is being written has no name of its own yet.
                if !inner.starts_with(".candor-") {
                    pending.push((entry.path(), format!("{name}/{inner}"), depth + 1));
                }
            }
        } else if all.len() < MAX_ENTRIES {
            let (len, written) = (meta.len(), meta.modified().ok());
            all.insert(name, Stamp { len, written, is_link: meta.is_symlink() });
        }
    }
    all
}

/// Reads one file for a tree.
pub fn read_file(path: &Path) -> Entry {
    let meta = match fs::symlink_metadata(path) {
        Ok(meta) => meta,
        Err(error) => return Entry::Refused(Refusal::Unreadable(reason(&error))),
    };
    if meta.is_symlink() {
        return Entry::Refused(Refusal::Link);
    }
    if meta.is_dir() {
        return Entry::Refused(Refusal::Folder);
    }
    if !meta.is_file() {
        return Entry::Refused(Refusal::Unreadable("it is not a plain file".to_owned()));
    }
    let is_font =
        path.extension().is_some_and(|end| FONTS.iter().any(|font| end.eq_ignore_ascii_case(font)));
    let most = if is_font { MAX_FONT_LEN } else { MAX_FILE_LEN };
    if u64::try_from(most).is_ok_and(|most| most < meta.len()) {
        return Entry::Refused(Refusal::TooLarge(meta.len()));
    }
    match fs::read(path) {
        Ok(bytes) => Entry::File(bytes.into()),
        Err(error) => Entry::Refused(Refusal::Unreadable(reason(&error))),
    }
}

/// Reads a file that stands where one was written, if it is a plain file.
pub fn read_written(path: &Path) -> Option<Vec<u8>> {
    let meta = path.symlink_metadata().ok()?;
    if meta.is_file() { fs::read(path).ok() } else { None }
}

/// The system's reason without the path, which findings show anyway.
fn reason(error: &io::Error) -> String {
    error.kind().to_string()
}

/// Writes a file whole or not at all: a temporary file beside it, then one rename.
///
/// # Errors
/// When the folder cannot be made, the disk is full, or something else stands in the way. A file
/// that was there before is then unchanged.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let _guard = watch::writing();
    let folder = free(path)?;
    let written = temporary(folder, bytes)?;
    written.as_file().sync_data().map_err(|error| named(&error, folder))?;
    match written.persist(path) {
        Ok(file) => {
            file.sync_all()?;
            Ok(())
        }
        Err(error) => Err(named(&error.error, path).into()),
    }
}

/// Writes a file whole or not at all, without waiting until the disk has it: for what can be made
/// again from its sources. A program that is stopped leaves the old file or the new one.
///
/// # Errors
/// As [`write`].
pub fn write_anew(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let _guard = watch::writing();
    let folder = free(path)?;
    match temporary(folder, bytes)?.persist(path) {
        Ok(_) => Ok(()),
        Err(error) => Err(named(&error.error, path).into()),
    }
}

/// Makes the folder of a path and returns it, if nothing but a file stands in the way.
fn free(path: &Path) -> Result<&Path, Error> {
    if let Ok(meta) = path.symlink_metadata() {
        if meta.is_dir() {
            return Err(Error::InTheWay { path: path.to_owned(), what: "folder" });
        }
        if meta.is_symlink() {
            return Err(Error::InTheWay { path: path.to_owned(), what: "link" });
        }
        if meta.permissions().readonly() {
            return Err(Error::InTheWay { path: path.to_owned(), what: "read-only file" });
        }
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    if folder.symlink_metadata().is_ok_and(|meta| meta.is_symlink()) {
        return Err(Error::InTheWay { path: folder.to_owned(), what: "link" });
    }
    Ok(folder)
}

/// Writes a file that must not be there yet.
///
/// # Errors
/// As [`write`], and when the file exists.
pub fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let _guard = watch::writing();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let written = temporary(folder, bytes)?;
    written.as_file().sync_data().map_err(|error| named(&error, folder))?;
    match written.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { path: path.to_owned() })
        }
        Err(error) => Err(named(&error.error, path).into()),
    }
}

/// Writes a file that must not be there yet and that only its owner may read, such as a key.
///
/// # Errors
/// As [`write_new`].
pub fn write_private(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let _guard = watch::writing();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    // A temporary file is private from its beginning, and keeps that when it gets its name.
    let mut file = tempfile::Builder::new()
        .prefix(".candor-")
        .tempfile_in(folder)
        .map_err(|error| named(&error, folder))?;
    file.write_all(bytes).map_err(|error| named(&error, folder))?;
    file.as_file().sync_data().map_err(|error| named(&error, folder))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
            Err(Error::Exists { path: path.to_owned() })
        }
        Err(error) => Err(named(&error.error, path).into()),
    }
}

fn temporary(folder: &Path, bytes: &[u8]) -> Result<tempfile::NamedTempFile, Error> {
    let mut file = tempfile::Builder::new()
        .prefix(".candor-")
        .tempfile_in(folder)
        .map_err(|error| named(&error, folder))?;
    file.write_all(bytes).map_err(|error| named(&error, folder))?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // A temporary file is private; a handout is for the whole clinic.
        file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))?;
    }
    Ok(file)
}

/// Adds the path to an error of the system.
fn named(error: &io::Error, path: &Path) -> io::Error {
    io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_others_are_left_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a/b.txt");
        write(&path, b"one").expect("written");
        write(&path, b"two").expect("replaced");
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert!(matches!(write_new(&path, b"three"), Err(Error::Exists { .. })));
        assert_eq!(fs::read(&path).expect("read"), b"two");
        assert!(matches!(write(folder.path(), b"x"), Err(Error::InTheWay { .. })));
        let left: Vec<_> = fs::read_dir(folder.path().join("a")).expect("list").collect();
        assert_eq!(left.len(), 1, "no temporary file stays behind");
    }
}
